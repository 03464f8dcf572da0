package dev.otastub.account;

import dev.otastub.account.LocatedJson.Kind;
import dev.otastub.core.Secret;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Makes accounts of JSON, as strictly as {@code accounts.schema.json} describes them; what a schema cannot say, that ids
 * are given once only, it checks too.
 */
final class AccountReader {

    private static final Fields WHOLE = new Fields("the whole", List.of("accounts"), List.of("$schema"));
    private static final Fields ACCOUNT = new Fields(
            "each account",
            List.of("uid", "keys"),
            List.of("ramUsers", "tokens", "instanceIds", "products", "callsPerSecond", "issuingKey"));
    private static final Fields KEY = new Fields("each key", List.of("id", "secret"), List.of("active"));
    private static final Fields RAM_USER =
            new Fields("each RAM user", List.of("name", "key"), List.of("allowed", "denied"));
    private static final Fields TOKEN =
            new Fields("each token", List.of("token", "key"), List.of("expiration", "allowed", "denied"));

    private static final Pattern OPERATION = Pattern.compile("([Ii][Oo][Tt]:)?[A-Za-z0-9*]+");
    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z");

    private final Clocks clocks;
    private final Map<String, LocatedJson> seen = new HashMap<>();

    /** @param clocks gives the accounts their clocks */
    AccountReader(Clocks clocks) {
        this.clocks = clocks;
    }

    /** The accounts of a whole file. */
    List<Account> accounts(LocatedJson whole) {
        return some(WHOLE.of(whole).get("accounts"), "account", this::configured);
    }

    private Account configured(LocatedJson json) {
        Account account = account(json);
        if (Accounts.isMadeUp(account.uid())) {
            throw json.get("uid").mistake("is '" + account.uid() + "', " + Accounts.NOT_TO_BE_CONFIGURED);
        }
        return account;
    }

    Account account(LocatedJson json) {
        LocatedJson uid = ACCOUNT.of(json).get("uid");
        once("account id", uid, uid.asText());
        List<AccessKey> keys = some(json.get("keys"), "key", this::key);
        OptionalInt callsPerSecond = json.find("callsPerSecond").stream()
                .mapToInt(LocatedJson::asCount)
                .findFirst();
        return new Account(
                uid.text(),
                keys,
                each(json.find("ramUsers"), this::ramUser),
                each(json.find("tokens"), this::token),
                names(json.find("instanceIds")),
                names(json.find("products")),
                callsPerSecond,
                json.find("issuingKey")
                        .map(issuing -> issuingKey(issuing, keys))
                        .orElseGet(() -> AccessKey.issuingPairOf(uid.text())),
                clocks.of(uid.text()));
    }

    private AccessKey key(LocatedJson json) {
        AccessKey key = unclaimedKey(json);
        once("access key id", json.get("id"), key.id());
        return key;
    }

    private static AccessKey unclaimedKey(LocatedJson json) {
        return new AccessKey(
                KEY.of(json).get("id").asText(),
                new Secret(json.get("secret").asText()),
                json.find("active").map(LocatedJson::asBoolean).orElse(true));
    }

    /** The account may sign policies by one of its own keys. */
    private AccessKey issuingKey(LocatedJson json, List<AccessKey> keys) {
        AccessKey key = unclaimedKey(json);
        return keys.contains(key) ? key : key(json);
    }

    private RamUser ramUser(LocatedJson json) {
        return new RamUser(RAM_USER.of(json).get("name").asText(), key(json.get("key")), permissions(json));
    }

    private SecurityToken token(LocatedJson json) {
        LocatedJson token = TOKEN.of(json).get("token");
        once("token", token, token.asText());
        return new SecurityToken(
                token.text(),
                key(json.get("key")),
                json.find("expiration").map(AccountReader::instant),
                permissions(json));
    }

    private static Instant instant(LocatedJson json) {
        String text = json.asText();
        try {
            if (INSTANT.matcher(text).matches()) {
                return Instant.parse(text);
            }
        } catch (DateTimeException e) {
            // Told below, with all the others.
        }
        throw json.mistake("must be a time in UTC such as 2026-11-22T12:00:00Z.");
    }

    private static Permissions permissions(LocatedJson json) {
        return new Permissions(
                json.find("allowed")
                        .map(allowed -> each(allowed, AccountReader::operation))
                        .orElse(Permissions.ALL.allowed()),
                each(json.find("denied"), AccountReader::operation));
    }

    private static String operation(LocatedJson json) {
        String name = json.asText();
        if (!OPERATION.matcher(name).matches()) {
            throw json.mistake("is no operation of IoT Platform: write iot:CreateOTAFirmware, CreateOTAFirmware or"
                    + " iot:Query*. Operations of other products are not checked.");
        }
        return name;
    }

    private static Set<String> names(Optional<LocatedJson> list) {
        Set<String> names = new LinkedHashSet<>();
        for (LocatedJson item : each(list, item -> item)) {
            if (!names.add(item.asText())) {
                throw item.mistake("is '" + item.text() + "', which the list has already.");
            }
        }
        return names;
    }

    /** None, if there is no list. */
    private static <T> List<T> each(Optional<LocatedJson> list, Function<LocatedJson, T> reader) {
        return list.map(there -> each(there, reader)).orElse(List.of());
    }

    private static <T> List<T> each(LocatedJson list, Function<LocatedJson, T> reader) {
        List<T> all = new ArrayList<>();
        list.requireKind(Kind.ARRAY).items().forEach(item -> all.add(reader.apply(item)));
        return all;
    }

    private static <T> List<T> some(LocatedJson json, String what, Function<LocatedJson, T> reader) {
        List<T> all = each(json, reader);
        if (all.isEmpty()) {
            throw json.mistake("is empty; there must be one " + what + " at least.");
        }
        return all;
    }

    /** Tokens are not repeated, for they are as good as secrets. */
    private void once(String what, LocatedJson json, String value) {
        LocatedJson before = seen.putIfAbsent(what + " " + value, json);
        if (before != null) {
            throw json.mistake((what.equals("token") ? "" : "is '" + value + "', which ") + "was given before, by "
                    + before.path() + " in line " + before.line() + "; give each one of its own.");
        }
    }

    /**
     * Which fields an object has.
     *
     * @param owner the object, as the subject of a sentence
     * @param required those that must be there
     * @param optional those that may be
     */
    private record Fields(String owner, List<String> required, List<String> optional) {

        /** The value, if it is an object of such fields. */
        LocatedJson of(LocatedJson json) {
            json.requireKind(Kind.OBJECT).fields().forEach((name, value) -> {
                if (!required.contains(name) && !optional.contains(name)) {
                    throw value.mistake("is unknown; " + nearest(name));
                }
            });
            for (String name : required) {
                if (!json.fields().containsKey(name)) {
                    throw json.mistakeIn(name, "is missing; " + owner + " has " + words(required) + ".");
                }
            }
            return json;
        }

        private String nearest(String name) {
            return all().stream()
                    .filter(known -> Likeness.of(name, known) <= Math.max(1, name.length() / 3))
                    .min((one, other) -> Likeness.of(name, one) - Likeness.of(name, other))
                    .map(known -> "did you mean " + known + "?")
                    .orElseGet(() -> owner + " may have " + words(all()) + ".");
        }

        private List<String> all() {
            List<String> all = new ArrayList<>(required);
            all.addAll(optional);
            return all;
        }

        private static String words(List<String> names) {
            return names.size() == 1
                    ? names.get(0)
                    : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.get(names.size() - 1);
        }
    }
}

package dev.otastub.account;

import dev.otastub.core.Secret;
import dev.otastub.json.Fields;
import dev.otastub.json.LocatedJson;
import dev.otastub.json.LocatedJson.Kind;
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
                json.find("expiration").map(LocatedJson::asInstant),
                permissions(json));
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
}

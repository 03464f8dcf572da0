package dev.otastub;

import dev.otastub.account.Account;
import dev.otastub.account.AccountJson;
import dev.otastub.control.Fault;
import dev.otastub.control.Order;
import dev.otastub.control.OrderedError;
import dev.otastub.control.RefusedCall;
import dev.otastub.core.CloudOperation;
import dev.otastub.core.Delivery;
import dev.otastub.core.ErrorRow;
import dev.otastub.core.Evidence;
import dev.otastub.core.NotPossible;
import dev.otastub.core.StubClock;
import dev.otastub.iot.IotError;
import dev.otastub.json.Fields;
import dev.otastub.json.JsonMistake;
import dev.otastub.json.LocatedJson;
import dev.otastub.oss.Addressing;
import dev.otastub.oss.OssAddress;
import dev.otastub.oss.OssError;
import dev.otastub.oss.PostObjectError;
import dev.otastub.oss.PresignedUrl;
import dev.otastub.rpc.GatewayError;
import dev.otastub.signature.PercentEncoding;
import dev.otastub.wiremock.ControlApi;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Control as JSON: reads what is asked, does it by the same means as the handles in Java, and shows what came of it. */
final class ControlDesk implements ControlApi {

    private static final Duration DOWNLOADABLE = Duration.ofHours(1);

    /** What can stand in the path of a route. */
    private static final Pattern UID = Pattern.compile("[\\w.-]{1,64}");

    private static final Duration LONGEST_LIFE = Duration.ofDays(365);

    private static final Fields NEW_ACCOUNT = new Fields(
            "a new account",
            List.of(),
            List.of(
                    "uid",
                    "keys",
                    "ramUsers",
                    "tokens",
                    "instanceIds",
                    "products",
                    "callsPerSecond",
                    "issuingKey",
                    "timeToLive"));
    private static final Fields CLOCK =
            new Fields("the clock", List.of(), List.of("freeze", "freezeAt", "set", "advance", "run", "reset"));
    private static final Fields ERROR = new Fields(
            "an error", List.of("error"), List.of("operation", "accessKeyId", "times", "untilCleared", "arguments"));
    private static final Fields FAULT = new Fields(
            "a fault",
            List.of(),
            List.of(
                    "operation",
                    "accessKeyId",
                    "times",
                    "untilCleared",
                    "delay",
                    "bytesPerSecond",
                    "resetAfter",
                    "spoiled"));
    private static final Fields CONTINUE = new Fields("the request", List.of(), List.of("path"));

    private static final Map<String, ErrorRow> ROWS = Stream.<ErrorRow[]>of(
                    GatewayError.values(), IotError.values(), PostObjectError.values(), OssError.values())
            .flatMap(Arrays::stream)
            .collect(Collectors.toMap(
                    ControlDesk::nameOf, Function.identity(), (one, other) -> one, LinkedHashMap::new));

    private static final List<String> OPERATIONS =
            Arrays.stream(CloudOperation.values()).map(CloudOperation::title).toList();

    private final Control control;

    ControlDesk(Control control) {
        this.control = control;
    }

    private static String nameOf(ErrorRow row) {
        return row.getClass().getSimpleName() + "." + row.name();
    }

    /** A new account, with the secrets that its maker needs. */
    record NewAccount(
            String uid,
            String accessKeyId,
            String accessKeySecret,
            String issuingKeyId,
            String folder,
            Optional<Duration> timeToLive) {}

    /** The time of an account or of the stub. */
    record ClockView(Instant now, boolean frozen, boolean moved) {}

    /** Something that was ordered; of an error or a fault, the fields that it has. */
    record OrderView(
            Optional<String> error,
            Optional<Map<String, String>> arguments,
            Optional<Duration> delay,
            OptionalLong bytesPerSecond,
            OptionalLong resetAfter,
            Optional<Delivery.Spoiled> spoiled,
            Optional<String> operation,
            Optional<String> accessKeyId,
            OptionalInt times,
            boolean untilCleared) {}

    /** An upload. */
    record UploadView(
            String operation,
            String bucket,
            String key,
            long size,
            String md5,
            String crc64,
            String contentType,
            Instant at,
            Map<String, String> fields,
            Optional<String> claimedBy,
            boolean there,
            Optional<String> bytes) {}

    /** A refusal. */
    record RefusalView(
            Optional<String> operation,
            String what,
            String who,
            Instant at,
            String requestId,
            String cause,
            int status,
            String code,
            String message,
            String reason,
            Optional<String> condition,
            Optional<String> expected,
            Optional<String> got,
            Optional<String> stringToSign,
            Map<String, String> details) {}

    /** A row of the error tables. */
    record ErrorView(
            String name, String service, int status, String code, String message, Evidence evidence, boolean natural) {}

    /** A list. */
    record Listed<T>(List<T> items) {}

    /** The paths from which 100 Continue is withheld. */
    record WithheldContinue(List<String> paths) {}

    private static LocatedJson read(Fields fields, String body) {
        return fields.of(LocatedJson.parse(body.isBlank() ? "{}" : body));
    }

    private Account known(String uid) {
        return control.accounts().find(uid).orElseThrow(() -> new UnknownName("There is no account '" + uid + "'."));
    }

    private Optional<String> known(Optional<String> uid) {
        return uid.map(this::known).map(Account::uid);
    }

    private TestAccount handle(String uid) {
        return new TestAccount(control, known(uid));
    }

    @Override
    public Object addAccount(String body) {
        LocatedJson json = read(NEW_ACCOUNT, body);
        Optional<Duration> timeToLive = json.find("timeToLive").map(ControlDesk::positive);
        Account account = control.add(accountOf(json), timeToLive);
        return new NewAccount(
                account.uid(),
                account.signingKey().id(),
                account.signingKey().secret().value(),
                account.issuingKey().id(),
                Addressing.folderOf(account),
                timeToLive);
    }

    private static Duration positive(LocatedJson json) {
        Duration time = json.asDuration();
        if (time.isNegative() || time.isZero()) {
            throw json.mistake("must be longer than nothing.");
        }
        if (time.compareTo(LONGEST_LIFE) > 0) {
            throw json.mistake("can be " + LONGEST_LIFE.toDays() + " days at most.");
        }
        return time;
    }

    /** What is not given is made up, as for any fresh account. */
    private Account accountOf(LocatedJson json) {
        json.find("uid").filter(uid -> !UID.matcher(uid.asText()).matches()).ifPresent(uid -> {
            throw uid.mistake("is '" + uid.text() + "'; take letters, digits, '.', '_' and '-', 64 of them at most.");
        });
        Account fresh = control.fresh().next();
        Map<String, LocatedJson> fields = new LinkedHashMap<>(json.fields());
        fields.remove("timeToLive");
        if (fields.isEmpty()) {
            return fresh;
        }
        control.clocks().remove(fresh.uid());
        LocatedJson made = LocatedJson.parse(AccountJson.write(fresh));
        fields.putIfAbsent("uid", made.get("uid"));
        fields.putIfAbsent("keys", made.get("keys"));
        return AccountJson.of(
                new LocatedJson(json.kind(), json.text(), json.items(), fields, json.line(), json.path()),
                control.clocks());
    }

    @Override
    public Object account(String uid) {
        return State.view(known(uid));
    }

    @Override
    public void removeAccount(String uid) {
        known(uid);
        if (!control.remove(uid)) {
            throw new NotPossible("The account '" + uid
                    + "' was configured, not added at run time, and stays; it can be" + " reset by POST .../reset.");
        }
    }

    @Override
    public void resetAccount(String uid) {
        control.reset(known(uid));
    }

    @Override
    public void reset() {
        control.resetAll();
    }

    private StubClock clockOf(Optional<String> uid) {
        return uid.map(this::known)
                .map(Account::clock)
                .orElseGet(() -> control.clocks().stubs());
    }

    @Override
    public Object clock(Optional<String> uid) {
        return view(clockOf(uid));
    }

    private static ClockView view(StubClock clock) {
        return new ClockView(clock.instant(), clock.isFrozen(), clock.isMoved());
    }

    @Override
    public Object moveClock(Optional<String> uid, String body) {
        StubClock clock = clockOf(uid);
        LocatedJson json = read(CLOCK, body);
        if (json.fields().size() != 1) {
            throw json.mistake("has " + json.fields().size()
                    + " fields; say one thing: freeze, freezeAt, set, advance, run or reset.");
        }
        LocatedJson value = json.fields().values().iterator().next();
        move(clock, json.fields().keySet().iterator().next(), value);
        return view(clock);
    }

    private static void move(StubClock clock, String how, LocatedJson value) {
        try {
            switch (how) {
                case "freezeAt" -> clock.freezeAt(value.asInstant());
                case "set" -> clock.set(value.asInstant());
                case "advance" -> clock.advance(value.asDuration());
                case "freeze" -> onTrue(value, clock::freeze);
                case "run" -> onTrue(value, clock::run);
                default -> onTrue(value, clock::reset);
            }
        } catch (JsonMistake e) {
            throw e;
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw value.mistake("leads out of the time that a clock can show: " + e.getMessage());
        }
    }

    private static void onTrue(LocatedJson value, Runnable action) {
        if (!value.asBoolean()) {
            throw value.mistake("can only be true.");
        }
        action.run();
    }

    @Override
    public Object errors(Optional<String> uid) {
        return new Listed<>(control.errors().open(known(uid)).stream()
                .map(ControlDesk::errorView)
                .toList());
    }

    @Override
    public Object orderError(Optional<String> uid, String body) {
        LocatedJson json = read(ERROR, body);
        LocatedJson error = json.get("error");
        ErrorRow row = Objects.requireNonNull(ROWS.get(error.asOneOf(ROWS.keySet())));
        Map<String, String> arguments = new LinkedHashMap<>();
        json.find("arguments")
                .map(given -> given.requireKind(LocatedJson.Kind.OBJECT).fields())
                .orElse(Map.of())
                .forEach((name, value) -> arguments.put(
                        name, value.requireKind(LocatedJson.Kind.STRING).text()));
        try {
            calls(known(uid), json).fails(row, arguments);
        } catch (IllegalArgumentException e) {
            throw error.mistake("cannot be: " + e.getMessage());
        }
        return errors(uid);
    }

    @Override
    public void clearErrors(Optional<String> uid) {
        control.errors().clear(known(uid));
    }

    @Override
    public Object faults(Optional<String> uid) {
        return new Listed<>(control.faults().open(known(uid)).stream()
                .map(ControlDesk::faultView)
                .toList());
    }

    @Override
    public Object orderFault(Optional<String> uid, String body) {
        LocatedJson json = read(FAULT, body);
        Fault fault = fault(json);
        if (Stream.of("delay", "bytesPerSecond", "resetAfter", "spoiled").noneMatch(json.fields()::containsKey)) {
            throw json.mistake("says nothing that goes wrong: give delay, bytesPerSecond, resetAfter or spoiled.");
        }
        calls(known(uid), json).meets(fault);
        return faults(uid);
    }

    /** Each field by itself first, so that the one that cannot be is named. */
    private static Fault fault(LocatedJson json) {
        Optional<Duration> delay = json.find("delay").map(LocatedJson::asDuration);
        OptionalLong bytesPerSecond = number(json, "bytesPerSecond");
        OptionalLong resetAfter = number(json, "resetAfter");
        Optional<Delivery.Spoiled> spoiled = json.find("spoiled")
                .map(how -> Delivery.Spoiled.valueOf(how.asOneOf(names(Delivery.Spoiled.values()))));
        checked(json, "delay", () -> delay.ifPresent(Fault::delay));
        checked(json, "bytesPerSecond", () -> bytesPerSecond.ifPresent(Fault::slowReading));
        checked(json, "resetAfter", () -> resetAfter.ifPresent(Fault::resetAfter));
        return new Fault(delay, bytesPerSecond, resetAfter, spoiled);
    }

    private static void checked(LocatedJson json, String field, Runnable check) {
        try {
            check.run();
        } catch (IllegalArgumentException e) {
            throw json.get(field).mistake("cannot be: " + e.getMessage());
        }
    }

    private static OptionalLong number(LocatedJson json, String field) {
        return json.find(field).stream().mapToLong(LocatedJson::asLong).findFirst();
    }

    private static List<String> names(Enum<?>[] constants) {
        return Arrays.stream(constants).map(Enum::name).toList();
    }

    @Override
    public void clearFaults(Optional<String> uid) {
        control.faults().clear(known(uid));
    }

    /** The calls that an order is for. */
    private NextCalls calls(Optional<String> uid, LocatedJson json) {
        Optional<CloudOperation> operation =
                json.find("operation").map(title -> title.asOneOf(OPERATIONS)).flatMap(CloudOperation::titled);
        NextCalls calls = control.next(uid, operation);
        Optional<LocatedJson> keyId = json.find("accessKeyId");
        if (keyId.isPresent()) {
            calls = calls.by(keyId.get().asText());
        }
        Optional<LocatedJson> times = json.find("times");
        boolean untilCleared =
                json.find("untilCleared").filter(LocatedJson::asBoolean).isPresent();
        if (times.isEmpty()) {
            return untilCleared ? calls.untilCleared() : calls;
        }
        if (untilCleared) {
            throw times.get().mistake("and untilCleared exclude each other; leave one out.");
        }
        if (times.get().asCount() == 0) {
            throw times.get().mistake("must be 1 or more.");
        }
        return calls.times(times.get().asCount());
    }

    private static OrderView errorView(Order<OrderedError> order) {
        return view(
                order,
                Optional.of(nameOf(order.what().row())),
                Optional.of(order.what().arguments()),
                Optional.empty());
    }

    private static OrderView faultView(Order<Fault> order) {
        return view(order, Optional.empty(), Optional.empty(), Optional.of(order.what()));
    }

    private static OrderView view(
            Order<?> order, Optional<String> error, Optional<Map<String, String>> arguments, Optional<Fault> fault) {
        return new OrderView(
                error,
                arguments,
                fault.flatMap(Fault::delay),
                fault.map(Fault::bytesPerSecond).orElse(OptionalLong.empty()),
                fault.map(Fault::resetAfter).orElse(OptionalLong.empty()),
                fault.flatMap(Fault::spoiled),
                order.operation().map(CloudOperation::title),
                order.accessKeyId(),
                order.times(),
                order.times().isEmpty());
    }

    @Override
    public Object withheldContinue() {
        return new WithheldContinue(control.continues().paths());
    }

    @Override
    public Object withholdContinue(String body) {
        LocatedJson json = read(CONTINUE, body);
        Optional<LocatedJson> path = json.find("path");
        try {
            control.withholdContinue(path.map(LocatedJson::asText).orElse("*"));
        } catch (JsonMistake e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw path.orElse(json).mistake("cannot be: " + e.getMessage());
        }
        return withheldContinue();
    }

    @Override
    public void grantContinue() {
        control.continues().grantAll();
    }

    @Override
    public Object uploads(String uid) {
        Account account = known(uid);
        return new Listed<>(handle(uid).uploads().stream()
                .map(upload -> view(account, upload))
                .toList());
    }

    private static UploadView view(Account account, Upload upload) {
        boolean there = upload.isThere();
        return new UploadView(
                upload.operation().title(),
                upload.bucket(),
                upload.key(),
                upload.size(),
                upload.md5(),
                upload.crc64(),
                upload.contentType(),
                upload.at(),
                upload.fields(),
                upload.claimedBy(),
                there,
                there ? Optional.of(download(account, upload)) : Optional.empty());
    }

    /** Where the bytes stream from, on this server: a presigned URL without its host, as any host will do. */
    private static String download(Account account, Upload upload) {
        URI url = URI.create("http://localhost/" + upload.bucket() + "/" + PercentEncoding.encodePath(upload.key()));
        String signed = PresignedUrl.get(
                upload.bucket().equals(Addressing.PLATFORM_BUCKET) ? account.issuingKey() : account.signingKey(),
                url,
                new OssAddress(upload.bucket(), upload.key(), OssAddress.Style.PATH),
                account.clock().instant().plus(DOWNLOADABLE));
        return signed.substring("http://localhost".length());
    }

    @Override
    public Object refusals(Optional<String> uid) {
        return new Listed<>(control.refusals().of(known(uid)).stream()
                .map(ControlDesk::view)
                .toList());
    }

    private static RefusalView view(RefusedCall refused) {
        return new RefusalView(
                refused.operation().map(CloudOperation::title),
                refused.what(),
                refused.who(),
                refused.at(),
                refused.requestId(),
                nameOf(refused.cause()),
                refused.status(),
                refused.code(),
                refused.message(),
                refused.reason(),
                refused.condition(),
                refused.expected(),
                refused.got(),
                refused.stringToSign(),
                refused.details());
    }

    @Override
    public Object firmware(String uid) {
        return new Listed<>(handle(uid).firmware().stream().map(State::view).toList());
    }

    @Override
    public Object errorTables() {
        return new Listed<>(ROWS.entrySet().stream()
                .map(entry -> new ErrorView(
                        entry.getKey(),
                        entry.getValue().service().name(),
                        entry.getValue().status(),
                        entry.getValue().code(),
                        entry.getValue().message(),
                        entry.getValue().evidence(),
                        entry.getValue().provocation().natural()))
                .toList());
    }
}

package dev.otastub.testing;

import dev.otastub.account.AccessKey;
import dev.otastub.account.Account;
import dev.otastub.account.Accounts;
import dev.otastub.account.Clocks;
import dev.otastub.account.Nonces;
import dev.otastub.account.Permissions;
import dev.otastub.account.Quota;
import dev.otastub.account.RamUser;
import dev.otastub.account.SecurityToken;
import dev.otastub.control.Fault;
import dev.otastub.control.Faults;
import dev.otastub.control.OrderedError;
import dev.otastub.control.Orders;
import dev.otastub.core.HttpAnswer;
import dev.otastub.core.RequestIds;
import dev.otastub.core.Secret;
import dev.otastub.core.StubClock;
import dev.otastub.data.Database;
import dev.otastub.iot.FirmwarePackages;
import dev.otastub.iot.IotPlatform;
import dev.otastub.iot.IssuedUrls;
import dev.otastub.rpc.Gateway;
import dev.otastub.rpc.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;

/** The RPC half of the stub, wired for a test: an account and a stranger, its clock at {@link #NOW}, ids from a fixed seed. */
public final class RpcStub {

    public static final Instant NOW = Instant.parse("2026-11-22T11:50:16.789Z");

    public static final AccessKey KEY = AccessKey.of("testid", "testsecret");
    public static final AccessKey DISABLED_KEY = new AccessKey("disabledid", new Secret("disabledsecret"), false);
    public static final AccessKey RAM_KEY = AccessKey.of("ramid", "ramsecret");
    public static final AccessKey READER_KEY = AccessKey.of("readerid", "readersecret");
    public static final AccessKey ISSUING_KEY = AccessKey.of("issuingid", "issuingsecret");
    public static final AccessKey OTHER_KEY = AccessKey.of("otherid", "othersecret");
    public static final SecurityToken TOKEN = new SecurityToken(
            "token/+=", AccessKey.of("STS.one", "stssecret"), Optional.of(NOW.plus(Duration.ofHours(1))));
    public static final SecurityToken EXPIRED_TOKEN =
            new SecurityToken("expired", AccessKey.of("STS.old", "oldsecret"), Optional.of(NOW));
    public static final SecurityToken READER_TOKEN =
            new SecurityToken("reader", AccessKey.of("STS.reader", "stssecret"), Optional.empty(), reading());

    public final SetInstant machine = new SetInstant(NOW);
    public final StubClock clock = new StubClock(machine);

    /** Each account has one over that. */
    public final Clocks clocks = new Clocks(clock);

    public final UploadedInMemory files = new UploadedInMemory();
    public final FirmwarePackages packages = new FirmwarePackages(Database.inMemory());
    public final Orders<OrderedError> errors = new Orders<>();
    public final Orders<Fault> faults = new Orders<>();
    public final Account account;
    public final Account other;
    public final Surroundings surroundings;
    public final Gateway gateway;

    /** What a test may set differently. */
    public record Settings(
            Set<String> instanceIds,
            Set<String> productKeys,
            boolean anyAccessKey,
            boolean strictCallerTime,
            OptionalInt callsPerSecond,
            Optional<String> publicUrl) {

        public static final Settings USUAL =
                new Settings(Set.of(), Set.of(), false, false, OptionalInt.empty(), Optional.empty());

        public Settings instanceIds(String... ids) {
            return new Settings(Set.of(ids), productKeys, anyAccessKey, strictCallerTime, callsPerSecond, publicUrl);
        }

        public Settings productKeys(String... keys) {
            return new Settings(instanceIds, Set.of(keys), anyAccessKey, strictCallerTime, callsPerSecond, publicUrl);
        }

        public Settings lenient() {
            return new Settings(instanceIds, productKeys, true, strictCallerTime, callsPerSecond, publicUrl);
        }

        public Settings strict() {
            return new Settings(instanceIds, productKeys, anyAccessKey, true, callsPerSecond, publicUrl);
        }

        /** A quota that somebody asked for. */
        public Settings quota(int perSecond) {
            return new Settings(
                    instanceIds, productKeys, anyAccessKey, strictCallerTime, OptionalInt.of(perSecond), publicUrl);
        }

        public Settings publicUrl(String url) {
            return new Settings(
                    instanceIds, productKeys, anyAccessKey, strictCallerTime, callsPerSecond, Optional.of(url));
        }
    }

    public RpcStub() {
        this(Settings.USUAL);
    }

    public RpcStub(Settings settings) {
        account = new Account(
                "1000000000000001",
                List.of(KEY, DISABLED_KEY),
                List.of(new RamUser("ci", RAM_KEY), new RamUser("reader", READER_KEY, reading())),
                List.of(TOKEN, EXPIRED_TOKEN, READER_TOKEN),
                settings.instanceIds(),
                settings.productKeys(),
                OptionalInt.empty(),
                ISSUING_KEY,
                clocks.of("1000000000000001"));
        other = new Account(
                "1000000000000002",
                List.of(OTHER_KEY),
                List.of(),
                List.of(),
                Set.of(),
                AccessKey.of("otherissuingid", "otherissuingsecret"),
                clocks.of("1000000000000002"));
        RequestIds ids = new RequestIds(new Random(42));
        surroundings = new Surroundings(
                new Accounts(List.of(account, other), settings.anyAccessKey(), clocks),
                new Nonces(1000),
                new Quota(settings.callsPerSecond()),
                ids,
                Duration.ofMinutes(15),
                settings.strictCallerTime(),
                IotPlatform.operations(
                        ids, files, packages, new IssuedUrls(Database.inMemory(), clocks), settings.publicUrl()),
                errors,
                new Faults(faults, time -> {}));
        gateway = new Gateway(surroundings);
    }

    private static Permissions reading() {
        return new Permissions(List.of("iot:Query*", "iot:List*"), List.of());
    }

    /** Signs the request by the account's own key, if it names no other, and has it answered. */
    public HttpAnswer answer(RpcCall call) {
        return gateway.handle(call.arrivingAt(clock.instant()));
    }

    public static String body(HttpAnswer answer) {
        try (InputStream body = answer.body().open()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

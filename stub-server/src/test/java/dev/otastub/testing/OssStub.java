package dev.otastub.testing;

import dev.otastub.account.AccessKey;
import dev.otastub.account.Account;
import dev.otastub.account.Accounts;
import dev.otastub.account.Clocks;
import dev.otastub.account.RamUser;
import dev.otastub.account.SecurityToken;
import dev.otastub.control.Faults;
import dev.otastub.control.OrderedError;
import dev.otastub.control.Orders;
import dev.otastub.core.CallerTime;
import dev.otastub.core.HttpAnswer;
import dev.otastub.core.HttpRequest;
import dev.otastub.core.RequestIds;
import dev.otastub.core.Secret;
import dev.otastub.core.StubClock;
import dev.otastub.data.Database;
import dev.otastub.oss.Addressing;
import dev.otastub.oss.CorsRules;
import dev.otastub.oss.ObjectStore;
import dev.otastub.oss.OssAddress;
import dev.otastub.oss.OssAnswers;
import dev.otastub.oss.PostObject;
import dev.otastub.oss.PostObject.Upload;
import dev.otastub.oss.StoredObject;
import dev.otastub.oss.Unclaimed;
import dev.otastub.oss.object.ObjectRequests;
import dev.otastub.oss.object.ObjectSurroundings;
import dev.otastub.oss.object.PutObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** The OSS half of the stub, wired for a test: two accounts, two buckets, a frozen clock, ids from a fixed seed. */
public final class OssStub {

    public static final Instant NOW = Instant.parse("2026-11-22T11:50:16.789Z");
    public static final String BUCKET = "my-bucket";
    public static final String BUCKET_HOST = BUCKET + ".oss-cn-shanghai.aliyuncs.com";

    /** The pair that signs policies for the first account; the owner of what it uploads. */
    public static final AccessKey ISSUING_KEY = AccessKey.of("issuingid", "issuingsecret");

    public static final AccessKey KEY = AccessKey.of("testid", "testsecret");
    public static final AccessKey DISABLED_KEY = new AccessKey("disabledid", new Secret("disabledsecret"), false);
    public static final AccessKey RAM_KEY = AccessKey.of("ramid", "ramsecret");
    public static final SecurityToken TOKEN = new SecurityToken(
            "token/+=", AccessKey.of("STS.one", "stssecret"), Optional.of(NOW.plus(Duration.ofHours(1))));
    public static final SecurityToken EXPIRED_TOKEN =
            new SecurityToken("expired", AccessKey.of("STS.old", "oldsecret"), Optional.of(NOW));
    public static final AccessKey OTHER_ISSUING_KEY = AccessKey.of("otherissuingid", "otherissuingsecret");

    public final SetInstant machine = new SetInstant(NOW);
    public final StubClock clock = new StubClock(machine);

    /** Each account has one over that. */
    public final Clocks clocks = new Clocks(clock);

    public final CallerTime callerTime;

    /** Time that a fault lets pass is noted, and does not pass. */
    public final List<Duration> waited = new ArrayList<>();

    public final Faults faults = new Faults(new Orders<>(), waited::add);
    public final Accounts accounts;
    public final Addressing addressing = new Addressing(Set.of(Addressing.PLATFORM_BUCKET, BUCKET));
    public final ObjectStore store;
    public final Orders<OrderedError> errors = new Orders<>();
    public final ObjectSurroundings surroundings;

    private final Path folder;
    private final PostObject postObject;
    private final ObjectRequests objects;

    /** @param folder an empty one for the objects */
    public OssStub(Path folder) {
        this(folder, false, ISSUING_KEY, List.of("https://app.example.com"));
    }

    private OssStub(Path folder, boolean strictCallerTime, AccessKey issuingKey, List<String> corsOrigins) {
        this.folder = folder;
        clock.freezeAt(NOW);
        callerTime = new CallerTime(clock, Duration.ofMinutes(15), strictCallerTime);
        accounts = new Accounts(List.of(account(issuingKey), otherAccount()), false, clocks);
        store = new ObjectStore(folder, Database.inMemory(), Unclaimed.kept(clocks), false);
        OssAnswers answers = new OssAnswers(new RequestIds(new Random(42)));
        postObject = new PostObject(accounts, addressing, store, answers, callerTime, errors, faults);
        surroundings = new ObjectSurroundings(
                accounts, addressing, store, new CorsRules(corsOrigins), callerTime, errors, faults);
        objects = new ObjectRequests(surroundings, answers);
    }

    /** One for which the stub's clock alone counts. */
    public static OssStub strict(Path folder) {
        return new OssStub(folder, true, ISSUING_KEY, List.of());
    }

    /** One that no web page may call. */
    public static OssStub withoutCors(Path folder) {
        return new OssStub(folder, false, ISSUING_KEY, List.of());
    }

    /** One whose first account signs its policies by its own key, as those of the recorded clients are signed. */
    public static OssStub selfIssuing(Path folder) {
        return new OssStub(folder, false, KEY, List.of());
    }

    private Account account(AccessKey issuingKey) {
        return new Account(
                "1000000000000001",
                List.of(KEY, DISABLED_KEY),
                List.of(new RamUser("ci", RAM_KEY)),
                List.of(TOKEN, EXPIRED_TOKEN),
                Set.of(),
                issuingKey,
                clocks.of("1000000000000001"));
    }

    private Account otherAccount() {
        return new Account(
                "1000000000000002",
                List.of(AccessKey.of("otherid", "othersecret")),
                List.of(),
                List.of(),
                Set.of(),
                OTHER_ISSUING_KEY,
                clocks.of("1000000000000002"));
    }

    /** Reads the form up to its file. */
    public Upload begin(PostForm form) {
        HttpRequest request = form.request(clock.instant());
        try {
            return Upload.begin(
                    request,
                    addressing.of(request).orElseThrow(),
                    form.stream(),
                    form.contentLength(),
                    form.isLengthKnown());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Posts the form and has it answered. */
    public HttpAnswer send(PostForm form) {
        return postObject.handle(begin(form));
    }

    /** Answers a form that has been read up to its file. */
    public HttpAnswer handle(Upload upload) {
        return postObject.handle(upload);
    }

    public HttpAnswer send(ObjectRequest request) {
        HttpRequest arrived = request.arrivingAt(clock.instant());
        OssAddress address = addressing.of(arrived).orElseThrow();
        return request.isPut() ? objects.handle(request.upload(arrived, address)) : objects.handle(arrived, address);
    }

    /** Answers a PUT whose body comes from a stream. */
    public HttpAnswer put(HttpRequest request, InputStream body, OptionalLong length) {
        return objects.handle(new PutObject.Upload(
                request, addressing.of(request).orElseThrow(), body, new PutObject.Length(length, true)));
    }

    public StoredObject object(String bucket, String key) {
        return store.find(bucket, key).orElseThrow();
    }

    /** The files in the folder of the objects, and below. */
    public List<Path> files() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> !file.equals(folder)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] bytes(HttpAnswer answer) {
        try (InputStream body = answer.body().open()) {
            return body.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String text(HttpAnswer answer) {
        return new String(bytes(answer), StandardCharsets.UTF_8);
    }

    public static byte[] content(StoredObject object) {
        try (InputStream body = object.body().open()) {
            return body.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The row that refused, by name, or that nothing did. */
    public static String cause(HttpAnswer answer) {
        return answer.story().refusal().map(why -> why.row().name()).orElse("accepted");
    }
}

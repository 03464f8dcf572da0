package dev.otastub.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.OtaStub;
import dev.otastub.OtaStubAccount;
import dev.otastub.OtaStubOptions;
import dev.otastub.account.AccessKey;
import dev.otastub.account.RamUser;
import dev.otastub.account.SecurityToken;
import dev.otastub.core.HttpRequest;
import dev.otastub.testing.ObjectRequest;
import dev.otastub.testing.OssStub;
import dev.otastub.testing.PostForm;
import dev.otastub.testing.RawHttp;
import dev.otastub.testing.RpcCall;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A secret that the stub was given is told to nobody: not in an answer, the log, the journal, the state or the data folder. */
final class SecretsTest {

    /** Is in every secret, and in nothing else. */
    private static final String MARK = "s3cr3t";

    private static final AccessKey KEY = AccessKey.of("keyid", MARK + "-of-the-key");
    private static final AccessKey RAM_KEY = AccessKey.of("ramid", MARK + "-of-the-user");
    private static final AccessKey ISSUING_KEY = AccessKey.of("issuingid", MARK + "-of-the-issuing-pair");
    private static final String TOKEN_TEXT = "temporary-token-text";
    private static final SecurityToken TOKEN = new SecurityToken(
            TOKEN_TEXT,
            AccessKey.of("STS.id", MARK + "-of-the-token"),
            Optional.of(OssStub.NOW.plus(Duration.ofHours(1))));
    private static final SecurityToken OLD_TOKEN = new SecurityToken(
            "old-" + TOKEN_TEXT,
            AccessKey.of("STS.old", MARK + "-of-the-old-token"),
            Optional.of(OssStub.NOW.minusSeconds(1)));
    private static final String ADMIN_TOKEN = MARK + "-admin-token";
    private static final String UID = "1000000000000009";

    private static final String[] STATE = {
        "/mappings",
        "/settings",
        "/scenarios",
        "/ota/state",
        "/ota/accounts",
        "/ota/uploads",
        "/ota/firmware",
        "/ota/issued-urls",
        "/ota/errors",
        "/ota/faults",
        "/ota/clock",
        "/ota/unattributed",
        "/ota/accounts/" + UID + "/refusals",
        "/ota/accounts/" + UID + "/firmware",
        "/ota/accounts/" + UID + "/clock"
    };

    @TempDir
    Path folder;

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private OtaStub stub;

    @BeforeEach
    void start() {
        stub = OtaStub.start(OtaStubOptions.builder()
                .frozenAt(OssStub.NOW)
                .bucket(OssStub.BUCKET)
                .adminToken(ADMIN_TOKEN)
                .dataDir(folder.resolve("data"))
                .accounts(OtaStubAccount.builder(UID)
                        .keys(KEY)
                        .ramUsers(new RamUser("user", RAM_KEY))
                        .tokens(TOKEN, OLD_TOKEN)
                        .issuingKey(ISSUING_KEY)
                        .build())
                .log(log::add)
                .build());
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    private String send(byte[] request) throws IOException {
        String answer = RawHttp.send(stub.port(), request).text();
        answers.add(answer);
        return answer;
    }

    private String send(HttpRequest request) throws IOException {
        return send(Traffic.bytes(request, ""));
    }

    private String send(PostForm form) throws IOException {
        HttpRequest head = form.request(OssStub.NOW);
        return send(Traffic.bytes(
                new HttpRequest(
                        head.method(),
                        head.scheme(),
                        head.host(),
                        head.path(),
                        head.query(),
                        head.headers(),
                        form.bytes(),
                        head.arrived()),
                ""));
    }

    private String send(ObjectRequest request) throws IOException {
        return send(request.arrivingAt(OssStub.NOW));
    }

    private String admin(String path, String token) throws IOException {
        return RawHttp.send(
                        stub.port(),
                        ("GET /__admin" + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                                        + "X-Ota-Stub-Admin-Token: " + token + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII))
                .text();
    }

    /** Right and wrong, by all doors. */
    private void talk() throws IOException {
        for (RpcCall.Dialect dialect : RpcCall.Dialect.values()) {
            send(RpcCall.generate(dialect).key(KEY).arrivingAt(OssStub.NOW));
            send(RpcCall.generate(dialect).key(RAM_KEY).arrivingAt(OssStub.NOW));
            send(RpcCall.generate(dialect).key(KEY).secret("wrong").arrivingAt(OssStub.NOW));
            send(RpcCall.generate(dialect)
                    .key(TOKEN.key())
                    .common("SecurityToken", TOKEN.token())
                    .arrivingAt(OssStub.NOW));
            send(RpcCall.generate(dialect)
                    .key(OLD_TOKEN.key())
                    .common("SecurityToken", OLD_TOKEN.token())
                    .arrivingAt(OssStub.NOW));
            send(RpcCall.generate(dialect)
                    .key(TOKEN.key())
                    .common("SecurityToken", "another")
                    .arrivingAt(OssStub.NOW));
        }
        for (PostForm form : List.of(
                PostForm.own(KEY),
                PostForm.own(ISSUING_KEY).with("key", "b"),
                PostForm.own(KEY).secret("wrong"),
                PostForm.sts(TOKEN).with("key", "c"),
                PostForm.sts(OLD_TOKEN),
                PostForm.v4().host(OssStub.BUCKET_HOST).signedBy(KEY),
                PostForm.v4().host(OssStub.BUCKET_HOST).signedBy(KEY).secret("wrong"))) {
            send(form);
        }
        for (AccessKey key : List.of(KEY, RAM_KEY, new AccessKey(KEY.id(), RAM_KEY.secret(), true))) {
            send(ObjectRequest.put("a", PostForm.FILE).signedBy(key));
            send(ObjectRequest.list().signedBy(key));
            send(ObjectRequest.presigned().own().signedBy(key));
            send(ObjectRequest.signedV4().own().signedBy(key));
            send(ObjectRequest.presignedV4().own().signedBy(key));
        }
        send(ObjectRequest.presigned().own().signedBy(TOKEN.key()).query("security-token", TOKEN.token()));
        send(ObjectRequest.signed().own().signedBy(TOKEN.key()).header("x-oss-security-token", TOKEN.token()));
        send(ObjectRequest.signed().own().signedBy(OLD_TOKEN.key()).header("x-oss-security-token", OLD_TOKEN.token()));
        answers.add(admin("/ota/sign?Action=GenerateOTAUploadURL", ADMIN_TOKEN));
        answers.add(admin("/requests", ADMIN_TOKEN + "x"));
    }

    private String state(String... paths) throws IOException {
        StringBuilder state = new StringBuilder();
        for (String path : paths) {
            String answer = admin(path, ADMIN_TOKEN);
            assertThat(answer.substring(0, 12)).as(path).isEqualTo("HTTP/1.1 200");
            state.append(answer);
        }
        return state.toString();
    }

    private String files() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return text.toString();
    }

    @Test
    void no_secret_is_told_whatever_was_right_or_wrong() throws IOException {
        talk();

        assertThat(answers.stream().map(answer -> answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length())))
                .contains("200", "204", "307", "400", "401", "403");
        assertThat(String.join("\n", answers)).contains("StringToSign").doesNotContain(MARK);
        assertThat(String.join("\n", log)).contains("by " + KEY.id()).doesNotContain(MARK, TOKEN_TEXT);
        assertThat(state(STATE)).contains(KEY.id()).doesNotContain(MARK, TOKEN_TEXT);
        assertThat(files()).contains(PostForm.KEY).doesNotContain(MARK, TOKEN_TEXT);
        // What clients sent is kept as they sent it, and a token is among that; a secret is not.
        assertThat(state("/requests", "/ota/accounts/" + UID + "/uploads"))
                .contains(KEY.id(), TOKEN_TEXT)
                .doesNotContain(MARK);
        assertThat(stub.options().toString() + stub.accounts()).doesNotContain(MARK);
    }
}

package dev.otastub.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.GeneratedFile;
import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever HTTP client uploads: what is accepted arrives whole, and what is refused is seen to be refused. */
final class HttpClientUploadTest {

    private static final GeneratedFile FILE = GeneratedFile.of(3_000_007);

    /** More than all buffers between client and stub can hold. */
    private static final GeneratedFile LARGE_FILE = GeneratedFile.of(64 << 20);

    private final OtaStub stub = OtaStub.start(OtaStubOptions.defaults());

    @AfterEach
    void stop() {
        stub.close();
    }

    @ParameterizedTest
    @EnumSource(UploadClient.class)
    void an_upload_arrives_as_it_was_sent(UploadClient client) throws Exception {
        UploadForm form = UploadForm.askedOf(stub, FILE);

        UploadReply reply = client.send(stub.url(), form);

        assertThat(reply).isEqualTo(new UploadReply(200, null, ""));
        assertThat(stub.objects()).singleElement().satisfies(object -> {
            assertThat(object.key()).isEqualTo(form.key());
            assertThat(object.body().open()).hasSameContentAs(FILE.open());
        });
    }

    @ParameterizedTest
    @EnumSource(UploadClient.class)
    void a_file_may_have_a_chinese_name_unless_the_client_encodes_it(UploadClient client) throws Exception {
        UploadForm form = UploadForm.askedOf(stub, FILE).withFileName("固件.bin");

        UploadReply reply = client.send(stub.url(), form);

        // HttpClient 5 writes filename*=, which makes OSS read on into the file as if it were a field.
        boolean encoded = client == UploadClient.HTTP_CLIENT_5;
        assertThat(reply.status()).isEqualTo(encoded ? 400 : 200);
        assertThat(reply.body()).contains(encoded ? "<Code>FieldItemTooLong</Code>" : "");
    }

    @ParameterizedTest
    @EnumSource(UploadClient.class)
    void a_large_upload_that_is_refused_gets_its_answer(UploadClient client) throws Exception {
        UploadForm form = UploadForm.askedOf(stub, LARGE_FILE);
        stub.clock().advance(Duration.ofSeconds(61));

        UploadReply reply = client.send(stub.url(), form);

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.contentType()).isEqualTo("application/xml");
        assertThat(reply.body()).startsWith("<?xml").contains("<Code>AccessDenied</Code>", "Policy expired");
        assertThat(stub.objects()).isEmpty();
    }
}

package dev.otastub.oss.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.core.HttpAnswer;
import dev.otastub.core.HttpRequest;
import dev.otastub.oss.StoredObject;
import dev.otastub.testing.ObjectRequest;
import dev.otastub.testing.OssStub;
import dev.otastub.testing.PostForm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects that come by PUT and go by DELETE. */
final class PutObjectTest {

    @TempDir
    Path folder;

    private OssStub stub;

    @BeforeEach
    void begin() {
        stub = new OssStub(folder);
    }

    private static ObjectRequest get(String key) {
        return ObjectRequest.signed()
                .own()
                .signedBy(OssStub.KEY)
                .path("/" + key)
                .object(OssStub.BUCKET, key);
    }

    @Test
    void an_object_is_stored_as_it_came() {
        HttpAnswer answer = stub.send(ObjectRequest.put("a/固件.bin", PostForm.FILE)
                .header("Content-Type", "application/x-firmware")
                .header("Cache-Control", "no-cache")
                .header("Content-MD5", "JfnnlDI7RTiF9RgfG2JNCw==")
                .header("X-Oss-Meta-Build", "42")
                .header("x-oss-object-acl", "public-read")
                .header("x-oss-server-side-encryption", "AES256")
                .header("User-Agent", "not stored"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().length()).isZero();
        assertThat(answer.headers().first("ETag")).contains("\"25F9E794323B453885F5181F1B624D0B\"");
        assertThat(answer.headers().first("x-oss-hash-crc64ecma")).contains("11051210869376104954");
        assertThat(answer.headers().first("Content-MD5")).contains("JfnnlDI7RTiF9RgfG2JNCw==");
        assertThat(answer.headers().first("x-oss-server-side-encryption")).contains("AES256");
        assertThat(answer.story().what()).isEqualTo("PutObject my-bucket/a/固件.bin 9 bytes");
        StoredObject object = stub.object(OssStub.BUCKET, "a/固件.bin");
        assertThat(OssStub.content(object)).isEqualTo(PostForm.FILE);
        assertThat(object.contentType()).isEqualTo("application/x-firmware");
        assertThat(object.publicRead()).isTrue();
        assertThat(object.ownerUid()).isEqualTo("1000000000000001");
        assertThat(object.metadata().fields())
                .extracting(Object::toString)
                .containsExactlyInAnyOrder(
                        "cache-control=no-cache", "x-oss-meta-build=42", "x-oss-server-side-encryption=AES256");
    }

    @Test
    void without_a_content_type_it_is_a_row_of_bytes() {
        stub.send(ObjectRequest.put("a", PostForm.FILE));

        assertThat(stub.object(OssStub.BUCKET, "a").contentType()).isEqualTo("application/octet-stream");
    }

    @Test
    void metadata_beyond_ascii_is_read_as_utf_8() {
        String bytes = new String("固件".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        HttpRequest signed = ObjectRequest.put("a", PostForm.FILE)
                .header("x-oss-meta-name", "固件")
                .arrivingAt(OssStub.NOW);
        HttpRequest sent = ObjectRequest.put("a", PostForm.FILE)
                .header("x-oss-meta-name", bytes)
                .header("Authorization", signed.headers().first("Authorization").orElseThrow())
                .arrivingAt(OssStub.NOW);

        HttpAnswer answer = stub.put(sent, InputStream.nullInputStream(), OptionalLong.of(0));

        assertThat(OssStub.cause(answer)).isEqualTo("accepted");
        assertThat(stub.object(OssStub.BUCKET, "a").metadata().first("x-oss-meta-name"))
                .contains("固件");
    }

    @Test
    void a_body_in_chunks_needs_no_length() {
        assertThat(OssStub.cause(stub.send(ObjectRequest.put("a", PostForm.FILE).withoutContentLength(true))))
                .isEqualTo("accepted");
    }

    @Test
    void a_body_of_another_digest_leaves_nothing() {
        HttpAnswer answer =
                stub.send(ObjectRequest.put("a", PostForm.FILE).header("Content-MD5", "1B2M2Y8AsgTpgAmY7PhCfg=="));

        assertThat(OssStub.cause(answer)).isEqualTo("CONTENT_MD5_MISMATCH");
        assertThat(stub.store.all()).isEmpty();
        assertThat(stub.files()).isEmpty();
    }

    @Test
    void a_body_that_breaks_off_leaves_nothing() {
        HttpRequest request = ObjectRequest.put("a", PostForm.FILE).arrivingAt(OssStub.NOW);
        InputStream broken = new InputStream() {
            private int left = 5;

            @Override
            public int read() throws IOException {
                if (left-- <= 0) {
                    throw new IOException("gone");
                }
                return 'a';
            }
        };

        assertThat(OssStub.cause(stub.put(request, broken, OptionalLong.of(9)))).isEqualTo("INCOMPLETE_BODY");
        assertThat(stub.store.all()).isEmpty();
        assertThat(stub.files()).isEmpty();
    }

    @Test
    void a_body_is_not_read_unless_all_checks_pass() {
        HttpRequest request =
                ObjectRequest.put("a", PostForm.FILE).secret("guessed").arrivingAt(OssStub.NOW);
        InputStream unread = new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("It was read");
            }
        };

        assertThat(OssStub.cause(stub.put(request, unread, OptionalLong.of(9)))).isEqualTo("SIGNATURE_DOES_NOT_MATCH");
    }

    @Test
    void an_object_takes_the_place_of_the_one_before_unless_that_is_forbidden() {
        stub.send(ObjectRequest.put("a", PostForm.FILE));
        assertThat(OssStub.cause(
                        stub.send(ObjectRequest.put("a", new byte[0]).header("x-oss-forbid-overwrite", "true"))))
                .isEqualTo("OBJECT_EXISTS");
        assertThat(OssStub.text(stub.send(get("a")))).isEqualTo("123456789");

        assertThat(OssStub.cause(
                        stub.send(ObjectRequest.put("a", new byte[0]).header("x-oss-forbid-overwrite", "false"))))
                .isEqualTo("accepted");

        assertThat(OssStub.text(stub.send(get("a")))).isEmpty();
    }

    @Test
    void one_that_came_meanwhile_is_in_the_way_too() {
        HttpRequest request = ObjectRequest.put("a", PostForm.FILE)
                .header("x-oss-forbid-overwrite", "true")
                .arrivingAt(OssStub.NOW);
        InputStream slow = new InputStream() {
            @Override
            public int read() {
                stub.send(ObjectRequest.put("a", new byte[] {'x'}));
                return -1;
            }
        };

        assertThat(OssStub.cause(stub.put(request, slow, OptionalLong.of(0)))).isEqualTo("OBJECT_EXISTS");
        assertThat(OssStub.text(stub.send(get("a")))).isEqualTo("x");
        assertThat(stub.files()).hasSize(1);
    }

    @Test
    void the_issuing_pair_puts_and_deletes_in_its_accounts_folder() {
        String key = "ota/" + account() + "/a.bin";
        ObjectRequest put = ObjectRequest.signedV4()
                .method("PUT")
                .body(PostForm.FILE)
                .path("/" + key)
                .object("iotx-ota", key);

        assertThat(OssStub.cause(stub.send(put))).isEqualTo("accepted");
        assertThat(OssStub.cause(stub.send(
                        ObjectRequest.signed().method("DELETE").path("/" + key).object("iotx-ota", key))))
                .isEqualTo("accepted");
        assertThat(stub.store.all()).isEmpty();
        assertThat(OssStub.cause(stub.send(put.signedBy(OssStub.OTHER_ISSUING_KEY))))
                .isEqualTo("ANONYMOUS_DENIED");
        assertThat(OssStub.cause(stub.send(put.signedBy(OssStub.KEY)))).isEqualTo("ANONYMOUS_DENIED");
    }

    private String account() {
        return stub.accounts
                .ossCaller(OssStub.ISSUING_KEY.id())
                .orElseThrow()
                .account()
                .folder();
    }

    @Test
    void a_delete_is_answered_alike_whether_something_was_there_or_not() {
        stub.send(ObjectRequest.put("a", PostForm.FILE));
        ObjectRequest delete = get("a").method("DELETE");

        HttpAnswer first = stub.send(delete);
        HttpAnswer second = stub.send(delete);

        assertThat(first.status()).isEqualTo(204);
        assertThat(second.status()).isEqualTo(204);
        assertThat(second.headers().fields()).hasSameSizeAs(first.headers().fields());
        assertThat(stub.send(get("a")).status()).isEqualTo(404);
        assertThat(stub.files()).isEmpty();
    }

    @Test
    void another_account_deletes_nothing() {
        stub.send(ObjectRequest.put("a", PostForm.FILE));

        assertThat(OssStub.cause(stub.send(get("a").method("DELETE").signedBy(OssStub.OTHER_ISSUING_KEY))))
                .isEqualTo("ANONYMOUS_DENIED");
        assertThat(stub.store.all()).hasSize(1);
    }
}

package dev.otastub.fuzz;

import dev.otastub.core.HttpAnswer;
import dev.otastub.oss.StoredObject;
import dev.otastub.testing.OssStub;
import dev.otastub.testing.PostForm;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The whole way of a form: what is accepted is stored as it was sent, and a refusal leaves nothing behind.
 *
 * <p>An input that begins with {@code -} is a body as it is. Any other describes a form, which is then signed, so that
 * more than the signature is tried: a field a line, <code>!</code> before what is no field, an empty line, the file.
 */
public final class PostObjectFuzzer {

    private static final String BOUNDARY = "9431149156168";
    private static final OssStub STUB = new OssStub(Folders.temporary());

    private PostObjectFuzzer() {}

    public static void fuzzerTestOneInput(byte[] input) {
        boolean raw = input.length > 0 && input[0] == '-';
        PostForm form = raw ? PostForm.v1().body(input) : described(input);
        if (STUB.addressing.of(form.request(OssStub.NOW)).isEmpty()) {
            return;
        }
        HttpAnswer answer = STUB.send(form);
        String text = OssStub.text(answer);
        Check.that(answer.status() != 500, () -> text);
        if (!text.isEmpty()) {
            Check.isXml(text);
        }
        if (OssStub.cause(answer).equals("accepted")) {
            isStored(form);
        }
        int expected = OssStub.cause(answer).equals("accepted") ? 1 : 0;
        Check.that(STUB.store.size() == expected, () -> STUB.store.size() + " objects after " + text);
        Check.that(STUB.store.drafts() == 0, () -> "drafts remain after " + text);
        STUB.store.deleteAll();
        Check.that(STUB.files().isEmpty(), () -> STUB.files() + " remain after " + text);
    }

    private static void isStored(PostForm form) {
        StoredObject object = STUB.store.all().iterator().next();
        String body = Check.latin1(form.bytes());
        Optional<String> file = NaiveForm.file(body, BOUNDARY);
        String stored = Check.latin1(OssStub.content(object));
        Check.that(file.equals(Optional.of(stored)), () -> "stored is " + stored + ", sent was " + file);
        String key = new String(object.key().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        Check.that(body.contains("\r\n\r\n" + key + "\r\n--") || body.contains("${filename}"), () -> "key " + key);
    }

    private static PostForm described(byte[] input) {
        int end = Check.latin1(input).indexOf("\n\n");
        String head = new String(input, 0, end < 0 ? input.length : end, StandardCharsets.UTF_8);
        PostForm form = head.startsWith("!v4") ? PostForm.v4() : PostForm.v1();
        for (String line : head.split("\n", -1)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                set(form, line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return end < 0 ? form : form.file(Arrays.copyOfRange(input, end + 2, input.length));
    }

    private static void set(PostForm form, String name, String value) {
        switch (name) {
            case "!policy" -> form.policy(value);
            case "!policyField" -> form.policyField(value);
            case "!conditions" -> form.conditions(value);
            case "!expiration" -> form.expiration(value);
            case "!fileHead" -> form.fileHead(value.split("\r", -1));
            case "!fileName" -> form.fileName(value);
            case "!ending" -> form.ending(value);
            case "!contentType" -> form.contentType(value);
            case "!md5" -> form.header("Content-MD5", value);
            case "!host" -> form.host(value);
            case "!path" -> form.path(value);
            case "!secret" -> form.secret(value.isEmpty() ? "x" : value);
            case "!by" -> form.host(OssStub.BUCKET_HOST).signedBy(value.isEmpty() ? OssStub.KEY : OssStub.RAM_KEY);
            case "!chunked" -> form.chunked();
            case "!announcing" -> form.announcing(value.length() * 100L);
            case "!and" -> form.and(value, value);
            case "!after" -> form.afterFile(value, value);
            case "!breaking" -> form.breaking();
            default -> form.with(name, value);
        }
    }

    static Stream<byte[]> seeds() {
        return Stream.of(
                Bytes.of("success_action_status=200\n\nfirmware"),
                Bytes.of(
                        "!v4\nkey=ota/${filename}\n!fileName=C:\\a/\u56fa\u4ef6.bin\nsuccess_action_status=201\n\nfirmware"),
                Bytes.of(
                        "!conditions=[\"starts-with\",\"$key\",\"ota/\"],[\"in\",\"$content-type\",[\"a/b\"]]\n"
                                + "!fileHead=Content-Disposition: form-data; name=\"file\"; filename=\"f\"\rContent-Type: a/b\n\nx"),
                Bytes.of("!by=\nkey=a\nsuccess_action_redirect=http://a.example/?x=1#f\nx-oss-meta-a=b\n"
                        + "x-oss-object-acl=public-read\nx-oss-forbid-overwrite=true\n\n"),
                Bytes.of("!md5=AAAAAAAAAAAAAAAAAAAAAA==\n!after=submit\n\nfirmware"),
                Bytes.of(
                        "!policy={\"expiration\":\"2026-11-22T12:00:00Z\",\"conditions\":[[\"content-length-range\",5,6]]}\n\n1234567"),
                Bytes.of("callback=eyJjYWxsYmFja1VybCI6IiJ9\nx:a=b\n!breaking=\n\nfirmware"),
                PostForm.v1().bytes(),
                PostForm.v4().bytes(),
                PostForm.v1().fileOf(1001).bytes());
    }

    static List<String> words() {
        return List.of(
                "\n!policy={\"expiration\":\"2026-11-22T12:00:00Z\",\"conditions\":[",
                "\n!policyField=",
                "\n!conditions=[\"eq\",\"$key\",\"",
                "\n!conditions=[\"starts-with\",\"$",
                "\n!expiration=",
                "\n!fileHead=",
                "\n!fileName=",
                "\n!ending=",
                "\n!contentType=multipart/form-data; boundary=",
                "\n!md5=",
                "\n!host=",
                "\n!path=/",
                "\n!secret=",
                "\n!by=",
                "\n!chunked=",
                "\n!announcing=",
                "\n!and=",
                "\n!after=",
                "\n!breaking=",
                "\nkey=",
                "\nsuccess_action_status=201",
                "\nsuccess_action_redirect=http://",
                "\nx-oss-object-acl=",
                "\nx-oss-storage-class=",
                "\nx-oss-meta-a=",
                "\nx-oss-server-side-encryption=",
                "\nx-oss-security-token=",
                "\nx-oss-credential=",
                "\nx-oss-date=",
                "\nx-oss-signature-version=",
                "\nx-oss-content-type=",
                "\nx-oss-tagging=",
                "\ncallback=",
                "\nExpires=",
                "\nContent-Disposition=",
                "${filename}",
                "\r\n--9431149156168",
                "\r\n--9431149156168--",
                "\r\n\r\n",
                "Content-Disposition: form-data; name=\"file\"; filename=\"f\"");
    }
}

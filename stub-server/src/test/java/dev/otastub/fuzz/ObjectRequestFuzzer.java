package dev.otastub.fuzz;

import dev.otastub.core.HttpAnswer;
import dev.otastub.core.HttpRequest;
import dev.otastub.core.RequestIds;
import dev.otastub.oss.OssAddress;
import dev.otastub.oss.OssAnswers;
import dev.otastub.oss.object.ObjectRequests;
import dev.otastub.oss.object.PutObject;
import dev.otastub.signature.PercentEncoding;
import dev.otastub.testing.ObjectRequest;
import dev.otastub.testing.OssStub;
import dev.otastub.testing.PostForm;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Requests for objects, signed by version 1 and 4 in a header or in the URL, tampered with: nobody reads, writes or
 * deletes by them but who signed.
 */
public final class ObjectRequestFuzzer {

    private static final Pattern SIGNATURE = Pattern.compile("[0-9a-f]{64}|[A-Za-z0-9/+]{27}=");
    private static final OssStub STUB = new OssStub(Folders.temporary());
    private static final ObjectRequests OBJECTS =
            new ObjectRequests(STUB.surroundings, new OssAnswers(new RequestIds(new Random(42))));
    private static final Set<String> SIGNATURES =
            seeds().flatMap(seed -> signatures(decoded(seed)).stream()).collect(Collectors.toUnmodifiableSet());

    private ObjectRequestFuzzer() {}

    public static void fuzzerTestOneInput(byte[] input) {
        HttpRequest request = RequestText.read(input);
        Optional<OssAddress> address = STUB.addressing.of(request);
        if (address.isEmpty()) {
            return;
        }
        if (STUB.store.size() != 1) {
            STUB.store.deleteAll();
            STUB.send(PostForm.v1());
        }
        HttpAnswer answer = request.method().equals("PUT")
                ? OBJECTS.handle(new PutObject.Upload(
                        request,
                        address.get(),
                        new ByteArrayInputStream(request.body()),
                        new PutObject.Length(OptionalLong.of(request.body().length), true)))
                : OBJECTS.handle(request, address.get());
        String body = Check.latin1(OssStub.bytes(answer));
        Check.that(answer.status() != 500, () -> body);
        if (answer.headers().first("Content-Type").orElse("").equals("application/xml") && !body.isEmpty()) {
            Check.isXml(OssStub.text(answer));
        }
        boolean letIn = answer.status() < 400 && !request.method().equals("OPTIONS");
        Check.that(
                !letIn || SIGNATURES.stream().anyMatch(decoded(input)::contains),
                () -> "let in without a known signature: " + Check.latin1(input));
        Check.that(letIn || STUB.store.size() == 1, () -> "refused, it changed the store");
    }

    private static String decoded(byte[] input) {
        return PercentEncoding.decodePath(Check.latin1(input));
    }

    private static Set<String> signatures(String text) {
        return SIGNATURE.matcher(text).results().map(result -> result.group()).collect(Collectors.toSet());
    }

    static Stream<byte[]> seeds() {
        return Stream.of(
                        ObjectRequest.signed(),
                        ObjectRequest.presigned(),
                        ObjectRequest.signedV4().additionalHeaders("host"),
                        ObjectRequest.presignedV4(),
                        ObjectRequest.presignedV4()
                                .query("response-content-type", "a/b")
                                .additionalHeaders("host"),
                        ObjectRequest.list(),
                        ObjectRequest.preflight(),
                        ObjectRequest.signed().header("Range", "bytes=1-3").header("If-None-Match", "\"x\""),
                        ObjectRequest.put("\u56fa\u4ef6 +*.bin", PostForm.FILE))
                .map(request -> RequestText.of(request.arrivingAt(OssStub.NOW)));
    }

    static List<String> words() {
        return List.of(
                "Authorization: OSS issuingid:",
                "Authorization: OSS4-HMAC-SHA256 Credential=",
                "AdditionalHeaders=",
                "Signature=",
                "OSSAccessKeyId=issuingid",
                "Expires=",
                "x-oss-signature-version=OSS4-HMAC-SHA256",
                "x-oss-credential=",
                "x-oss-date=20261122T115016Z",
                "x-oss-expires=60",
                "x-oss-signature=",
                "x-oss-additional-headers=",
                "/20261122/cn-shanghai/oss/aliyun_v4_request",
                "security-token=",
                "Range: bytes=",
                "x-oss-date: ",
                "list-type=2",
                "continuation-token=",
                "max-keys=",
                "prefix=",
                "encoding-type=url",
                "response-content-type=",
                "If-Match: ",
                "GET /",
                "HEAD /",
                "PUT /",
                "DELETE /",
                "Host: my-bucket.oss-cn-shanghai.aliyuncs.com",
                "%2F",
                "..",
                "%");
    }
}

package dev.otastub.acceptance;

import dev.otastub.GeneratedFile;
import dev.otastub.OtaStub;
import dev.otastub.TestAccount;
import dev.otastub.acceptance.IotClient.Connection;
import dev.otastub.account.AccessKey;
import dev.otastub.core.CloudOperation;
import dev.otastub.core.Headers;
import dev.otastub.core.HttpRequest;
import dev.otastub.testing.ObjectRequest;
import dev.otastub.testing.OssStub;
import dev.otastub.testing.RpcCall;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Kinds of requests, each of which the stub accepts; its clock stands at {@link OssStub#NOW}, its bucket is {@link OssStub#BUCKET}. */
enum Traffic {
    RPC(CloudOperation.GENERATE_OTA_UPLOAD_URL),
    POST_OBJECT(CloudOperation.POST_OBJECT),
    PUT_OBJECT(CloudOperation.PUT_OBJECT),
    GET_OBJECT(CloudOperation.GET_OBJECT),
    LIST_OBJECTS(CloudOperation.LIST_OBJECTS);

    private final CloudOperation operation;

    Traffic(CloudOperation operation) {
        this.operation = operation;
    }

    CloudOperation operation() {
        return operation;
    }

    boolean isUpload() {
        return this == POST_OBJECT || this == PUT_OBJECT;
    }

    /** The object that an account puts, reads and lists; those of others are not its own. */
    static String name(TestAccount account) {
        return account.uid() + ".bin";
    }

    /** A request by an account's own key; the object that is read has to be there. */
    HttpRequest by(TestAccount account, OtaStub stub, GeneratedFile file) throws Exception {
        AccessKey key = AccessKey.of(account.accessKeyId(), account.accessKeySecret());
        String name = name(account);
        ObjectRequest object = ObjectRequest.put(name, file.bytes())
                .signedBy(key)
                .host(stub.hostPort())
                .path("/" + OssStub.BUCKET + "/" + name);
        return switch (this) {
            case RPC -> RpcCall.generate().key(key).host(stub.hostPort()).arrivingAt(OssStub.NOW);
            case POST_OBJECT -> form(key, stub, file);
            case PUT_OBJECT -> with(object.arrivingAt(OssStub.NOW), file.bytes());
            case GET_OBJECT -> object.method("GET").arrivingAt(OssStub.NOW);
            case LIST_OBJECTS ->
                object.method("GET")
                        .path("/" + OssStub.BUCKET + "/")
                        .object(OssStub.BUCKET, "")
                        .arrivingAt(OssStub.NOW);
        };
    }

    private static HttpRequest form(AccessKey key, OtaStub stub, GeneratedFile file) throws Exception {
        UploadForm form = UploadForm.of(
                new LegacySdk(LegacySdk.Settings.USUAL, new Connection(stub.hostPort(), key), Optional.empty())
                        .generateOtaUploadUrl(Optional.of("bin")),
                file);
        Headers headers = Headers.of("Host", stub.hostPort(), "Content-Type", UploadForm.contentType());
        try (InputStream in = form.open()) {
            return new HttpRequest("POST", "http", stub.hostPort(), "/", "", headers, in.readAllBytes(), OssStub.NOW);
        }
    }

    private static HttpRequest with(HttpRequest request, byte[] body) {
        return new HttpRequest(
                request.method(),
                request.scheme(),
                request.host(),
                request.path(),
                request.query(),
                request.headers(),
                body,
                request.arrived());
    }

    /** As it goes over the wire, on a connection of its own; more header lines end in a line end each. */
    static byte[] bytes(HttpRequest request, String moreHeaders) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(head(request, moreHeaders).getBytes(StandardCharsets.ISO_8859_1));
        bytes.write(request.body());
        return bytes.toByteArray();
    }

    static String head(HttpRequest request, String moreHeaders) {
        StringBuilder head = new StringBuilder(request.method() + " " + request.path());
        head.append(request.query().isEmpty() ? "" : "?" + request.query()).append(" HTTP/1.1\r\n");
        request.headers()
                .fields()
                .forEach(field -> head.append(field.getKey())
                        .append(": ")
                        .append(field.getValue())
                        .append("\r\n"));
        head.append("Connection: close\r\nContent-Length: ")
                .append(request.body().length)
                .append("\r\n");
        return head.append(moreHeaders).append("\r\n").toString();
    }
}

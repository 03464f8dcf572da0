package dev.otastub.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.otastub.account.Nonces;
import dev.otastub.core.HttpAnswer;
import dev.otastub.core.HttpRequest;
import dev.otastub.rpc.Gateway;
import dev.otastub.rpc.Surroundings;
import dev.otastub.testing.RpcCall;
import dev.otastub.testing.RpcCall.Dialect;
import dev.otastub.testing.RpcStub;
import java.util.List;
import java.util.stream.Stream;

/** A gateway that answers one request after the other, each as if it were the first. */
final class RpcFuzzing {

    private static final ObjectMapper JACKSON = new ObjectMapper();
    private static final RpcStub STUB = new RpcStub();

    private RpcFuzzing() {}

    /** The answer, which must be one of the cloud's; true means that the caller was let in. */
    static boolean isLetIn(HttpRequest request) {
        Surroundings usual = STUB.surroundings;
        Gateway gateway = new Gateway(new Surroundings(
                usual.accounts(),
                new Nonces(10),
                usual.quota(),
                usual.ids(),
                usual.callerTimeWindow(),
                usual.strictCallerTime(),
                usual.operations(),
                usual.errors(),
                usual.faults()));
        HttpAnswer answer = gateway.handle(request);
        String body = RpcStub.body(answer);
        Check.that(answer.status() != 500, () -> body);
        if (answer.headers().first("Content-Type").orElse("").startsWith("text/xml")) {
            Check.isXml(body);
        } else {
            isJson(body);
        }
        // An operation's own refusals are for those who were let in.
        return answer.status() == 200;
    }

    private static void isJson(String body) {
        try {
            JACKSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + body, e);
        }
    }

    static Stream<HttpRequest> calls(Dialect... dialects) {
        return Stream.of(dialects)
                .flatMap(dialect -> Stream.of(
                        RpcCall.generate(dialect).with("FileSuffix", "tar.gz"),
                        new RpcCall(dialect, "CreateOTAFirmware")
                                .with("FirmwareName", "\u56fa\u4ef6 *~+")
                                .with("DestVersion", "1.0.0")
                                .with("FirmwareUrl", "")
                                .common("Format", "XML"),
                        new RpcCall(dialect, "ListOTAFirmware")
                                .with("PageSize", "10")
                                .with("CurrentPage", "1")
                                .key(RpcStub.TOKEN.key())
                                .common("SecurityToken", RpcStub.TOKEN.token())))
                .map(call -> call.common("SignatureNonce", "fuzz").arrivingAt(RpcStub.NOW));
    }

    static List<String> words() {
        return List.of(
                "Action=",
                "Version=2018-01-20",
                "&",
                "Format=XML",
                "AccessKeyId=testid",
                "Signature=",
                "SignatureMethod=HMAC-SHA1",
                "SignatureVersion=1.0",
                "SignatureNonce=",
                "SignatureType=BEARERTOKEN",
                "SecurityToken=",
                "Timestamp=2026-11-22T11%3A50%3A16Z",
                "GenerateOTAUploadURL",
                "CreateOTAFirmware",
                "MultiFiles.1.Name=",
                "FirmwareSize=",
                "Authorization: ACS3-HMAC-SHA256 Credential=testid,SignedHeaders=host,Signature=",
                "x-acs-action: ",
                "x-acs-version: 2018-01-20",
                "x-acs-date: 2026-11-22T11:50:16Z",
                "x-acs-signature-nonce: ",
                "x-acs-content-sha256: ",
                "x-acs-security-token: ",
                "x-acs-bearer-token: ",
                "Content-Type: application/x-www-form-urlencoded",
                "\n\n",
                "%");
    }
}

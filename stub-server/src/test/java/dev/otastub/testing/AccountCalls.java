package dev.otastub.testing;

import static io.restassured.RestAssured.given;

import dev.otastub.OtaStub;
import dev.otastub.TestAccount;
import dev.otastub.account.AccessKey;
import dev.otastub.rpc.RequestSigner;
import dev.otastub.signature.Parameter;
import dev.otastub.signature.Parameters;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Calls the stub as an account, with plain HTTP. */
public record AccountCalls(OtaStub stub, TestAccount account) {

    /** Calls an operation with parameters, signed now. */
    public Response call(String action, Map<String, String> parameters) {
        List<Parameter> asked = new ArrayList<>(List.of(new Parameter("Action", action)));
        parameters.forEach((name, value) -> asked.add(new Parameter(name, value)));
        Parameters signed = RequestSigner.signed(
                AccessKey.of(account.accessKeyId(), account.accessKeySecret()),
                new Parameters(asked),
                Instant.now(),
                UUID.randomUUID().toString());
        return given().urlEncodingEnabled(false).baseUri(stub.url()).get("/?" + signed.encoded());
    }

    public Response generate() {
        return call("GenerateOTAUploadURL", Map.of());
    }

    /** Leave to upload. */
    public UploadTicket ticket() {
        return new UploadTicket(generate().jsonPath().getMap("Data"));
    }

    /** Makes a package of an uploaded file. */
    public Response create(UploadTicket ticket, String name) {
        return call(
                "CreateOTAFirmware",
                Map.of("FirmwareName", name, "DestVersion", name, "FirmwareUrl", ticket.firmwareUrl()));
    }
}

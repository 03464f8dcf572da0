package dev.otastub.contracts;

import au.com.dius.pact.consumer.dsl.HttpInteractionBuilder;
import au.com.dius.pact.consumer.dsl.HttpRequestBuilder;
import au.com.dius.pact.consumer.dsl.HttpResponseBuilder;
import au.com.dius.pact.consumer.dsl.Matchers;
import au.com.dius.pact.consumer.dsl.PactBuilder;
import au.com.dius.pact.core.model.PactSpecVersion;
import au.com.dius.pact.core.model.V4Pact;
import dev.otastub.rpc.Operations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes promises as Pact's interactions. */
final class Interactions {

    /** Of the empty body that every ACS3 call of these operations has. */
    private static final String EMPTY_HASH = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private Interactions() {}

    static V4Pact pact(String provider, List<Promise> promises) {
        PactBuilder pact = new PactBuilder(PactFile.CONSUMER, provider, PactSpecVersion.V4);
        for (Promise promise : promises) {
            pact.expectsToReceiveHttpInteraction(promise.description(), interaction -> written(interaction, promise));
        }
        return pact.toPact();
    }

    private static HttpInteractionBuilder written(HttpInteractionBuilder interaction, Promise promise) {
        promise.states().forEach(state -> interaction.state(state.name().title(), state.parameters()));
        return interaction
                .reference("ota-stub", "evidence", promise.evidence().name())
                .withRequest(request -> request(request, promise.ask()))
                .willRespondWith(response -> response(response, promise));
    }

    private static HttpRequestBuilder request(HttpRequestBuilder request, Ask ask) {
        request.path("/");
        if (ask instanceof Ask.Rpc call) {
            return switch (call.framing()) {
                case V1_QUERY -> query(request.method("GET"), v1Parameters(call));
                case V1_FORM -> request.method("POST").body(Bodies.form(v1Parameters(call)));
                case ACS3 -> acs3Headers(query(request.method("POST"), call.own()), call);
            };
        }
        return request.method("POST").body(Bodies.multipart((Ask.Form) ask));
    }

    private static HttpRequestBuilder query(HttpRequestBuilder request, Map<String, Value> parameters) {
        parameters.forEach((name, value) -> request.queryParameter(name, written(value)));
        return request;
    }

    private static Map<String, Value> v1Parameters(Ask.Rpc call) {
        Map<String, Value> all = new LinkedHashMap<>();
        all.put("Action", Value.constant(call.action()));
        all.put("Version", Value.constant(Operations.VERSION));
        all.put("Format", Value.constant(call.format()));
        all.put("AccessKeyId", Value.like(Forms.WORD, "testid"));
        all.put("SignatureMethod", Value.constant("HMAC-SHA1"));
        all.put("SignatureVersion", Value.constant("1.0"));
        all.put("SignatureNonce", Value.like(Forms.WORD, "15215528852396"));
        all.put("Timestamp", Value.like(Forms.SECONDS, "2026-11-22T11:50:16Z"));
        all.put("Signature", Value.like(Forms.HMAC_SHA1, "OLeaidS1JvxuMvnyHOwuJ+uX5qY="));
        all.putAll(call.own());
        return all;
    }

    private static HttpRequestBuilder acs3Headers(HttpRequestBuilder request, Ask.Rpc call) {
        header(request, "x-acs-action", Value.constant(call.action()));
        header(request, "x-acs-version", Value.constant(Operations.VERSION));
        header(request, "x-acs-date", Value.like(Forms.SECONDS, "2026-11-22T11:50:16Z"));
        header(request, "x-acs-signature-nonce", Value.like(Forms.WORD, "15215528852396"));
        header(request, "x-acs-content-sha256", Value.constant(EMPTY_HASH));
        header(
                request,
                "Authorization",
                Value.like(
                        "^ACS3-HMAC-SHA256 \\S[\\s\\S]*$",
                        "ACS3-HMAC-SHA256 Credential=testid,SignedHeaders=host;x-acs-action;x-acs-content-sha256;"
                                + "x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=" + EMPTY_HASH));
        return request;
    }

    private static void header(HttpRequestBuilder request, String name, Value value) {
        request.header(name, written(value));
    }

    private static HttpResponseBuilder response(HttpResponseBuilder response, Promise promise) {
        Answer answer = promise.answer();
        response.status(answer.status());
        if (!answer.body().isEmpty()) {
            response.body(body(promise));
        }
        answer.headers().forEach((name, value) -> response.header(name, written(value)));
        return response;
    }

    private static Bodies body(Promise promise) {
        Bodies body = Bodies.of(promise.answer());
        boolean step = promise.provider() == Promise.Provider.FLOW
                && promise.ask() instanceof Ask.Rpc call
                && call.action().equals(RpcPromises.TICKET);
        return step
                ? body.withMockServersAddressAt("$.Data.Host", "https://iotx-ota.oss-cn-shanghai.aliyuncs.com")
                : body;
    }

    private static Object written(Value value) {
        return value.form()
                .<Object>map(form -> Matchers.regexp(form, value.example()))
                .orElse(value.example());
    }
}

package dev.otastub.contracts.kit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.otastub.PostPolicySigner;
import dev.otastub.core.Headers;
import dev.otastub.core.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * The way of ota-stub, by its admin routes: each example has an account of its own, which is removed after it, and the stub
 * comes into the states as the cloud would, by keys, time, quota and policies. Errors are ordered only for a service that
 * fails.
 */
public final class StubStates extends States {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI target;
    private final Optional<Secret> adminToken;
    private final PacedClient client;
    private final Given given;

    /**
     * @param target scheme and authority of the stub
     * @param adminToken what its admin routes want, if they do
     * @param client what sends
     * @param given the time by which the stub's is told, and new words
     */
    public StubStates(URI target, Optional<Secret> adminToken, PacedClient client, Given given) {
        this.target = target;
        this.adminToken = adminToken;
        this.client = client;
        this.given = given;
    }

    /**
     * Asks whether there is an ota-stub that lets itself be controlled.
     *
     * @return what it says if not
     */
    public Optional<String> notControllable() throws IOException {
        try {
            admin("GET", "/state", "");
            return Optional.empty();
        } catch (CannotPrepare e) {
            return Optional.of(e.what());
        }
    }

    @Override
    Optional<String> unreachable(Demands demands) {
        return Optional.empty();
    }

    @Override
    Session begin(Demands demands) throws IOException, CannotPrepare {
        Keys keys = Keys.fresh(given);
        JsonNode made = admin("POST", "/accounts", account(keys, demands));
        String uid = made.path("uid").asText();
        Instant now = Instant.parse(
                admin("GET", "/accounts/" + uid + "/clock", "").path("now").asText());
        Duration ahead = Duration.between(given.clock().instant(), now);
        return new OnTheStub(uid, keys, () -> given.clock().instant().plus(ahead));
    }

    /** All that an account of an example needs; what it needs not, changes nothing. */
    private static String account(Keys keys, Demands demands) {
        ObjectNode account = JSON.createObjectNode();
        // Should nobody remove it.
        account.put("timeToLive", "PT10M");
        ObjectNode disabled = JSON.createObjectNode();
        put(disabled, keys.disabled()).put("active", false);
        account.putArray("keys").add(put(JSON.createObjectNode(), keys.owner())).add(disabled);
        ObjectNode user = account.putArray("ramUsers").addObject().put("name", "without-permission");
        put(user.putObject("key"), keys.ramUser());
        user.putArray("denied").add("*");
        ObjectNode token = account.putArray("tokens").addObject();
        token.put("token", keys.temporary().token().orElseThrow().value());
        put(token.putObject("key"), keys.temporary());
        token.put("expiration", "2001-01-01T00:00:00Z");
        put(account.putObject("issuingKey"), keys.issuing());
        if (demands.has(Demands.CALLS_USED_UP)) {
            account.put("callsPerSecond", 1);
        }
        return account.toString();
    }

    private static ObjectNode put(ObjectNode json, Credentials key) {
        return json.put("id", key.id()).put("secret", key.secret().value());
    }

    private JsonNode admin(String method, String path, String body) throws IOException, CannotPrepare {
        Headers headers = Headers.of("Content-Type", "application/json");
        if (adminToken.isPresent()) {
            headers = headers.and("X-Ota-Stub-Admin-Token", adminToken.get().value());
        }
        Answer answer = client.send(
                target, new Message(method, "/__admin/ota" + path, "", headers, body.getBytes(StandardCharsets.UTF_8)));
        if (answer.status() / 100 != 2) {
            throw new CannotPrepare(method + " /__admin/ota" + path.replaceAll("[0-9]{16}", "{uid}") + " answered "
                    + Summary.of(answer));
        }
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new CannotPrepare("/__admin/ota" + path + " answered no JSON: is this ota-stub?");
        }
    }

    /** The keys of an account; the issuing pair signs policies. */
    private record Keys(
            Credentials owner, Credentials disabled, Credentials ramUser, Credentials temporary, Credentials issuing) {

        static Keys fresh(Given given) {
            return new Keys(
                    key("own", given),
                    key("off", given),
                    key("ram", given),
                    new Credentials(
                            "sts-" + given.word(),
                            new Secret(given.word()),
                            Optional.of(new Secret("token-" + given.word()))),
                    key("iss", given));
        }

        private static Credentials key(String kind, Given given) {
            return Credentials.of(kind + "-" + given.word(), given.word());
        }
    }

    private final class OnTheStub extends Session {

        private final String uid;
        private final Keys keys;
        private final CloudCalls calls;

        OnTheStub(String uid, Keys keys, InstantSource clock) {
            super(client);
            this.uid = uid;
            this.keys = keys;
            this.calls = new CloudCalls(client, target, keys.owner(), new Given(clock, given.words()), Map.of());
        }

        @Override
        CloudCalls calls() {
            return calls;
        }

        @Override
        Credentials caller(Demands demands) {
            if (demands.expiredToken()) {
                return keys.temporary();
            }
            return switch (demands.accessKey()) {
                case Demands.UNKNOWN -> Keys.fresh(given).owner();
                case Demands.DISABLED -> keys.disabled();
                case Demands.WITHOUT_PERMISSION -> keys.ramUser();
                default -> keys.owner();
            };
        }

        @Override
        Ticket withRange(Ticket ticket, int min, int max) {
            return ticket.with(signedPolicy(ticket.folder(), min, max));
        }

        private Map<String, String> signedPolicy(String folder, int min, int max) {
            Map<String, String> signed = PostPolicySigner.v1(
                            keys.issuing().id(), keys.issuing().secret().value())
                    .sign(PostPolicySigner.policy(
                                    calls.given().clock().instant().plusSeconds(60))
                            .contentLengthRange(min, max)
                            .startsWith("$key", folder));
            return Map.of(
                    "policy", signed.getOrDefault("policy", ""),
                    "OSSAccessKeyId", signed.getOrDefault("OSSAccessKeyId", ""),
                    "signature", signed.getOrDefault("Signature", ""));
        }

        @Override
        void letExpire(Ticket ticket) throws IOException, CannotPrepare {
            admin("POST", "/accounts/" + uid + "/clock", "{\"advance\": \"PT61S\"}");
        }

        @Override
        void fail(String code) throws IOException, CannotPrepare {
            for (JsonNode row : admin("GET", "/error-tables", "").path("items")) {
                if (row.path("service").asText().equals("IOT_PLATFORM")
                        && row.path("code").asText().equals(code)) {
                    ObjectNode order = JSON.createObjectNode();
                    order.put("error", row.path("name").asText()).put("untilCleared", true);
                    admin("POST", "/accounts/" + uid + "/errors", order.toString());
                    return;
                }
            }
            throw new CannotPrepare("no error of ota-stub has the code " + code);
        }

        @Override
        void stopTime() throws IOException, CannotPrepare {
            admin("POST", "/accounts/" + uid + "/clock", "{\"freeze\": true}");
        }

        @Override
        void created(String firmwareId) {
            // It goes with the account.
        }

        /** Should it fail, the account's own time to live sees to it. */
        @Override
        void cleanUp() {
            try {
                admin("DELETE", "/accounts/" + uid, "");
            } catch (IOException | CannotPrepare e) {
                // Nobody waits for it.
            }
        }
    }
}

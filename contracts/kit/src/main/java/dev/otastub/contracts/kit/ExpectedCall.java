package dev.otastub.contracts.kit;

import au.com.dius.pact.core.model.ContentType;
import au.com.dius.pact.core.model.HttpRequest;
import au.com.dius.pact.core.model.OptionalBody;
import dev.otastub.signature.Parameter;
import dev.otastub.signature.Parameters;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A call as the contract has it, in one of its framings. A client's call is written anew in that framing: whichever one its
 * client uses, the cloud takes them all alike.
 */
final class ExpectedCall implements ExpectedRequest {

    private static final Pattern V1_SIGNATURE = Pattern.compile("[A-Za-z0-9+/]{27}=");
    /** An HMAC-SHA256 by ACS3, and a digest. */
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** What says how a request is signed; it has no counterpart in the other kind of signature. */
    private static final Set<String> OF_V1_ALONE = Set.of("SignatureMethod", "SignatureVersion");

    private static final Set<String> METHODS = Set.of("GET", "POST");

    /** The headers of ACS3 by V1's names of what they say. */
    private static final Map<String, String> ACS3_HEADERS = Map.of(
            "x-acs-action", "Action",
            "x-acs-version", "Version",
            "x-acs-date", "Timestamp",
            "x-acs-signature-nonce", "SignatureNonce",
            "x-acs-security-token", "SecurityToken");

    private enum Framing {
        V1_QUERY,
        V1_FORM,
        ACS3
    }

    private final HttpRequest contract;
    private final Framing framing;
    private final Map<String, Slot> parameters = new LinkedHashMap<>();
    private final Map<String, Slot> headers = new LinkedHashMap<>();

    private ExpectedCall(HttpRequest contract) {
        this.contract = contract;
        boolean acs3 = ExpectedRequest.header(contract, "x-acs-action").isPresent();
        boolean form = !contract.getBody().isNotPresent();
        this.framing = acs3 ? Framing.ACS3 : form ? Framing.V1_FORM : Framing.V1_QUERY;
    }

    static ExpectedCall of(HttpRequest contract) {
        ExpectedCall call = new ExpectedCall(contract);
        String category = call.framing == Framing.V1_FORM ? "body" : "query";
        call.examples()
                .all()
                .forEach(one -> call.parameters.put(
                        one.name(),
                        Slot.of("parameter", one.name(), one.value(), contract.getMatchingRules(), category)));
        if (call.framing == Framing.ACS3) {
            contract.getHeaders()
                    .forEach((name, values) -> call.headers.put(
                            name.toLowerCase(Locale.ROOT),
                            Slot.of("header", name, values.get(0), contract.getMatchingRules(), "header")));
        }
        return call;
    }

    private Parameters examples() {
        if (framing == Framing.V1_FORM) {
            return Parameters.parse(new String(contract.getBody().unwrap(), StandardCharsets.UTF_8));
        }
        List<Parameter> query = new ArrayList<>();
        contract.getQuery().forEach((name, values) -> values.forEach(value -> query.add(new Parameter(name, value))));
        return new Parameters(query);
    }

    @Override
    public String operation() {
        return framing == Framing.ACS3 ? example(headers, "x-acs-action") : example(parameters, "Action");
    }

    private static String example(Map<String, Slot> slots, String name) {
        return Optional.ofNullable(slots.get(name)).map(Slot::example).orElse("");
    }

    @Override
    public Optional<Adapted> adapt(ClientRequest request) {
        return request instanceof ClientCall call && call.action().equals(operation())
                ? Optional.of(framing == Framing.ACS3 ? acs3(call) : v1(call))
                : Optional.empty();
    }

    private Adapted v1(ClientCall call) {
        Attempt attempt = new Attempt(call);
        Map<String, String> sent = attempt.known(v1Values(call), parameters);
        attempt.compare(parameters, sent);
        Map<String, List<String>> query = framing == Framing.V1_QUERY ? lists(sent) : Map.of();
        return attempt.in(query, Map.of(), framing == Framing.V1_FORM ? form(sent) : OptionalBody.missing());
    }

    /** The values as a client sends them that signs by V1 and says which Format it wants. */
    private Map<String, String> v1Values(ClientCall call) {
        Map<String, String> values = new LinkedHashMap<>(call.values());
        values.put("Format", call.format());
        if (call.acs3()) {
            OF_V1_ALONE.forEach(name -> values.put(name, example(parameters, name)));
            values.computeIfPresent(
                    "Signature",
                    (name, sent) -> SHA256.matcher(sent).matches() ? example(parameters, "Signature") : sent);
        }
        values.values().removeIf(String::isEmpty);
        return values;
    }

    private static OptionalBody form(Map<String, String> values) {
        List<Parameter> all = new ArrayList<>();
        values.forEach((name, value) -> all.add(new Parameter(name, value)));
        return OptionalBody.body(
                new Parameters(all).encoded().getBytes(StandardCharsets.UTF_8),
                ContentType.fromString("application/x-www-form-urlencoded"));
    }

    private Adapted acs3(ClientCall call) {
        Attempt attempt = new Attempt(call);
        Map<String, String> values = new LinkedHashMap<>(call.values());
        values.values().removeIf(String::isEmpty);
        Map<String, String> sentHeaders = acs3Headers(call);
        Map<String, String> own = attempt.known(withoutCommon(values), parameters);
        if (!call.format().equals("JSON")) {
            attempt.impossible.add("the answer is wanted in " + call.format() + ", and the contract has JSON");
        }
        if (call.acs3()) {
            // The contract's own form of the header takes any order, and so cannot ask for both.
            requirePart(call, "AccessKeyId", "Credential", attempt.impossible);
            requirePart(call, "Signature", "Signature", attempt.impossible);
        }
        attempt.compare(parameters, own);
        attempt.compare(headers, sentHeaders);
        return attempt.in(lists(own), lists(sentHeaders), OptionalBody.missing());
    }

    private static void requirePart(ClientCall call, String value, String part, List<String> impossible) {
        if (call.headers().first("Authorization").isPresent()
                && call.value(value).isEmpty()) {
            impossible.add("header Authorization has no " + part);
        }
    }

    /** What ACS3 has in headers, or not at all. */
    private static Map<String, String> withoutCommon(Map<String, String> values) {
        Map<String, String> own = new LinkedHashMap<>(values);
        own.keySet().removeAll(ACS3_HEADERS.values());
        own.keySet().removeAll(OF_V1_ALONE);
        own.keySet().removeAll(Set.of("AccessKeyId", "Signature", "Format"));
        return own;
    }

    private Map<String, String> acs3Headers(ClientCall call) {
        Map<String, String> sent = new LinkedHashMap<>();
        headers.forEach((name, slot) -> acs3Header(call, name, slot).ifPresent(value -> sent.put(name, value)));
        return sent;
    }

    private Optional<String> acs3Header(ClientCall call, String name, Slot slot) {
        if (ACS3_HEADERS.containsKey(name)) {
            return call.value(ACS3_HEADERS.get(name));
        }
        if (call.acs3()) {
            // The digest of a body, whose parameters are in the query now.
            return call.headers()
                    .first(name)
                    .map(value -> name.equals("x-acs-content-sha256")
                                    && SHA256.matcher(value).matches()
                            ? slot.example()
                            : value);
        }
        if (!name.equals("authorization")) {
            return Optional.of(slot.example());
        }
        // What a V1 signature says of who signed stands for what the header says.
        return call.value("AccessKeyId")
                .flatMap(id -> call.value("Signature"))
                .map(signature ->
                        V1_SIGNATURE.matcher(signature).matches() ? slot.example() : "Signature=" + signature);
    }

    private static Map<String, List<String>> lists(Map<String, String> values) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        values.forEach((name, value) -> lists.put(name, List.of(value)));
        return lists;
    }

    /** A client's call on its way into the contract's framing. */
    private final class Attempt {

        private final ClientCall call;
        private final List<String> leftOut = new ArrayList<>();
        private final List<String> impossible = new ArrayList<>();
        private final List<String> objections = new ArrayList<>();

        Attempt(ClientCall call) {
            this.call = call;
        }

        /** Without what the API knows as optional and the contract does not have. */
        Map<String, String> known(Map<String, String> values, Map<String, Slot> wanted) {
            Map<String, String> sent = new LinkedHashMap<>();
            values.forEach((name, value) -> {
                if (wanted.containsKey(name) || !ApiParameters.isOptional(call.action(), name)) {
                    sent.put(name, value);
                } else if (ApiParameters.isAllowed(call.action(), name, value)) {
                    leftOut.add(name);
                } else {
                    impossible.add("parameter " + name + " is '" + value + "', which " + call.action() + " refuses");
                }
            });
            return sent;
        }

        void compare(Map<String, Slot> wanted, Map<String, String> sent) {
            wanted.forEach((name, slot) -> slot.objection(sent.get(name)).ifPresent(objections::add));
            sent.keySet().stream()
                    .filter(name -> !wanted.containsKey(name))
                    .map(name -> "parameter " + name
                            + (ApiParameters.isKnown(call.action(), name)
                                    ? " is not in the contract here"
                                    : " is none that " + call.action() + " knows"))
                    .forEach(objections::add);
        }

        Adapted in(Map<String, List<String>> query, Map<String, List<String>> sentHeaders, OptionalBody body) {
            String method = METHODS.contains(call.method()) ? contract.getMethod() : call.method();
            if (!method.equals(contract.getMethod())) {
                objections.add("the method is " + method + ", and can be GET or POST");
            }
            if (!call.path().equals(contract.getPath())) {
                objections.add("the path is " + call.path() + ", and the contract has " + contract.getPath());
            }
            Map<String, List<String>> all = new LinkedHashMap<>(sentHeaders);
            if (body.isPresent()) {
                ExpectedRequest.header(contract, "Content-Type")
                        .ifPresent(type -> all.put("Content-Type", List.of(type)));
            }
            HttpRequest made = new HttpRequest(method, call.path(), query, all, body);
            return new Adapted(made, leftOut, impossible, objections);
        }
    }
}

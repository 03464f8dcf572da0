package dev.otastub.contracts.kit;

import dev.otastub.core.Headers;
import dev.otastub.signature.Parameters;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A call of the RPC style, wherever its client put the parameters: clients put them into the query, a form body, headers
 * and mixtures of these.
 *
 * @param method the method
 * @param path the path
 * @param acs3 whether it is signed by ACS3
 * @param values all parameters by the names that V1 has for them; of a doubled one the first
 * @param headers the headers
 */
record ClientCall(String method, String path, boolean acs3, Map<String, String> values, Headers headers)
        implements ClientRequest {

    private static final String FORM = "application/x-www-form-urlencoded";

    /** The parts of {@code Authorization: ACS3-HMAC-SHA256 Credential=..,SignedHeaders=..,Signature=..}, in any order. */
    private static final Pattern PART = Pattern.compile("\\b(Credential|Signature)=([^,\\s]*)");

    ClientCall {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    static ClientCall of(String method, String path, String query, Headers headers, byte[] body) {
        Map<String, String> values = new LinkedHashMap<>();
        parameters(query, headers, body).all().forEach(one -> values.putIfAbsent(one.name(), one.value()));
        String authorization = headers.first("Authorization").orElse("");
        boolean acs3 = authorization.startsWith("ACS3-")
                || headers.first("x-acs-action").isPresent()
                        && !values.containsKey("Signature")
                        && !values.containsKey("AccessKeyId");
        take(headers, "x-acs-action", values, "Action");
        take(headers, "x-acs-version", values, "Version");
        if (acs3) {
            take(headers, "x-acs-date", values, "Timestamp");
            take(headers, "x-acs-signature-nonce", values, "SignatureNonce");
            take(headers, "x-acs-security-token", values, "SecurityToken");
            takeParts(authorization, values);
        }
        return new ClientCall(method, path, acs3, values, headers);
    }

    private static Parameters parameters(String query, Headers headers, byte[] body) {
        Parameters inQuery = Parameters.parse(query);
        String type = headers.first("Content-Type").orElse("").split(";", 2)[0].strip();
        return type.toLowerCase(Locale.ROOT).equals(FORM)
                ? inQuery.and(Parameters.parse(new String(body, StandardCharsets.UTF_8)))
                : inQuery;
    }

    private static void take(Headers headers, String header, Map<String, String> values, String name) {
        headers.first(header).ifPresent(value -> values.putIfAbsent(name, value.strip()));
    }

    private static void takeParts(String authorization, Map<String, String> values) {
        values.put("SignatureMethod", authorization.split(" ", 2)[0]);
        Matcher part = PART.matcher(authorization);
        while (part.find()) {
            values.put(part.group(1).equals("Credential") ? "AccessKeyId" : "Signature", part.group(2));
        }
    }

    /** A parameter that is there and has a value: the gateway takes an empty one for absent. */
    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    /** What the answer is to be written in: who signs by V1 and does not say gets XML, by ACS3 JSON. */
    String format() {
        return value("Format").map(given -> given.toUpperCase(Locale.ROOT)).orElse(acs3 ? "JSON" : "XML");
    }

    String action() {
        return value("Action").orElse("");
    }

    @Override
    public String summary() {
        String what = action().isEmpty() ? method + " " + path + " without an Action" : action() + " by " + method;
        return what
                + (acs3 ? ", ACS3" : "")
                + value("Format").map(given -> ", Format " + given).orElse(acs3 ? "" : ", no Format");
    }
}

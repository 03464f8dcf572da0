package dev.otastub.cli;

import dev.otastub.OtaStub;
import dev.otastub.account.AccessKey;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The environment variables that tell a program of a running stub: how to reach it, and with which keys. */
final class StubVariables {

    static final String URL = "OTA_STUB_URL";

    private static final List<String> NO_PROXY = List.of("NO_PROXY", "no_proxy");

    private final Map<String, String> values = new LinkedHashMap<>();

    /** All that is known of a stub of this process. */
    static Map<String, String> of(OtaStub stub) {
        StubVariables variables = new StubVariables();
        variables.http(stub.port(), stub.url(), stub.hostPort());
        if (stub.options().httpsPort().isPresent()) {
            variables.https(
                    stub.httpsPort(),
                    stub.httpsUrl(),
                    stub.httpsHostPort(),
                    Optional.of(stub.caFile().toString()));
        }
        variables.keys(
                stub.options().adminToken().map(token -> token.value()),
                stub.defaultAccount().signingKey(),
                stub.defaultAccount().issuingKey());
        variables.put("PID", Long.toString(ProcessHandle.current().pid()));
        return variables.values();
    }

    /** What is known of a stub elsewhere. */
    static Map<String, String> of(
            URI endpoint,
            Optional<String> caFile,
            Optional<String> adminToken,
            AccessKey signingKey,
            AccessKey issuingKey) {
        boolean https = endpoint.getScheme().equals("https");
        int port = endpoint.getPort() >= 0 ? endpoint.getPort() : https ? 443 : 80;
        String hostPort = endpoint.getHost() + ":" + port;
        StubVariables variables = new StubVariables();
        variables.http(port, endpoint.toString(), hostPort);
        if (https) {
            variables.https(port, endpoint.toString(), hostPort, caFile);
        }
        variables.keys(adminToken, signingKey, issuingKey);
        return variables.values();
    }

    private void http(int port, String url, String hostPort) {
        put("PORT", Integer.toString(port));
        put("URL", url);
        put("HOST_PORT", hostPort);
    }

    private void https(int port, String url, String hostPort, Optional<String> caFile) {
        put("HTTPS_PORT", Integer.toString(port));
        put("HTTPS_URL", url);
        put("HTTPS_HOST_PORT", hostPort);
        caFile.ifPresent(file -> put("CA_FILE", file));
    }

    private void keys(Optional<String> adminToken, AccessKey signingKey, AccessKey issuingKey) {
        adminToken.ifPresent(token -> put("ADMIN_TOKEN", token));
        put("ACCESS_KEY_ID", signingKey.id());
        put("ACCESS_KEY_SECRET", signingKey.secret().value());
        put("OSS_ACCESS_KEY_ID", issuingKey.id());
        put("OSS_ACCESS_KEY_SECRET", issuingKey.secret().value());
    }

    private void put(String name, String value) {
        values.put("OTA_STUB_" + name, value);
    }

    private Map<String, String> values() {
        return Collections.unmodifiableMap(values);
    }

    /**
     * NO_PROXY in both its spellings, as programs read the one or the other: what is there, and the hosts.
     *
     * @param environment may have either
     */
    static Map<String, String> noProxy(List<String> hosts, Map<String, String> environment) {
        Map<String, String> extended = new LinkedHashMap<>();
        for (String name : NO_PROXY) {
            String there = Stream.concat(Stream.of(name), NO_PROXY.stream())
                    .map(environment::get)
                    .filter(Objects::nonNull)
                    .filter(value -> !value.isBlank())
                    .findFirst()
                    .orElse("");
            extended.put(name, extended(there, hosts));
        }
        return extended;
    }

    private static String extended(String there, List<String> hosts) {
        List<String> entries =
                new ArrayList<>(Stream.of(there.split(",")).map(String::strip).toList());
        entries.removeIf(String::isEmpty);
        if (entries.contains("*")) {
            return there;
        }
        // Programs differ on the brackets of an address of IPv6.
        hosts.stream()
                .flatMap(host ->
                        host.startsWith("[") ? Stream.of(host.substring(1, host.length() - 1), host) : Stream.of(host))
                .filter(host -> !entries.contains(host))
                .forEach(entries::add);
        return String.join(",", entries);
    }
}

package dev.otastub.tls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names and addresses by which clients call a server, for the subjectAltName of its certificate.
 *
 * @param dns host names; one may begin with {@code *.}
 * @param addresses IP addresses, as Java writes them
 */
public record ServerNames(Set<String> dns, Set<String> addresses) {

    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?";
    private static final String NAME = "(?:\\*\\.)?" + LABEL + "(?:\\." + LABEL + ")*";

    /** As X.509 numbers the kinds of names. */
    private static final int DNS = 2;

    private static final int IP_ADDRESS = 7;

    public ServerNames {
        dns = Set.copyOf(dns);
        addresses = Set.copyOf(addresses);
    }

    /** Sorts names from addresses; what a certificate cannot have, such as {@code my_host}, is left out. */
    public static ServerNames of(Collection<String> hosts) {
        Set<String> dns = new LinkedHashSet<>();
        Set<String> addresses = new LinkedHashSet<>();
        for (String host : hosts) {
            String bare = host.replaceAll("[\\[\\]]|%.*", "").toLowerCase(Locale.ROOT);
            if (bare.contains(":") || bare.matches("\\d+(\\.\\d+){3}")) {
                address(bare).ifPresent(addresses::add);
            } else if (bare.matches(NAME)) {
                dns.add(bare);
            }
        }
        return new ServerNames(dns, addresses);
    }

    private static Optional<String> address(String literal) {
        try {
            return Optional.of(InetAddress.getByName(literal).getHostAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Whether a certificate is good for all of these. */
    boolean areCoveredBy(X509Certificate certificate) {
        Set<String> dnsThere = named(certificate, DNS);
        return named(certificate, IP_ADDRESS).containsAll(addresses)
                && dns.stream().allMatch(name -> dnsThere.contains(name) || dnsThere.contains(wildcard(name)));
    }

    private static String wildcard(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : "*" + name.substring(dot);
    }

    private static Set<String> named(X509Certificate certificate, int kind) {
        try {
            Collection<List<?>> names = Optional.ofNullable(certificate.getSubjectAlternativeNames())
                    .orElse(List.of());
            return names.stream()
                    .filter(name -> Integer.valueOf(kind).equals(name.get(0)))
                    .map(name -> String.valueOf(name.get(1)).toLowerCase(Locale.ROOT))
                    .collect(Collectors.toSet());
        } catch (CertificateParsingException e) {
            return Set.of();
        }
    }

    /** As keytool takes them; in a fixed order. */
    String subjectAltName() {
        return Stream.concat(
                        dns.stream().sorted().map(name -> "dns:" + name),
                        addresses.stream().sorted().map(address -> "ip:" + address))
                .collect(Collectors.joining(",", "san=", ""));
    }
}

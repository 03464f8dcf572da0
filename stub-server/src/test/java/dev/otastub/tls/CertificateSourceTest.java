package dev.otastub.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.otastub.core.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Certificates of the user's own: files that are right, and files that are not. */
class CertificateSourceTest {

    @TempDir
    static Path folder;

    private static ServerIdentity identity;
    private static String key;
    private static String chain;

    @BeforeAll
    static void make() throws Exception {
        identity = new StubAuthority(folder.resolve("made"), () -> Instant.parse("2026-11-22T11:50:32Z"))
                .identity(ServerNames.of(List.of("localhost")));
        key = pem("PRIVATE KEY", identity.key().getEncoded());
        chain = "";
        for (X509Certificate certificate : identity.chain()) {
            chain += pem("CERTIFICATE", certificate.getEncoded());
        }
        KeyStore empty = KeyStore.getInstance("PKCS12");
        empty.load(null, null);
        empty.setCertificateEntry("ca", identity.authority());
        try (OutputStream out = Files.newOutputStream(folder.resolve("no-key.p12"))) {
            empty.store(out, "ota-stub".toCharArray());
        }
    }

    private static String pem(String label, byte[] bytes) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + label
                + "-----\n";
    }

    private static Path file(String content) {
        try {
            return Files.writeString(Files.createTempFile(folder, "file", ".pem"), content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void certificate_and_key_are_read_from_two_files_or_from_one() throws Exception {
        Path both = file("Bag Attributes: none\n" + key + chain.replace("\n", "\r\n"));

        assertThat(new PemFiles(file(chain), file(key)).read()).isEqualTo(identity);
        assertThat(new PemFiles(both, both).read()).isEqualTo(identity);
    }

    @Test
    void key_store_holds_both() throws Exception {
        Path made = folder.resolve("made").resolve("server.p12");

        assertThat(new KeyStoreFile(made, new Secret("ota-stub")).read().chain())
                .isNotEmpty();
    }

    @Test
    void rsa_and_ed25519_keys_are_as_good() throws Exception {
        for (String algorithm : List.of("RSA", "Ed25519")) {
            var pair = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
            Path keyFile = file(pem("PRIVATE KEY", pair.getPrivate().getEncoded()));

            assertThatThrownBy(() -> new PemFiles(file(chain), keyFile).read())
                    .as(algorithm)
                    .hasMessageContaining("holds no EC key");
            assertThat(PemFiles.belongTogether(pair.getPublic(), pair.getPrivate()))
                    .as(algorithm)
                    .isTrue();
        }
    }

    @Test
    void authority_is_the_last_of_the_chain_or_the_certificate_itself() throws Exception {
        Path alone = file(pem("CERTIFICATE", identity.certificate().getEncoded()));

        assertThat(new PemFiles(alone, file(key)).read().authority()).isEqualTo(identity.certificate());
        assertThat(identity.authorityPem()).isEqualTo(chain.substring(chain.lastIndexOf("-----BEGIN")));
    }

    static Stream<Arguments> mistakes() {
        Secret right = new Secret("ota-stub");
        return Stream.of(
                mistake("--tls-cert", "name one that is there", () -> new PemFiles(Path.of("none"), file(key))),
                mistake("--tls-cert", "BEGIN CERTIFICATE", () -> new PemFiles(file(key), file(key))),
                mistake("--tls-cert", "whole", () -> new PemFiles(file(chain.replace("MII", "MIX")), file(key))),
                mistake("--tls-cert", "whole", () -> new PemFiles(file(chain.replace("MII", "=II")), file(key))),
                mistake("--tls-key", "name one that is there", () -> new PemFiles(file(chain), Path.of("none"))),
                mistake("--tls-key", "BEGIN PRIVATE KEY", () -> new PemFiles(file(chain), file(chain))),
                mistake(
                        "--tls-key",
                        "(EC PRIVATE KEY): convert it by 'openssl pkcs8",
                        () -> new PemFiles(file(chain), file(key.replace("PRIVATE", "EC PRIVATE")))),
                mistake(
                        "--tls-key",
                        "(ENCRYPTED PRIVATE KEY)",
                        () -> new PemFiles(file(chain), file(key.replace("PRIVATE", "ENCRYPTED PRIVATE")))),
                mistake("--tls-key", "is not the key of", () -> new PemFiles(file(chain), file(otherKey()))),
                mistake("--tls-keystore", "name one that is there", () -> new KeyStoreFile(Path.of("none"), right)),
                mistake("--tls-keystore", "PKCS#12", () -> new KeyStoreFile(file(chain), right)),
                mistake(
                        "--tls-keystore",
                        "OTA_STUB_TLS_KEYSTORE_PASSWORD",
                        () -> new KeyStoreFile(folder.resolve("made").resolve("ca.p12"), new Secret("hunter2"))),
                mistake(
                        "--tls-keystore",
                        "holds no private key",
                        () -> new KeyStoreFile(folder.resolve("no-key.p12"), right)));
    }

    private static Arguments mistake(String option, String told, Supplier<CertificateSource> source) {
        return arguments(option, told, source);
    }

    private static String otherKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return pem("PRIVATE KEY", generator.generateKeyPair().getPrivate().getEncoded());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("mistakes")
    void mistake_is_told_in_a_sentence_that_names_the_option(
            String option, String told, Supplier<CertificateSource> source) {
        assertThatThrownBy(() -> source.get().read())
                .isInstanceOf(CertificateProblem.class)
                .hasMessageContaining(option)
                .hasMessageContaining(told)
                .message()
                .doesNotContain("hunter2")
                .hasLineCount(1);
    }
}

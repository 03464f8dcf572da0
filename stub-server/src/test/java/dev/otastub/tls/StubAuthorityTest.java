package dev.otastub.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of certificates, through its years. */
class StubAuthorityTest {

    private static final Instant NOW = Instant.parse("2026-11-22T11:50:32Z");
    private static final ServerNames NAMES = ServerNames.of(List.of("localhost", "127.0.0.1", "*.localhost"));

    @TempDir
    static Path shared;

    private static ServerIdentity first;

    @BeforeAll
    static void make() throws CertificateProblem {
        first = at(NOW, shared).identity(NAMES);
    }

    private static StubAuthority at(Instant now, Path folder) {
        return new StubAuthority(folder, () -> now);
    }

    @Test
    void certificate_is_the_authoritys_and_good_for_servers_of_these_names_alone() throws Exception {
        var certificate = first.certificate();

        certificate.verify(first.authority().getPublicKey());
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(certificate.getSubjectAlternativeNames().stream().map(name -> name.get(1)))
                .isEqualTo(List.of("*.localhost", "localhost", "127.0.0.1"));
        assertThat(Duration.between(
                                certificate.getNotBefore().toInstant(),
                                certificate.getNotAfter().toInstant())
                        .toDays())
                .isEqualTo(800);
        assertThat(certificate.getNotBefore().toInstant()).isEqualTo(NOW.minus(Duration.ofDays(1)));
    }

    @Test
    void authority_may_sign_certificates_and_no_further_authorities() {
        var authority = first.authority();

        assertThat(authority.getBasicConstraints()).isZero();
        boolean[] usage = authority.getKeyUsage();
        assertThat(usage[5]).as("keyCertSign").isTrue();
        assertThat(usage[0]).as("digitalSignature").isFalse();
        assertThat(authority.getSubjectX500Principal().getName()).contains("ota-stub CA of 2026-11-22T11:50:32Z");
    }

    @Test
    void what_is_there_is_used_again(@TempDir Path folder) throws Exception {
        copy(shared, folder);

        ServerIdentity again = at(NOW.plus(Duration.ofDays(768)), folder).identity(NAMES);

        assertThat(again).isEqualTo(first);
        assertThat(at(NOW, folder).identity(ServerNames.of(List.of("some.localhost", "127.0.0.1"))))
                .isEqualTo(first);
    }

    @Test
    void certificate_that_ends_within_a_month_is_renewed_by_the_same_authority(@TempDir Path folder) throws Exception {
        copy(shared, folder);

        ServerIdentity renewed = at(NOW.plus(Duration.ofDays(770)), folder).identity(NAMES);

        assertThat(renewed.certificate()).isNotEqualTo(first.certificate());
        assertThat(renewed.authority()).isEqualTo(first.authority());
        assertThat(at(NOW.plus(Duration.ofDays(771)), folder).identity(NAMES)).isEqualTo(renewed);
    }

    @Test
    void certificate_for_other_names_is_renewed_by_the_same_authority(@TempDir Path folder) throws Exception {
        copy(shared, folder);

        ServerIdentity renewed = at(NOW, folder).identity(ServerNames.of(List.of("localhost", "10.0.0.1")));

        assertThat(renewed.certificate()).isNotEqualTo(first.certificate());
        assertThat(renewed.authority()).isEqualTo(first.authority());
    }

    @Test
    void certificate_of_another_authority_is_renewed_by_this_one(@TempDir Path folder, @TempDir Path other)
            throws Exception {
        copy(shared, folder);
        at(NOW, other).identity(NAMES);
        Files.copy(other.resolve("server.p12"), folder.resolve("server.p12"), StandardCopyOption.REPLACE_EXISTING);

        ServerIdentity renewed = at(NOW, folder).identity(NAMES);

        assertThat(renewed.authority()).isEqualTo(first.authority());
    }

    @Test
    void authority_that_ends_within_a_month_is_replaced(@TempDir Path folder) throws Exception {
        copy(shared, folder);

        ServerIdentity replaced = at(NOW.plus(Duration.ofDays(3625)), folder).identity(NAMES);

        assertThat(replaced.authority()).isNotEqualTo(first.authority());
        replaced.certificate().verify(replaced.authority().getPublicKey());
    }

    @Test
    void only_the_owner_may_read_the_keys() throws IOException {
        assumeTrue(Files.getFileAttributeView(shared, PosixFileAttributeView.class) != null, "a POSIX file system");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(shared)))
                .isEqualTo("rwx------");
        for (String file : List.of("ca.p12", "server.p12")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(shared.resolve(file))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void damaged_file_is_told_and_left_alone(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("ca.p12"), "damaged");

        assertThatThrownBy(() -> at(NOW, folder).identity(NAMES))
                .isInstanceOf(CertificateProblem.class)
                .hasMessageContaining("ca.p12")
                .hasMessageContaining("delete the folder");
        assertThat(folder.resolve("ca.p12")).hasContent("damaged");
    }

    @Test
    void folder_that_is_none_is_told(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> at(NOW, file).identity(NAMES))
                .isInstanceOf(CertificateProblem.class)
                .hasMessageContaining("Cannot keep certificates in " + file);
    }

    @Test
    void without_keytool_the_remedy_is_a_certificate_of_the_users_own(@TempDir Path folder) {
        StubAuthority authority = new StubAuthority(folder, () -> NOW, new Keytool(Path.of("no-such-keytool")));

        assertThatThrownBy(() -> authority.identity(NAMES))
                .isInstanceOf(CertificateProblem.class)
                .hasMessageContaining("no-such-keytool")
                .hasMessageContaining("--tls-cert");
    }

    @Test
    void what_keytool_complains_of_is_told_and_nothing_half_made_is_used(@TempDir Path folder) throws Exception {
        copy(shared, folder);
        ServerNames impossible = new ServerNames(Set.of("my_host"), Set.of());

        assertThatThrownBy(() -> at(NOW, folder).identity(impossible))
                .isInstanceOf(CertificateProblem.class)
                .hasMessageContaining("DNSName");
        assertThat(at(NOW, folder).identity(NAMES)).isEqualTo(first);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}

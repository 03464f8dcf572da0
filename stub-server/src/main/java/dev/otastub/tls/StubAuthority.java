package dev.otastub.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A certificate authority of the stub's own, kept in a folder with the certificate that it issued to the stub: who trusts
 * it once can go on doing so as long as the folder is kept. What is there is used while it is good, else made anew.
 */
public final class StubAuthority {

    private static final String AUTHORITY = "ca";
    private static final String SERVER = "server";

    /** keytool demands one. It protects nothing that lies beside it; the folder is its owner's alone. */
    private static final String PASSWORD = "ota-stub";

    private static final int AUTHORITY_DAYS = 3650;

    /** Apple's systems refuse certificates for more than 825 days. */
    private static final int SERVER_DAYS = 800;

    /** For machines whose clocks differ. */
    private static final Duration BACKDATED = Duration.ofDays(1);

    private static final Duration RENEWED_BEFORE_END = Duration.ofDays(30);

    private static final DateTimeFormatter KEYTOOL_DATE =
            DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path folder;
    private final InstantSource machine;
    private final Keytool keytool;

    /**
     * An authority kept in a folder.
     *
     * @param folder where it is kept; made if it is not there yet
     * @param machine the real time, by which clients judge certificates, wherever the stub's own clock stands
     */
    public StubAuthority(Path folder, InstantSource machine) {
        this(folder, machine, Keytool.ofThisJava());
    }

    StubAuthority(Path folder, InstantSource machine, Keytool keytool) {
        this.folder = folder;
        this.machine = machine;
        this.keytool = keytool;
    }

    /** A certificate for a server of these names. */
    public ServerIdentity identity(ServerNames names) throws CertificateProblem {
        try {
            Files.createDirectories(folder);
            forOwnerAlone(folder, "rwx------");
            Instant now = machine.instant();
            Path authorityFile = folder.resolve("ca.p12");
            if (!Files.exists(authorityFile)
                    || !isCurrent(read(authorityFile, AUTHORITY).certificate(), now)) {
                makeAuthority(authorityFile, now);
            }
            X509Certificate authority = read(authorityFile, AUTHORITY).certificate();
            Path serverFile = folder.resolve("server.p12");
            if (!Files.exists(serverFile) || !isGood(read(serverFile, SERVER), authority, names, now)) {
                makeServer(serverFile, authorityFile, names, now);
            }
            return read(serverFile, SERVER);
        } catch (IOException e) {
            throw new CertificateProblem(
                    "Cannot keep certificates in " + folder + " (" + e + "): see that the folder can be written to.",
                    e);
        }
    }

    private static boolean isCurrent(X509Certificate certificate, Instant now) {
        return !now.isBefore(certificate.getNotBefore().toInstant())
                && now.plus(RENEWED_BEFORE_END)
                        .isBefore(certificate.getNotAfter().toInstant());
    }

    private static boolean isGood(ServerIdentity server, X509Certificate authority, ServerNames names, Instant now) {
        return isCurrent(server.certificate(), now)
                && server.authority().equals(authority)
                && names.areCoveredBy(server.certificate());
    }

    private void makeAuthority(Path file, Instant now) throws CertificateProblem, IOException {
        Path draft = draft(file);
        make(
                draft,
                now,
                AUTHORITY_DAYS,
                List.of(
                        "-alias",
                        AUTHORITY,
                        "-dname",
                        // Different for each: a client that trusts several must be able to tell them apart.
                        "CN=ota-stub CA of " + now.truncatedTo(ChronoUnit.SECONDS) + ", O=for tests only",
                        "-ext",
                        "bc:critical=ca:true,pathlen:0",
                        "-ext",
                        "ku:critical=keyCertSign,cRLSign"));
        replace(draft, file);
    }

    private void makeServer(Path file, Path authority, ServerNames names, Instant now)
            throws CertificateProblem, IOException {
        Path draft = draft(file);
        Files.copy(authority, draft);
        make(
                draft,
                now,
                SERVER_DAYS,
                List.of(
                        "-alias",
                        SERVER,
                        "-signer",
                        AUTHORITY,
                        "-dname",
                        "CN=ota-stub",
                        "-ext",
                        "ku:critical=digitalSignature",
                        "-ext",
                        "eku=serverAuth",
                        "-ext",
                        names.subjectAltName()));
        replace(draft, file);
    }

    private void make(Path keyStore, Instant now, int days, List<String> particulars) throws CertificateProblem {
        List<String> arguments = new ArrayList<>(List.of(
                "-genkeypair",
                "-keystore",
                keyStore.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-sigalg",
                "SHA256withECDSA",
                "-startdate",
                KEYTOOL_DATE.format(now.minus(BACKDATED)),
                "-validity",
                Integer.toString(days)));
        arguments.addAll(particulars);
        keytool.run(arguments);
    }

    private static Path draft(Path file) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        return draft;
    }

    private static void replace(Path draft, Path file) throws IOException {
        forOwnerAlone(draft, "rw-------");
        try {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void forOwnerAlone(Path path, String permissions) throws IOException {
        if (Files.getFileAttributeView(path, PosixFileAttributeView.class) != null) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }

    private ServerIdentity read(Path file, String alias) throws CertificateProblem {
        try {
            return KeyStoreFile.entry(KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray()), alias, PASSWORD);
        } catch (GeneralSecurityException | IOException | UncheckedIOException e) {
            throw new CertificateProblem(
                    "Cannot read " + file + " (" + e.getMessage() + "): delete the folder " + folder
                            + ", and a new authority is made; clients must then trust that one.",
                    e);
        }
    }
}

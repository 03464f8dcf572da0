package dev.otastub.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Certificates and keys as text.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7468">RFC 7468</a>
 */
final class Pem {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----", Pattern.DOTALL);

    private static final long LARGEST = 1 << 20;

    private Pem() {}

    /** A piece of such a file: what it says it is, and its bytes in Base64. */
    record Block(String label, String base64) {
        byte[] bytes() {
            return Base64.getMimeDecoder().decode(base64);
        }
    }

    static List<Block> blocks(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
            throw new IOException("no file of such a kind");
        }
        return BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1))
                .results()
                .map(found -> new Block(found.group(1), found.group(2)))
                .toList();
    }

    /**
     * The certificates in a file, of which there is one at least.
     *
     * @param option the option that names the file
     */
    static List<X509Certificate> certificates(Path file, String option) throws CertificateProblem {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory x509 = CertificateFactory.getInstance("X.509");
            for (Block block : blocks(file)) {
                if (block.label().equals("CERTIFICATE")) {
                    certificates.add(
                            (X509Certificate) x509.generateCertificate(new ByteArrayInputStream(block.bytes())));
                }
            }
        } catch (IOException e) {
            throw CertificateProblem.in(file, option, "is no file that can be read", "name one that is there", e);
        } catch (CertificateException | IllegalArgumentException e) {
            throw CertificateProblem.in(
                    file, option, "holds a certificate that cannot be read", "see that it is whole", e);
        }
        if (certificates.isEmpty()) {
            throw CertificateProblem.in(
                    file, option, "holds no certificate", "name a PEM file, with 'BEGIN CERTIFICATE' in it", null);
        }
        return certificates;
    }

    static String of(X509Certificate certificate) {
        try {
            Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
            return "-----BEGIN CERTIFICATE-----\n" + lines.encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}

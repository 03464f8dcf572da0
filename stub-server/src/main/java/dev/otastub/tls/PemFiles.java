package dev.otastub.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A certificate and its private key as text, which may also be one and the same file.
 *
 * @param certificate the certificate, followed by those of its issuers
 * @param key the private key, in the form PKCS#8 without a password
 */
public record PemFiles(Path certificate, Path key) implements CertificateSource {

    @Override
    public ServerIdentity read() throws CertificateProblem {
        List<X509Certificate> chain = Pem.certificates(certificate, "--tls-cert");
        PublicKey publicKey = chain.get(0).getPublicKey();
        PrivateKey privateKey = privateKey(publicKey.getAlgorithm());
        if (!belongTogether(publicKey, privateKey)) {
            throw inKey("is not the key of the first certificate in " + certificate, "name the one that is", null);
        }
        return new ServerIdentity(privateKey, chain);
    }

    private PrivateKey privateKey(String algorithm) throws CertificateProblem {
        try {
            for (Pem.Block block : Pem.blocks(key)) {
                if (block.label().equals("PRIVATE KEY")) {
                    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(block.bytes()));
                }
                if (block.label().endsWith("PRIVATE KEY")) {
                    throw inKey(
                            "holds a key that Java cannot read (" + block.label() + ")",
                            "convert it by 'openssl pkcs8 -topk8 -nocrypt -in KEY -out FILE'",
                            null);
                }
            }
        } catch (IOException e) {
            throw inKey("is no file that can be read", "name one that is there", e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw inKey("holds no " + algorithm + " key, as the certificate has", "name the certificate's key", e);
        }
        throw inKey("holds no private key", "name a PEM file, with 'BEGIN PRIVATE KEY' in it", null);
    }

    static boolean belongTogether(PublicKey publicKey, PrivateKey privateKey) {
        byte[] sample = "ota-stub".getBytes(StandardCharsets.US_ASCII);
        try {
            Signature signature = Signature.getInstance(
                    switch (publicKey.getAlgorithm()) {
                        case "EC" -> "SHA256withECDSA";
                        case "RSA" -> "SHA256withRSA";
                        default -> publicKey.getAlgorithm();
                    });
            signature.initSign(privateKey);
            signature.update(sample);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(sample);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private CertificateProblem inKey(String what, String remedy, @Nullable Exception cause) {
        return CertificateProblem.in(key, "--tls-key", what, remedy, cause);
    }
}

package dev.otastub.tls;

import dev.otastub.core.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A certificate and its private key in a key store: PKCS#12, or whatever else Java reads.
 *
 * @param file the key store
 * @param password opens the store and its key
 */
public record KeyStoreFile(Path file, Secret password) implements CertificateSource {

    @Override
    public ServerIdentity read() throws CertificateProblem {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw problem("is no file that can be read", "name one that is there", null);
        }
        try {
            KeyStore store =
                    KeyStore.getInstance(file.toFile(), password.value().toCharArray());
            return entry(store, keyAlias(store), password.value());
        } catch (IOException | UnrecoverableKeyException e) {
            throw wrongPassword(e)
                    ? problem(
                            "does not open",
                            "its password (--tls-keystore-password, OTA_STUB_TLS_KEYSTORE_PASSWORD) is another",
                            e)
                    : problem("cannot be read", String.valueOf(e.getMessage()), e);
        } catch (GeneralSecurityException e) {
            throw problem("is no key store", "name one in the form PKCS#12, as 'openssl pkcs12 -export' writes it", e);
        }
    }

    private static boolean wrongPassword(Exception e) {
        return e instanceof UnrecoverableKeyException || e.getCause() instanceof UnrecoverableKeyException;
    }

    private String keyAlias(KeyStore store) throws KeyStoreException, CertificateProblem {
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                return alias;
            }
        }
        throw problem("holds no private key", "put the certificate's key into it", null);
    }

    private CertificateProblem problem(String what, String remedy, @Nullable Exception cause) {
        return new CertificateProblem(
                "The key store " + file + " (--tls-keystore) " + what + ": " + remedy + ".", cause);
    }

    static ServerIdentity entry(KeyStore store, String alias, String password) throws GeneralSecurityException {
        if (!(store.getKey(alias, password.toCharArray()) instanceof PrivateKey key)) {
            throw new KeyStoreException("no private key '" + alias + "' in it");
        }
        List<X509Certificate> chain = new ArrayList<>();
        for (Certificate certificate : store.getCertificateChain(alias)) {
            chain.add((X509Certificate) certificate);
        }
        return new ServerIdentity(key, chain);
    }
}

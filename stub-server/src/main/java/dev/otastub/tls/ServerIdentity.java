package dev.otastub.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * What a TLS server proves itself with.
 *
 * @param key the private key
 * @param chain its certificate first, then each one's issuer, as far as they are known
 */
public record ServerIdentity(PrivateKey key, List<X509Certificate> chain) {

    private static final char[] IN_MEMORY = {};

    public ServerIdentity {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("A server needs a certificate.");
        }
    }

    /** The server's own certificate. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** Whom clients must trust: the last certificate of the chain, which is the server's own if there is no other. */
    public X509Certificate authority() {
        return chain.get(chain.size() - 1);
    }

    /** {@link #authority} as curl, Node and others read it. */
    public String authorityPem() {
        return Pem.of(authority());
    }

    /** For the server. */
    public SSLContext serverContext() {
        try {
            KeyStore keys = emptyStore();
            keys.setKeyEntry("server", key, IN_MEMORY, chain.toArray(X509Certificate[]::new));
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, IN_MEMORY);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What clients need: {@link #authority}, and nobody else. */
    public Trust trust() {
        return new Trust(List.of(authority()));
    }

    static KeyStore emptyStore() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

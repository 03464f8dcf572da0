package dev.otastub.tls;

/** Where a certificate of the user's own is. */
public sealed interface CertificateSource permits PemFiles, KeyStoreFile {

    /** Reads it, with its private key. */
    ServerIdentity read() throws CertificateProblem;
}

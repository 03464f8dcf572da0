package dev.otastub.oss;

import dev.otastub.core.Secret;
import dev.otastub.signature.PostPolicySignature;
import java.util.Optional;

/**
 * How a form says who signed its policy: the version 1 fields OSSAccessKeyId, policy and Signature, or the version 4
 * fields. A field that was not sent is empty; one that was sent empty is not.
 */
sealed interface PostAuthorization {

    /** The name of the only version but the first that is emulated. */
    String V4 = "OSS4-HMAC-SHA256";

    Optional<String> accessKeyId();

    Optional<String> policy();

    Optional<String> signature();

    /** The signature that is right under that secret. */
    String expected(Secret secret);

    static PostAuthorization of(PostObjectForm form) {
        return form.field("x-oss-signature-version").isPresent() ? new Version4(form) : new Version1(form);
    }

    /** Base64(HMAC-SHA1(secret, policy)). */
    record Version1(PostObjectForm form) implements PostAuthorization {
        @Override
        public Optional<String> accessKeyId() {
            return form.field("OSSAccessKeyId");
        }

        @Override
        public Optional<String> policy() {
            return form.field("policy");
        }

        @Override
        public Optional<String> signature() {
            return form.field("Signature");
        }

        @Override
        public String expected(Secret secret) {
            return PostPolicySignature.v1(secret, policy().orElse(""));
        }

        boolean isAnonymous() {
            return accessKeyId().isEmpty() && policy().isEmpty() && signature().isEmpty();
        }
    }

    /** HMAC-SHA256 under a key derived from the credential's date and region. */
    record Version4(PostObjectForm form) implements PostAuthorization {
        @Override
        public Optional<String> accessKeyId() {
            return credential().map(V4Credential::accessKeyId);
        }

        @Override
        public Optional<String> policy() {
            return form.field("policy");
        }

        @Override
        public Optional<String> signature() {
            return form.field("x-oss-signature");
        }

        Optional<V4Credential> credential() {
            return form.field("x-oss-credential").flatMap(V4Credential::of);
        }

        @Override
        public String expected(Secret secret) {
            V4Credential scope = credential().orElseThrow();
            return PostPolicySignature.v4(secret, scope.date(), scope.region(), policy().orElse(""));
        }
    }
}

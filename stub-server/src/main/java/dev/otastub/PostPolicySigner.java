package dev.otastub;

import dev.otastub.core.Secret;
import dev.otastub.oss.policy.PolicyCondition;
import dev.otastub.oss.policy.PostPolicyWriter;
import dev.otastub.signature.OssV4Signature;
import dev.otastub.signature.PostPolicySignature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Signs OSS post policies, as a server does that lets others upload by a form; for OSS itself as well as for the stub.
 *
 * <pre>{@code
 * Map<String, String> fields = PostPolicySigner.v4(id, secret, "cn-shanghai", now)
 *         .sign(PostPolicySigner.policy(now.plusSeconds(60))
 *                 .bucket("team")
 *                 .startsWith("$key", "folder/")
 *                 .contentLengthRange(0, 1000));
 * fields.put("key", "folder/firmware.bin"); // and the file last
 * }</pre>
 *
 * @see <a href="https://www.alibabacloud.com/help/en/oss/developer-reference/postobject">PostObject</a>
 * @see <a href="https://help.aliyun.com/zh/oss/developer-reference/signature-version-4-recommend">POST signature, V4</a>
 */
public final class PostPolicySigner {

    private static final String TOKEN = "x-oss-security-token";

    private final String accessKeyId;
    private final Secret secret;
    private final Optional<Version4> version4;
    private final Optional<String> token;

    private record Version4(Instant when, OssV4Signature.Scope scope) {}

    private PostPolicySigner(String accessKeyId, Secret secret, Optional<Version4> version4, Optional<String> token) {
        this.accessKeyId = accessKeyId;
        this.secret = secret;
        this.version4 = version4;
        this.token = token;
    }

    /** Signs by version 1, HMAC-SHA1. */
    public static PostPolicySigner v1(String accessKeyId, String accessKeySecret) {
        return signer(accessKeyId, accessKeySecret, Optional.empty());
    }

    /**
     * Signs by version 4, OSS4-HMAC-SHA256.
     *
     * @param region the bucket's region, such as cn-shanghai
     * @param when the time in x-oss-date; OSS takes the form up to 7 days later, if its policy is good so long
     */
    public static PostPolicySigner v4(String accessKeyId, String accessKeySecret, String region, Instant when) {
        require(
                !accessKeyId.contains("/"),
                "The access key id is '" + accessKeyId + "'; it cannot have a slash, which ends it in a credential.");
        require(
                region.matches("[a-z0-9]+(-[a-z0-9]+)+") && !region.startsWith("oss-"),
                "The region is '" + region + "'; version 4 wants it as in cn-shanghai, without 'oss-'.");
        return signer(
                accessKeyId, accessKeySecret, Optional.of(new Version4(when, OssV4Signature.Scope.of(when, region))));
    }

    private static PostPolicySigner signer(String accessKeyId, String accessKeySecret, Optional<Version4> version4) {
        require(!accessKeyId.isBlank() && !accessKeySecret.isEmpty(), "The access key needs an id and a secret.");
        return new PostPolicySigner(accessKeyId, new Secret(accessKeySecret), version4, Optional.empty());
    }

    /** The same with temporary credentials, whose token goes along. */
    public PostPolicySigner withSecurityToken(String securityToken) {
        require(!securityToken.isBlank(), "The security token is blank; leave it out for a key that is not temporary.");
        return new PostPolicySigner(accessKeyId, secret, version4, Optional.of(securityToken));
    }

    /**
     * A policy to be signed, without any condition yet.
     *
     * @param expiration from when on it is void
     */
    public static Policy policy(Instant expiration) {
        return new Policy(expiration, Optional.empty(), List.of());
    }

    /**
     * The fields by which a form proves that it may be sent, in the order of OSS's samples; to be changed and completed as
     * one likes. By version 4 the policy also has the conditions on them that OSS demands.
     *
     * @throws IllegalArgumentException if the policy has no condition, which OSS refuses
     */
    public Map<String, String> sign(Policy policy) {
        return version4.map(version -> signed(policy, version)).orElseGet(() -> signedByVersion1(policy));
    }

    private Map<String, String> signedByVersion1(Policy policy) {
        String base64 = policy.base64(Map.of());
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("OSSAccessKeyId", accessKeyId);
        fields.put("policy", base64);
        fields.put("Signature", PostPolicySignature.v1(secret, base64));
        token.ifPresent(sent -> fields.put(TOKEN, sent));
        return fields;
    }

    private Map<String, String> signed(Policy policy, Version4 version) {
        OssV4Signature.Scope scope = version.scope();
        Map<String, String> covered = new LinkedHashMap<>();
        covered.put("x-oss-signature-version", OssV4Signature.VERSION);
        covered.put("x-oss-credential", scope.credential(accessKeyId));
        covered.put("x-oss-date", OssV4Signature.time(version.when()));
        // Whether OSS demands this one is not known; a test of its own SDK for Node puts it into the policy.
        token.ifPresent(sent -> covered.put(TOKEN, sent));
        String base64 = policy.base64(covered);
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("policy", base64);
        fields.putAll(covered);
        fields.put("x-oss-signature", PostPolicySignature.v4(secret, scope.date(), scope.region(), base64));
        return fields;
    }

    private static void require(boolean right, String sentence) {
        if (!right) {
            throw new IllegalArgumentException(sentence);
        }
    }

    /** What a form may upload, and until when. Each method gives a policy with one condition more; all must hold. */
    public static final class Policy {

        /** They come about only when the policy is there. */
        private static final Set<String> LATER = Set.of("policy", "signature", "x-oss-signature");

        private static final Set<String> SIGNERS = Set.of("x-oss-signature-version", "x-oss-credential", "x-oss-date");

        private final Instant expiration;
        private final Optional<String> bucket;
        private final List<PolicyCondition> conditions;

        private Policy(Instant expiration, Optional<String> bucket, List<PolicyCondition> conditions) {
            this.expiration = expiration;
            this.bucket = bucket;
            this.conditions = conditions;
        }

        /** To this bucket alone. */
        public Policy bucket(String name) {
            return new Policy(expiration, Optional.of(name), conditions);
        }

        /**
         * With a field of this value.
         *
         * @param field the field's name, with or without {@code $}, such as {@code $success_action_status}; {@code
         *     $content-type} is also the Content-Type of the file's own part
         */
        public Policy eq(String field, String value) {
            return and(new PolicyCondition.ExactMatch(plain(field), value));
        }

        /**
         * With a field whose value begins so.
         *
         * @param field the field's name, with or without {@code $}
         * @param prefix the beginning; an empty one lets every value pass, and demands that there is one
         */
        public Policy startsWith(String field, String prefix) {
            return and(new PolicyCondition.StartsWith(plain(field), prefix));
        }

        /**
         * With a field of one of these values.
         *
         * @param field the field's name, with or without {@code $}
         */
        public Policy in(String field, String value, String... more) {
            return and(new PolicyCondition.In(plain(field), list(value, more)));
        }

        /**
         * With a field of none of these values.
         *
         * @param field the field's name, with or without {@code $}
         */
        public Policy notIn(String field, String value, String... more) {
            return and(new PolicyCondition.NotIn(plain(field), list(value, more)));
        }

        /** With a file of so many bytes, both ends allowed. */
        public Policy contentLengthRange(long min, long max) {
            require(
                    0 <= min && min <= max,
                    "A file cannot have from " + min + " to " + max + " bytes: the smaller number comes first, and is 0"
                            + " or more.");
            return and(new PolicyCondition.ContentLengthRange(min, max));
        }

        private Policy and(PolicyCondition condition) {
            List<PolicyCondition> more = new ArrayList<>(conditions);
            more.add(condition);
            return new Policy(expiration, bucket, List.copyOf(more));
        }

        private static List<String> list(String value, String... more) {
            return Stream.concat(Stream.of(value), Stream.of(more)).toList();
        }

        private static String plain(String field) {
            String name = field.startsWith("$") ? field.substring(1) : field;
            String compared = name.toLowerCase(Locale.ROOT);
            require(!name.isBlank(), "A condition needs the name of a field, such as $key.");
            require(
                    !compared.equals("content-length-range"),
                    "content-length-range is no field of the form: call contentLengthRange(min, max).");
            require(
                    !compared.equals("file"),
                    "A condition cannot be on the file itself: call contentLengthRange(min, max) for its size, or put one"
                            + " on $content-type.");
            require(
                    !LATER.contains(compared),
                    "A policy cannot have a condition on " + name + ", which comes about only when it is signed.");
            require(
                    !SIGNERS.contains(compared),
                    "The condition on " + name + " is put into the policy when it is signed by version 4.");
            return name;
        }

        private String base64(Map<String, String> covered) {
            Map<String, String> exactly = new LinkedHashMap<>();
            bucket.ifPresent(name -> exactly.put("bucket", name));
            exactly.putAll(covered);
            require(
                    !exactly.isEmpty() || !conditions.isEmpty(),
                    "The policy has no condition, and OSS refuses one without: add one, such as startsWith(\"$key\","
                            + " \"folder/\").");
            return PostPolicyWriter.base64(expiration, exactly, conditions);
        }
    }
}

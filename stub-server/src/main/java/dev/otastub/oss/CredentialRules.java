package dev.otastub.oss;

import dev.otastub.account.Accounts;
import dev.otastub.account.Caller;
import dev.otastub.account.SecurityToken;
import dev.otastub.core.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Rules on keys and tokens, and what signatures of every version have in common. */
public final class CredentialRules {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withResolverStyle(ResolverStyle.STRICT);

    private CredentialRules() {}

    public static Optional<Refusal> accessKeyIsActive(Optional<Caller> caller) {
        return caller.filter(known -> !known.key().active())
                .map(known -> PostObjectError.ACCESS_KEY_DISABLED.because(
                        "The access key " + known.key().id() + " is disabled.",
                        Map.of("OSSAccessKeyId", known.key().id())));
    }

    /** Whether the token goes with the key, for every kind of request: a temporary key needs its own, others none. */
    public static Optional<Refusal> tokenRefusal(Caller caller, Optional<String> sent, Accounts accounts, Instant now) {
        if (caller.token().isEmpty()) {
            return sent.map(token -> strangeToken(accounts, token));
        }
        SecurityToken token = caller.token().get();
        if (sent.isEmpty()) {
            return Optional.of(PostObjectError.STS_TOKEN_MISSING.because(
                    "The access key is a temporary one, but no x-oss-security-token goes with it.",
                    Map.of("OSSAccessKeyId", caller.key().id())));
        }
        if (!sent.get().equals(token.token())) {
            return Optional.of(strangeToken(accounts, sent.get()));
        }
        return token.expiredAt(now)
                ? Optional.of(PostObjectError.SECURITY_TOKEN_EXPIRED.because(
                        "The security token expired at " + token.expiration().orElse(now) + ", and it is " + now + "."))
                : Optional.empty();
    }

    /** A token that does not go with the key: of another key, or of nobody. */
    private static Refusal strangeToken(Accounts accounts, String token) {
        return accounts.token(token).isPresent()
                ? PostObjectError.SECURITY_TOKEN_OF_ANOTHER_KEY.because(
                        "The x-oss-security-token belongs to another access key.")
                : PostObjectError.SECURITY_TOKEN_INVALID.because("Nobody was given this x-oss-security-token.");
    }

    /** The details that OSS gives with a signature that does not match, the bytes with the blank at their end. */
    public static Map<String, String> mismatch(String accessKeyId, String given, String stringToSign) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("OSSAccessKeyId", accessKeyId);
        details.put("SignatureProvided", given);
        details.put("StringToSign", stringToSign);
        byte[] bytes = stringToSign.getBytes(StandardCharsets.UTF_8);
        details.put(
                "StringToSignBytes",
                HexFormat.ofDelimiter(" ").withUpperCase().formatHex(bytes) + (bytes.length == 0 ? "" : " "));
        return details;
    }

    /** A day as version 4 writes it, yyyymmdd. */
    public static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text, DATE));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** A time as version 4 writes it, yyyymmddTHHMMSSZ. */
    public static Optional<Instant> dateTime(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text, DATE_TIME).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}

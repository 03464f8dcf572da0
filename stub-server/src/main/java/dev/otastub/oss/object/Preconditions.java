package dev.otastub.oss.object;

import dev.otastub.core.HttpDate;
import dev.otastub.core.Refusal;
import dev.otastub.oss.OssError;
import dev.otastub.oss.StoredObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * The headers by which a reader says which state of an object it wants, as the page of GetObject words them. That an
 * entity tag goes before a time where both are sent is inferred from HTTP.
 */
final class Preconditions {

    private Preconditions() {}

    static Optional<Refusal> refusal(ObjectCall call) {
        return call.object().filter(object -> call.isRead()).flatMap(object -> refusal(call, object));
    }

    private static Optional<Refusal> refusal(ObjectCall call, StoredObject object) {
        Optional<String> wanted = call.header("If-Match");
        if (wanted.isPresent()) {
            return CallRules.refuseIf(
                    !names(wanted.get(), object),
                    failed("If-Match", "If-Match is " + wanted.get() + ", and the object's ETag " + object.eTag()));
        }
        return time(call, "If-Unmodified-Since")
                .filter(since -> since.isBefore(modified(object)))
                .map(since -> failed(
                        "If-Unmodified-Since",
                        "The object was modified at " + modified(object) + ", which is after " + since));
    }

    private static Refusal failed(String condition, String reason) {
        return OssError.PRECONDITION_FAILED.because(reason + ".", Map.of("Condition", condition));
    }

    /** Whether the reader has this state already. */
    static boolean isNotModified(ObjectCall call, StoredObject object) {
        Optional<String> known = call.header("If-None-Match");
        return known.isPresent()
                ? names(known.get(), object)
                : time(call, "If-Modified-Since")
                        .filter(since -> !since.isBefore(modified(object)))
                        .isPresent();
    }

    private static boolean names(String tags, StoredObject object) {
        String own = object.eTag().replace("\"", "");
        return Arrays.stream(tags.split(",", -1))
                .map(tag -> tag.strip().replace("\"", ""))
                .anyMatch(tag -> tag.equals("*") || tag.equals(own));
    }

    /** A time that is none does not count (documented for If-Modified-Since). */
    private static Optional<Instant> time(ObjectCall call, String name) {
        return call.header(name).flatMap(HttpDate::parse);
    }

    private static Instant modified(StoredObject object) {
        return object.uploadedAt().truncatedTo(ChronoUnit.SECONDS);
    }
}

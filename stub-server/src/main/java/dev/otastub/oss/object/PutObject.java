package dev.otastub.oss.object;

import dev.otastub.core.Headers;
import dev.otastub.core.HttpRequest;
import dev.otastub.core.Outcome;
import dev.otastub.core.Refusal;
import dev.otastub.multipart.FormReader;
import dev.otastub.oss.Arrival;
import dev.otastub.oss.BrokenOff;
import dev.otastub.oss.FileIntake;
import dev.otastub.oss.ObjectStore;
import dev.otastub.oss.OssAddress;
import dev.otastub.oss.PostObjectError;
import dev.otastub.oss.PropertyRules;
import dev.otastub.oss.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * PutObject: streams a body into the store.
 *
 * @see <a href="https://www.alibabacloud.com/help/en/oss/developer-reference/putobject">PutObject</a>
 */
public final class PutObject {

    private static final int PIECE = 64 * 1024;

    /**
     * What is known of a body beforehand.
     *
     * @param announced its Content-Length, if there is one
     * @param known whether its end can be found, by Content-Length or by its framing
     */
    public record Length(OptionalLong announced, boolean known) {

        static final Length NONE = new Length(OptionalLong.of(0), true);
    }

    /**
     * A request whose body waits in a stream.
     *
     * @param request the request, without its body
     * @param body at its first byte
     */
    public record Upload(HttpRequest request, OssAddress address, InputStream body, Length length) {}

    /** Takes the body of a call that passed all checks. */
    Outcome<StoredObject> take(ObjectCall call, InputStream body, ObjectStore.Incoming incoming, FileIntake intake) {
        try (ObjectStore.Draft draft = incoming.begin().atMost(PutRules.FIVE_GB)) {
            if (!copy(body, intake.into(draft, owner(call)))) {
                return Outcome.refused(PutRules.tooLarge(PutRules.FIVE_GB));
            }
            StoredObject.Digested digests = draft.finish();
            Optional<Refusal> refusal = md5Refusal(call, digests);
            return refusal.isPresent() ? Outcome.refused(refusal.get()) : commit(call, draft, digests);
        } catch (ObjectStore.StoreFailure e) {
            return Outcome.refused(e.refusal());
        } catch (IOException e) {
            return Outcome.refused(BrokenOff.refusal(e));
        }
    }

    /** False if it is too large. */
    private static boolean copy(InputStream body, FormReader.Sink draft) throws IOException {
        byte[] piece = new byte[PIECE];
        int count = body.read(piece);
        while (count >= 0) {
            if (!draft.write(piece, 0, count)) {
                return false;
            }
            count = body.read(piece);
        }
        return true;
    }

    private static Optional<Refusal> md5Refusal(ObjectCall call, StoredObject.Digested digests) {
        return call.header("Content-MD5")
                .filter(announced -> !announced.strip().equals(digests.md5Base64()))
                .map(announced -> PostObjectError.CONTENT_MD5_MISMATCH.because(
                        "Content-MD5 is " + announced + ", and that of the body " + digests.md5Base64() + "."));
    }

    private Outcome<StoredObject> commit(ObjectCall call, ObjectStore.Draft draft, StoredObject.Digested digests)
            throws ObjectStore.StoreFailure {
        String owner = owner(call);
        return draft.commit(
                        file -> new StoredObject(
                                call.address().bucket(),
                                call.address().key(),
                                digests,
                                call.now(),
                                call.header("Content-Type").orElse("application/octet-stream"),
                                stored(call),
                                PropertyRules.isPublicRead(call.header("x-oss-object-acl")),
                                owner,
                                call.request().host(),
                                file),
                        PutRules.mayReplace(call),
                        Arrival::put)
                .map(Outcome::accepted)
                .orElseGet(() -> Outcome.refused(PutRules.exists(call)));
    }

    private static String owner(ObjectCall call) {
        return call.caller().orElseThrow().account().uid();
    }

    /** In lower case, as OSS turns names of metadata; of a doubled header the first counts. */
    private static Headers stored(ObjectCall call) {
        Map<String, String> headers = new LinkedHashMap<>();
        call.request().headers().fields().stream()
                .filter(field -> PropertyRules.isStored(field.getKey()))
                .forEach(field -> headers.putIfAbsent(field.getKey().toLowerCase(Locale.ROOT), field.getValue()));
        return new Headers(List.copyOf(headers.entrySet()));
    }
}

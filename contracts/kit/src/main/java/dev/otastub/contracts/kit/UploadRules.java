package dev.otastub.contracts.kit;

import static dev.otastub.oss.PostObjectError.BODY_TOO_LARGE;
import static dev.otastub.oss.PostObjectError.FIELDS_TOO_LONG;
import static dev.otastub.oss.PostObjectError.FIELD_NAME_TOO_LONG;
import static dev.otastub.oss.PostObjectError.FIELD_VALUE_TOO_LONG;
import static dev.otastub.oss.PostObjectError.FILE_MISSING;
import static dev.otastub.oss.PostObjectError.FILE_REPEATED;
import static dev.otastub.oss.PostObjectError.FILE_TOO_LARGE;
import static dev.otastub.oss.PostObjectError.FORM_MALFORMED;
import static dev.otastub.oss.PostObjectError.INCOMPLETE_BODY;
import static dev.otastub.oss.PostObjectError.PART_HEADER_UNKNOWN;
import static dev.otastub.oss.PostObjectError.PART_STARTS_WITHOUT_CONTENT_DISPOSITION;
import static dev.otastub.oss.PostObjectError.POLICY_EXPIRED;

import dev.otastub.Upload;
import dev.otastub.contracts.kit.Judgement.Breach;
import dev.otastub.contracts.kit.Observed.Issued;
import dev.otastub.multipart.FilePart;
import dev.otastub.multipart.FormField;
import dev.otastub.oss.PostObjectError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a client promises of its uploads. */
final class UploadRules {

    /** A field whose value an upload URL gives. */
    private record Needed(String name, Function<Issued, String> issued) {

        boolean isIn(ClientUpload form) {
            return form.field(name).isPresent();
        }

        boolean isAltered(ClientUpload form, Issued one) {
            return form.field(name)
                    .map(FormField::value)
                    .filter(value -> !value.equals(issued.apply(one)))
                    .isPresent();
        }
    }

    private static final List<Needed> NEEDED = List.of(
            new Needed("key", Issued::key),
            new Needed("policy", Issued::policy),
            new Needed("OSSAccessKeyId", Issued::accessKeyId),
            new Needed("signature", Issued::signature));

    private static final Set<PostObjectError> UNREADABLE = Set.of(
            FORM_MALFORMED,
            PART_STARTS_WITHOUT_CONTENT_DISPOSITION,
            PART_HEADER_UNKNOWN,
            FIELD_NAME_TOO_LONG,
            FIELD_VALUE_TOO_LONG,
            FIELDS_TOO_LONG,
            INCOMPLETE_BODY);

    private UploadRules() {}

    /** Those that could be read: of others it is not known what their client meant. */
    private static Stream<Sighting> readable(Observed observed) {
        return observed.forms().filter(one -> !one.isRefusedFor(UNREADABLE));
    }

    private static boolean anyAccepted(Observed observed) {
        return !observed.uploads().isEmpty();
    }

    static Judgement forms(Observed observed) {
        return Judgement.of(observed.refusedFor(UNREADABLE), anyAccepted(observed), "");
    }

    static Judgement ownUrls(Observed observed) {
        Set<String> keys = new HashSet<>();
        List<Breach> broken = observed.uploads().stream()
                .filter(upload -> !keys.add(upload.key()))
                .map(upload -> Breach.unpunished(upload.key() + " was uploaded to again"))
                .toList();
        return Judgement.of(broken, keys.size() > 1, keys.size() + " uploads, each with one of its own");
    }

    static Judgement inTime(Observed observed) {
        return Judgement.of(observed.refusedFor(Set.of(POLICY_EXPIRED)), anyAccepted(observed), "");
    }

    static Judgement fieldsBeforeFile(Observed observed) {
        List<Breach> broken = new ArrayList<>();
        readable(observed).forEach(one -> {
            ClientUpload form = one.form().orElseThrow();
            List<String> absent = names(needed -> !needed.isIn(form));
            if (!absent.isEmpty()) {
                broken.add(one.because("before the file is no " + String.join(", ", absent)));
            }
        });
        return Judgement.of(broken, anyAccepted(observed), "");
    }

    static Judgement nothingAfterFile(Observed observed) {
        List<Breach> broken = observed.uploads().stream()
                .filter(upload -> !upload.fieldsAfterFile().isEmpty())
                .map(upload -> Breach.unpunished("the upload of " + upload.key() + ": after the file came "
                        + String.join(", ", upload.fieldsAfterFile())))
                .toList();
        return Judgement.of(broken, anyAccepted(observed), "");
    }

    static Judgement oneFile(Observed observed) {
        return Judgement.of(observed.refusedFor(Set.of(FILE_MISSING, FILE_REPEATED)), anyAccepted(observed), "");
    }

    static Judgement asIssued(Observed observed) {
        List<Issued> issued = observed.issued();
        List<Breach> broken = new ArrayList<>();
        readable(observed)
                .forEach(one ->
                        altered(one.form().orElseThrow(), issued).ifPresent(wrong -> broken.add(one.because(wrong))));
        return Judgement.of(broken, anyAccepted(observed), "");
    }

    /** The upload URL that is meant is the one with which the form has most in common. */
    private static Optional<String> altered(ClientUpload form, List<Issued> issued) {
        return issued.stream()
                .map(one -> names(needed -> needed.isAltered(form, one)))
                .min(Comparator.comparingInt(List::size))
                .map(least -> least.isEmpty() ? "" : "not as issued: " + String.join(", ", least))
                .or(() -> Optional.of("no upload URL was asked for"))
                .filter(wrong -> !wrong.isEmpty());
    }

    private static List<String> names(Predicate<Needed> which) {
        return NEEDED.stream().filter(which).map(Needed::name).toList();
    }

    static Judgement fileNames(Observed observed) {
        Collection<String> told = new TreeSet<>();
        readable(observed)
                .flatMap(one -> one.form().orElseThrow().file().stream())
                .map(FilePart::fileName)
                .forEach(name -> told.add(
                        name.filter(given -> !given.isEmpty()).isPresent() ? "with a name" : "without a name"));
        return Judgement.told(String.join(" and ", told));
    }

    static Judgement sizes(Observed observed) {
        long largest = observed.uploads().stream().mapToLong(Upload::size).max().orElse(0);
        return Judgement.of(
                observed.refusedFor(Set.of(FILE_TOO_LARGE, BODY_TOO_LARGE)),
                anyAccepted(observed),
                "at most " + largest + " bytes");
    }

    static Judgement framing(Observed observed) {
        Collection<String> told = new TreeSet<>();
        observed.forms()
                .forEach(one -> told.add(
                        one.headers()
                                        .first("Transfer-Encoding")
                                        .filter(coding ->
                                                coding.toLowerCase(Locale.ROOT).contains("chunked"))
                                        .isPresent()
                                ? "chunked, and whether OSS takes that is not known"
                                : "by Content-Length"));
        return Judgement.told(String.join("; ", told));
    }
}

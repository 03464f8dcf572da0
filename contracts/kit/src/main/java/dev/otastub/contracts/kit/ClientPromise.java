package dev.otastub.contracts.kit;

import static dev.otastub.core.Evidence.DOCUMENTED;
import static dev.otastub.core.Evidence.INFERRED;
import static dev.otastub.core.Evidence.REPORTED;

import dev.otastub.core.Evidence;
import java.util.function.Function;

/** What a client of the upload flow does right, as far as its requests show it; in the order in which it needs them. */
public enum ClientPromise {
    SIGNATURE("signs its calls as the cloud verifies them", DOCUMENTED, "RPC mechanism", CallRules::signed),
    NONCES("never uses a nonce twice", DOCUMENTED, "RPC mechanism", CallRules::nonces),
    TIMESTAMPS("sends the time, at most 15 minutes off", DOCUMENTED, "RPC mechanism", CallRules::timestamps),
    PARAMETERS("sends parameters that the API knows", DOCUMENTED, "each operation's page", CallRules::parameters),
    VALUES(
            "sends each operation what it requires, in the form it takes",
            DOCUMENTED,
            "each operation's page",
            CallRules::values),
    FORMAT("asks for JSON or XML", DOCUMENTED, "common parameters", CallRules::formats),
    PACE("makes at most 10 calls of an operation a second", DOCUMENTED, "each operation's page", CallRules::pace),
    URL_FOR_EACH_UPLOAD(
            "asks for an upload URL for each upload", DOCUMENTED, "GenerateOTAUploadURL", UploadRules::ownUrls),
    WITHIN_THE_MINUTE("uploads within the minute", DOCUMENTED, "GenerateOTAUploadURL", UploadRules::inTime),
    READABLE_FORM("writes forms that OSS can read", REPORTED, "PostObject", UploadRules::forms),
    FIELDS_BEFORE_FILE(
            "sends key, policy, OSSAccessKeyId and signature before the file",
            DOCUMENTED,
            "PostObject",
            UploadRules::fieldsBeforeFile),
    NOTHING_AFTER_FILE(
            "sends the file last, for what follows is not read",
            DOCUMENTED,
            "PostObject",
            UploadRules::nothingAfterFile),
    ONE_FILE("sends one file, in a part named file", DOCUMENTED, "PostObject", UploadRules::oneFile),
    AS_ISSUED("sends what it was issued unaltered", DOCUMENTED, "GenerateOTAUploadURL", UploadRules::asIssued),
    FILE_NAME("names its file or not, for OSS takes both", DOCUMENTED, "GenerateOTAUploadURL", UploadRules::fileNames),
    SIZE("uploads at most 1,000 MB", DOCUMENTED, "GenerateOTAUploadURL", UploadRules::sizes),
    FRAMING("tells OSS the length of an upload", INFERRED, "PostObject", UploadRules::framing),
    PACKAGE_IN_TIME(
            "creates the package after the upload, within the hour",
            DOCUMENTED,
            "CreateOTAFirmware",
            PackageRules::inTime),
    PACKAGE_URL("creates it of a FirmwareUrl that it was issued", DOCUMENTED, "CreateOTAFirmware", PackageRules::urls),
    PACKAGE_DIGEST(
            "gives the file's own digest and size, if any", INFERRED, "CreateOTAFirmware", PackageRules::digests),
    NOTHING_ELSE_REFUSED(
            "gets nothing refused for another reason", INFERRED, "each operation's page", OtherRefusals::judged);

    private final String title;
    private final Evidence evidence;
    private final String page;
    private final Function<Observed, Judgement> rule;

    ClientPromise(String title, Evidence evidence, String page, Function<Observed, Judgement> rule) {
        this.title = title;
        this.evidence = evidence;
        this.page = page;
        this.rule = rule;
    }

    /** What it promises, after "the client". */
    public String title() {
        return title;
    }

    /** How it is known that the cloud wants it. */
    public Evidence evidence() {
        return evidence;
    }

    /** The page that it is about. */
    public String page() {
        return page;
    }

    Judgement judged(Observed observed) {
        return rule.apply(observed);
    }
}

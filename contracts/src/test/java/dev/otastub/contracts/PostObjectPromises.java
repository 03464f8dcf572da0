package dev.otastub.contracts;

import static dev.otastub.contracts.Promise.Provider.POST_OBJECT;
import static dev.otastub.contracts.ProviderState.UPLOAD_AUTHORIZED;

import dev.otastub.core.Evidence;
import dev.otastub.oss.PostObjectError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What clients of PostObject build upon, each promise with and without a file name: clients send both. Those with more
 * fields come first, for Pact's engine in Rust overlooks fields that it was not told of, and takes what matches first.
 */
final class PostObjectPromises {

    /** The example's file, of as many bytes as the states speak of. */
    static final String FILE = "firmware";

    private static final State AUTHORIZED = State.of(UPLOAD_AUTHORIZED);

    private final List<Promise> promises = new ArrayList<>();

    private PostObjectPromises() {}

    static List<Promise> all() {
        PostObjectPromises all = new PostObjectPromises();
        for (boolean named : List.of(true, false)) {
            all.succeed(named);
            all.refusedByThePolicy(named);
        }
        all.refusedByItsFields(true);
        all.refusedByItsFields(false);
        all.add(
                "",
                "without a file: IncorrectNumberOfFilesInPOSTRequest",
                AUTHORIZED,
                PostObjectError.FILE_MISSING.evidence(),
                new Ask.Form(fieldsOfRefused(), "", false),
                Errors.oss(PostObjectError.FILE_MISSING, Map.of()));
        return all.promises;
    }

    /**
     * The fields of an upload, in the order of the documentation's sample.
     *
     * @param wanted success_action_status, empty for none
     */
    static Map<String, Value> fields(String wanted) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("key", Value.like(Forms.WORD, "ota/f56a9e630b931e993bc1ecdd3b0ba853/cmwrrz1zp27t2qo08wo6jhwvq.bin"));
        fields.put("policy", Value.like(Forms.BASE64, "eyJleHBpcmF0aW9uIjoiMjAyNi0xMS0yMlQxMTo1MToxNi43ODlaIn0="));
        fields.put("OSSAccessKeyId", Value.like(Forms.WORD, "issuingid"));
        fields.put("signature", Value.like(Forms.HMAC_SHA1, "krRMp1hSNFCMIm+3haCljuXIqag="));
        if (!wanted.isEmpty()) {
            fields.put("success_action_status", Value.constant(wanted));
        }
        return fields;
    }

    /** What is refused is refused whichever status its client wants of a success. */
    private static Map<String, Value> fieldsOfRefused() {
        Map<String, Value> fields = fields("200");
        fields.put("success_action_status", Value.like(Forms.ACTION_STATUS, "200"));
        return fields;
    }

    private void succeed(boolean named) {
        // The elements are documented, the body as a whole is not.
        add(named, "", "201", AUTHORIZED, Evidence.DOCUMENTED, fields("201"), Successes.created());
        add(named, "", "200", AUTHORIZED, Evidence.DOCUMENTED, fields("200"), Successes.uploaded(200));
        add(named, "", "204", AUTHORIZED, Evidence.DOCUMENTED, fields(""), Successes.uploaded(204));
    }

    private void refusedByItsFields(boolean named) {
        Map<String, Value> keyless = fieldsOfRefused();
        keyless.remove("key");
        add(
                named,
                "",
                "InvalidArgument, no key",
                AUTHORIZED,
                PostObjectError.KEY_MISSING.evidence(),
                keyless,
                Errors.oss(PostObjectError.KEY_MISSING, Map.of()));
    }

    private void refusedByThePolicy(boolean named) {
        refused(
                named,
                "policy-expired",
                "AccessDenied, policy expired",
                State.of(UPLOAD_AUTHORIZED, "expired", true),
                PostObjectError.POLICY_EXPIRED);
        refused(
                named,
                "signature-altered",
                "SignatureDoesNotMatch, signature altered",
                State.of(UPLOAD_AUTHORIZED, "altered", "signature"),
                PostObjectError.SIGNATURE_DOES_NOT_MATCH);
        refused(
                named,
                "policy-altered",
                "SignatureDoesNotMatch, policy altered",
                State.of(UPLOAD_AUTHORIZED, "altered", "policy"),
                PostObjectError.SIGNATURE_DOES_NOT_MATCH);
        refused(
                named,
                "condition-failed",
                "AccessDenied, condition failed",
                State.of(UPLOAD_AUTHORIZED, "altered", "key"),
                PostObjectError.CONDITION_FAILED);
        refused(named, "too-large", "EntityTooLarge", sizes(0, FILE.length() - 1), PostObjectError.FILE_TOO_LARGE);
        refused(
                named,
                "too-small",
                "EntityTooSmall",
                sizes(FILE.length() + 1, 2 * FILE.length()),
                PostObjectError.FILE_TOO_SMALL);
    }

    private void refused(boolean named, String scenario, String what, State state, PostObjectError row) {
        Map<String, String> arguments = Map.of("Condition", "[\"starts-with\", \"$key\", \"ota/f56a/\"]");
        add(named, scenario, what, state, row.evidence(), fieldsOfRefused(), Errors.oss(row, arguments));
    }

    private void add(
            boolean named,
            String scenario,
            String what,
            State state,
            Evidence evidence,
            Map<String, Value> fields,
            Answer answer) {
        String description = (named ? "with a file name: " : "without a file name: ") + what;
        add(scenario, description, state, evidence, new Ask.Form(fields, FILE, named), answer);
    }

    private void add(String scenario, String what, State state, Evidence evidence, Ask.Form ask, Answer answer) {
        promises.add(new Promise(POST_OBJECT, scenario, "PostObject " + what, List.of(state), evidence, ask, answer));
    }

    private static State sizes(int min, int max) {
        return new State(UPLOAD_AUTHORIZED, Map.of("minBytes", min, "maxBytes", max));
    }
}

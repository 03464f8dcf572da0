package dev.otastub.iot;

import dev.otastub.core.Outcome;
import dev.otastub.core.Refusal;
import dev.otastub.core.RequestIds;
import dev.otastub.rpc.Call;
import dev.otastub.rpc.Operation;
import dev.otastub.rpc.Reply;
import dev.otastub.rpc.Struct;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * GenerateFileUploadURL: hands out where to upload a file for a device job.
 */
final class GenerateFileUploadUrl implements Operation {

    /** The only one on the page. */
    private static final String DEVICE_JOB_FILE = "DEVICE_JOB_FILE";

    /** The page's list, without {@code dav}. */
    private static final List<String> SUFFIXES = List.of("bin", "apk", "tar", "gz", "tar.gz", "zip", "gzip");

    /** The page lists what a name must not hold. */
    private static final Pattern FILE_NAME = Pattern.compile("[^-.*/#%&@\\\\]{1,64}", Pattern.DOTALL);

    private final RequestIds ids;
    private final UploadGrants grants;

    GenerateFileUploadUrl(RequestIds ids, UploadGrants grants) {
        this.ids = ids;
        this.grants = grants;
    }

    @Override
    public String name() {
        return "GenerateFileUploadURL";
    }

    @Override
    public List<String> requiredParameters() {
        return List.of("BizCode", "FileSuffix");
    }

    @Override
    public int callsPerSecond() {
        return 5;
    }

    @Override
    public Outcome<Reply> call(Call call) {
        return IotInstance.refusal(call)
                .or(() -> bizCodeRefusal(call))
                .or(() -> suffixRefusal(call))
                .or(() -> nameRefusal(call))
                .map(Outcome::<Reply>refused)
                .orElseGet(() -> Outcome.accepted(reply(call)));
    }

    private static Optional<Refusal> bizCodeRefusal(Call call) {
        return call.parameter("BizCode")
                .filter(code -> !code.equals(DEVICE_JOB_FILE))
                .map(code -> IotError.INVALID_FORMATTED_PARAMETER.because(
                        "BizCode is '" + code + "'; the only one is " + DEVICE_JOB_FILE + "."));
    }

    private static Optional<Refusal> suffixRefusal(Call call) {
        return call.parameter("FileSuffix")
                .filter(suffix -> !SUFFIXES.contains(suffix))
                .map(suffix -> IotError.INVALID_FORMATTED_PARAMETER.because(
                        "FileSuffix is '" + suffix + "'; it can be " + String.join(", ", SUFFIXES) + "."));
    }

    private static Optional<Refusal> nameRefusal(Call call) {
        return call.parameter("FileName")
                .filter(name -> !FILE_NAME.matcher(name).matches())
                .map(name -> IotError.INVALID_FORMATTED_PARAMETER.because(
                        "FileName is '" + name + "'; it takes up to 64 characters, but none of - . * / # % & @ \\."));
    }

    /**
     * Without a name of its own a file is given one (documented). The page masks where the file lies; a folder of the
     * account's own is ours.
     */
    private Reply reply(Call call) {
        String name = call.parameter("FileName").orElseGet(() -> ids.objectName(call.now())) + "."
                + call.parameter("FileSuffix").orElseThrow();
        UploadGrant grant = grants.grant(call, DEVICE_JOB_FILE + "/" + name, UploadGrant.UP_TO_1000_MB);
        Struct data = Struct.EMPTY
                .and("Host", grant.host())
                .and("Key", grant.key())
                .and("ObjectStorage", UploadGrant.OBJECT_STORAGE)
                .and("OssAccessKeyId", grant.accessKeyId())
                .and("Policy", grant.policy())
                .and("Signature", grant.signature());
        return new Reply(Struct.EMPTY.and("Data", data), "-> " + grant.key());
    }
}

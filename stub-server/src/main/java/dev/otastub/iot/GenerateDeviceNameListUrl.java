package dev.otastub.iot;

import dev.otastub.core.Outcome;
import dev.otastub.core.RequestIds;
import dev.otastub.core.UtcMillis;
import dev.otastub.oss.policy.LongRange;
import dev.otastub.rpc.Call;
import dev.otastub.rpc.Operation;
import dev.otastub.rpc.Reply;
import dev.otastub.rpc.Struct;
import java.util.List;

/**
 * GenerateDeviceNameListURL: hands out where to upload a list of devices, as CSV, for CreateOTAStaticUpgradeJob.
 */
final class GenerateDeviceNameListUrl implements Operation {

    /** "5 MB" (documented), read as the megabytes of GenerateOTAUploadURL are (inferred). */
    private static final LongRange SIZES = new LongRange(0, 5_242_880);

    private final RequestIds ids;
    private final UploadGrants grants;

    GenerateDeviceNameListUrl(RequestIds ids, UploadGrants grants) {
        this.ids = ids;
        this.grants = grants;
    }

    @Override
    public String name() {
        return "GenerateDeviceNameListURL";
    }

    @Override
    public List<String> requiredParameters() {
        return List.of();
    }

    @Override
    public Outcome<Reply> call(Call call) {
        return IotInstance.refusal(call).map(Outcome::<Reply>refused).orElseGet(() -> Outcome.accepted(reply(call)));
    }

    /** In the order of the page's XML; its sample has the key in the folder of firmware files, too. */
    private Reply reply(Call call) {
        UploadGrant grant = grants.grant(call, ids.objectName(call.now()) + ".csv", SIZES);
        Struct data = Struct.EMPTY
                .and("Policy", grant.policy())
                .and("FileUrl", grant.url())
                .and("UtcCreate", UtcMillis.of(call.now()))
                .and("AccessKeyId", grant.accessKeyId())
                .and("Signature", grant.signature())
                .and("ObjectStorage", UploadGrant.OBJECT_STORAGE)
                .and("Host", grant.host())
                .and("Key", grant.key());
        return new Reply(Struct.EMPTY.and("Data", data), "-> " + grant.key());
    }
}

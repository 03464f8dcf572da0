package dev.otastub.iot;

import dev.otastub.core.Refusal;
import dev.otastub.rpc.Call;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The parameter IotInstanceId, common to the operations. An account whose instances have ids must name one of them, says
 * the page; how the call fails otherwise is inferred.
 */
final class IotInstance {

    /** Inferred from the ids on the pages: {@code iot-060a0001}, {@code iot-cn-0pp1n8t…}, {@code iot_instc_pu…}. */
    private static final Pattern WELL_FORMED = Pattern.compile("iot[-_][0-9A-Za-z_-]{1,60}");

    private IotInstance() {}

    static Optional<Refusal> refusal(Call call) {
        Set<String> instances = call.account().instanceIds();
        Optional<String> id = call.parameter("IotInstanceId");
        if (instances.isEmpty()) {
            return id.filter(given -> !WELL_FORMED.matcher(given).matches())
                    .map(given -> IotError.INSTANCE_UNKNOWN.because("IotInstanceId is '" + given
                            + "', which is no instance id; they look like iot-060a0001. Leave it out, or name one."));
        }
        return id.filter(instances::contains).isPresent()
                ? Optional.empty()
                : Optional.of(IotError.INSTANCE_UNKNOWN.because("IotInstanceId is "
                        + id.map(given -> "'" + given + "'").orElse("absent")
                        + "; the account's instances are "
                        + String.join(", ", instances.stream().sorted().toList())
                        + "."));
    }
}

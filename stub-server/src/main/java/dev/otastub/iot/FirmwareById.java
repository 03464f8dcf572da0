package dev.otastub.iot;

import dev.otastub.core.Outcome;
import dev.otastub.core.Refusal;
import dev.otastub.rpc.Call;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The parameter FirmwareId, and the package of the account that it names. */
final class FirmwareById {

    /** The gateway refuses calls without it. */
    static final List<String> REQUIRED = List.of("FirmwareId");

    /** Inferred from the ids on the pages, whose length is masked. */
    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9]{1,64}");

    private FirmwareById() {}

    /** The package, or why the call is refused: the order of the checks is inferred. */
    static Outcome<Firmware> of(Call call, FirmwarePackages packages) {
        return IotInstance.refusal(call)
                .or(() -> malformed(id(call)))
                .map(Outcome::<Firmware>refused)
                .orElseGet(() -> packages.find(call.account().uid(), id(call))
                        .map(Outcome::accepted)
                        .orElseGet(() -> Outcome.refused(notFound(id(call)))));
    }

    private static String id(Call call) {
        return call.parameter("FirmwareId").orElseThrow();
    }

    private static Optional<Refusal> malformed(String id) {
        return WELL_FORMED.matcher(id).matches()
                ? Optional.empty()
                : Optional.of(IotError.INVALID_FIRMWARE_ID.because(
                        "FirmwareId is '" + id + "'; CreateOTAFirmware returns them, letters and digits."));
    }

    static Refusal notFound(String id) {
        return IotError.FIRMWARE_NOT_FOUND.because(
                "The account has no package of the FirmwareId '" + id + "': there never was one, or it was deleted.");
    }
}

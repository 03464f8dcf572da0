package dev.otastub.oss;

import dev.otastub.core.Evidence;
import dev.otastub.core.Provocation;
import java.util.List;
import java.util.Optional;

/** The columns of one row of a table of OSS errors, written left to right: what every row has, then what few have. */
record OssErrorColumns(
        int status,
        String code,
        String message,
        Evidence evidence,
        List<String> details,
        Optional<String> ec,
        Optional<Evidence> ecEvidence,
        Provocation provocation) {

    static OssErrorColumns row(int status, String code, String message, Evidence evidence) {
        return new OssErrorColumns(
                status, code, message, evidence, List.of(), Optional.empty(), Optional.empty(), Provocation.NATURAL);
    }

    /** With elements between HostId and EC. */
    OssErrorColumns details(String... names) {
        return new OssErrorColumns(status, code, message, evidence, List.of(names), ec, ecEvidence, provocation);
    }

    /** With an EC that a page or a published answer names. */
    OssErrorColumns ec(String number) {
        return withEc(number, Evidence.DOCUMENTED);
    }

    /** With an EC that we concluded. */
    OssErrorColumns concludedEc(String number) {
        return withEc(number, Evidence.INFERRED);
    }

    OssErrorColumns onDemand(String reason) {
        return new OssErrorColumns(
                status, code, message, evidence, details, ec, ecEvidence, Provocation.onDemand(reason));
    }

    private OssErrorColumns withEc(String number, Evidence ecEvidence) {
        return new OssErrorColumns(
                status, code, message, evidence, details, Optional.of(number), Optional.of(ecEvidence), provocation);
    }
}

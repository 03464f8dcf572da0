package dev.otastub.contracts.kit;

import dev.otastub.Upload;
import dev.otastub.contracts.kit.Judgement.Breach;
import dev.otastub.core.ErrorRow;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All that the stub recorded of a client.
 *
 * @param requests its requests, oldest first
 * @param uploads its uploads that were accepted
 */
record Observed(List<Sighting> requests, List<Upload> uploads) {

    Observed {
        requests = List.copyOf(requests);
        uploads = List.copyOf(uploads);
    }

    /**
     * What GenerateOTAUploadURL answered.
     *
     * @param url the FirmwareUrl
     */
    record Issued(String key, String policy, String accessKeyId, String signature, String url) {}

    Stream<Sighting> calls() {
        return requests.stream().filter(one -> one.call().isPresent());
    }

    Stream<Sighting> calls(String action) {
        return calls().filter(one -> one.call().orElseThrow().action().equals(action));
    }

    Stream<Sighting> forms() {
        return requests.stream().filter(one -> one.form().isPresent());
    }

    /** The upload URLs that the client was given. */
    List<Issued> issued() {
        return calls(ApiParameters.TICKET).flatMap(one -> issued(one).stream()).toList();
    }

    private static Optional<Issued> issued(Sighting call) {
        return call.answered("Policy")
                .map(policy -> new Issued(
                        call.answered("Key").orElse(""),
                        policy,
                        call.answered("OSSAccessKeyId").orElse(""),
                        call.answered("Signature").orElse(""),
                        call.answered("FirmwareUrl").orElse("")));
    }

    /** The accepted upload whose file has an address that was issued. */
    Optional<Upload> uploadAt(String url) {
        return issued().stream()
                .filter(issued -> issued.url().equals(url))
                .flatMap(
                        issued -> uploads.stream().filter(upload -> upload.key().equals(issued.key())))
                .findFirst();
    }

    /** What the client got refused for one of these causes, with the reasons. */
    List<Breach> refusedFor(Set<? extends ErrorRow> causes) {
        return requests.stream()
                .filter(one -> one.isRefusedFor(causes))
                .map(Sighting::becauseRefused)
                .toList();
    }
}

package dev.otastub.contracts.kit;

import static dev.otastub.iot.IotError.INVALID_FIRMWARE_SIGN;
import static dev.otastub.iot.IotError.INVALID_FIRMWARE_SIZE;
import static dev.otastub.iot.IotError.NOTHING_UPLOADED;
import static dev.otastub.iot.IotError.UPLOADED_TOO_LONG_AGO;

import dev.otastub.Upload;
import dev.otastub.contracts.kit.Judgement.Breach;
import dev.otastub.contracts.kit.Observed.Issued;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a client promises of its firmware packages. */
final class PackageRules {

    private PackageRules() {}

    /** A file that a package names. */
    private record Named(Sighting call, String url, Optional<String> sign, Optional<String> size) {}

    private static List<Named> named(Observed observed) {
        return observed.calls(ApiParameters.PACKAGE)
                .flatMap(call -> Stream.concat(
                        of(call, "FirmwareUrl", "FirmwareSign", "FirmwareSize"),
                        call.call().orElseThrow().values().keySet().stream()
                                .filter(name -> name.matches("MultiFiles\\.\\d+\\.Url"))
                                .map(name -> name.substring(0, name.length() - "Url".length()))
                                .flatMap(prefix -> of(call, prefix + "Url", prefix + "SignValue", prefix + "Size"))))
                .toList();
    }

    private static Stream<Named> of(Sighting call, String url, String sign, String size) {
        ClientCall values = call.call().orElseThrow();
        return values.value(url).map(it -> new Named(call, it, values.value(sign), values.value(size))).stream();
    }

    private static boolean anyCreated(Observed observed) {
        return observed.calls(ApiParameters.PACKAGE).anyMatch(Sighting::isAccepted);
    }

    private static Set<String> issued(Observed observed) {
        return observed.issued().stream().map(Issued::url).collect(Collectors.toSet());
    }

    static Judgement inTime(Observed observed) {
        Set<String> issued = issued(observed);
        List<Breach> broken = named(observed).stream()
                .filter(file -> issued.contains(file.url()))
                .map(Named::call)
                .filter(call -> call.isRefusedFor(Set.of(NOTHING_UPLOADED, UPLOADED_TOO_LONG_AGO)))
                .map(Sighting::becauseRefused)
                .toList();
        return Judgement.of(broken, anyCreated(observed), "");
    }

    static Judgement urls(Observed observed) {
        Set<String> issued = issued(observed);
        List<Breach> broken = named(observed).stream()
                .filter(file -> !issued.contains(file.url()))
                .map(file -> file.call().because(file.url() + " was not issued to this client"))
                .toList();
        return Judgement.of(broken, anyCreated(observed), "");
    }

    static Judgement digests(Observed observed) {
        List<Breach> broken = new ArrayList<>();
        boolean given = false;
        for (Named file : named(observed)) {
            given |= file.call().isAccepted()
                    && (file.sign().isPresent() || file.size().isPresent());
            Optional<String> wrong = observed.uploadAt(file.url()).flatMap(upload -> wrong(file, upload));
            if (wrong.isPresent()) {
                broken.add(file.call().because(wrong.get()));
            } else if (file.call().isRefusedFor(Set.of(INVALID_FIRMWARE_SIGN, INVALID_FIRMWARE_SIZE))) {
                broken.add(file.call().becauseRefused());
            }
        }
        return Judgement.of(broken, given, "");
    }

    private static Optional<String> wrong(Named file, Upload upload) {
        boolean md5 = file.call()
                .call()
                .orElseThrow()
                .value("SignMethod")
                .orElse("MD5")
                .equals("MD5");
        if (md5
                && file.sign()
                        .filter(sign -> !sign.equalsIgnoreCase(upload.md5()))
                        .isPresent()) {
            return Optional.of("the digest is " + file.sign().orElseThrow() + ", and the file's MD5 " + upload.md5());
        }
        return file.size()
                .filter(size -> !size.equals(Long.toString(upload.size())))
                .map(size -> "the size is " + size + ", and the file has " + upload.size() + " bytes");
    }
}

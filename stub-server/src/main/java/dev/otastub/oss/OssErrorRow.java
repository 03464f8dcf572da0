package dev.otastub.oss;

import dev.otastub.core.CloudService;
import dev.otastub.core.ErrorRow;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One cause for which OSS refuses a request, with what its XML answer carries besides Code and Message. */
public interface OssErrorRow extends ErrorRow {

    @Override
    default CloudService service() {
        return CloudService.OSS;
    }

    /** OSS's number of the cause, which the answer repeats in {@code EC} and {@code x-oss-ec}; often unknown. */
    Optional<String> ec();

    /**
     * The elements between {@code HostId} and {@code EC}, in order. Their values are the arguments of the refusal under
     * the same names; an element of which a refusal knows nothing is left out.
     */
    List<String> details();

    @Override
    default Set<String> argumentNames() {
        Set<String> names = new LinkedHashSet<>(details());
        names.addAll(placeholders());
        return names;
    }

    /** The details of a refusal of one argument of a request: its name, and what was sent. */
    static Map<String, String> argument(String name, String value) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("ArgumentName", name);
        details.put("ArgumentValue", value);
        details.put("Field", name);
        return details;
    }
}

package dev.otastub.control;

import dev.otastub.core.CloudService;
import dev.otastub.core.ErrorRow;
import dev.otastub.core.Refusal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A refusal that somebody ordered.
 *
 * @param row the cause
 * @param arguments values for placeholders and details of the answer, by name; what is not given comes from the request
 */
public record OrderedError(ErrorRow row, Map<String, String> arguments) {

    public OrderedError {
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }

    /** Whether requests for that service can be refused for this cause. */
    public boolean isOf(CloudService service) {
        return row.service() == service;
    }

    /**
     * The refusal of a request. A placeholder of which neither the order nor the request knows anything is filled with
     * nothing; a detail of the answer is left out then, as ever.
     *
     * @param known what the request says of the arguments, by name
     */
    public Refusal refusal(Map<String, String> known) {
        Map<String, String> all = new LinkedHashMap<>(known);
        all.putAll(arguments);
        row.placeholders().forEach(name -> all.putIfAbsent(name, ""));
        return row.because(
                "This refusal was ordered, by account.next(...).fails(" + row.name()
                        + ") or the admin API; nothing was checked but whose the request is.",
                all);
    }
}

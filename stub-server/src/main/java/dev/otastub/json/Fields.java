package dev.otastub.json;

import dev.otastub.json.LocatedJson.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Which fields an object has.
 *
 * @param owner the object, as the subject of a sentence
 * @param required those that must be there
 * @param optional those that may be
 */
public record Fields(String owner, List<String> required, List<String> optional) {

    /** The value, if it is an object of such fields. */
    public LocatedJson of(LocatedJson json) {
        json.requireKind(Kind.OBJECT).fields().forEach((name, value) -> {
            if (!required.contains(name) && !optional.contains(name)) {
                throw value.mistake("is unknown; " + nearest(name));
            }
        });
        for (String name : required) {
            if (!json.fields().containsKey(name)) {
                throw json.mistakeIn(name, "is missing; " + owner + " has " + words(required) + ".");
            }
        }
        return json;
    }

    private String nearest(String name) {
        return Likeness.nearest(name, all())
                .map(known -> "did you mean " + known + "?")
                .orElseGet(() -> owner + " may have " + words(all()) + ".");
    }

    private List<String> all() {
        List<String> all = new ArrayList<>(required);
        all.addAll(optional);
        return all;
    }

    private static String words(List<String> names) {
        return names.size() == 1
                ? names.get(0)
                : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.get(names.size() - 1);
    }
}

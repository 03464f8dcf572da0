package dev.otastub.oss;

import dev.otastub.core.CloudOperation;
import dev.otastub.multipart.FormField;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An upload that was accepted.
 *
 * @param operation PostObject or PutObject
 * @param object what became of it
 * @param fields the form's fields before the file, in their order and as their names were sent; of a doubled one the
 *     first counts. None for PutObject. Long values are cut.
 * @param fieldsAfterFile the names of the fields after the file, which OSS does not read; the first ones, and long ones cut
 */
public record Arrival(
        CloudOperation operation, StoredObject object, Map<String, String> fields, List<String> fieldsAfterFile) {

    /** A client chooses how long its fields are. */
    private static final int LONGEST = 8 * 1024;

    /** What an object or an entry costs besides its text. */
    private static final int OVERHEAD = 64;

    public Arrival {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        fieldsAfterFile = List.copyOf(fieldsAfterFile);
    }

    static Arrival posted(PostObjectForm form, List<String> afterFile, StoredObject object) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (FormField field : form.content().fields()) {
            fields.putIfAbsent(field.name(), shortened(field.value()));
        }
        return new Arrival(CloudOperation.POST_OBJECT, object, fields, afterFile);
    }

    /** An object that came without a form. */
    public static Arrival put(StoredObject object) {
        return new Arrival(CloudOperation.PUT_OBJECT, object, Map.of(), List.of());
    }

    /** About how many bytes of memory it takes. */
    long size() {
        long size = 20L * OVERHEAD + object.key().length();
        for (Map.Entry<String, String> field : fields.entrySet()) {
            size += field.getKey().length() + field.getValue().length() + 3 * OVERHEAD;
        }
        for (String name : fieldsAfterFile) {
            size += name.length() + OVERHEAD;
        }
        return size;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}

package dev.otastub.contracts;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a client asks, before it is written as a request. */
sealed interface Ask {

    /**
     * A call of an operation.
     *
     * @param format {@code JSON} or {@code XML}; with ACS3 always JSON
     * @param own the operation's own parameters
     */
    record Rpc(Framing framing, String format, String action, Map<String, Value> own) implements Ask {
        public Rpc {
            own = new LinkedHashMap<>(own);
            if (framing == Framing.ACS3 && !format.equals("JSON")) {
                throw new IllegalArgumentException("ACS3 knows no Format");
            }
        }
    }

    /**
     * An upload.
     *
     * @param fields the form's fields in their order
     * @param file the file's bytes as text, empty if there is no file
     * @param named whether the file's part has a file name
     */
    record Form(Map<String, Value> fields, String file, boolean named) implements Ask {
        public Form {
            fields = new LinkedHashMap<>(fields);
        }
    }
}

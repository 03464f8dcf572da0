package dev.otastub.contracts;

/** The forms of values that vary. */
final class Forms {

    static final String REQUEST_ID = "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$";
    static final String OSS_REQUEST_ID = "^[0-9A-F]{24}$";
    static final String WORD = "^\\S+$";
    static final String TEXT = "^\\S[\\s\\S]*$";
    static final String BASE64 = "^[A-Za-z0-9+/]+={0,2}$";
    /** 160 bits in Base64. */
    static final String HMAC_SHA1 = "^[A-Za-z0-9+/]{27}=$";

    static final String ACTION_STATUS = "^20[014]$";

    static final String SECONDS = "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z$";
    static final String INSTANT = "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z$";
    static final String HOST = "^https?://[^/\\s]+$";
    static final String URL = "^https?://\\S+$";
    static final String JSON_TYPE = "^application/json(;\\s*charset=[Uu][Tt][Ff]-8)?$";
    static final String XML_TYPE = "^(text|application)/xml(;\\s*charset=[Uu][Tt][Ff]-8)?$";
    static final String ETAG = "^\"[0-9A-F]{32}\"$";

    private Forms() {}

    /** Text that begins so. */
    static String prefix(String text) {
        return "^" + text.replaceAll("[.\\\\+*?\\[^\\]$(){}=!<>|:-]", "\\\\$0") + "[\\s\\S]*$";
    }
}

package dev.otastub.contracts.kit;

import java.util.regex.Pattern;

/**
 * Takes out of a text from an answer what may give away a secret: strings to sign have access keys and tokens in them,
 * tickets are good for a minute. What is long is cut.
 */
final class Redaction {

    private static final int LONGEST = 300;
    private static final Pattern STRING_TO_SIGN =
            Pattern.compile("(string ?to ?sign is):?.*", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern ELEMENTS = Pattern.compile(
            "<(StringToSign|StringToSignBytes|SignatureProvided|OSSAccessKeyId|Policy|Signature)>[^<]*</\\1>");
    private static final Pattern FIELDS = Pattern.compile(
            "\"(StringToSign|OSSAccessKeyId|Policy|Signature|SecurityToken|AccessKeyId)\"\\s*:\\s*\"[^\"]*\"");
    private static final Pattern LONG_WORD = Pattern.compile("[A-Za-z0-9+/=%_-]{40,}");

    private Redaction() {}

    static String of(String text) {
        String one = STRING_TO_SIGN.matcher(text).replaceAll("$1: ***");
        one = ELEMENTS.matcher(one).replaceAll("<$1>***</$1>");
        one = FIELDS.matcher(one).replaceAll("\"$1\": \"***\"");
        one = LONG_WORD.matcher(one).replaceAll("***");
        one = Printable.withoutControls(one.replaceAll("\\s+", " ").strip());
        return one.length() <= LONGEST ? one : one.substring(0, LONGEST) + "...";
    }
}

package dev.otastub.oss;

import static dev.otastub.oss.OssErrorRow.argument;
import static dev.otastub.oss.RequestRules.refuseIf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.otastub.core.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Callbacks are not emulated: the stub calls nobody. A form that asks for one is refused, with OSS's own error where its
 * configuration is wrong, and else by saying so.
 */
final class CallbackRules {

    private static final int LONGEST = 5 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Pattern URL = Pattern.compile("(?:https?://)?([^/:;?\\s]+)[^\\s]*", Pattern.CASE_INSENSITIVE);
    private static final Pattern PRIVATE = Pattern.compile(
            "localhost|127\\..*|10\\..*|192\\.168\\..*|172\\.(1[6-9]|2\\d|3[01])\\..*", Pattern.CASE_INSENSITIVE);

    private CallbackRules() {}

    static Optional<Refusal> noCallbackIsAsked(Posting posting) {
        return posting.form().field("callback").map(CallbackRules::refusal);
    }

    private static Refusal refusal(String callback) {
        Map<String, String> details = argument("callback", callback);
        if (callback.length() > LONGEST) {
            return PostObjectError.CALLBACK_TOO_LONG.because("The callback field is longer than 5 KB.", details);
        }
        byte[] json;
        try {
            json = Base64.getDecoder().decode(callback);
        } catch (IllegalArgumentException e) {
            return PostObjectError.CALLBACK_NOT_BASE64.because("The callback field is not Base64.", details);
        }
        try {
            JsonNode configuration = JSON.readTree(new String(json, StandardCharsets.UTF_8));
            return configuration.isObject()
                    ? refusal(configuration, details)
                    : PostObjectError.CALLBACK_NOT_JSON.because("The callback field is no JSON object.", details);
        } catch (JsonProcessingException e) {
            return PostObjectError.CALLBACK_NOT_JSON.because("The callback field is not Base64 of JSON.", details);
        }
    }

    private static Refusal refusal(JsonNode configuration, Map<String, String> details) {
        String url = configuration.path("callbackUrl").asText();
        return refuseIf(
                        !URL.matcher(url).matches(),
                        PostObjectError.CALLBACK_URL_INVALID.because("callbackUrl is '" + url + "'.", details))
                .or(() -> refuseIf(
                        configuration.path("callbackBody").asText().isEmpty(),
                        PostObjectError.CALLBACK_BODY_EMPTY.because("callbackBody is empty.", details)))
                .or(() -> refuseIf(
                        PRIVATE.matcher(URL.matcher(url).replaceFirst("$1")).matches(),
                        PostObjectError.CALLBACK_ADDRESS_PRIVATE.because(
                                "callbackUrl names a private address.", details)))
                .orElseGet(() -> PostObjectError.CALLBACK_NOT_EMULATED.because(
                        "ota-stub does not emulate callbacks and calls nobody; leave the field 'callback' out."));
    }
}

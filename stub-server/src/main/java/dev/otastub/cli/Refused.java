package dev.otastub.cli;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The cloud refused; the message is for the user. */
final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    private Refused(String message) {
        super(message);
    }

    static Refused by(String call, HttpURLConnection connection, String code, String message) throws IOException {
        String why = Optional.ofNullable(connection.getHeaderField("X-Ota-Stub-Refusal"))
                .map(text -> " (" + text + ")")
                .orElse("");
        return new Refused(call + " was refused: " + connection.getResponseCode() + " " + code + ": " + message + why);
    }

    /** OSS refuses in XML. */
    static Refused byOss(String call, HttpURLConnection connection, String xml) throws IOException {
        return by(call, connection, element(xml, "Code"), element(xml, "Message"));
    }

    private static String element(String xml, String name) {
        Matcher matcher = Pattern.compile("<" + name + ">(.*?)</" + name + ">", Pattern.DOTALL)
                .matcher(xml);
        return matcher.find() ? matcher.group(1) : "";
    }
}

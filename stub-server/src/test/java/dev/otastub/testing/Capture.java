package dev.otastub.testing;

import dev.otastub.core.Headers;
import dev.otastub.fixtures.Fixtures;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The recorded run of one real client, from {@code captures/<name>.txt} of the fixtures.
 *
 * @param name the client and how it was set
 * @param requests what it sent, in order
 */
public record Capture(String name, List<CapturedRequest> requests) {

    private static final Pattern BEGINNING =
            Pattern.compile("^=== request (\\d+), connection \\d+\n", Pattern.MULTILINE);
    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final String FIRST_REMARK = "\n--- body: ";

    public Capture {
        requests = List.copyOf(requests);
    }

    public static Stream<Capture> all() {
        return Fixtures.captures().stream().map(Capture::read);
    }

    public static Stream<CapturedRequest> rpcRequests() {
        return all().flatMap(capture -> capture.requests().stream()).filter(request -> !request.isFormUpload());
    }

    public static Stream<CapturedRequest> formUploads() {
        return all().flatMap(capture -> capture.requests().stream()).filter(CapturedRequest::isFormUpload);
    }

    public static Capture read(String name) {
        // One char per byte: the recording is bytes, not text.
        String text = new String(Fixtures.bytes("captures/" + name + ".txt"), StandardCharsets.ISO_8859_1);
        List<MatchResult> beginnings = BEGINNING.matcher(text).results().toList();
        List<CapturedRequest> requests = new ArrayList<>();
        for (int i = 0; i < beginnings.size(); i++) {
            int end = i + 1 < beginnings.size() ? beginnings.get(i + 1).start() : text.length();
            int number = Integer.parseInt(beginnings.get(i).group(1));
            requests.add(request(name, number, text.substring(beginnings.get(i).end(), end)));
        }
        return new Capture(name, requests);
    }

    private static CapturedRequest request(String name, int number, String text) {
        int headEnd = text.indexOf(END_OF_HEAD);
        String[] lines = text.substring(0, headEnd).split("\r\n", -1);
        String[] requestLine = lines[0].split(" ", -1);
        Headers headers = Headers.NONE;
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers = headers.and(
                    lines[i].substring(0, colon), lines[i].substring(colon + 1).trim());
        }
        String body = text.substring(headEnd + END_OF_HEAD.length(), text.indexOf(FIRST_REMARK, headEnd));
        return new CapturedRequest(name, number, requestLine[0], requestLine[1], headers, withoutSeparator(body));
    }

    /** The recorder ended a body that was not empty with a line feed of its own. */
    private static String withoutSeparator(String body) {
        return body.isEmpty() ? body : body.substring(0, body.length() - 1);
    }
}

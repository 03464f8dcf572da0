package dev.otastub.cli;

import dev.otastub.account.AccessKey;
import dev.otastub.core.Headers;
import dev.otastub.core.HttpDate;
import dev.otastub.signature.OssV1Signature;
import dev.otastub.signature.Parameters;
import dev.otastub.signature.PercentEncoding;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Calls OSS about objects, with signatures of version 1 in the header. */
final class ObjectCalls {

    private static final String MOST_KEYS = "1000";

    private final String endpoint;
    private final Connections connections;
    private final AccessKey pair;
    private final Supplier<Instant> clock;

    ObjectCalls(String endpoint, Connections connections, AccessKey pair, Supplier<Instant> clock) {
        this.endpoint = endpoint;
        this.connections = connections;
        this.pair = pair;
        this.clock = clock;
    }

    /**
     * An object as lists have it.
     *
     * @param time when it was uploaded, as ISO 8601 writes it
     */
    record Listed(String bucket, String key, long size, String time) {}

    /**
     * Some objects of a list.
     *
     * @param next what to ask for those behind them, if there are any
     */
    record Page(List<Listed> objects, Optional<String> next) {}

    /** A page of ListObjectsV2. */
    Page list(String bucket, String prefix, Optional<String> token) throws IOException {
        return list(bucket, prefix, token, MOST_KEYS);
    }

    /** The object of that name; of the names that begin so, it comes first. */
    Optional<Listed> find(String bucket, String key) throws IOException {
        return list(bucket, key, Optional.empty(), "1").objects().stream()
                .filter(object -> object.key().equals(key))
                .findFirst();
    }

    private Page list(String bucket, String prefix, Optional<String> token, String most) throws IOException {
        Parameters asked = Parameters.NONE
                .and("list-type", "2")
                .and("encoding-type", "url")
                .and("max-keys", most)
                .and("prefix", prefix);
        HttpURLConnection connection = open(
                "GET",
                bucket,
                "",
                token.map(next -> asked.and("continuation-token", next)).orElse(asked));
        if (connection.getResponseCode() != 200) {
            throw Refused.byOss("ListObjectsV2", connection, Connections.body(connection));
        }
        try (InputStream in = connection.getInputStream()) {
            return page(bucket, in);
        } catch (XMLStreamException e) {
            throw Refused.by("ListObjectsV2", connection, "no list", String.valueOf(e.getMessage()));
        }
    }

    /** DeleteObject, which says nothing of what was there. */
    void delete(String bucket, String key) throws IOException {
        HttpURLConnection connection = open("DELETE", bucket, key, Parameters.NONE);
        String text = Connections.body(connection);
        if (connection.getResponseCode() != 204) {
            throw Refused.byOss("DeleteObject", connection, text);
        }
    }

    private HttpURLConnection open(String method, String bucket, String key, Parameters query) throws IOException {
        String date = HttpDate.of(clock.get());
        String path = key.startsWith("ota/") ? key : bucket + "/" + key;
        HttpURLConnection connection = connections.open(endpoint + "/" + PercentEncoding.encodePath(path)
                + (query.all().isEmpty() ? "" : "?" + query.encoded()));
        connection.setRequestMethod(method);
        connection.setRequestProperty("Date", date);
        String stringToSign = OssV1Signature.stringToSign(
                method, Headers.of("Date", date), date, OssV1Signature.canonicalizedResource(bucket, key, query));
        connection.setRequestProperty(
                "Authorization", "OSS " + pair.id() + ":" + OssV1Signature.sign(pair.secret(), stringToSign));
        return connection;
    }

    private static Page page(String bucket, InputStream xml) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        XMLStreamReader reader = factory.createXMLStreamReader(xml);
        List<Listed> objects = new ArrayList<>();
        Map<String, String> texts = new HashMap<>();
        StringBuilder text = new StringBuilder();
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                text.setLength(0);
            } else if (event == XMLStreamConstants.CHARACTERS) {
                text.append(reader.getText());
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                if (reader.getLocalName().equals("Contents")) {
                    objects.add(listed(bucket, texts));
                } else {
                    texts.put(reader.getLocalName(), text.toString());
                }
            }
        }
        return new Page(objects, Optional.ofNullable(texts.get("NextContinuationToken")));
    }

    private static Listed listed(String bucket, Map<String, String> texts) {
        return new Listed(
                bucket,
                PercentEncoding.decodePath(texts.getOrDefault("Key", "")),
                Long.parseLong(texts.getOrDefault("Size", "0")),
                texts.getOrDefault("LastModified", ""));
    }
}

package dev.otastub.oss.object;

import dev.otastub.core.XmlText;
import dev.otastub.oss.StoredObject;
import dev.otastub.signature.PercentEncoding;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The answer to ListObjects and ListObjectsV2, in the order of the pages' samples.
 *
 * @see <a href="https://www.alibabacloud.com/help/en/oss/developer-reference/listobjectsv2">ListObjectsV2</a>
 */
final class ListXml {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.'000Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final StringBuilder xml =
            new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListBucketResult>\n");
    private final ListQuery query;

    private ListXml(ListQuery query) {
        this.query = query;
    }

    static String of(String bucket, ListQuery query, ListPage page) {
        ListXml writer = new ListXml(query);
        writer.head(bucket, page);
        page.objects().forEach(writer::object);
        page.commonPrefixes().forEach(writer::commonPrefix);
        if (query.second()) {
            writer.element("  ", "KeyCount", Integer.toString(page.keyCount()));
        }
        return writer.xml.append("</ListBucketResult>\n").toString();
    }

    private void head(String bucket, ListPage page) {
        element("  ", "Name", bucket);
        name("  ", "Prefix", query.prefix());
        if (query.second()) {
            given("continuation-token", "ContinuationToken");
            given("start-after", "StartAfter");
        } else {
            name("  ", "Marker", query.value("marker"));
        }
        element("  ", "MaxKeys", Integer.toString(query.maxKeys()));
        name("  ", "Delimiter", query.delimiter());
        if (query.isEncoded()) {
            element("  ", "EncodingType", "url");
        }
        element("  ", "IsTruncated", Boolean.toString(page.next().isPresent()));
        page.next().ifPresent(next -> {
            if (query.second()) {
                element("  ", "NextContinuationToken", ContinuationToken.of(next));
            } else {
                name("  ", "NextMarker", next);
            }
        });
    }

    private void given(String parameter, String element) {
        if (!query.value(parameter).isEmpty()) {
            name("  ", element, query.value(parameter));
        }
    }

    private void object(StoredObject object) {
        xml.append("  <Contents>\n");
        name("    ", "Key", object.key());
        element("    ", "LastModified", TIME.format(object.uploadedAt()));
        element("    ", "ETag", object.eTag());
        element("    ", "Type", "Normal");
        element("    ", "Size", Long.toString(object.digests().size()));
        element(
                "    ",
                "StorageClass",
                object.metadata().first("x-oss-storage-class").orElse("Standard"));
        if (query.fetchesOwner()) {
            xml.append("    <Owner>\n");
            element("      ", "ID", object.ownerUid());
            element("      ", "DisplayName", object.ownerUid());
            xml.append("    </Owner>\n");
        }
        xml.append("  </Contents>\n");
    }

    private void commonPrefix(String prefix) {
        xml.append("  <CommonPrefixes>\n");
        name("    ", "Prefix", prefix);
        xml.append("  </CommonPrefixes>\n");
    }

    /** A name, encoded if the caller wants that: XML cannot carry all that names hold. */
    private void name(String indent, String element, String value) {
        element(indent, element, query.isEncoded() ? PercentEncoding.encode(value) : value);
    }

    private void element(String indent, String name, String value) {
        xml.append(indent).append('<').append(name).append('>');
        xml.append(XmlText.escaped(value));
        xml.append("</").append(name).append(">\n");
    }
}

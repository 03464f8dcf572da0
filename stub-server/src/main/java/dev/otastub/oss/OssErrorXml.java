package dev.otastub.oss;

import dev.otastub.core.Refusal;
import dev.otastub.core.XmlText;

/**
 * The body of an OSS error, to the byte as the service writes it.
 *
 * @see <a href="https://help.aliyun.com/en/oss/developer-reference/error-responses">Error responses</a>
 */
public final class OssErrorXml {

    private OssErrorXml() {}

    /**
     * Writes the body for a refusal by a row of an OSS table.
     *
     * @param hostId the Host header of the request
     */
    public static String render(Refusal refusal, String requestId, String hostId) {
        OssErrorRow row = (OssErrorRow) refusal.row();
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>\n");
        element(xml, "Code", refusal.code());
        element(xml, "Message", refusal.message());
        element(xml, "RequestId", requestId);
        element(xml, "HostId", hostId);
        for (String name : row.details()) {
            refusal.argument(name).ifPresent(value -> element(xml, name, value));
        }
        row.ec().ifPresent(ec -> {
            element(xml, "EC", ec);
            element(xml, "RecommendDoc", "https://api.aliyun.com/troubleshoot?q=" + ec);
        });
        return xml.append("</Error>\n").toString();
    }

    private static void element(StringBuilder xml, String name, String value) {
        xml.append("  <").append(name).append('>');
        xml.append(XmlText.escaped(value));
        xml.append("</").append(name).append(">\n");
    }
}

package dev.otastub.oss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.core.Refusal;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OssErrorXmlTest {

    private static final String ID = "5F8E9C7A1B2C3D4E5F607182";
    private static final String HOST = "firmware.oss-cn-shanghai.aliyuncs.com";

    @Test
    void details_stand_between_host_id_and_ec_in_the_order_of_the_row() {
        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("ProposedSize", "522742");
        arguments.put("MaxSizeAllowed", "8192");

        String xml = render(PostObjectError.FIELD_NAME_TOO_LONG.because("a reason of ours", arguments));

        assertThat(xml).isEqualTo("""
                        <?xml version="1.0" encoding="UTF-8"?>
                        <Error>
                          <Code>FieldItemTooLong</Code>
                          <Message>Your name of form field is too long.</Message>
                          <RequestId>5F8E9C7A1B2C3D4E5F607182</RequestId>
                          <HostId>firmware.oss-cn-shanghai.aliyuncs.com</HostId>
                          <MaxSizeAllowed>8192</MaxSizeAllowed>
                          <ProposedSize>522742</ProposedSize>
                          <EC>0006-00000110</EC>
                          <RecommendDoc>https://api.aliyun.com/troubleshoot?q=0006-00000110</RecommendDoc>
                        </Error>
                        """);
    }

    @Test
    void a_row_without_ec_recommends_no_page() {
        String xml = render(PostObjectError.KEY_MISSING.because(
                "a reason of ours", Map.of("ArgumentName", "key", "ArgumentValue", "")));

        assertThat(xml).isEqualTo("""
                        <?xml version="1.0" encoding="UTF-8"?>
                        <Error>
                          <Code>InvalidArgument</Code>
                          <Message>The bucket POST must contain the specified 'key'. If it is specified, please check the order of the fields</Message>
                          <RequestId>5F8E9C7A1B2C3D4E5F607182</RequestId>
                          <HostId>firmware.oss-cn-shanghai.aliyuncs.com</HostId>
                          <ArgumentName>key</ArgumentName>
                          <ArgumentValue></ArgumentValue>
                        </Error>
                        """);
    }

    @Test
    void a_detail_nobody_knows_is_left_out_and_an_argument_that_is_no_detail_too() {
        String xml = render(PostObjectError.SIGNATURE_DOES_NOT_MATCH.because(
                "a reason of ours", Map.of("StringToSign", "eyJ9", "Mood", "bad")));

        assertThat(xml)
                .contains("</HostId>\n  <StringToSign>eyJ9</StringToSign>\n  <EC>0002-00000040</EC>\n")
                .doesNotContain("Mood", "SignatureProvided", "reason");
    }

    @Test
    void a_message_is_filled_before_it_is_escaped() {
        String xml = render(PostObjectError.CONDITION_FAILED.because(
                "a reason of ours", Map.of("Condition", "[\"eq\", \"$x\", \"<a>&b\"]")));

        assertThat(xml)
                .contains("<Message>Invalid according to Policy: Policy Condition failed:"
                        + " [\"eq\", \"$x\", \"&lt;a&gt;&amp;b\"]</Message>\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0, 0x8, 0xB, 0x1F, 0xFFFE, 0xFFFF, 0xD800, 0xDC00})
    void what_xml_cannot_carry_becomes_the_replacement_character(int character) {
        assertThat(written(character)).isEqualTo("\ufffd");
    }

    @ParameterizedTest
    @ValueSource(ints = {'\t', '\n', ' ', '"', '\'', 0x7F, 0xD7FF, 0xE000, 0xFFFD, 0x6587, 0x10000, 0x1F600, 0x10FFFF})
    void what_xml_can_carry_stays_as_it_is(int character) {
        assertThat(written(character)).isEqualTo(Character.toString(character));
    }

    @Test
    void a_carriage_return_survives_a_parser() {
        assertThat(written('\r')).isEqualTo("&#13;");
    }

    private static String written(int character) {
        String xml = render(PostObjectError.KEY_MISSING.because(
                "a reason of ours", Map.of("ArgumentValue", Character.toString(character))));
        int open = xml.indexOf("<ArgumentValue>") + "<ArgumentValue>".length();
        return xml.substring(open, xml.indexOf("</ArgumentValue>"));
    }

    @ParameterizedTest
    @EnumSource
    void every_row_is_well_formed_xml_whatever_its_arguments(PostObjectError row) throws Exception {
        Map<String, String> arguments = new LinkedHashMap<>();
        row.details().forEach(name -> arguments.put(name, "<\u0001&\ud800]]>"));

        String xml = render(row.because("a reason of ours", arguments));

        String code = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
                .getElementsByTagName("Code")
                .item(0)
                .getTextContent();
        assertThat(code).isEqualTo(row.code());
    }

    private static String render(Refusal refusal) {
        return OssErrorXml.render(refusal, ID, HOST);
    }
}

package dev.otastub.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.account.AccessKey;
import dev.otastub.core.CloudOperation;
import dev.otastub.core.HttpAnswer;
import dev.otastub.testing.Golden;
import dev.otastub.testing.RpcCall;
import dev.otastub.testing.RpcCall.Dialect;
import dev.otastub.testing.RpcStub;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class GatewayAnswerTest {

    private final RpcStub stub = new RpcStub();

    static Stream<Arguments> outcomes() {
        return Stream.of("JSON", "XML")
                .flatMap(format -> Stream.of(
                        Arguments.of("success", format, fixed(RpcCall.generate())),
                        Arguments.of(
                                "business-failure",
                                format,
                                fixed(RpcCall.generate().with("FileSuffix", "exe"))),
                        Arguments.of(
                                "wrong-secret", format, fixed(RpcCall.generate().secret("wrong"))),
                        Arguments.of(
                                "unknown-access-key",
                                format,
                                fixed(RpcCall.generate().key(AccessKey.of("nobody", "nothing"))))));
    }

    private static RpcCall fixed(RpcCall call) {
        return call.common("SignatureNonce", "15215528852396");
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("outcomes")
    void with_a_frozen_clock_and_a_seed_an_answer_is_the_same_to_the_byte(String name, String format, RpcCall call) {
        stub.clock.freezeAt(RpcStub.NOW);

        HttpAnswer answer = stub.answer(call.common("Format", format));

        Golden.assertEqual(
                "rpc/GenerateOTAUploadURL/" + name + "." + format.toLowerCase(Locale.ROOT) + ".http", wire(answer));
    }

    private static String wire(HttpAnswer answer) {
        String headers = answer.headers().fields().stream()
                .map(field -> field.getKey() + ": " + field.getValue() + "\n")
                .collect(Collectors.joining());
        return answer.status() + "\n" + headers + "\n" + RpcStub.body(answer);
    }

    /** The orders that published answers have, or that follow from how they come about. */
    static Stream<Arguments> orders() {
        return Stream.of(
                Arguments.of(List.of("RequestId", "Data", "Success"), List.of("Data", "RequestId", "Success")),
                Arguments.of(
                        List.of("RequestId", "ErrorMessage", "Code", "Success"),
                        List.of("RequestId", "Success", "Code", "ErrorMessage")),
                Arguments.of(
                        List.of(
                                "Policy",
                                "OSSAccessKeyId",
                                "UtcCreate",
                                "Signature",
                                "FirmwareUrl",
                                "ObjectStorage",
                                "Host",
                                "Key"),
                        List.of(
                                "Key",
                                "Host",
                                "Policy",
                                "OSSAccessKeyId",
                                "ObjectStorage",
                                "UtcCreate",
                                "Signature",
                                "FirmwareUrl")),
                Arguments.of(List.of("UtcCreate", "FirmwareId"), List.of("FirmwareId", "UtcCreate")),
                Arguments.of(
                        List.of("RequestId", "Message", "Recommend", "HostId", "Code"),
                        List.of("RequestId", "HostId", "Code", "Message", "Recommend")),
                Arguments.of(
                        List.of(
                                "Policy",
                                "FileUrl",
                                "UtcCreate",
                                "AccessKeyId",
                                "Signature",
                                "ObjectStorage",
                                "Host",
                                "Key"),
                        List.of(
                                "Key",
                                "Host",
                                "Policy",
                                "AccessKeyId",
                                "ObjectStorage",
                                "UtcCreate",
                                "Signature",
                                "FileUrl")),
                Arguments.of(
                        List.of("Policy", "Signature", "ObjectStorage", "Host", "OssAccessKeyId", "Key"),
                        List.of("Key", "Host", "Policy", "OssAccessKeyId", "ObjectStorage", "Signature")),
                Arguments.of(
                        List.of(
                                "FirmwareInfo",
                                "RequestId",
                                "PageCount",
                                "PageSize",
                                "CurrentPage",
                                "Total",
                                "Success"),
                        List.of(
                                "FirmwareInfo",
                                "RequestId",
                                "Success",
                                "PageCount",
                                "PageSize",
                                "CurrentPage",
                                "Total")));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void json_comes_in_the_order_of_a_hash_map_that_was_filled_in_the_pages_order(
            List<String> published, List<String> page) {
        Struct struct = Struct.EMPTY;
        for (String name : page) {
            struct = struct.and(name, "");
        }
        String expected =
                published.stream().map(name -> "\"" + name + "\":\"\"").collect(Collectors.joining(",", "{", "}"));

        assertThat(new AnswerBody("Any", struct).in(ResponseFormat.JSON)).isEqualTo(expected);
    }

    @Test
    void texts_are_escaped_as_little_as_may_be() {
        Struct struct =
                Struct.EMPTY.and("T", "a=b&c/d<固件>\"\u0001").and("N", 12).and("B", true);

        assertThat(new AnswerBody("R", struct).in(ResponseFormat.JSON))
                .contains("\"T\":\"a=b&c/d<固件>\\\"\\u0001\"", "\"N\":12", "\"B\":true");
        assertThat(new AnswerBody("R", struct).in(ResponseFormat.XML))
                .isEqualTo("<?xml version='1.0' encoding='UTF-8'?>"
                        + "<R><T>a=b&amp;c/d&lt;固件&gt;\"\uFFFD</T><N>12</N><B>true</B></R>");
    }

    @Test
    void a_value_that_is_absent_is_left_out() {
        Struct struct = Struct.EMPTY.and("A", Optional.of("a")).and("B", Optional.empty());

        assertThat(new AnswerBody("R", struct).in(ResponseFormat.JSON)).isEqualTo("{\"A\":\"a\"}");
    }

    @Test
    void several_values_are_an_array_in_json_and_elements_in_xml() {
        List<Struct> two = List.of(Struct.EMPTY.and("N", 1), Struct.EMPTY.and("N", 2));
        Struct struct = Struct.EMPTY.and("L", Struct.EMPTY.and("Item", two)).and("M", "Item", two);

        assertThat(new AnswerBody("R", struct).in(ResponseFormat.JSON))
                .isEqualTo("{\"L\":{\"Item\":[{\"N\":1},{\"N\":2}]},\"M\":[{\"N\":1},{\"N\":2}]}");
        assertThat(new AnswerBody("R", struct).in(ResponseFormat.XML))
                .endsWith("<R><L><Item><N>1</N></Item><Item><N>2</N></Item></L>"
                        + "<M><Item><N>1</N></Item><Item><N>2</N></Item></M></R>");
    }

    @Test
    void no_values_at_all_are_an_empty_array_and_an_empty_element() {
        Struct struct = Struct.EMPTY.and("L", Struct.EMPTY.and("Item", List.of()));

        assertThat(new AnswerBody("R", struct).in(ResponseFormat.JSON)).isEqualTo("{\"L\":{\"Item\":[]}}");
        assertThat(new AnswerBody("R", struct).in(ResponseFormat.XML)).endsWith("<R><L></L></R>");
    }

    @Test
    void a_url_is_verbatim_in_both() {
        Struct struct = Struct.EMPTY.andVerbatim("U", "http://h/?a=b&c=d");

        assertThat(new AnswerBody("R", struct).in(ResponseFormat.JSON)).isEqualTo("{\"U\":\"http://h/?a=b&c=d\"}");
        assertThat(new AnswerBody("R", struct).in(ResponseFormat.XML))
                .endsWith("<R><U><![CDATA[http://h/?a=b&c=d]]></U></R>");
    }

    @ParameterizedTest
    @CsvSource({
        "V1_QUERY, JSON, application/json;charset=utf-8",
        "V1_QUERY, json, application/json;charset=utf-8",
        "V1_FORM, xml, text/xml;charset=utf-8",
        "V1_QUERY, '', text/xml;charset=utf-8",
        "ACS3, '', application/json;charset=utf-8",
    })
    void the_answer_is_in_the_format_that_was_asked_for_or_the_dialects_own(
            Dialect dialect, String format, String contentType) {
        RpcCall call = RpcCall.generate(dialect).common("Format", format);

        assertThat(stub.answer(call).headers().first("Content-Type")).contains(contentType);
    }

    @Test
    void a_format_in_the_query_of_acs3_counts_too() {
        RpcCall call = RpcCall.generate(Dialect.ACS3_WITHOUT_HOST).with("Format", "XML");

        assertThat(RpcStub.body(stub.answer(call))).contains("<GenerateOTAUploadURLResponse>");
    }

    @Test
    void a_refusal_decided_elsewhere_is_rendered_like_any_other() {
        HttpAnswer answer = stub.gateway.refuse(
                RpcCall.generate().arrivingAt(RpcStub.NOW), GatewayError.SERVICE_UNAVAILABLE.because("Injected."));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(RpcStub.body(answer)).contains("\"Code\":\"ServiceUnavailable\"");
    }

    /** The sample of a published answer: its body is 52 bytes long. */
    @Test
    void the_etag_is_made_of_length_and_digest() {
        assertThat(Gateway.etag(
                        "{\"RequestId\":\"7F75E7B4-4636-53B4-A8DE-5FC4A9E1F876\"}".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("5TMxmkRtXpXAdkf/r7rDdEA2");
    }

    @Test
    void the_request_id_in_header_and_body_is_the_same() {
        HttpAnswer answer = stub.answer(RpcCall.generate());

        assertThat(RpcStub.body(answer))
                .startsWith("{\"RequestId\":\""
                        + answer.headers().first("x-acs-request-id").orElseThrow() + "\"");
        assertThat(answer.headers().first("x-acs-trace-id").orElseThrow()).matches("[0-9a-f]{32}");
    }

    @Test
    void a_v1_mismatch_ends_with_the_string_to_sign() {
        RpcCall call = RpcCall.generate()
                .common("SignatureNonce", "n")
                .with("IotInstanceId", "")
                .secret("wrong");

        String message = stub.answer(call).story().refusal().orElseThrow().message();

        assertThat(message)
                .isEqualTo("Specified signature is not matched with our calculation. server string to sign is:"
                        + "POST&%2F&AccessKeyId%3Dtestid%26Action%3DGenerateOTAUploadURL%26Format%3DJSON"
                        + "%26IotInstanceId%3D%26SignatureMethod%3DHMAC-SHA1%26SignatureNonce%3Dn"
                        + "%26SignatureVersion%3D1.0%26Timestamp%3D2026-11-22T11%253A50%253A16Z"
                        + "%26Version%3D2018-01-20");
    }

    @Test
    void the_story_tells_what_and_who() {
        HttpAnswer answer = stub.answer(RpcCall.generate().key(RpcStub.RAM_KEY));

        assertThat(answer.story().what())
                .matches("GenerateOTAUploadURL FileSuffix=bin -> ota/[0-9a-f]{32}/c\\w{24}\\.bin");
        assertThat(answer.story().who()).isEqualTo("ramid (RAM user ci)");
        assertThat(answer.story().subject().accountUid()).contains(stub.account.uid());
        assertThat(answer.story().subject().operation()).contains(CloudOperation.GENERATE_OTA_UPLOAD_URL);
        assertThat(answer.story().refusal()).isEmpty();
    }

    @Test
    void a_refused_story_tells_the_reason() {
        HttpAnswer answer = stub.answer(RpcCall.generate().key(AccessKey.of("nobody", "nothing")));

        assertThat(answer.story().who()).isEqualTo("nobody");
        assertThat(answer.story().refusal().orElseThrow().reason()).contains("'nobody'");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:8080, 127.0.0.1",
        "iot.cn-shanghai.aliyuncs.com, iot.cn-shanghai.aliyuncs.com",
        "[::1]:8080, [::1]",
        "'', ''"
    })
    void the_host_id_is_the_host_without_its_port(String host, String hostId) {
        HttpAnswer answer = stub.answer(RpcCall.generate().host(host).secret("wrong"));

        assertThat(RpcStub.body(answer)).contains("\"HostId\":\"" + hostId + "\"");
    }
}

package dev.otastub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSClientBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.otastub.OtaStub;
import dev.otastub.OtaStubAccount;
import dev.otastub.OtaStubOptions;
import dev.otastub.account.AccessKey;
import dev.otastub.oss.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListAndRemoveTest {

    @TempDir
    Path folder;

    private void upload(OtaStub stub, String name, int size) throws IOException {
        Path file = Files.write(folder.resolve(name), new byte[size]);
        Ran ran = Ran.command("upload", file.toString(), "--endpoint", stub.url());
        assertThat(ran.exitCode()).as(ran.err()).isZero();
    }

    private static Ran ran(OtaStub stub, String... arguments) {
        return Ran.with(Map.of("OTA_STUB_URL", stub.url()), arguments);
    }

    @Test
    void objects_are_listed_with_size_time_and_key() throws IOException {
        OtaStubOptions options = OtaStubOptions.builder()
                .frozenAt(Instant.parse("2026-11-22T11:50:32Z"))
                .build();
        try (OtaStub stub = OtaStub.start(options)) {
            assertThat(ran(stub, "ls")).isEqualTo(new Ran(0, "", ""));
            upload(stub, "a.bin", 1234);
            upload(stub, "b.zip", 1);

            Ran ran = ran(stub, "ls");

            assertThat(ran.exitCode()).as(ran.err()).isZero();
            assertThat(ran.out().lines())
                    .containsExactlyElementsOf(stub.objects().stream()
                            .sorted((one, other) -> one.key().compareTo(other.key()))
                            .map(object -> "%10d  2026-11-22T11:50:32.000Z  %s"
                                    .formatted(object.digests().size(), object.key()))
                            .toList());
        }
    }

    @Test
    void json_is_one_array() throws IOException {
        try (OtaStub stub = OtaStub.start(OtaStubOptions.defaults())) {
            assertThat(ran(stub, "ls", "--json").out().strip()).isEqualTo("[]");
            upload(stub, "a.bin", 5);
            StoredObject object = stub.objects().iterator().next();

            JsonNode list =
                    new ObjectMapper().readTree(ran(stub, "ls", "--json").out());

            assertThat(list).hasSize(1);
            assertThat(list.get(0).path("bucket").asText()).isEqualTo("iotx-ota");
            assertThat(list.get(0).path("key").asText()).isEqualTo(object.key());
            assertThat(list.get(0).path("size").asLong()).isEqualTo(5);
            assertThat(Instant.parse(list.get(0).path("time").asText())).isBeforeOrEqualTo(object.uploadedAt());
        }
    }

    @Test
    void list_goes_over_pages_and_takes_prefix_and_bucket() {
        OtaStubOptions options = OtaStubOptions.builder().bucket("other").build();
        try (OtaStub stub = OtaStub.start(options)) {
            OSS oss = oss(stub);
            for (int i = 0; i < 1001; i++) {
                oss.putObject("other", "n/%04d".formatted(i), InputStream.nullInputStream());
            }
            oss.putObject("other", "m & \u4e2d/+%41 1", InputStream.nullInputStream());
            oss.shutdown();

            assertThat(ran(stub, "ls", "--bucket=other").out().lines()).hasSize(1002);
            assertThat(ran(stub, "ls", "--bucket=other", "--prefix=n/000").out().lines())
                    .hasSize(10);
            assertThat(ran(stub, "ls", "--bucket=other", "--prefix=m & \u4e2d/+%")
                            .out())
                    .endsWith("m & \u4e2d/+%41 1" + System.lineSeparator())
                    .hasLineCount(1);
            assertThat(ran(stub, "ls").out()).isEmpty();

            Ran removed = ran(stub, "rm", "--bucket=other", "m & \u4e2d/+%41 1");
            assertThat(removed.exitCode()).as(removed.err()).isZero();
            assertThat(stub.objects()).hasSize(1001);
        }
    }

    private static OSS oss(OtaStub stub) {
        AccessKey key = OtaStubAccount.DEFAULT.keys().get(0);
        return new OSSClientBuilder().build(stub.url(), key.id(), key.secret().value());
    }

    @Test
    void object_is_deleted_by_key_or_url_and_absence_is_told() throws IOException {
        try (OtaStub stub = OtaStub.start(OtaStubOptions.defaults())) {
            upload(stub, "a.bin", 3);
            upload(stub, "b.bin", 4);
            List<String> keys =
                    stub.objects().stream().map(StoredObject::key).sorted().toList();

            Ran byKey = ran(stub, "rm", keys.get(0));
            assertThat(byKey.exitCode()).as(byKey.err()).isZero();
            assertThat(byKey.out()).startsWith("Deleted iotx-ota/" + keys.get(0) + ", ");
            assertThat(stub.objects()).extracting(StoredObject::key).containsExactly(keys.get(1));

            Ran again = ran(
                    stub,
                    "rm",
                    keys.get(0),
                    keys.get(1).substring(0, keys.get(1).length() - 1));
            assertThat(again.exitCode()).isEqualTo(1);
            assertThat(again.err())
                    .contains("no object iotx-ota/" + keys.get(0))
                    .hasLineCount(2);
            assertThat(stub.objects()).hasSize(1);

            Ran byUrl = Ran.command("rm", stub.url() + "/" + keys.get(1));
            assertThat(byUrl.exitCode()).as(byUrl.err()).isZero();
            assertThat(stub.objects()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ls", "rm"})
    void refusal_is_told_with_code_and_reason(String command) {
        try (OtaStub stub = OtaStub.start(OtaStubOptions.defaults())) {
            String[] wrong = Stream.concat(
                            Stream.of(command, "--oss-access-key-secret=hunter2"),
                            command.equals("rm") ? Stream.of("ota/a/b.bin") : Stream.empty())
                    .toArray(String[]::new);

            Ran ran = ran(stub, wrong);

            assertThat(ran.exitCode()).isEqualTo(1);
            assertThat(ran.err())
                    .contains("ListObjectsV2 was refused: 403 SignatureDoesNotMatch: ")
                    .doesNotContain("hunter2", "\tat ");
        }
    }

    @Test
    void buckets_of_a_stub_are_not_where_to_look() throws IOException {
        try (OtaStub stub = OtaStub.start(OtaStubOptions.defaults())) {
            upload(stub, "a.bin", 3);

            Ran ran = Ran.with(Map.of("OTA_STUB_URL", stub.url(), "OTA_STUB_BUCKET", "one,two"), "ls");

            assertThat(ran.out()).as(ran.err()).hasLineCount(1);
        }
    }

    @Test
    void objects_are_listed_by_https() throws IOException {
        try (OtaStub stub = OtaStub.start(OtaStubOptions.builder().httpsPort(0).build())) {
            upload(stub, "a.bin", 3);

            assertThat(Ran.command("ls", "--endpoint=" + stub.httpsUrl(), "--ca-file=" + stub.caFile())
                            .out())
                    .hasLineCount(1);
        }
    }
}

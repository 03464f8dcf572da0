package dev.otastub.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.otastub.cli.KilledStubClient.Content;
import dev.otastub.signature.Digests;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data folder of the jar that users run: who may use it, and how the stub ends. */
class DataDirIT {

    private static final byte[] FILE = {1, 2, 3};

    @TempDir
    Path folder;

    private Path data() {
        return folder.resolve("data");
    }

    private StubJar start(String... more) throws IOException {
        List<String> options = new ArrayList<>(List.of("--data-dir", data().toString(), "--qps", "0"));
        options.addAll(List.of(more));
        return StubJar.start(folder, List.of("-Xmx128m"), options.toArray(String[]::new));
    }

    private StubJar.Refused refused() throws Exception {
        return StubJar.refused(folder, "--port", "0", "--data-dir", data().toString());
    }

    /** An object in the stub, by its key. */
    private static String uploaded(StubJar stub) throws IOException {
        KilledStubClient client = new KilledStubClient(stub);
        JsonNode ticket = client.ticket();
        client.upload(ticket, FILE, 0);
        return ticket.path("Key").asText();
    }

    private Map<String, String> content() throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(data())) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("lock"))
                    .toList()) {
                content.put(file.toString(), Digests.md5Hex(Files.readAllBytes(file)));
            }
        }
        return content;
    }

    @Test
    void second_stub_on_the_folder_is_refused_and_the_first_goes_on() throws Exception {
        try (StubJar first = start("--fsync")) {
            String key = uploaded(first);

            StubJar.Refused second = refused();

            assertThat(second.exitCode()).isEqualTo(2);
            assertThat(second.err())
                    .contains(
                            "in use by another ota-stub (process "
                                    + first.process().pid() + ")",
                            "--data-dir")
                    .hasLineCount(1);
            assertThat(new KilledStubClient(first).download(key)).isEqualTo(FILE);
        }
    }

    @Test
    void stub_that_is_asked_to_end_leaves_nothing_to_clean_up_and_a_folder_it_cannot_use_as_it_is() throws Exception {
        String key;
        try (StubJar stub = start()) {
            key = uploaded(stub);
            assertThat(stub.stop()).isEqualTo(128 + 15);
        }
        // Nobody looks for remains after a stub that ended properly: what is put there by hand stays.
        Path remains = Files.write(data().resolve("objects/0-1.object"), FILE);
        try (StubJar stub = start("--fsync")) {
            KilledStubClient client = new KilledStubClient(stub);
            assertThat(client.download(key)).isEqualTo(FILE);
            assertThat(remains).exists();
            stub.kill();
        }
        try (StubJar stub = start()) {
            Awaitility.await().until(() -> !Files.exists(remains));
            assertThat(new KilledStubClient(stub).download(key)).isEqualTo(FILE);
            stub.stop();
        }

        Path marker = data().resolve("ota-stub-data");
        String format = Files.readString(marker);
        Files.writeString(marker, "ota-stub data folder, format 99\n");
        assertRefused("was written by a newer ota-stub (format 99");

        Files.writeString(marker, format);
        try (RandomAccessFile tables =
                new RandomAccessFile(data().resolve("state.mv").toFile(), "rw")) {
            tables.setLength(4096);
        }
        assertRefused("is damaged (state.mv: ");
    }

    private void assertRefused(String sentence) throws Exception {
        Map<String, String> before = content();
        StubJar.Refused refused = refused();
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains(sentence, "--data-dir").hasLineCount(1);
        assertThat(content()).isEqualTo(before);
    }

    /** The system lets a file of this process grow so far and no further, which is what a full disk does. */
    @Test
    void full_disk_is_an_answer_in_the_clouds_form_and_loses_nothing() throws Exception {
        assumeThat(Files.exists(Path.of("/bin/sh"))).isTrue();
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "ulimit -f 400; exec \"$@\"", "sh"));
        command.addAll(StubJar.command(
                folder,
                List.of("-Xmx128m", "-XX:-UsePerfData", "-Xshare:auto"),
                "--port",
                "0",
                "--ready-file",
                StubJar.readyFile(folder).toString(),
                "--qps",
                "0",
                "--data-dir",
                data().toString()));
        Map<String, Content> made = new TreeMap<>();
        try (StubJar stub = StubJar.ready(folder, command)) {
            KilledStubClient client = new KilledStubClient(stub);
            String answer = uploadUntilRefused(client, made);
            assertThat(answer).contains("<Code>InternalError</Code>").doesNotContain("\tat ", "Exception");
            assertThat(made).isNotEmpty();
            assertThatCallsAreRefusedOnceTheStateHasNoRoom(client);
            // What needs no room goes on.
            assertThat(HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(URI.create(stub.url() + "/__admin/ota/state"))
                                            .build(),
                                    BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
            for (Map.Entry<String, Content> each : made.entrySet()) {
                assertThat(Content.of(client.download(each.getKey()))).isEqualTo(each.getValue());
            }
            stub.kill();
        }
        try (StubJar stub = start()) {
            KilledStubClient client = new KilledStubClient(stub);
            assertThat(client.list("uploads", "key")).containsOnlyKeys(made.keySet());
            uploaded(stub);
        }
    }

    /** Each ticket is a record of the state. */
    private void assertThatCallsAreRefusedOnceTheStateHasNoRoom(KilledStubClient client) throws IOException {
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 20_000; i++) {
                        client.ticket();
                    }
                })
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("InternalError");
        assertThat(folder.resolve("stub.log"))
                .content()
                .contains("InternalError  (The stub could not read or write its state: ")
                .doesNotContain("BUG in ota-stub", "\tat ");
    }

    /** Uploads files that grow, until one does not fit; gives the answer to that. */
    private static String uploadUntilRefused(KilledStubClient client, Map<String, Content> made) throws IOException {
        for (int size = 1000; ; size *= 2) {
            JsonNode ticket = client.ticket();
            byte[] file = new byte[size];
            try {
                client.upload(ticket, file, 0);
                made.put(ticket.path("Key").asText(), Content.of(file));
            } catch (AssertionError refused) {
                return String.valueOf(refused.getMessage());
            }
        }
    }
}

package dev.otastub.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The npm tarball has the files of the jar, and npm installs it. */
class NpmTarballIT {

    private static final Path TARBALL = Path.of(System.getProperty("npm-tarball"));
    private static final String VERSION = System.getProperty("contracts-version");
    private static final Path FILES = Path.of("src/main/resources/META-INF/pacts");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads the index by its name, each file by that of the index, and tells what their digests are. */
    private static final String READER = "const { createHash } = require('node:crypto');"
            + "const { readFileSync } = require('node:fs');"
            + "const { files } = require('ota-stub-contracts/contracts.json');"
            + "const sha256 = (path) => createHash('sha256').update("
            + "readFileSync(require.resolve('ota-stub-contracts/' + path))).digest('hex');"
            + "console.log(JSON.stringify(files.map(({ path }) => ({ path, sha256: sha256(path), "
            + "interactions: require('ota-stub-contracts/' + path).interactions.length }))));";

    @Test
    void the_tarball_has_the_files_of_the_jar() throws IOException {
        Map<String, byte[]> entries = entries();

        JsonNode manifest = JSON.readTree(entries.remove("package/package.json"));
        assertThat(manifest.path("name").asText()).isEqualTo("ota-stub-contracts");
        assertThat(manifest.path("version").asText()).isEqualTo(VERSION);
        assertThat(manifest.path("license").asText()).isEqualTo("Apache-2.0");
        assertThat(new String(entries.remove("package/LICENSE"), UTF_8))
                .isEqualTo(Files.readString(Path.of("../LICENSE")));
        assertThat(new String(entries.remove("package/README.md"), UTF_8))
                .isEqualTo(Files.readString(Path.of("README.md")));
        Map<String, byte[]> files = files();
        assertThat(entries.keySet()).isEqualTo(files.keySet());
        entries.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(files.get(name)));
    }

    @Test
    void npm_installs_the_tarball_and_node_reads_it_by_its_index(@TempDir Path folder) throws IOException {
        assumeThereIsNpm(folder);
        Files.writeString(folder.resolve("package.json"), "{\"private\": true}");
        npm(folder, "install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", TARBALL.toString());

        JsonNode read = JSON.readTree(output(folder, "node", "--eval", READER));

        JsonNode index = JSON.readTree(FILES.resolve("contracts.json").toFile()).path("files");
        assertThat(read).hasSameSizeAs(index).isNotEmpty();
        for (int i = 0; i < read.size(); i++) {
            String path = index.path(i).path("path").asText();
            assertThat(read.path(i).path("path").asText()).isEqualTo(path);
            assertThat(read.path(i).path("sha256"))
                    .as(path)
                    .isEqualTo(index.path(i).path("sha256"));
            assertThat(read.path(i).path("interactions").asInt())
                    .as(path)
                    .isEqualTo(index.path(i).path("interactions").size());
        }
    }

    private static void assumeThereIsNpm(Path folder) throws IOException {
        try {
            npm(folder, "--version");
        } catch (IOException e) {
            Assumptions.abort("The npm tarball is not installed here: " + e.getMessage());
        }
    }

    /** By its script's name on Windows, where a program is not started by a name without an ending. */
    private static void npm(Path folder, String... arguments) throws IOException {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        output(
                folder,
                Stream.concat(Stream.of(windows ? "npm.cmd" : "npm"), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    private static String output(Path folder, String... command) throws IOException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            process.getOutputStream().close();
            assertThat(process.waitFor(5, TimeUnit.MINUTES))
                    .as("%s ends", List.of(command))
                    .isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(output);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    private static Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(FILES)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put("package/" + FILES.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return files;
    }

    /** The files in the tarball, by their headers of POSIX 1003.1: name, size in octal, kind, then blocks of 512 bytes. */
    private static Map<String, byte[]> entries() throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        byte[] tar;
        try (InputStream bytes = new GZIPInputStream(Files.newInputStream(TARBALL))) {
            tar = bytes.readAllBytes();
        }
        DataInputStream blocks = new DataInputStream(new ByteArrayInputStream(tar));
        byte[] header = blocks.readNBytes(512);
        while (header[0] != 0) {
            byte[] content = blocks.readNBytes(Integer.parseInt(text(header, 124, 12), 8));
            blocks.skipNBytes((512 - content.length % 512) % 512);
            if (header[156] != '5') {
                assertThat(header[156]).as("a file").isEqualTo((byte) '0');
                assertThat(entries.put(text(header, 0, 100), content)).isNull();
            }
            header = blocks.readNBytes(512);
        }
        return entries;
    }

    private static String text(byte[] header, int start, int length) {
        return new String(header, start, length, UTF_8).split("[\\x00 ]", 2)[0];
    }
}

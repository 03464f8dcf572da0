package dev.otastub.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The published files are what the promises say, byte by byte; {@code -Dpact.update=true} rewrites them. */
class PublishedPactsTest {

    private static final Path FOLDER = Path.of("src/main/resources/META-INF/pacts");

    /** Made once for all. */
    private static Map<String, String> made;

    @BeforeAll
    static void make() {
        made = made();
    }

    @Test
    void the_published_files_are_made_from_the_promises() throws IOException {
        if (Boolean.getBoolean("pact.update")) {
            rewrite(made);
        }
        Files.write(
                Path.of("target/released.json"),
                PactFile.bytes(
                        new ObjectMapper().valueToTree(new ContractIndex(ContractSet.files(), Map.of()).digests())));

        Map<String, String> published = published();
        assertThat(published.keySet()).isEqualTo(made.keySet());
        // One by one, so that a difference is shown in its file.
        made.forEach((path, content) -> assertThat(published.get(path)).as(path).isEqualTo(content));
    }

    @Test
    void the_readmes_tables_are_made_from_the_promises() throws IOException {
        assertMade(Path.of("README.md"), text -> ContractsReadme.withTables(text, ContractSet.promises()));
        assertMade(Path.of("../README.md"), text -> ContractsReadme.withSummary(text, ContractSet.promises()));
    }

    @Test
    void the_main_readme_says_how_many_there_are() throws IOException {
        assertThat(Files.readString(Path.of("../README.md")))
                .contains("files what a client may build upon: "
                        + ContractSet.promises().size() + " interactions");
    }

    private static void assertMade(Path file, UnaryOperator<String> withTables) throws IOException {
        String text = Files.readString(file).replace("\r\n", "\n");
        String made = withTables.apply(text);
        if (Boolean.getBoolean("pact.update")) {
            Files.writeString(file, made);
        }

        assertThat(Files.readString(file).replace("\r\n", "\n")).isEqualTo(made);
    }

    @Test
    void descriptions_and_keys_name_one_interaction_each() {
        assertThat(ContractSet.promises()).extracting(Promise::description).doesNotHaveDuplicates();
        assertThat(ContractSet.promises()).extracting(Promise::key).doesNotHaveDuplicates();
    }

    /** What Pact writes of other characters depends on the machine's charset. */
    @Test
    void the_files_are_plain_ascii() {
        assertThat(made.values()).allSatisfy(file -> assertThat(file).isASCII());
    }

    /** Whatever line ends, language and time zone the machine has, for these are set once for a JVM. */
    @Test
    void nothing_in_the_files_is_the_machines_own() {
        assertThat(made.values())
                .allSatisfy(file -> assertThat(file)
                        .doesNotContain("\r\n", "testname", "pact-jvm")
                        .endsWith("}\n"));
    }

    private static Map<String, String> made() {
        List<PactFile> set = ContractSet.files();
        Map<String, String> files = new TreeMap<>();
        files.put("contracts.json", new String(new ContractIndex(set, ContractIndex.released()).bytes(), UTF_8));
        for (PactFile file : set) {
            files.put("v4/" + file.path(), new String(file.v4(), UTF_8));
            files.put("v3/" + file.path(), new String(file.v3(), UTF_8));
        }
        return files;
    }

    private static Map<String, String> published() throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (Path file : files()) {
            files.put(FOLDER.relativize(file).toString().replace('\\', '/'), Files.readString(file));
        }
        return files;
    }

    private static void rewrite(Map<String, String> made) throws IOException {
        for (Path file : files()) {
            Files.delete(file);
        }
        for (Map.Entry<String, String> file : made.entrySet()) {
            Path path = FOLDER.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    private static Iterable<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(FOLDER)) {
            return all.filter(Files::isRegularFile).collect(Collectors.toList());
        }
    }
}

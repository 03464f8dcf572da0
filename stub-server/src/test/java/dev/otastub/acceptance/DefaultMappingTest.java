package dev.otastub.acceptance;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.stubbing.StubImport.stubImport;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import dev.otastub.GeneratedFile;
import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cloud answers whatever is done to the stub mappings, and is never saved among the user's. */
final class DefaultMappingTest {

    private static final GeneratedFile FILE = GeneratedFile.of(1000);
    private static final int DEFAULT_MAPPINGS = 3;

    static Stream<Named<Consumer<WireMockServer>>> waysToBeRidOfMappings() {
        return Stream.of(
                Named.of("removeMappings", WireMockServer::resetMappings),
                Named.of("resetAll", WireMockServer::resetAll),
                Named.of("resetToDefaultMappings", WireMockServer::resetToDefaultMappings),
                Named.of("removeStub by id", server -> ids(server).forEach(server::removeStub)),
                Named.of("removeStub", server -> server.getStubMappings().forEach(server::removeStub)),
                Named.of(
                        "removeStubsByMetadata",
                        server -> server.removeStubMappingsByMetadata(matchingJsonPath("$", matching(".*")))),
                Named.of(
                        "an import that deletes all else",
                        server -> server.importStubs(
                                stubImport().deleteAllExistingStubsNotInImport().build())),
                Named.of(
                        "DELETE /__admin/mappings",
                        server -> given().delete(server.url("/__admin/mappings"))
                                .then()
                                .statusCode(200)),
                Named.of(
                        "DELETE /__admin/mappings/{id}",
                        server -> ids(server)
                                .forEach(id -> given().delete(server.url("/__admin/mappings/" + id))
                                        .then()
                                        .statusCode(200))),
                Named.of(
                        "POST /__admin/mappings/reset",
                        server -> given().post(server.url("/__admin/mappings/reset"))
                                .then()
                                .statusCode(200)),
                Named.of(
                        "POST /__admin/reset",
                        server -> given().post(server.url("/__admin/reset"))
                                .then()
                                .statusCode(200)));
    }

    private static List<UUID> ids(WireMockServer server) {
        return server.getStubMappings().stream().map(StubMapping::getId).toList();
    }

    @ParameterizedTest
    @MethodSource("waysToBeRidOfMappings")
    void the_cloud_answers_after(Consumer<WireMockServer> reset) throws Exception {
        try (OtaStub stub = OtaStub.start(OtaStubOptions.defaults())) {
            List<UUID> before = ids(stub.wireMock());

            reset.accept(stub.wireMock());

            assertThat(ids(stub.wireMock())).hasSize(DEFAULT_MAPPINGS).containsExactlyInAnyOrderElementsOf(before);
            UploadForm form = UploadForm.askedOf(stub, FILE);
            assertThat(UploadClient.JDK.send(stub.url(), form).status()).isEqualTo(200);
        }
    }

    @Test
    void mappings_and_files_of_the_root_folder_are_served(@TempDir Path root) throws Exception {
        Files.createDirectories(root.resolve("mappings"));
        Files.createDirectories(root.resolve("__files"));
        Files.writeString(root.resolve("mappings/notes.json"), """
                {"request": {"method": "GET", "url": "/notes"},
                 "response": {"status": 200, "bodyFileName": "notes.txt"}}""");
        Files.writeString(root.resolve("__files/notes.txt"), "from a file");
        try (OtaStub stub = start(root)) {
            assertThat(text(stub, "/notes")).isEqualTo("from a file");

            stub.wireMock().stubFor(get("/notes").willReturn(ok("from the test")));
            assertThat(text(stub, "/notes")).isEqualTo("from the test");

            stub.wireMock().resetToDefaultMappings();
            assertThat(text(stub, "/notes")).isEqualTo("from a file");
            UploadForm.askedOf(stub, FILE);
        }
    }

    @Test
    void only_the_users_mappings_are_saved(@TempDir Path root) throws Exception {
        Files.createDirectories(root.resolve("mappings"));
        try (OtaStub stub = start(root)) {
            stub.wireMock().stubFor(get("/mine").willReturn(ok("mine")));
            stub.wireMock().stubFor(get("/kept").persistent().willReturn(ok("kept")));

            stub.wireMock().saveMappings();

            assertThat(saved(root)).hasSize(2).noneMatch(text -> text.contains("ota-stub"));
            stub.wireMock().resetMappings();
        }
        assertThat(saved(root)).isEmpty();
    }

    @Test
    void saved_mappings_are_there_after_a_restart(@TempDir Path root) throws Exception {
        Files.createDirectories(root.resolve("mappings"));
        try (OtaStub stub = start(root)) {
            stub.wireMock().stubFor(get("/mine").willReturn(ok("mine")));
            stub.wireMock().saveMappings();
        }
        try (OtaStub stub = start(root)) {
            assertThat(text(stub, "/mine")).isEqualTo("mine");
            assertThat(stub.wireMock().getStubMappings()).hasSize(DEFAULT_MAPPINGS + 1);
        }
    }

    @Test
    void a_root_folder_without_mappings_stays_as_it_is(@TempDir Path root) throws Exception {
        try (OtaStub stub = start(root)) {
            UploadForm.askedOf(stub, FILE);
            stub.wireMock().resetToDefaultMappings();
            stub.wireMock().resetMappings();
        }
        try (Stream<Path> files = Files.list(root)) {
            assertThat(files).isEmpty();
        }
    }

    private static OtaStub start(Path root) {
        return OtaStub.start(OtaStubOptions.builder().rootDir(root).build());
    }

    private static String text(OtaStub stub, String path) {
        return given().get(stub.url() + path).then().statusCode(200).extract().asString();
    }

    private static List<String> saved(Path root) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("mappings"))) {
            return files.map(DefaultMappingTest::read).toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

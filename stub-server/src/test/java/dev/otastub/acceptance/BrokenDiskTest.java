package dev.otastub.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.GeneratedFile;
import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import dev.otastub.TestAccount;
import dev.otastub.testing.OssStub;
import dev.otastub.testing.RawHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that fails while the stub runs is told of in the cloud's form, and costs no more than what cannot be had. */
@Timeout(60)
final class BrokenDiskTest {

    private static final GeneratedFile FILE = GeneratedFile.of(3000);

    @TempDir
    Path parent;

    private final List<String> log = new CopyOnWriteArrayList<>();
    private OtaStub stub;
    private TestAccount account;

    @BeforeEach
    void start() {
        stub = OtaStub.start(OtaStubOptions.builder()
                .frozenAt(OssStub.NOW)
                .bucket(OssStub.BUCKET)
                .dataDir(data())
                .log(log::add)
                .build());
        account = stub.newAccount();
    }

    @AfterEach
    void stop() {
        stub.close();
        assertThat(log).noneMatch(line -> line.contains("BUG in ota-stub"));
    }

    private Path data() {
        return parent.resolve("data");
    }

    private Path objects() {
        return data().resolve("objects");
    }

    private RawHttp.Answer send(Traffic traffic) throws Exception {
        return send(traffic, account);
    }

    private RawHttp.Answer send(Traffic traffic, TestAccount whose) throws Exception {
        return RawHttp.send(stub.port(), Traffic.bytes(traffic.by(whose, stub, FILE), ""));
    }

    private static void assertOurFailure(RawHttp.Answer answer, String why) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(500);
        assertThat(answer.code()).isEqualTo("InternalError");
        assertThat(answer.header("X-Ota-Stub-Refusal").orElseThrow()).contains(why);
        assertThat(answer.text()).doesNotContain("\tat ");
    }

    /** Whoever runs the stub, root or not, makes no file below a file. */
    @ParameterizedTest
    @EnumSource(value = Traffic.class, names = "P.*_OBJECT", mode = EnumSource.Mode.MATCH_ALL)
    void a_folder_that_takes_no_files_any_more_refuses_uploads_and_nothing_else(Traffic traffic) throws Exception {
        assertThat(send(Traffic.PUT_OBJECT).status()).isEqualTo(200);
        Path aside = Files.move(objects(), parent.resolve("aside"));
        Files.writeString(objects(), "no folder");

        for (int i = 0; i < 3; i++) {
            assertOurFailure(send(traffic), "The stub could not write the object");
        }
        assertThat(send(Traffic.RPC).status()).isEqualTo(200);
        assertThat(send(Traffic.LIST_OBJECTS).status()).isEqualTo(200);
        assertThat(stub.uploadsUnderWay()).isZero();

        Files.delete(objects());
        Files.move(aside, objects());
        assertThat(send(Traffic.GET_OBJECT).status()).isEqualTo(200);
        assertThat(send(traffic).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void an_object_whose_file_is_gone_or_cut_off_is_told_so_and_no_other_is_lost(boolean cutOff) throws Exception {
        assertThat(send(Traffic.PUT_OBJECT).status()).isEqualTo(200);
        spoilAllFiles(cutOff);
        TestAccount other = stub.newAccount();
        assertThat(send(Traffic.PUT_OBJECT, other).status()).isEqualTo(200);

        assertOurFailure(send(Traffic.GET_OBJECT), "The stub has lost the file of this object");

        assertThat(send(Traffic.GET_OBJECT, other).status()).isEqualTo(200);
        assertThat(send(Traffic.LIST_OBJECTS).status()).isEqualTo(200);
        assertThat(send(Traffic.PUT_OBJECT).status()).isEqualTo(200);
        assertThat(send(Traffic.GET_OBJECT).status()).isEqualTo(200);
    }

    private void spoilAllFiles(boolean cutOff) throws IOException {
        try (Stream<Path> files = Files.list(objects())) {
            for (Path file : files.toList()) {
                if (cutOff) {
                    Files.write(file, new byte[FILE.bytes().length - 1]);
                } else {
                    Files.delete(file);
                }
            }
        }
    }
}

package dev.otastub.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otastub.OtaStub;
import dev.otastub.OtaStubAccount;
import dev.otastub.OtaStubOptions;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every answer has an expectation, and anything else is told. */
class SoakLineTest {

    private static final String KEY = "ota/a.bin";

    private final SoakTally tally = new SoakTally();

    private SoakLine lineTo(OtaStub stub) {
        return new SoakLine(stub.port(), tally, new SoakEnd(), 0);
    }

    private static Map<String, String> fields() {
        return SoakClient.signed(KEY, Instant.now().plusSeconds(60), 1_000_000);
    }

    @Test
    void an_upload_comes_back_byte_for_byte() throws Exception {
        try (OtaStub stub = OtaStub.start(OtaStubOptions.defaults());
                SoakLine line = lineTo(stub)) {
            SoakFile file = SoakFile.of(1, 100_000);
            SoakFile other = SoakFile.of(2, 100_000);
            Map<String, String> ticket = SoakLine.fields(line.ticket(Peer.KEY));
            String key = ticket.getOrDefault("key", "");
            line.ask("upload", SoakRequest.chunkedForm(ticket, file), SoakExpected.stored(file));
            SoakRequest get =
                    SoakRequest.object("GET", OtaStubAccount.DEFAULT.issuingKey(), Peer.BUCKET, key, new byte[0]);
            line.ask("get", get, SoakExpected.file(file));

            assertThat(tally.unexplained()).isZero();
            assertThat(tally.done()).isEqualTo(3);
            assertThatThrownBy(() -> line.ask("get", get, SoakExpected.file(other)))
                    .isInstanceOf(SoakLine.Stopped.class);
            assertThat(tally.unexplained()).isEqualTo(1);
        }
    }

    @Test
    void another_answer_than_expected_is_told_with_its_request() throws Exception {
        try (OtaStub stub = OtaStub.start(OtaStubOptions.defaults());
                SoakLine line = lineTo(stub)) {
            SoakRequest wrong = SoakRequest.formWithoutEnd(fields(), SoakFile.of(1, 10));

            assertThatThrownBy(() -> line.ask("upload", wrong, SoakExpected.status(204)))
                    .isInstanceOf(SoakLine.Stopped.class);
            assertThat(tally.told()).singleElement().asString().contains(KEY, "expected 204", "MalformedPOSTRequest");
        }
    }

    @Test
    void an_answer_where_none_may_come_is_told() throws Exception {
        try (OtaStub stub = OtaStub.start(OtaStubOptions.defaults());
                SoakLine line = lineTo(stub)) {
            assertThatThrownBy(() -> line.askInVain("fault", SoakRequest.get("/__admin/health")))
                    .isInstanceOf(SoakLine.Stopped.class);
            assertThat(tally.unexplained()).isEqualTo(1);
        }
    }

    @Test
    void no_server_is_told_and_no_fault_that_was_met() {
        SoakLine line = new SoakLine(Running.freePort(), tally, new SoakEnd(), 0);

        assertThatThrownBy(() -> line.askInVain("fault", SoakRequest.get("/"))).isInstanceOf(SoakLine.Stopped.class);
        assertThatThrownBy(() -> line.ask("state", SoakRequest.get("/"), SoakExpected.status(200)))
                .isInstanceOf(SoakLine.Stopped.class);
        assertThat(tally.unexplained()).isEqualTo(2);
    }

    @Test
    void only_the_first_are_told_and_all_are_counted() {
        for (int i = 0; i < 50; i++) {
            tally.unexplained("kind", "request " + i, "what");
        }
        tally.asExpected("kind");

        assertThat(tally.told()).hasSize(SoakTally.TOLD);
        assertThat(tally.table()).contains("| kind | 51 | 1 | 50 |", "| all | 51 | 1 | 50 |");
    }
}

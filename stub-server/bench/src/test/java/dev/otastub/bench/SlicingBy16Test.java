package dev.otastub.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.oss.Crc64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlicingBy16Test {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 100_003})
    void the_floor_finds_the_server_s_crc64(int length) {
        SlicingBy16 floor = new SlicingBy16();
        Crc64 server = new Crc64();
        floor.update(Content.bytes(), 1, length);
        server.update(Content.bytes(), 1, length);

        assertThat(floor.decimal()).isEqualTo(server.decimal());
    }
}

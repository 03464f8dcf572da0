package dev.otastub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** WireMock takes up whatever a jar on the class path offers as a service; nobody's may change because ours is there. */
final class ServiceFilesTest {

    @Test
    void the_library_offers_no_service() throws URISyntaxException {
        Path classes = Path.of(OtaStub.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());

        assertThat(classes.resolve("dev/otastub/OtaStub.class")).isRegularFile();
        assertThat(classes.resolve("META-INF/services")).doesNotExist();
    }
}

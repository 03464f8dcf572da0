package dev.otastub.wiremock;

import static com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder.responseDefinition;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The answers of our admin routes: JSON where all is well, a sentence where it is not. */
final class AdminAnswers {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
            .build();

    private AdminAnswers() {}

    /** A value of which JSON can be made. */
    static ResponseDefinition json(int status, Object value) {
        try {
            return of(status, "application/json", JSON.writeValueAsString(value) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Records of text, numbers and times are JSON", e);
        }
    }

    static ResponseDefinition sentence(int status, String text) {
        return of(status, "text/plain", text + "\n");
    }

    static ResponseDefinition nothing() {
        return responseDefinition().withStatus(204).build();
    }

    /** A file that is part of the program. */
    static ResponseDefinition resource(String type, String path) {
        try (InputStream in = Objects.requireNonNull(AdminAnswers.class.getResourceAsStream(path))) {
            return of(200, type, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ResponseDefinition of(int status, String type, String body) {
        return responseDefinition()
                .withStatus(status)
                .withHeader("Content-Type", type + ";charset=utf-8")
                .withBody(body)
                .build();
    }
}

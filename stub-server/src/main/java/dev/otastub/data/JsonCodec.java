package dev.otastub.data;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes records as JSON. What it takes for that is made when the first one is written or read: a start needs none. */
final class JsonCodec<V> implements Codec<V> {

    private final Class<V> type;
    private final Supplier<JsonMapper> made;
    private volatile @Nullable JsonMapper mapper;

    JsonCodec(Class<V> type, Supplier<JsonMapper> made) {
        this.type = type;
        this.made = made;
    }

    /** What most tables share. */
    static final class Usual {

        static final JsonMapper MAPPER = JsonMapper.builder()
                .addModule(new Jdk8Module())
                .addModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();

        private Usual() {}
    }

    static JsonMapper withNamesIn(Path folder) {
        return Usual.MAPPER.rebuild().addModule(namesIn(folder)).build();
    }

    @Override
    public String write(V value) {
        try {
            return mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Records of text, numbers and times are JSON", e);
        }
    }

    @Override
    public V read(String text) {
        try {
            return mapper().readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new Database.Failure("A record of the stub's state is damaged: " + e.getOriginalMessage(), e);
        }
    }

    /** Made twice by two threads at once, either will do. */
    private JsonMapper mapper() {
        JsonMapper known = mapper;
        if (known == null) {
            known = made.get();
            mapper = known;
        }
        return known;
    }

    private static SimpleModule namesIn(Path folder) {
        return new SimpleModule()
                .addSerializer(Path.class, new JsonSerializer<>() {
                    @Override
                    public void serialize(Path path, JsonGenerator out, SerializerProvider context) throws IOException {
                        out.writeString(folder.relativize(path).toString());
                    }
                })
                .addDeserializer(Path.class, new JsonDeserializer<>() {
                    @Override
                    public Path deserialize(JsonParser in, DeserializationContext context) throws IOException {
                        return folder.resolve(in.getText());
                    }
                });
    }
}

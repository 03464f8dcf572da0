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

/** How the values of a table are written as text. */
public interface Codec<V> {

    String write(V value);

    V read(String text);

    /** Text as it is. */
    Codec<String> TEXT = new Codec<>() {
        @Override
        public String write(String value) {
            return value;
        }

        @Override
        public String read(String text) {
            return text;
        }
    };

    /** Records as JSON, their components by name. A component that a later version adds is absent in what was written. */
    static <V> Codec<V> json(Class<V> type) {
        return json(type, mapper());
    }

    /** As {@link #json(Class)}; paths are names within a folder. */
    static <V> Codec<V> json(Class<V> type, Path folder) {
        return json(type, mapper().rebuild().addModule(namesIn(folder)).build());
    }

    private static <V> Codec<V> json(Class<V> type, JsonMapper mapper) {
        return new Codec<>() {
            @Override
            public String write(V value) {
                try {
                    return mapper.writeValueAsString(value);
                } catch (JsonProcessingException e) {
                    throw new IllegalStateException("Records of text, numbers and times are JSON", e);
                }
            }

            @Override
            public V read(String text) {
                try {
                    return mapper.readValue(text, type);
                } catch (JsonProcessingException e) {
                    throw new Database.Failure("A record of the stub's state is damaged: " + e.getOriginalMessage(), e);
                }
            }
        };
    }

    private static JsonMapper mapper() {
        return JsonMapper.builder()
                .addModule(new Jdk8Module())
                .addModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
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

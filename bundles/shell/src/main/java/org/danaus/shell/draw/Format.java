package org.danaus.shell.draw;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.Temporal;
import java.util.Optional;
import org.danaus.service.FilesystemName;
import org.danaus.service.LayerSpec;

/** How a result is written, as {@code --format} asks for it. */
public enum Format {
    /** For people: left as it is, for the session's converters to draw. */
    table {
        @Override
        public Object of(Object result) {
            return result;
        }
    },
    /** Components of records by their names. */
    json {
        @Override
        public Object of(Object result) {
            return write(JSON, result);
        }
    },
    /** The same. */
    yaml {
        @Override
        public Object of(Object result) {
            return write(YAML, result);
        }
    };

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(words())
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .addModule(words())
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .build();

    /** The result as it is handed to the session: what it was, or text. */
    public abstract Object of(Object result);

    private static String write(ObjectMapper mapper, Object result) {
        try {
            return mapper.writeValueAsString(result).stripTrailing();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the result cannot be written: " + e.getOriginalMessage(), e);
        }
    }

    /** Values that are one word to a person, and not what they are made of. */
    private static SimpleModule words() {
        return new SimpleModule()
                .addSerializer(Path.class, ToStringSerializer.instance)
                .addSerializer(Duration.class, ToStringSerializer.instance)
                .addSerializer(Temporal.class, ToStringSerializer.instance)
                .addSerializer(FilesystemName.class, ToStringSerializer.instance)
                .addSerializer(LayerSpec.class, ToStringSerializer.instance)
                .addSerializer(new Present());
    }

    private static final class Present extends StdSerializer<Optional<?>> {
        private static final long serialVersionUID = 1L;

        Present() {
            super(Optional.class, false);
        }

        @Override
        public void serialize(Optional<?> value, JsonGenerator generator, SerializerProvider provider)
                throws IOException {
            provider.defaultSerializeValue(value.orElse(null), generator);
        }
    }
}

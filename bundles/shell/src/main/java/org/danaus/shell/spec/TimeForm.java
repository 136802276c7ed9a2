package org.danaus.shell.spec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.Duration;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.Quantity;
import org.danaus.shell.Times;

/** A time in YAML, such as {@code 30s}. */
final class TimeForm {
    private TimeForm() {}

    /** Writes it. */
    static final class Writer extends StdSerializer<Duration> {
        private static final long serialVersionUID = 1L;

        Writer() {
            super(Duration.class);
        }

        @Override
        public void serialize(Duration time, JsonGenerator yaml, SerializerProvider provider) throws IOException {
            yaml.writeString(Times.text(time));
        }
    }

    /** Reads it; a fault has its position. */
    static final class Reader extends StdDeserializer<Duration> {
        private static final long serialVersionUID = 1L;

        Reader() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser yaml, DeserializationContext context) throws IOException {
            try {
                return Quantity.time(yaml.currentName(), yaml.getText());
            } catch (CompositionException e) {
                throw JsonMappingException.from(yaml, e.getMessage(), e);
            }
        }
    }
}

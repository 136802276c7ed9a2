package org.danaus.shell.spec;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import java.io.IOException;

/** A structure that is looked at as a whole once it is read, so that a fault has the position where the structure begins. */
interface Checked {
    /** @throws IllegalArgumentException that says in one line what cannot be */
    void check();

    /** @throws IllegalArgumentException if it is absent */
    static void require(String key, Object value) {
        if (value == null) {
            throw new IllegalArgumentException("'" + key + "' is missing");
        }
    }

    /** Makes Jackson check. */
    final class Modifier extends BeanDeserializerModifier {
        private static final long serialVersionUID = 1L;

        @Override
        public JsonDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription description, JsonDeserializer<?> reader) {
            return Checked.class.isAssignableFrom(description.getBeanClass()) ? new Reader(reader) : reader;
        }
    }

    /** Reads, then checks. */
    final class Reader extends DelegatingDeserializer {
        private static final long serialVersionUID = 1L;

        Reader(JsonDeserializer<?> reader) {
            super(reader);
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> reader) {
            return new Reader(reader);
        }

        @Override
        public Object deserialize(JsonParser yaml, DeserializationContext context) throws IOException {
            JsonLocation start = yaml.currentTokenLocation();
            Object value = super.deserialize(yaml, context);
            try {
                ((Checked) value).check();
                return value;
            } catch (IllegalArgumentException e) {
                throw new JsonMappingException(yaml, e.getMessage(), start);
            }
        }
    }
}

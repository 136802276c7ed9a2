package org.danaus.shell.spec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.danaus.libservice.CompositionException;
import org.danaus.service.LayerSpec;

/**
 * A layer in YAML: {@code type: {option: value, option: [value, value]}}, where the key may be {@code type:name}, or the
 * type alone if it has no option. Values are taken as they are written.
 */
final class LayerForm {
    private LayerForm() {}

    /** Writes it. */
    static final class Writer extends StdSerializer<LayerSpec> {
        private static final long serialVersionUID = 1L;

        Writer() {
            super(LayerSpec.class);
        }

        @Override
        public void serialize(LayerSpec layer, JsonGenerator yaml, SerializerProvider provider) throws IOException {
            boolean named = !layer.name().equals(layer.type());
            yaml.writeStartObject();
            yaml.writeObjectFieldStart(named ? layer.type() + ":" + layer.name() : layer.type());
            for (Map.Entry<String, List<String>> option : layer.options().entrySet()) {
                yaml.writeFieldName(option.getKey());
                if (option.getValue().size() == 1) {
                    yaml.writeString(option.getValue().get(0));
                } else {
                    yaml.writeArray(
                            option.getValue().toArray(String[]::new),
                            0,
                            option.getValue().size());
                }
            }
            yaml.writeEndObject();
            yaml.writeEndObject();
        }
    }

    /** Reads it; a fault has its position. */
    static final class Reader extends StdDeserializer<LayerSpec> {
        private static final long serialVersionUID = 1L;

        Reader() {
            super(LayerSpec.class);
        }

        @Override
        public LayerSpec deserialize(JsonParser yaml, DeserializationContext context) throws IOException {
            if (yaml.currentToken() == JsonToken.VALUE_STRING) {
                return parsed(yaml, yaml.getText(), Map.of());
            }
            require(yaml, yaml.currentToken() == JsonToken.START_OBJECT, "a layer is a type with its options");
            require(yaml, yaml.nextToken() == JsonToken.FIELD_NAME, "a layer begins with its type");
            String head = yaml.currentName();
            LayerSpec layer = parsed(yaml, head, options(yaml));
            require(
                    yaml,
                    yaml.nextToken() == JsonToken.END_OBJECT,
                    "a layer has one type; indent its options below '" + head + ":'");
            return layer;
        }

        private static LayerSpec parsed(JsonParser yaml, String head, Map<String, List<String>> options)
                throws JsonMappingException {
            try {
                LayerSpec bare = LayerSpec.parse(head);
                require(yaml, bare.options().isEmpty(), "'" + head + "' is no type, or type:name");
                return new LayerSpec(bare.name(), bare.type(), options);
            } catch (CompositionException e) {
                throw JsonMappingException.from(yaml, e.getMessage(), e);
            }
        }

        private static Map<String, List<String>> options(JsonParser yaml) throws IOException {
            Map<String, List<String>> options = new LinkedHashMap<>();
            JsonToken token = yaml.nextToken();
            if (token == JsonToken.VALUE_NULL) {
                return options;
            }
            require(yaml, token == JsonToken.START_OBJECT, "options are written as option: value");
            while (yaml.nextToken() == JsonToken.FIELD_NAME) {
                String option = yaml.currentName();
                List<String> values = new ArrayList<>();
                if (yaml.nextToken() == JsonToken.START_ARRAY) {
                    while (yaml.nextToken() != JsonToken.END_ARRAY) {
                        values.add(value(yaml, option));
                    }
                } else {
                    values.add(value(yaml, option));
                }
                options.put(option, values);
            }
            return options;
        }

        private static String value(JsonParser yaml, String option) throws IOException {
            boolean scalar = yaml.currentToken().isScalarValue() && yaml.currentToken() != JsonToken.VALUE_NULL;
            require(yaml, scalar, "option '" + option + "' needs a value, or a list of values");
            return yaml.getText();
        }

        private static void require(JsonParser yaml, boolean holds, String fault) throws JsonMappingException {
            if (!holds) {
                throw JsonMappingException.from(yaml, fault);
            }
        }
    }
}

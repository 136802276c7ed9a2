package org.danaus.state;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tenants of a host on disk, a JSON file: {@code {"version": 1, "tenants": [{"name": "acme", "created": "…"}]}}.
 * Not for several threads at once.
 */
public final class TenantFile {
    /** Its name in the state directory. */
    public static final String NAME = "tenants.json";

    private static final int VERSION = 1;

    private final Path path;
    private final JsonFactory json = new JsonFactory();

    /** The file in that state directory; it need not exist. */
    public TenantFile(Path state) {
        this.path = state.resolve(NAME);
    }

    /**
     * Reads the file.
     *
     * @return when each was created, ISO 8601, by name in the file's order; empty if there is no file
     * @throws CorruptFileException if it is not of that form
     */
    public Map<String, String> read() throws IOException {
        if (Files.notExists(path)) {
            return Map.of();
        }
        try (JsonParser parser = json.createParser(Files.readAllBytes(path))) {
            Map<String, String> tenants = null;
            expect(parser, parser.nextToken(), JsonToken.START_OBJECT);
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                parser.nextToken();
                if (key.equals("version") && parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
                    if (parser.getIntValue() != VERSION) {
                        throw fault(parser, "version " + parser.getText() + " is not known here, only " + VERSION);
                    }
                } else if (key.equals("tenants")) {
                    tenants = tenants(parser);
                } else {
                    throw fault(parser, "'" + key + "' is not expected here");
                }
            }
            expect(parser, parser.nextToken(), null);
            if (tenants == null) {
                throw fault(parser, "'tenants' is missing");
            }
            return tenants;
        } catch (JsonProcessingException e) {
            throw fault(e.getLocation(), e.getOriginalMessage());
        }
    }

    /** Replaces the file; a crash leaves the old one or the new one. */
    public void write(Map<String, String> tenants) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = json.createGenerator(bytes, JsonEncoding.UTF8)) {
            generator.useDefaultPrettyPrinter();
            generator.writeStartObject();
            generator.writeNumberField("version", VERSION);
            generator.writeArrayFieldStart("tenants");
            for (Map.Entry<String, String> tenant : tenants.entrySet()) {
                generator.writeStartObject();
                generator.writeStringField("name", tenant.getKey());
                generator.writeStringField("created", tenant.getValue());
                generator.writeEndObject();
            }
            generator.writeEndArray();
            generator.writeEndObject();
        }
        bytes.write('\n');
        new AtomicFile(path).write(bytes.toByteArray());
    }

    private Map<String, String> tenants(JsonParser parser) throws IOException {
        Map<String, String> tenants = new LinkedHashMap<>();
        expect(parser, parser.currentToken(), JsonToken.START_ARRAY);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            expect(parser, parser.currentToken(), JsonToken.START_OBJECT);
            Map<String, String> tenant = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                expect(parser, parser.nextToken(), JsonToken.VALUE_STRING);
                tenant.put(key, parser.getText());
            }
            if (tenant.size() != 2 || !tenant.containsKey("name") || !tenant.containsKey("created")) {
                throw fault(parser, "a tenant has 'name' and 'created'");
            }
            if (tenants.put(tenant.get("name"), tenant.get("created")) != null) {
                throw fault(parser, "two tenants have the name '" + tenant.get("name") + "'");
            }
        }
        return tenants;
    }

    private void expect(JsonParser parser, JsonToken found, JsonToken wanted) throws CorruptFileException {
        if (found != wanted) {
            throw fault(parser, found == null ? "the file ends too early" : "unexpected " + parser.currentToken());
        }
    }

    private CorruptFileException fault(JsonParser parser, String what) {
        return fault(parser.currentTokenLocation(), what);
    }

    private CorruptFileException fault(JsonLocation location, String what) {
        // Of a start marker Jackson tells more than a line can hold.
        String line = what.replaceFirst(" \\(start marker at .*", "").strip().replaceAll("\\s*\\R\\s*", " ");
        return new CorruptFileException(
                path, Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()), line);
    }
}

package org.danaus.shell.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.danaus.libservice.CompositionException;
import org.danaus.service.FilesystemSpec;
import org.danaus.service.LayerSpec;

/** Specs as YAML, in the form of {@link SpecFile}; one document for each tenant. Nothing that is read is ignored. */
public final class SpecYaml {
    private static final ObjectMapper MAPPER = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .addModule(new SimpleModule()
                    .setDeserializerModifier(new Checked.Modifier())
                    .addSerializer(new LayerForm.Writer())
                    .addDeserializer(LayerSpec.class, new LayerForm.Reader())
                    .addSerializer(new TimeForm.Writer())
                    .addDeserializer(Duration.class, new TimeForm.Reader()))
            .build();

    private SpecYaml() {}

    /**
     * Reads all documents.
     *
     * @param source where the text is from, for messages
     * @throws CompositionException with source, line and column, if it is not of the form
     */
    public static List<FilesystemSpec> read(String source, byte[] text) throws CompositionException {
        List<FilesystemSpec> specs = new ArrayList<>();
        try (MappingIterator<SpecFile> documents =
                MAPPER.readerFor(SpecFile.class).readValues(text)) {
            while (documents.hasNextValue()) {
                specs.addAll(documents.nextValue().specs());
            }
        } catch (JsonProcessingException e) {
            throw new CompositionException(source + ":" + YamlFault.of(e), e);
        } catch (IOException e) {
            throw new CompositionException(source + " cannot be read: " + e.getMessage(), e);
        }
        if (specs.isEmpty()) {
            throw new CompositionException(source + ": there is no filesystem in it");
        }
        return specs;
    }

    /** Writes what {@link #read} reads back; nothing if there is none. */
    public static String write(Collection<FilesystemSpec> specs) {
        Map<String, List<FilesystemSpec>> byTenant = specs.stream()
                .collect(Collectors.groupingBy(spec -> spec.name().tenant(), TreeMap::new, Collectors.toList()));
        if (byTenant.isEmpty()) {
            return "";
        }
        StringWriter text = new StringWriter();
        try (SequenceWriter documents = MAPPER.writer().writeValues(text)) {
            for (Map.Entry<String, List<FilesystemSpec>> tenant : byTenant.entrySet()) {
                documents.write(SpecFile.of(
                        tenant.getKey(),
                        tenant.getValue().stream().map(SpecFile.Entry::of).toList()));
            }
        } catch (IOException e) {
            throw new IllegalStateException("specs cannot be written: " + e.getMessage(), e);
        }
        return text.toString();
    }
}

package org.danaus.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.LibserviceFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

/** The types of libservice that bundles provide now, and what their options are. Safe for all threads. */
@Component(service = LibserviceTypes.class)
public final class LibserviceTypes {
    private static final Map<Integer, String> TYPE_NAMES = Map.of(
            AttributeDefinition.STRING, "text",
            AttributeDefinition.BOOLEAN, "true or false",
            AttributeDefinition.INTEGER, "whole number",
            AttributeDefinition.LONG, "whole number",
            AttributeDefinition.SHORT, "whole number",
            AttributeDefinition.DOUBLE, "number",
            AttributeDefinition.FLOAT, "number");

    private final MetaTypeService metatype;
    private final Map<ServiceReference<LibserviceFactory>, Type> types = new ConcurrentHashMap<>();

    /** With what describes options. */
    @Activate
    public LibserviceTypes(@Reference MetaTypeService metatype) {
        this.metatype = metatype;
    }

    /** In order of their names; of several providers of one, the preferred one first. */
    List<Type> all() {
        return types.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<ServiceReference<LibserviceFactory>, Type> entry) ->
                                entry.getValue().type())
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** The preferred provider of one. */
    Optional<Type> find(String type) {
        return all().stream().filter(each -> each.type().equals(type)).findFirst();
    }

    /** The preferred provider of one. @throws CompositionException if there is none */
    Type get(String type) throws CompositionException {
        return find(type)
                .orElseThrow(() -> new CompositionException(
                        "there is no libservice of type '" + type + "'; libservice:list shows those there are"));
    }

    @Reference(
            service = LibserviceFactory.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void bindFactory(ServiceReference<LibserviceFactory> factory) {
        if (factory.getProperty(LibserviceFactory.TYPE) instanceof String type && factory.getBundle() != null) {
            types.put(factory, new Type(type, factory.getBundle(), factory));
        }
    }

    void unbindFactory(ServiceReference<LibserviceFactory> factory) {
        types.remove(factory);
    }

    /** What the options of a type are, in the order of their description. */
    List<Option> options(Type type) {
        Object pid = type.factory().getProperty(LibserviceFactory.OPTIONS);
        if (!(pid instanceof String)) {
            return List.of();
        }
        ObjectClassDefinition definition =
                metatype.getMetaTypeInformation(type.provider()).getObjectClassDefinition((String) pid, null);
        AttributeDefinition[] attributes = definition.getAttributeDefinitions(ObjectClassDefinition.ALL);
        List<AttributeDefinition> required = listOf(definition.getAttributeDefinitions(ObjectClassDefinition.REQUIRED));
        List<Option> options = new ArrayList<>();
        for (AttributeDefinition attribute : listOf(attributes)) {
            options.add(option(
                    attribute, required.stream().anyMatch(each -> each.getID().equals(attribute.getID()))));
        }
        return options;
    }

    private static Option option(AttributeDefinition attribute, boolean required) {
        String[] defaults = attribute.getDefaultValue();
        String type = TYPE_NAMES.getOrDefault(attribute.getType(), "text");
        String[] choices = attribute.getOptionValues();
        if (choices != null && choices.length > 0) {
            type = "one of " + String.join(", ", choices);
        }
        return new Option(
                attribute.getID(),
                attribute.getCardinality() == 0 ? type : type + ", several",
                required,
                defaults == null ? List.of() : List.of(defaults),
                attribute.getDescription());
    }

    private static List<AttributeDefinition> listOf(AttributeDefinition[] attributes) {
        return attributes == null ? List.of() : Arrays.asList(attributes);
    }

    /** A provider of a type. */
    record Type(String type, Bundle provider, ServiceReference<LibserviceFactory> factory) {}

    /**
     * An option of a type.
     *
     * @param defaults values if it is not given; empty if there is none
     */
    record Option(String option, String type, boolean required, List<String> defaults, String description) {}
}

package org.danaus.service.core.composition;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.danaus.libservice.CompositionException;
import org.danaus.service.LayerSpec;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

/** Turns a layer's options from text into what its factory's Metatype says, or says what is wrong with them. */
public final class Options {
    private static final AttributeDefinition[] NONE = {};

    private final MetaTypeService metatypes;

    /** Reads Metatype from where the framework keeps it. */
    public Options(MetaTypeService metatypes) {
        this.metatypes = metatypes;
    }

    /**
     * The typed options, defaults filled in.
     *
     * @param where for messages, such as {@code acme/web}
     * @throws CompositionException unknown option, wrong type, too many or no values
     */
    public Map<String, Object> read(String where, LayerSpec layer, Provider provider) throws CompositionException {
        String place = where + ", layer " + layer.name() + ": ";
        ObjectClassDefinition described = describe(provider);
        AttributeDefinition[] known = described == null ? NONE : definitions(described, ObjectClassDefinition.ALL);
        refuseUnknown(place, layer, known);
        Map<String, Object> options = new LinkedHashMap<>();
        for (AttributeDefinition option : known) {
            Object value = value(place, option, layer.options().get(option.getID()));
            if (value != null) {
                options.put(option.getID(), value);
            }
        }
        for (AttributeDefinition option :
                described == null ? NONE : definitions(described, ObjectClassDefinition.REQUIRED)) {
            if (!options.containsKey(option.getID())) {
                throw new CompositionException(
                        place + "option '" + option.getID() + "' is missing: " + option.getDescription());
            }
        }
        return options;
    }

    private static void refuseUnknown(String place, LayerSpec layer, AttributeDefinition[] known)
            throws CompositionException {
        TreeSet<String> names = new TreeSet<>();
        for (AttributeDefinition option : known) {
            names.add(option.getID());
        }
        for (String given : layer.options().keySet()) {
            if (!names.contains(given)) {
                throw new CompositionException(place + "libservice " + layer.type() + " has no option '" + given + "'; "
                        + (names.isEmpty() ? "it has none" : "it has " + String.join(", ", names)));
            }
        }
    }

    private static AttributeDefinition[] definitions(ObjectClassDefinition described, int which) {
        AttributeDefinition[] definitions = described.getAttributeDefinitions(which);
        return definitions == null ? NONE : definitions;
    }

    private ObjectClassDefinition describe(Provider provider) throws CompositionException {
        if (provider.optionsPid() == null) {
            return null;
        }
        try {
            MetaTypeInformation information = metatypes.getMetaTypeInformation(provider.bundle());
            return information.getObjectClassDefinition(provider.optionsPid(), null);
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new CompositionException(
                    "bundle " + provider.title() + " does not describe its options " + provider.optionsPid(), e);
        }
    }

    private static Object value(String place, AttributeDefinition option, List<String> given)
            throws CompositionException {
        String[] defaults = option.getDefaultValue();
        List<String> texts = given != null ? given : defaults == null ? List.of() : List.of(defaults);
        boolean many = option.getCardinality() != 0;
        if (!many && texts.size() > 1) {
            throw new CompositionException(
                    place + "option '" + option.getID() + "' takes one value and was given " + texts.size());
        }
        List<Object> values = new ArrayList<>();
        for (String text : texts) {
            values.add(typed(place, option, text));
        }
        if (values.isEmpty()) {
            return null;
        }
        return many ? array(values) : values.get(0);
    }

    /** As Metatype has it: several values are an array of their type. */
    private static Object array(List<Object> values) {
        Object[] array = (Object[]) Array.newInstance(values.get(0).getClass(), values.size());
        return values.toArray(array);
    }

    private static Object typed(String place, AttributeDefinition option, String text) throws CompositionException {
        Object value = parsed(place, option, text);
        String complaint = text.isEmpty() ? null : option.validate(text);
        if (complaint != null && !complaint.isEmpty()) {
            throw hasChoices(option)
                    ? wrong(place, option, text)
                    : new CompositionException(place + "option '" + option.getID() + "': '" + text
                            + "' is out of range; it takes: " + option.getDescription());
        }
        return value;
    }

    private static Object parsed(String place, AttributeDefinition option, String text) throws CompositionException {
        try {
            return switch (option.getType()) {
                case AttributeDefinition.LONG -> Long.valueOf(text.trim());
                case AttributeDefinition.INTEGER -> Integer.valueOf(text.trim());
                case AttributeDefinition.DOUBLE -> Double.valueOf(text.trim());
                case AttributeDefinition.BOOLEAN -> bool(place, option, text.trim());
                default -> text;
            };
        } catch (NumberFormatException e) {
            throw wrong(place, option, text);
        }
    }

    private static boolean hasChoices(AttributeDefinition option) {
        String[] choices = option.getOptionValues();
        return choices != null && choices.length > 0;
    }

    private static Boolean bool(String place, AttributeDefinition option, String text) throws CompositionException {
        return switch (text) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> throw wrong(place, option, text);
        };
    }

    private static CompositionException wrong(String place, AttributeDefinition option, String text) {
        String wanted = hasChoices(option)
                ? "one of " + String.join(", ", option.getOptionValues())
                : switch (option.getType()) {
                    case AttributeDefinition.LONG, AttributeDefinition.INTEGER -> "a whole number";
                    case AttributeDefinition.DOUBLE -> "a number";
                    case AttributeDefinition.BOOLEAN -> "true or false";
                    default -> "what it takes";
                };
        return new CompositionException(place + "option '" + option.getID() + "': '" + text + "' is not " + wanted);
    }
}

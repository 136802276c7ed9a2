package org.danaus.shell.draw;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A record, or a map, as named values in their order. Records may be of any bundle and need not be public. */
final class Fields {
    private Fields() {}

    /** Whether there are such. */
    static boolean has(Object value) {
        return value instanceof Record || value instanceof Map;
    }

    /** Values by title. */
    static Map<String, Object> of(Object value) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, entry) -> fields.put(String.valueOf(key), entry));
        } else {
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                fields.put(title(component), read(value, component));
            }
        }
        return fields;
    }

    /** The component's name in words: {@code mountPoint} is {@code mount point}. */
    static String title(RecordComponent component) {
        return component.getName().replaceAll("([a-z0-9])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    }

    private static Object read(Object value, RecordComponent component) {
        Method accessor = component.getAccessor();
        accessor.setAccessible(true);
        try {
            return accessor.invoke(value);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(component + " cannot be read", e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
    }
}

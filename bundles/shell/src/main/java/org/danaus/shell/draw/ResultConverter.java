package org.danaus.shell.draw;

import org.apache.felix.service.command.Converter;
import org.osgi.service.component.annotations.Component;

/** Draws what commands of any bundle return, if it is made of records, for Gogo's sessions. */
@Component(service = Converter.class, property = Converter.CONVERTER_CLASSES + "=java.lang.Record")
public final class ResultConverter implements Converter {
    /** Reads nothing. */
    @Override
    public Object convert(Class<?> desired, Object value) {
        return null;
    }

    @Override
    public CharSequence format(Object value, int level, Converter others) {
        return level == INSPECT && Table.draws(value) ? Table.draw(value) : null;
    }
}

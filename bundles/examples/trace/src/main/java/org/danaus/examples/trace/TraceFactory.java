package org.danaus.examples.trace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.LibserviceContext;
import org.danaus.libservice.LibserviceFactory;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Makes access logs: this is all that a bundle needs to offer a libservice. */
@Component(
        name = TraceFactory.PID,
        property = {LibserviceFactory.TYPE + "=trace", LibserviceFactory.OPTIONS + "=" + TraceFactory.PID})
@Designate(ocd = TraceFactory.Options.class)
public final class TraceFactory implements LibserviceFactory {
    static final String PID = "org.danaus.examples.trace";

    /** What a spec can say of a trace layer. */
    @ObjectClassDefinition(id = PID, name = "Trace", description = "An access log of all operations that pass through")
    public @interface Options {
        /** Where to write. */
        @AttributeDefinition(
                description = "File of the host to append to; access.log in the layer's own directory if empty",
                required = false)
        String file() default "";
    }

    @Override
    public Libservice create(LibserviceContext context, Map<String, Object> options) throws CompositionException {
        String file = (String) options.getOrDefault("file", "");
        Path path = file.isEmpty() ? context.stateDirectory().resolve("access.log") : Path.of(file);
        try {
            return new Trace(context.below(), context.above(), new AccessLog(path));
        } catch (IOException e) {
            throw new CompositionException("option file: cannot append to " + path + ": " + e.getMessage(), e);
        }
    }
}

package org.danaus.log;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Listens to the OSGi Log Service and writes each entry to the log of the bundle that said it. Framework, bundle and
 * service events, which the log service reports too, stay out below the level of a warning.
 */
@Component(
        service = {},
        immediate = true)
public final class LogForwarder implements LogListener {

    /** Logger of the framework's failures; the launcher has told the terminal of them already. */
    private static final String EVENTS = "framework.events";

    private final LogReaderService reader;

    /**
     * Begins to listen.
     *
     * @param reader whose entries are passed on
     */
    @Activate
    public LogForwarder(@Reference LogReaderService reader) {
        this.reader = reader;
        reader.addLogListener(this);
    }

    @Deactivate
    void stop() {
        reader.removeLogListener(this);
    }

    @Override
    public void logged(LogEntry entry) {
        Level level = levelOf(entry.getLogLevel());
        boolean event = entry.getLoggerName() != null && entry.getLoggerName().startsWith("Events.");
        if (event && level.toInt() < Level.WARN.toInt()) {
            return;
        }
        LoggerFactory.getLogger(event ? EVENTS : entry.getBundle().getSymbolicName())
                .atLevel(level)
                .setCause(entry.getException())
                .log(entry.getMessage());
    }

    private static Level levelOf(LogLevel level) {
        return switch (level) {
            case AUDIT, INFO -> Level.INFO;
            case ERROR -> Level.ERROR;
            case WARN -> Level.WARN;
            case DEBUG -> Level.DEBUG;
            case TRACE -> Level.TRACE;
        };
    }
}

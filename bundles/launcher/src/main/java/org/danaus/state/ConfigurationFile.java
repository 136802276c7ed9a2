package org.danaus.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of Configuration Admin ({@code name=[type]value} with values in quotes, alone or in brackets). Its own reader takes
 * a file cut short for a whole one, and drops what follows a fault; this one tells.
 */
public final class ConfigurationFile {
    private static final String TYPES = "TILFDXSCBilfdxscb";

    private final Path path;
    private String text;
    private int at;

    /** The file at that path, which exists. */
    public ConfigurationFile(Path path) {
        this.path = path;
    }

    /** Reads the file through. @throws CorruptFileException at the first fault */
    public void check() throws IOException {
        text = Files.readString(path, StandardCharsets.ISO_8859_1);
        at = 0;
        while (skipBlank()) {
            name();
            require('=', "'=' is missing after the name");
            value();
        }
    }

    private void name() throws CorruptFileException {
        int start = at;
        while (at < text.length() && "=\"[]()\r\n \t".indexOf(text.charAt(at)) < 0 && text.charAt(at) > ' ') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        if (at == start) {
            throw fault("a name is missing");
        }
    }

    private void value() throws CorruptFileException {
        skipSpace();
        if (at < text.length() && TYPES.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        char open = at < text.length() ? text.charAt(at) : 0;
        if (open == '"') {
            quoted();
        } else if (open == '[' || open == '(') {
            list(open == '[' ? ']' : ')');
        } else {
            throw fault("a value in quotes or brackets is missing");
        }
    }

    private void list(char close) throws CorruptFileException {
        at++;
        skipSpace();
        while (at < text.length() && text.charAt(at) != close) {
            quoted();
            skipSpace();
            if (at < text.length() && text.charAt(at) == ',') {
                at++;
                skipSpace();
            }
        }
        require(close, "the list is not closed");
    }

    private void quoted() throws CorruptFileException {
        require('"', "a value in quotes is missing");
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == 0) {
                throw fault("a NUL byte in a value");
            }
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        require('"', "the value is not closed");
    }

    private void require(char wanted, String fault) throws CorruptFileException {
        skipSpace();
        if (at >= text.length() || text.charAt(at) != wanted) {
            throw fault(fault);
        }
        at++;
    }

    /** Blanks and continued lines within an entry. */
    private void skipSpace() {
        while (at < text.length() && " \t\r\n\\".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    /** Blank lines and comments between entries; whether another entry follows. */
    private boolean skipBlank() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
                at++;
            } else {
                return true;
            }
        }
        return false;
    }

    private CorruptFileException fault(String what) {
        int end = Math.min(at, text.length());
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < end; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new CorruptFileException(path, line, end - lineStart + 1, what);
    }
}

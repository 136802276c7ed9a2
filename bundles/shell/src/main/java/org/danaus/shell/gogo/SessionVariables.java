package org.danaus.shell.gogo;

import org.apache.felix.service.command.CommandSession;

/** Variables of Gogo's sessions that commands leave or find. */
public final class SessionVariables {
    /** Left: exit status of the command that ran last, an Integer. */
    public static final String STATUS = "status";
    /** Found: whether somebody can answer a question, a Boolean. Sessions without it are asked for their terminal. */
    public static final String ANSWERS = ".danaus.answers";
    /** Found: width of the session's terminal in characters, a Number. */
    public static final String COLUMNS = "COLUMNS";

    private static final int USUAL_WIDTH = 80;
    private static final int LEAST_WIDTH = 60;
    private static final int MOST_WIDTH = 120;

    private SessionVariables() {}

    /** How wide running text shall be. */
    static int width(CommandSession session) {
        int width = session.get(COLUMNS) instanceof Number columns ? columns.intValue() : 0;
        return width <= 0 ? USUAL_WIDTH : Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, width));
    }

    /** Exit status of the command that ran last. */
    public static int status(CommandSession session) {
        return session.get(STATUS) instanceof Integer status ? status : 0;
    }
}

package org.danaus.shell.draw;

import java.util.AbstractList;
import java.util.List;

/** A list of records that knows their class, so that its table has a head even if it is empty. */
public final class Rows extends AbstractList<Object> {
    private final Class<? extends Record> type;
    private final List<Object> rows;

    /** A copy of those. */
    public Rows(Class<? extends Record> type, List<?> rows) {
        this.type = type;
        this.rows = List.copyOf(rows);
    }

    Class<? extends Record> type() {
        return type;
    }

    @Override
    public Object get(int index) {
        return rows.get(index);
    }

    @Override
    public int size() {
        return rows.size();
    }
}

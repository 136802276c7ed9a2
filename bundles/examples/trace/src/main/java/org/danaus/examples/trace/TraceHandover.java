package org.danaus.examples.trace;

import org.danaus.libservice.Handover;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenDirectory;
import org.danaus.libservice.OpenFile;
import org.danaus.libservice.State;

/** What a transparent layer passes on: what it stands for in the layer below, and nothing of its own. */
final class TraceHandover implements Handover {
    private final AccessLog log;

    TraceHandover(AccessLog log) {
        this.log = log;
    }

    @Override
    public State save() {
        return State.of(State.TRANSPARENT, new byte[0]);
    }

    @Override
    public void restore(State state) {
        // The log goes on in its file; there is nothing to take over.
    }

    @Override
    public State save(Node node) {
        return State.transparent(node);
    }

    @Override
    public Node restoreNode(State state) {
        return state.nodes().get(0).what();
    }

    @Override
    public State save(OpenFile file) {
        return State.transparent(TracedFile.below(file));
    }

    @Override
    public OpenFile restoreFile(Node node, State state) {
        return new TracedFile(state.files().get(0).what(), log);
    }

    @Override
    public State save(OpenDirectory directory) {
        return State.transparent(((TracedDirectory) directory).below());
    }

    @Override
    public OpenDirectory restoreDirectory(Node node, State state) {
        return new TracedDirectory(state.directories().get(0).what(), log);
    }
}

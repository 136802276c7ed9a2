package org.danaus.examples.trace;

import java.nio.ByteBuffer;
import java.util.Map;
import org.danaus.libservice.AttributeChange;
import org.danaus.libservice.Attributes;
import org.danaus.libservice.Caller;
import org.danaus.libservice.ChangeListener;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.FilesystemStatistics;
import org.danaus.libservice.Handover;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenDirectory;
import org.danaus.libservice.OpenFile;
import org.danaus.libservice.Traits;

/** Passes every operation to the layer below and notes it. Its nodes are those of the layer below: that makes it transparent. */
final class Trace implements Libservice {
    private final Libservice below;
    private final ChangeListener above;
    private final AccessLog log;
    private final Traits traits;

    Trace(Libservice below, ChangeListener above, AccessLog log) {
        this.below = below;
        this.above = above;
        this.log = log;
        Traits beneath = below.traits();
        this.traits = new Traits(beneath.writable(), beneath.coherence(), true, beneath.sharesLocks());
    }

    @Override
    public Traits traits() {
        return traits;
    }

    @Override
    public Node root() {
        return below.root();
    }

    @Override
    public Node lookup(Caller caller, Node directory, Name name, Attributes found) throws ErrnoException {
        long start = System.nanoTime();
        String outcome = "";
        try {
            Node answer = below.lookup(caller, directory, name, found);
            outcome = answer == null ? "ENOENT" : "OK " + answer;
            return answer;
        } catch (ErrnoException e) {
            outcome = e.errno().name();
            throw e;
        } finally {
            log.note(caller, "lookup", directory + ", " + name, outcome, start);
        }
    }

    @Override
    public void getattr(Caller caller, Node node, Attributes result) throws ErrnoException {
        long start = System.nanoTime();
        String outcome = "OK";
        try {
            below.getattr(caller, node, result);
        } catch (ErrnoException e) {
            outcome = e.errno().name();
            throw e;
        } finally {
            log.note(caller, "getattr", String.valueOf(node), outcome, start);
        }
    }

    @Override
    public void setattr(Caller caller, Node node, OpenFile file, AttributeChange change, Attributes result)
            throws ErrnoException {
        long start = System.nanoTime();
        String outcome = "OK";
        try {
            below.setattr(caller, node, TracedFile.below(file), change, result);
        } catch (ErrnoException e) {
            outcome = e.errno().name();
            throw e;
        } finally {
            log.note(caller, "setattr", node + ", " + Integer.toHexString(change.mask), outcome, start);
        }
    }

    @Override
    public byte[] readlink(Caller caller, Node node) throws ErrnoException {
        long start = System.nanoTime();
        String outcome = "";
        try {
            byte[] answer = below.readlink(caller, node);
            outcome = String.valueOf(answer.length);
            return answer;
        } catch (ErrnoException e) {
            outcome = e.errno().name();
            throw e;
        } finally {
            log.note(caller, "readlink", String.valueOf(node), outcome, start);
        }
    }

    @Override
    public OpenFile create(Caller caller, Node directory, Name name, int flags, int mode, Attributes result)
            throws ErrnoException {
        long start = System.nanoTime();
        String outcome = "";
        try {
            OpenFile answer = new TracedFile(below.create(caller, directory, name, flags, mode, result), log);
            outcome = "OK " + answer.node();
            return answer;
        } catch (ErrnoException e) {
            outcome = e.errno().name();
            throw e;
        } finally {
            log.note(caller, "create", directory + ", " + name + ", " + Integer.toOctalString(mode), outcome, start);
        }
    }

    @Override
    public OpenFile createUnnamed(Caller caller, Node directory, int flags, int mode, Attributes result)
            throws ErrnoException {
        long start = System.nanoTime();
        String outcome = "";
        try {
            OpenFile answer = new TracedFile(below.createUnnamed(caller, directory, flags, mode, result), log);
            outcome = "OK " + answer.node();
            return answer;
        } catch (ErrnoException e) {
            outcome = e.errno().name();
            throw e;
        } finally {
            log.note(caller, "createUnnamed", directory + ", " + Integer.toOctalString(mode), outcome, start);
        }
    }

    @Override
    public Node mknod(Caller caller, Node directory, Name name, int mode, long device, Attributes result)
            throws ErrnoException {
        long start = System.nanoTime();
        String outcome = "";
        try {
            Node answer = below.mknod(caller, directory, name, mode, device, result);
            outcome = "OK " + answer;
            return answer;
        } catch (ErrnoException e) {
            outcome = e.errno().name();
            throw e;
        } finally {
            log.note(caller, "mknod", directory + ", " + name + ", " + Integer.toOctalString(mode), outcome, start);
        }
    }

    @Override
    public Node mkdir(Caller caller, Node directory, Name name, int mode, Attributes result) throws ErrnoException {
        long start = System.nanoTime();
        String outcome = "";
        try {
            Node answer = below.mkdir(caller, directory, name, mode, result);
            outcome = "OK " + answer;
            return answer;
        } catch (ErrnoException e) {
            outcome = e.errno().name();
            throw e;
        } finally {
            log.note(caller, "mkdir", directory + ", " + name + ", " + Integer.toOctalString(mode), outcome, start);
        }
    }

    @Override
    public Node symlink(Caller caller, Node directory, Name name, byte[] target, Attributes result)
            throws ErrnoException {
        long start = System.nanoTime();
        String outcome = "";
        try {
            Node answer = below.symlink(caller, directory, name, target, result);
            outcome = "OK " + answer;
            return answer;
        } catch (ErrnoException e) {
            outcome = e.errno().name();
            throw e;
        } finally {
            log.note(caller, "symlink", directory + ", " + name, outcome, start);
        }
    }

    @Override
    public void link(Caller caller, Node node, Node directory, Name name, Attributes result) throws ErrnoException {
        long start = System.nanoTime();
        String outcome = "OK";
        try {
            below.link(caller, node, directory, name, result);
        } catch (ErrnoException e) {
            outcome = e.errno().name();
            throw e;
        } finally {
            log.note(caller, "link", node + ", " + directory + ", " + name, outcome, start);
        }
    }

    @Override
    public void unlink(Caller caller, Node directory, Name name) throws ErrnoException {
        long start = System.nanoTime();
        String outcome = "OK";
        try {
            below.unlink(caller, directory, name);
        } catch (ErrnoException e) {
            outcome = e.errno().name();
            throw e;
        } finally {
            log.note(caller, "unlink", directory + ", " + name, outcome, start);
        }
    }

    @Override
    public void rmdir(Caller caller, Node directory, Name name) throws ErrnoException {
        long start = System.nanoTime();
        String outcome = "OK";
        try {
            below.rmdir(caller, directory, name);
        } catch (ErrnoException e) {
            outcome = e.errno().name();
            throw e;
        } finally {
            log.note(caller, "rmdir", directory + ", " + name, outcome, start);
        }
    }

    @Override
    public void rename(Caller caller, Node fromDirectory, Name from, Node toDirectory, Name to, int flags)
            throws ErrnoException {
        long start = System.nanoTime();
        String outcome = "OK";
        try {
            below.rename(caller, fromDirectory, from, toDirectory, to, flags);
        } catch (ErrnoException e) {
            outcome = e.errno().name();
            throw e;
        } finally {
            log.note(
                    caller,
                    "rename",
                    fromDirectory + ", " + from + ", " + toDirectory + ", " + to + ", " + flags,
                    outcome,
                    start);
        }
    }

    @Override
    public OpenFile open(Caller caller, Node node, int flags) throws ErrnoException {
        long start = System.nanoTime();
        String outcome = "";
        try {
            OpenFile answer = new TracedFile(below.open(caller, node, flags), log);
            outcome = "OK";
            return answer;
        } catch (ErrnoException e) {
            outcome = e.errno().name();
            throw e;
        } finally {
            log.note(caller, "open", node + ", " + Integer.toOctalString(flags), outcome, start);
        }
    }

    @Override
    public OpenDirectory openDirectory(Caller caller, Node node) throws ErrnoException {
        long start = System.nanoTime();
        String outcome = "";
        try {
            OpenDirectory answer = new TracedDirectory(below.openDirectory(caller, node), log);
            outcome = "OK";
            return answer;
        } catch (ErrnoException e) {
            outcome = e.errno().name();
            throw e;
        } finally {
            log.note(caller, "openDirectory", String.valueOf(node), outcome, start);
        }
    }

    @Override
    public void statfs(Caller caller, Node node, FilesystemStatistics result) throws ErrnoException {
        long start = System.nanoTime();
        String outcome = "OK";
        try {
            below.statfs(caller, node, result);
        } catch (ErrnoException e) {
            outcome = e.errno().name();
            throw e;
        } finally {
            log.note(caller, "statfs", String.valueOf(node), outcome, start);
        }
    }

    @Override
    public int getxattr(Caller caller, Node node, Name attribute, ByteBuffer value) throws ErrnoException {
        long start = System.nanoTime();
        String outcome = "";
        try {
            int answer = below.getxattr(caller, node, attribute, value);
            outcome = String.valueOf(answer);
            return answer;
        } catch (ErrnoException e) {
            outcome = e.errno().name();
            throw e;
        } finally {
            log.note(caller, "getxattr", node + ", " + attribute, outcome, start);
        }
    }

    @Override
    public int listxattr(Caller caller, Node node, ByteBuffer names) throws ErrnoException {
        long start = System.nanoTime();
        String outcome = "";
        try {
            int answer = below.listxattr(caller, node, names);
            outcome = String.valueOf(answer);
            return answer;
        } catch (ErrnoException e) {
            outcome = e.errno().name();
            throw e;
        } finally {
            log.note(caller, "listxattr", String.valueOf(node), outcome, start);
        }
    }

    @Override
    public void setxattr(Caller caller, Node node, Name attribute, ByteBuffer value, int flags) throws ErrnoException {
        long start = System.nanoTime();
        String outcome = "OK";
        try {
            below.setxattr(caller, node, attribute, value, flags);
        } catch (ErrnoException e) {
            outcome = e.errno().name();
            throw e;
        } finally {
            log.note(caller, "setxattr", node + ", " + attribute, outcome, start);
        }
    }

    @Override
    public void removexattr(Caller caller, Node node, Name attribute) throws ErrnoException {
        long start = System.nanoTime();
        String outcome = "OK";
        try {
            below.removexattr(caller, node, attribute);
        } catch (ErrnoException e) {
            outcome = e.errno().name();
            throw e;
        } finally {
            log.note(caller, "removexattr", node + ", " + attribute, outcome, start);
        }
    }

    @Override
    public void sync(Caller caller) throws ErrnoException {
        long start = System.nanoTime();
        String outcome = "OK";
        try {
            below.sync(caller);
        } catch (ErrnoException e) {
            outcome = e.errno().name();
            throw e;
        } finally {
            log.note(caller, "sync", "", outcome, start);
        }
    }

    @Override
    public void refresh(Caller caller) throws ErrnoException {
        long start = System.nanoTime();
        String outcome = "OK";
        try {
            below.refresh(caller);
        } catch (ErrnoException e) {
            outcome = e.errno().name();
            throw e;
        } finally {
            log.note(caller, "refresh", "", outcome, start);
        }
    }

    @Override
    public Map<String, String> describe(Caller caller, Node node) throws ErrnoException {
        return below.describe(caller, node);
    }

    /** Changes of the layer below are changes of ours: the nodes are the same. */
    @Override
    public ChangeListener changesBelow() {
        return above;
    }

    @Override
    public Handover handover() {
        return new TraceHandover(log);
    }

    @Override
    public void close() {
        log.close();
    }
}

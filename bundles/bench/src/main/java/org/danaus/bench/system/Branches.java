package org.danaus.bench.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.danaus.bench.BenchException;
import org.danaus.bench.load.Tree;

/**
 * The directories of one system.
 *
 * @param folder holds all of its own
 * @param lower the read-only branch, the same for all systems
 */
public record Branches(Path folder, Path lower) {
    /** Makes and fills the directories of a system that is not mounted yet. */
    public static Branches make(Path folder, Path lower) throws BenchException {
        Branches branches = new Branches(folder, lower);
        try {
            Files.createDirectories(branches.upper());
            Files.createDirectories(branches.work());
            Files.createDirectories(branches.mount());
        } catch (IOException e) {
            throw new BenchException("cannot make directories in " + folder + ": " + e.getMessage(), e);
        }
        Tree.makeUpper(branches.upper());
        return branches;
    }

    /** The writable branch. */
    public Path upper() {
        return folder.resolve("upper");
    }

    /** Where a system prepares what goes to its writable branch. */
    public Path work() {
        return folder.resolve("work");
    }

    /** Where the union of both branches is seen. */
    public Path mount() {
        return folder.resolve("mnt");
    }
}

package org.danaus.libservice.policy;

import org.danaus.libservice.Attributes;
import org.danaus.libservice.Caller;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenFile;

/**
 * Copy-up granularity: how much of a lower file's data moves to the upper branch, and when. The union makes the upper file, calls {@link #copy} before anybody
 * can see it, and afterwards opens it only through {@link #open}. A policy that copies everything at once needs nothing else; one that copies block by block leaves
 * blocks out of {@link #copy}, records on the upper file what is still missing, and answers an open file that reads missing blocks from the lower one and copies
 * a block before it is written.
 */
public interface CopyUpPolicy {
    /**
     * Moves data when the copy is made. The upper file is empty, has no name, and is put on stable storage by the union afterwards.
     *
     * @param lower open for reading
     * @param attributes the lower file's
     * @param keep how many bytes from the beginning will be needed: less than the size if the file is about to be truncated
     * @param upper open for writing
     * @throws ErrnoException ENOSPC and the like: the union then gives the upper file up and nothing has changed
     */
    void copy(Caller caller, OpenFile lower, Attributes attributes, long keep, OpenFile upper) throws ErrnoException;

    /**
     * Opens a file that this policy has copied.
     *
     * @param branch the upper branch
     * @param upper the copy
     * @param origin where it came from; its node is null if the lower file is gone, which only a policy with missing blocks minds
     * @param flags {@link org.danaus.libservice.OpenFlags}
     */
    OpenFile open(Caller caller, Libservice branch, Node upper, Origin origin, int flags) throws ErrnoException;

    /**
     * Where a copy came from.
     *
     * @param branch the lower branch, null if it is gone
     * @param node the file there, null if it is gone
     */
    record Origin(Libservice branch, Node node) {}
}

package org.danaus.libservice;

/** What statvfs(3) says. A structure filled by the callee, owned by one thread. */
public final class FilesystemStatistics {
    /** Preferred size of an I/O request in bytes. */
    public long blockSize;
    /** Unit of the block counts in bytes. */
    public long fragmentSize;
    /** Blocks in all. */
    public long blocks;
    /** Free blocks. */
    public long freeBlocks;
    /** Free blocks for those who are not root. */
    public long availableBlocks;
    /** Inodes in all. */
    public long files;
    /** Free inodes. */
    public long freeFiles;
    /** Free inodes for those who are not root. */
    public long availableFiles;
    /** Longest name in bytes. */
    public int maximumName;
}

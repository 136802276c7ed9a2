package org.danaus.fuse.lowlevel;

import jnr.ffi.LibraryLoader;
import jnr.ffi.annotations.IgnoreError;

/**
 * libfuse 2.9's low-level interface, by the names of fuse_lowlevel.h. Every pointer is an address, so that a call allocates nothing. A reply frees its request: none may follow. Replies answer
 * 0, or a negative errno: {@code -ENOENT} if the request was interrupted before and the kernel has forgotten it.
 */
@IgnoreError
public interface LibFuse {
    /** The library. {@code libfuse.so.2} is Debian's package libfuse2. */
    static LibFuse load() {
        return LibraryLoader.create(LibFuse.class).failImmediately().load("libfuse.so.2");
    }

    /** Makes a session that calls a table of operations. @return 0 on failure */
    long fuse_lowlevel_new(long args, long operations, long size, long userData);

    /** A channel over an open /dev/fuse, which it then owns. @return 0 on failure */
    long fuse_kern_chan_new(int descriptor);

    /** Gives a session its channel. */
    void fuse_session_add_chan(long session, long channel);

    /** Receives one request. @param channelReference address of the channel's address @return its length, 0 if the session has exited, or a negative errno */
    int fuse_chan_recv(long channelReference, long buffer, long size);

    /** Parses a request and calls its operation, on this thread. */
    void fuse_session_process(long session, long buffer, long length, long channel);

    /** Whether the kernel, or {@link #fuse_session_exit}, has ended the session. */
    int fuse_session_exited(long session);

    /** Ends the session: no more requests are received. */
    void fuse_session_exit(long session);

    /** Frees a session and the channel attached to it, whose descriptor is closed. */
    void fuse_session_destroy(long session);

    /** Detaches a channel from its session, closes its descriptor and frees it. */
    void fuse_chan_destroy(long channel);

    /** Answers an error, or success if it is 0. @param errno positive */
    int fuse_reply_err(long request, int errno);

    /** Answers nothing: for forget. */
    void fuse_reply_none(long request);

    /** Answers an {@link EntryParam}. */
    int fuse_reply_entry(long request, long entry);

    /** Answers an {@link EntryParam} and a {@link FileInfo}. */
    int fuse_reply_create(long request, long entry, long file);

    /** Answers a {@link Stat}. @param timeout in seconds for which the kernel may hold it */
    int fuse_reply_attr(long request, long stat, double timeout);

    /** Answers the target of a symbolic link, a string. */
    int fuse_reply_readlink(long request, long target);

    /** Answers a {@link FileInfo}. */
    int fuse_reply_open(long request, long file);

    /** Answers how many bytes were written. */
    int fuse_reply_write(long request, long count);

    /** Answers bytes. */
    int fuse_reply_buf(long request, long buffer, long size);

    /** Answers a {@link StatVfs}. */
    int fuse_reply_statfs(long request, long statvfs);

    /** Answers the size of an extended attribute or of the list of them. */
    int fuse_reply_xattr(long request, long size);

    /** Answers a {@link FileLock}. */
    int fuse_reply_lock(long request, long lock);

    /** A {@link RequestContext}: on whose behalf. */
    long fuse_req_ctx(long request);

    /** Whether the caller has been interrupted. */
    int fuse_req_interrupted(long request);

    /** Has a function called with (request, data) when the caller is interrupted, at once if it was before. */
    void fuse_req_interrupt_func(long request, long function, long data);

    /** Makes the kernel drop attributes and, in a range, pages of a file; a negative offset for no pages, length 0 for all from there. */
    int fuse_lowlevel_notify_inval_inode(long channel, long node, long offset, long length);

    /** Makes the kernel drop what it knows of an entry. */
    int fuse_lowlevel_notify_inval_entry(long channel, long parent, long name, long nameLength);
}

package org.danaus.fuse.mount;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.danaus.fuse.lowlevel.LibFuse;
import org.danaus.fuse.session.Session;
import org.danaus.libservice.CompositionException;
import org.danaus.posix.NativeString;
import org.danaus.posix.Posix;
import org.danaus.service.Filesystem;
import org.danaus.service.Mounter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A filesystem mounted on a directory. Closing waits a moment for open files to be closed, then takes the mount away all the same. */
final class FuseMount implements Mounter.Mount {
    private static final Logger LOG = LoggerFactory.getLogger(FuseMount.class);
    private static final int O_RDWR = 2;
    private static final int O_CLOEXEC = 02000000;
    private static final long PATIENCE_MILLIS = 2_000;
    private static final long END_MILLIS = 5_000;
    private static final String READAHEAD_KIB = "1024";

    private final Path path;
    private final MountPoint point;
    /** The mount's own device, major:minor: what is unmounted must be this mount. */
    private final String number;

    private final Session session;
    private final Consumer<FuseMount> whenClosed;
    private final AtomicBoolean closed = new AtomicBoolean();

    private FuseMount(Path path, MountPoint point, String number, Session session, Consumer<FuseMount> whenClosed) {
        this.path = path;
        this.point = point;
        this.number = number;
        this.session = session;
        this.whenClosed = whenClosed;
    }

    static FuseMount open(
            LibFuse fuse,
            Filesystem filesystem,
            Path shown,
            Path path,
            MountOptions options,
            Consumer<FuseMount> whenClosed)
            throws CompositionException {
        MountPoint point = new MountPoint(path);
        point.prepare();
        int device = device("/dev/fuse", "is the fuse module loaded?");
        if (!mount(filesystem.spec().name().toString(), path, device, options)) {
            int errno = Posix.errno();
            Posix.LIBC.close(device);
            throw new CompositionException(
                    "mount point " + path + ": mount(2) failed with errno " + errno + "; this needs root");
        }
        String number = MountTable.at(path).map(MountTable.Entry::device).orElse("");
        try {
            Session session =
                    new Session(fuse, filesystem, device, device("/dev/null", "is /dev there?"), options.threads());
            raiseReadahead(path, number);
            return new FuseMount(shown, point, number, session, whenClosed);
        } catch (CompositionException | RuntimeException | Error e) {
            point.force(number);
            Posix.LIBC.close(device);
            throw e;
        }
    }

    private static int device(String name, String hint) throws CompositionException {
        NativeString path = NativeString.constant(name);
        int descriptor = Posix.LIBC.open(path.address(), O_RDWR | O_CLOEXEC, 0);
        Reference.reachabilityFence(path);
        if (descriptor < 0) {
            throw new CompositionException(name + " cannot be opened: errno " + Posix.errno() + "; " + hint);
        }
        return descriptor;
    }

    private static boolean mount(String source, Path path, int device, MountOptions options) {
        NativeString from = NativeString.constant(source);
        NativeString on = NativeString.constant(path.toString());
        NativeString type = NativeString.constant(MountPoint.TYPE);
        NativeString data = NativeString.constant(
                "fd=" + device + ",rootmode=40000,user_id=0,group_id=0,default_permissions,allow_other");
        boolean done =
                Posix.LIBC.mount(from.address(), on.address(), type.address(), options.flags(), data.address()) == 0;
        for (NativeString kept : List.of(from, on, type, data)) {
            Reference.reachabilityFence(kept);
        }
        return done;
    }

    /** Lets the kernel read ahead as much as one request can carry. Not essential: where it cannot be set, it stays at 128 KiB. */
    private static void raiseReadahead(Path path, String number) {
        try {
            Files.write(
                    Path.of("/sys/class/bdi", number, "read_ahead_kb"),
                    READAHEAD_KIB.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            LOG.debug("{}: readahead stays as it is", path, e);
        }
    }

    @Override
    public Path mountPoint() {
        return path;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        session.cancelWaits();
        if (!session.awaitIdle(PATIENCE_MILLIS)) {
            LOG.warn("{}: unmounted while files were open", path);
        }
        point.force(number);
        if (!session.close(END_MILLIS)) {
            LOG.error("{}: unmounted, but a request still runs", path);
        }
        whenClosed.accept(this);
    }
}

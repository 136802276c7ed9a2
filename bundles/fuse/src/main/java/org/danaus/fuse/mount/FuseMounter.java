package org.danaus.fuse.mount;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.danaus.fuse.lowlevel.LibFuse;
import org.danaus.libservice.CompositionException;
import org.danaus.service.Filesystem;
import org.danaus.service.Mounter;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Mounts filesystems through the kernel's FUSE. When it goes, its mounts go. */
@Component
public final class FuseMounter implements Mounter {
    private final Set<FuseMount> mounts = ConcurrentHashMap.newKeySet();

    @Override
    public Mount mount(Filesystem filesystem, Path mountPoint, Map<String, String> options)
            throws CompositionException {
        MountOptions read = MountOptions.read(options);
        FuseMount mount = FuseMount.open(
                library(), filesystem, mountPoint.normalize(), resolved(mountPoint), read, mounts::remove);
        mounts.add(mount);
        return mount;
    }

    /** As the kernel's table of mounts has it: without symbolic links above the mount point itself, which a dead mount would not let us look at. */
    private static Path resolved(Path mountPoint) throws CompositionException {
        Path normal = mountPoint.normalize();
        if (normal.getParent() == null) {
            throw new CompositionException("mount point " + mountPoint + ": the root cannot be mounted on");
        }
        try {
            return normal.getParent().toRealPath().resolve(normal.getFileName());
        } catch (IOException e) {
            throw new CompositionException(
                    "mount point " + mountPoint + " does not exist; create the directory first", e);
        }
    }

    private static LibFuse library() throws CompositionException {
        try {
            return Library.FUSE;
        } catch (LinkageError e) {
            throw new CompositionException("libfuse.so.2 is missing: apt-get install libfuse2", e);
        }
    }

    @Deactivate
    void deactivate() {
        mounts.forEach(FuseMount::close);
    }

    /** Loaded at the first mount. */
    private static final class Library {
        static final LibFuse FUSE = LibFuse.load();
    }
}

package org.danaus.fuse.mount;

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
        FuseMount mount = FuseMount.open(library(), filesystem, mountPoint.normalize(), read, mounts::remove);
        mounts.add(mount);
        return mount;
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

"""Files that are open and have no name any more."""

from harness.values import Fill


def keeps_its_content(t):
    root = t.root
    root.put("f", b"content")
    fd = root.open("f", "RDWR")
    root.unlink("f")
    root.stat("f")
    root.fstat(fd)
    root.pread(fd, 20, 0)
    root.pwrite(fd, Fill(1, 100_000), 5)
    root.fstat(fd)
    root.pread(fd, 200_000, 0)
    root.ftruncate(fd, 10)
    root.ftruncate(fd, 200)
    root.pread(fd, 300, 0)
    root.fsync(fd)
    root.ls("@")


def keeps_its_attributes(t):
    root = t.root
    fd = root.open("f", "RDWR|CREAT")
    root.unlink("f")
    root.fchmod(fd, "0640")
    root.fchown(fd, 1000, 1001)
    root.futimens(fd, 10**18, 2 * 10**18)
    found = root.fstat(fd)
    t.note("times set", found and (found.atime, found.mtime))
    root.fsetxattr(fd, "user.x", b"value")
    root.fgetxattr(fd, "user.x")
    root.flistxattr(fd)
    root.fremovexattr(fd, "user.x")
    root.flock(fd, "EX|NB")
    root.setlk(fd, "W")
    root.fallocate(fd, "", 0, 100_000)
    root.fstat(fd)


def is_not_its_successor(t):
    root = t.root
    root.put("f", b"first")
    fd = root.open("f", "RDWR")
    root.unlink("f")
    root.put("f", b"second")
    root.pread(fd, 10, 0)
    root.content("f")
    t.note("another file", root.quiet.stat("f").ino != root.quiet.fstat(fd).ino)
    root.pwrite(fd, b"FIRST", 0)
    root.content("f")
    root.close(fd)
    root.content("f")


def mapped(t):
    root = t.root
    root.put("f", Fill(2, 8192))
    fd = root.open("f", "RDWR")
    mapping = root.mmap(fd, 8192, "READ|WRITE", "SHARED")
    root.unlink("f")
    root.close(fd)
    root.map_read(mapping, 0, 8192)
    root.map_write(mapping, 100, b"still here")
    root.map_read(mapping, 95, 20)
    root.msync(mapping, "SYNC")
    root.munmap(mapping)


def by_another_process(t):
    keeper, remover = t.single("keeper", view=0), t.single("remover", view=1)
    keeper.put("f", b"kept")
    fd = keeper.open("f", "RDWR")
    remover.unlink("f")
    keeper.pread(fd, 10, 0)
    keeper.fstat(fd)
    remover.put("f", b"new")
    keeper.pwrite(fd, b"KEPT", 0)
    remover.content("f")
    keeper.pread(fd, 10, 0)


def reopened_through_proc(t):
    root = t.single("reopening")
    root.put("f", b"content")
    fd = root.open("f", "RDWR")
    root.unlink("f")
    path = b"/proc/%d/fd/%d" % (root.pid, int(fd))
    again = root.quiet.open(path, "RDWR")
    t.note("reopened", bool(again))
    root.pread(again, 20, 0)
    root.pwrite(again, b"CON", 0)
    root.pread(fd, 20, 0)


def last_of_several_names(t):
    root = t.root
    root.put("f", b"x")
    root.link("f", "g")
    fd = root.open("f", "RDWR")
    root.unlink("f")
    root.fstat(fd)
    root.unlink("g")
    root.fstat(fd)
    root.pread(fd, 5, 0)


def special_files(t):
    root = t.root
    root.mknod("p", "fifo")
    fd = root.open("p", "RDWR")
    root.unlink("p")
    root.fstat(fd)
    root.write(fd, b"through")
    root.read(fd, 10)
    root.mknod("null", "char", "0666", 1, 3)
    null = root.open("null", "RDWR")
    root.unlink("null")
    root.fstat(null)
    root.write(null, b"x")


def held_by_path_descriptors(t):
    root = t.root
    root.put("f", b"content")
    root.mkdir("d")
    root.symlink("x", "s")
    held = {name: root.open(name, "PATH|NOFOLLOW") for name in ("f", "d", "s")}
    root.unlink("f")
    root.rmdir("d")
    root.unlink("s")
    for fd in held.values():
        root.fstat(fd)
    root.readlink("", dir_fd=held["s"])
    t.note("reopened", root.quiet.open(b"/proc/self/fd/%d" % int(held["f"]), "RDONLY") and True)
    root.open("x", "WRONLY|CREAT", dir_fd=held["d"])
    root.stat(".", dir_fd=held["d"])

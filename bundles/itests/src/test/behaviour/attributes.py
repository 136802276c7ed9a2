"""Attributes of files, and statx and statvfs."""


def of_each_type(t):
    root = t.root
    root.put("file", b"12345")
    root.mkdir("directory")
    root.symlink("file", "symlink")
    root.mknod("fifo", "fifo")
    root.mknod("socket", "socket")
    root.mknod("char", "char", "0620", 5, 1)
    root.mknod("block", "block", "0660", 259, 77)
    for name in ("file", "directory", "symlink", "fifo", "socket", "char", "block", "absent"):
        root.lstat(name)
        root.stat(name)
    t.note("all have numbers of their own", len({root.quiet.lstat(n).ino for n in root.quiet.ls("@")}) == 7)


def extended_status(t):
    root = t.root
    root.put("f", b"12345")
    root.symlink("f", "s")
    root.mkdir("d")
    everything = "type|mode|nlink|uid|gid|atime|mtime|ctime|ino|size|blocks"
    root.statx("f", everything)
    root.statx("s", everything)
    root.statx("s", everything, "SYMLINK_NOFOLLOW")
    root.statx("d", everything)
    root.statx("f", "size|mode", "0x2000")
    root.statx("f", "size|mode", "0x4000")
    root.statx("f", "btime")
    root.statx("absent", "size")
    root.statx("f", "size", "0x6000")


def numbers_are_stable(t):
    root = t.root
    root.put("f", b"x")
    root.mkdir("d")
    f, d = root.quiet.stat("f"), root.quiet.stat("d")
    root.put("f", b"more")
    root.chmod("f", "0600")
    root.rename("f", "d/g")
    root.rename("d", "e")
    t.same(f, root.quiet.stat("e/g"), "the file")
    t.same(d, root.quiet.stat("e"), "the directory")
    fd = root.open("e/g", "RDONLY")
    t.same(f, root.quiet.fstat(fd), "the open file")
    other = t.process("other")
    t.same(f, other.quiet.stat("e/g"), "the file as another process sees it")


def sizes_follow_writes(t):
    root = t.root
    fd = root.open("f", "RDWR|CREAT")
    for step in range(5):
        root.write(fd, b"x" * 10)
        root.stat("f")
        root.fstat(fd)
    root.truncate("f", 7)
    root.fstat(fd)
    other = t.process("other")
    other.stat("f")
    root.pwrite(fd, b"y", 99)
    other.stat("f")


def of_the_filesystem(t):
    root = t.root
    root.put("f", b"x")
    root.mkdir("d")
    for name in ("@", "f", "d", "absent", "f/x"):
        root.statvfs(name)
    fd = root.open("f", "RDONLY")
    root.fstatvfs(fd)
    t.alice().statvfs("f")
    root.pathconf("@", "PATH_MAX")


def space_shrinks_as_files_grow(t):
    root = t.root
    all_before, free_before = root.quiet.statfs_room("@")
    fd = root.open("f", "RDWR|CREAT")
    root.posix_fallocate(fd, 0, 64 << 20)
    all_after, free_after = root.quiet.statfs_room("@")
    t.note("the size is the same", all_before == all_after)
    t.note("room was taken", free_before - free_after > 48 << 20)

"""Hard and symbolic links."""


def hard_link_shares_the_file(t):
    root = t.root
    root.put("a", b"one")
    root.link("a", "b")
    t.same(root.stat("a"), root.stat("b"), "one file")
    root.put("b", b"through b")
    root.content("a")
    root.chmod("b", "0600")
    root.stat("a")
    root.mkdir("d")
    root.link("b", "d/c")
    root.lstat("a")
    root.unlink("a")
    t.same(root.stat("b"), root.stat("d/c"), "one file without its first name")
    root.rename("b", "d/e")
    root.stat("d/c")
    root.unlink("d/c")
    root.stat("d/e")
    root.content("d/e")
    root.ls("d")


def link_rules(t):
    root = t.root
    root.mkdir("d")
    root.put("f", b"x")
    root.symlink("f", "s")
    root.link("d", "d2")
    root.link("absent", "a2")
    root.link("f", "d")
    root.link("f", "absent/f")
    root.link("f", "f/g")
    root.link("s", "s2")
    t.same(root.lstat("s"), root.lstat("s2"), "a link to the symbolic link itself")
    root.linkat("s", "f2", "FOLLOW")
    t.same(root.lstat("f"), root.lstat("f2"), "a link to what it points at")
    root.mknod("pipe", "fifo")
    root.link("pipe", "pipe2")
    root.lstat("pipe2")


def link_by_descriptor(t):
    root = t.root
    root.put("f", b"content")
    fd = root.open("f", "RDONLY")
    root.link_descriptor(fd, "by-proc")
    root.linkat("", "by-empty-path", "EMPTY_PATH", dir_fd=fd)
    root.fstat(fd)
    root.unlink("f")
    root.fstat(fd)
    root.unlink("by-proc")
    root.unlink("by-empty-path")
    root.fstat(fd)
    root.linkat("", "again", "EMPTY_PATH", dir_fd=fd)


def links_of_others(t):
    """With protected_hardlinks a user may link only what he owns, or may read and write."""
    t.root.put("theirs", b"x")
    t.root.put("open", b"x")
    t.root.chmod("open", "0666")
    alice = t.alice()
    alice.link("theirs", "mine")
    alice.link("open", "open2")
    t.root.chown("theirs", 1000, 1000)
    alice.link("theirs", "mine2")


def many_links(t):
    root = t.root
    root.put("f", b"x")
    root.mkdir("d")
    for number in range(100):
        root.quiet.link("f", f"d/{number}")
    root.stat("f")
    root.names_in("d")
    for number in range(0, 100, 2):
        root.quiet.unlink(f"d/{number}")
    root.stat("d/99")


def symbolic_links(t):
    root = t.root
    root.put("f", b"content")
    root.mkdir("d")
    root.put("d/g", b"in d")
    root.symlink("f", "to-f")
    root.symlink("d", "to-d")
    root.symlink("to-f", "to-to-f")
    root.symlink("../f", "d/up")
    root.symlink("absent", "dangling")
    root.symlink(".", "self")
    root.symlink("f", "to-f")
    root.symlink("", "empty")
    for name in ("to-f", "to-to-f", "d/up", "to-d/up", "to-d/g", "self/self/self/f", "dangling"):
        root.content(name)
    for name in ("to-f", "dangling", "f", "d", "absent"):
        root.readlink(name)
    root.lstat("to-f")
    root.stat("to-d")
    root.lstat("to-d/")
    root.stat("dangling")
    root.lstat("dangling")
    root.readlink_short("to-to-f", 2)
    root.ls("@")


def loops_of_links(t):
    root = t.root
    root.symlink("b", "a")
    root.symlink("a", "b")
    root.stat("a")
    root.open("a", "RDONLY")
    root.open("a", "WRONLY|CREAT")
    root.mkdir("a/x")
    root.lstat("a")
    root.unlink("a")
    root.put("chain0", b"at the end")
    for number in range(1, 42):
        root.quiet.symlink(f"chain{number - 1}", f"chain{number}")
    root.content("chain40")
    root.content("chain41")


def long_targets(t):
    root = t.root
    for length in (1, 255, 4000, 4095):
        root.symlink(b"t" * length, f"l{length}")
        root.lstat(f"l{length}")
        t.note(f"the target of {length} bytes comes back", root.quiet.readlink(f"l{length}") == b"t" * length)
    root.symlink(b"t" * 4096, "l4096")
    root.symlink(b"\xff\xfe/\x01", "bytes")
    root.readlink("bytes")


def renaming_links(t):
    root = t.root
    root.put("f", b"x")
    root.symlink("f", "s")
    root.rename("s", "s2")
    root.readlink("s2")
    root.symlink("elsewhere", "s3")
    root.rename("s2", "s3")
    root.readlink("s3")
    root.rename("f", "s3")
    root.lstat("s3")
    root.link("s3", "again")
    root.rename("s3", "again")
    root.ls("@")
    root.stat("again")


def protected_links_in_sticky_directories(t):
    """With protected_symlinks a link in a world-writable sticky directory is followed by its owner only."""
    t.root.mkdir("tmp")
    t.root.chmod("tmp", "01777")
    t.root.put("f", b"x")
    t.root.chmod("f", "0666")
    alice, bob = t.alice(), t.bob()
    alice.symlink("../f", "tmp/l")
    alice.content("tmp/l")
    bob.content("tmp/l")
    bob.readlink("tmp/l")
    t.root.content("tmp/l")

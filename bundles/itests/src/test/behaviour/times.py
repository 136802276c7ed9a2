"""Time stamps: what moves them, and how they are set."""

SECOND = 10**9


def what_moves_stamps_of_a_file(t):
    root = t.root
    root.put("f", b"0123456789")
    fd = root.open("f", "RDWR")
    for text, action in (
        ("write", lambda: root.quiet.pwrite(fd, b"x", 0)),
        ("an empty write", lambda: root.quiet.write(fd, b"")),
        ("ftruncate", lambda: root.quiet.ftruncate(fd, 5)),
        ("ftruncate to the same size", lambda: root.quiet.ftruncate(fd, 5)),
        ("truncate", lambda: root.quiet.truncate("f", 3)),
        ("truncate to the same size", lambda: root.quiet.truncate("f", 3)),
        ("chmod", lambda: root.quiet.chmod("f", "0600")),
        ("chmod to the same mode", lambda: root.quiet.chmod("f", "0600")),
        ("chown", lambda: root.quiet.chown("f", 1000, 1000)),
        ("chown of nothing", lambda: root.quiet.chown("f", -1, -1)),
        ("link", lambda: root.quiet.link("f", "g")),
        ("rename", lambda: root.quiet.rename("g", "h")),
        ("unlink of the other name", lambda: root.quiet.unlink("h")),
        ("setxattr", lambda: root.quiet.setxattr("f", "user.x", b"v")),
        ("removexattr", lambda: root.quiet.removexattr("f", "user.x")),
        ("opening to write", lambda: root.quiet.close(root.quiet.open("f", "WRONLY"))),
        ("opening to truncate", lambda: root.quiet.close(root.quiet.open("f", "WRONLY|TRUNC"))),
        ("opening an empty file to truncate", lambda: root.quiet.close(root.quiet.open("f", "WRONLY|TRUNC"))),
        ("fallocate", lambda: root.quiet.fallocate(fd, "", 0, 100)),
        ("stat", lambda: root.quiet.stat("f")),
    ):
        with t.stamps(text, "f"):
            action()


def what_moves_stamps_of_directories(t):
    root = t.root
    root.mkdir("d")
    root.mkdir("e")
    for text, action in (
        ("mkdir", lambda: root.quiet.mkdir("d/x")),
        ("rmdir", lambda: root.quiet.rmdir("d/x")),
        ("creating", lambda: root.quiet.put("d/f", b"")),
        ("writing to a file in it", lambda: root.quiet.put("d/f", b"x")),
        ("chmod of a file in it", lambda: root.quiet.chmod("d/f", "0600")),
        ("symlink", lambda: root.quiet.symlink("x", "d/s")),
        ("mknod", lambda: root.quiet.mknod("d/p", "fifo")),
        ("link", lambda: root.quiet.link("d/f", "d/g")),
        ("unlink", lambda: root.quiet.unlink("d/g")),
        ("rename inside", lambda: root.quiet.rename("d/s", "d/t")),
        ("rename away", lambda: root.quiet.rename("d/t", "e/t")),
        ("rename over", lambda: root.quiet.rename("e/t", "d/f")),
        ("a failed mkdir", lambda: root.quiet.mkdir("d/f")),
        ("chmod", lambda: root.quiet.chmod("d", "0700")),
    ):
        with t.stamps(text, "d", "e"):
            action()


def moving_a_directory(t):
    root = t.root
    for name in ("a", "b", "a/d"):
        root.mkdir(name)
    with t.stamps("rename", "a", "b", "a/d"):
        root.quiet.mkdir("a/x")
    with t.stamps("moving a file", "a", "b"):
        root.quiet.rename("a/x", "b/x")


def reading_moves_access(t):
    """Only where relatime says so: the access was before the last change."""
    root = t.root
    root.put("f", b"content")
    root.mkdir("d")
    root.put("d/g", b"")
    root.symlink("f", "s")
    with t.stamps("reading", "f"):
        root.quiet.content("f")
    with t.stamps("listing", "d"):
        root.quiet.names_in("d")
    with t.stamps("readlink", "s"):
        root.quiet.readlink("s")


def written_then_read(t):
    root = t.root
    fd = root.open("f", "RDWR|CREAT")
    root.write(fd, b"content")
    with t.stamps("writing and reading", "f"):
        root.quiet.pwrite(fd, b"more", 0)
        root.quiet.pread(fd, 4, 0)


def setting(t):
    root = t.root
    root.put("f", b"x")
    for atime, mtime in (
        (0, 0), (1, 999_999_999), (1_234_567_890 * SECOND + 123_456_789, 987_654_321 * SECOND + 1),
        (2_145_916_800 * SECOND, 2_208_988_800 * SECOND), (4_102_444_800 * SECOND + 5, (1 << 32) * SECOND + 7),
        ((1 << 33) * SECOND + 999_999_999, 15_032_385_535 * SECOND), (-1 * SECOND, -86400 * SECOND + 5),
        (-(1 << 31) * SECOND, 1),
    ):
        root.utimens("f", atime, mtime)
        found = root.quiet.stat("f")
        t.note("stat says", (found.atime, found.mtime))
        root.statx_timestamps("f")


def now_and_omit(t):
    root = t.root
    root.put("f", b"x")
    root.utimens("f", 5 * SECOND, 6 * SECOND)
    root.utimens("f", "OMIT", 7 * SECOND)
    found = root.quiet.stat("f")
    t.note("stat says", (found.atime, found.mtime))
    root.utimens("f", 8 * SECOND, "OMIT")
    found = root.quiet.stat("f")
    t.note("stat says", (found.atime, found.mtime))
    with t.stamps("omitting both", "f"):
        root.quiet.utimens("f", "OMIT", "OMIT")
    with t.stamps("now for access", "f"):
        root.quiet.utimens("f", "NOW", "OMIT")
    with t.stamps("now for modification", "f"):
        root.quiet.utimens("f", "OMIT", "NOW")
    with t.stamps("now for both", "f"):
        root.quiet.touch("f")
    root.utimens_raw("f", 1_000_000_000)
    root.utimens_raw("f", -1)


def by_descriptor_and_on_links(t):
    root = t.root
    root.put("f", b"x")
    root.symlink("f", "s")
    fd = root.open("f", "RDONLY")
    root.futimens(fd, 11 * SECOND, 12 * SECOND)
    root.utimens("s", 13 * SECOND, 14 * SECOND, follow=False)
    s, f = root.quiet.lstat("s"), root.quiet.stat("s")
    t.note("the file", (f.atime, f.mtime))
    t.note("the link", (s.atime, s.mtime))
    root.utimens("absent", 1, 1)
    root.mkdir("d")
    root.utimens("d", 15 * SECOND, 16 * SECOND)
    d = root.quiet.stat("d")
    t.note("the directory", (d.atime, d.mtime))


def who_may(t):
    """The owner may set times; a writer may only make them now."""
    root, alice, bob = t.root, t.alice(), t.bob()
    alice.put("f", b"x")
    for mode in ("0644", "0666", "0000"):
        root.chmod("f", mode)
        bob.utimens("f", 1, 1)
        bob.utimens("f", "NOW", "NOW")
        bob.utimens("f", "NOW", "OMIT")
        bob.touch("f")
        bob.utimens("f", "OMIT", "OMIT")
        alice.utimens("f", 1, 1)
        alice.touch("f")
        root.utimens("f", 1, 1)


def setting_survives_writing_elsewhere(t):
    """As archivers do: write, set times by descriptor, close."""
    root = t.root
    fd = root.open("f", "WRONLY|CREAT")
    root.write(fd, b"x" * 100_000)
    root.futimens(fd, 21 * SECOND, 22 * SECOND)
    root.close(fd)
    found = root.quiet.stat("f")
    t.note("after closing", (found.atime, found.mtime))
    other = t.process("other")
    found = other.quiet.stat("f")
    t.note("as another process sees it", (found.atime, found.mtime))

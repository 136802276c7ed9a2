"""Changing files of the lower branch."""

from harness.values import Fill


def writing(t):
    root = t.root
    root.stat("file")
    fd = root.open("file", "RDWR")
    root.pread(fd, 20, 0)
    root.pwrite(fd, b"LOWER", 0)
    root.pread(fd, 20, 0)
    root.stat("file")
    root.content("file")
    root.listxattr("file")
    root.getxattr("file", "user.colour")
    root.getxattr("file", "trusted.secret")
    root.put("two", b"rewritten")
    root.stat("two")
    root.content("two")
    appender = root.open("dir/a", "WRONLY|APPEND")
    root.write(appender, b"appended\n")
    root.content("dir/a")
    root.ls("@")
    root.ls("dir")


def opening_without_writing(t):
    root = t.root
    for flags in ("RDWR", "WRONLY", "WRONLY|APPEND"):
        fd = root.open("large", flags)
        root.close(fd)
        root.content("large")
        found = root.stat("large")
        t.note("modified", found.mtime)


def truncating(t):
    root = t.root
    root.truncate("large", 100_000)
    root.content("large")
    root.truncate("large", 200_000)
    root.content("large")
    root.open("file", "WRONLY|TRUNC")
    root.stat("file")
    root.open("two", "RDONLY|TRUNC")
    root.stat("two")
    root.truncate("sparse", 12 << 20)
    root.stat("sparse")
    root.content("sparse")


def attributes_alone(t):
    """Only what is changed changes."""
    root = t.root
    for name, change in (
        ("file", lambda: root.chmod("file", "0600")), ("two", lambda: root.chown("two", 1001, -1)),
        ("large", lambda: root.utimens("large", "OMIT", 5)),
        ("setuid", lambda: root.setxattr("setuid", "user.x", b"x")),
        ("readonly", lambda: root.chmod("readonly", "0640")), ("sparse", lambda: root.chmod("sparse", "0600")),
        ("dir", lambda: root.chmod("dir", "0700")), ("fifo", lambda: root.chmod("fifo", "0600")),
        ("null", lambda: root.chown("null", 1000, 1000)),
        ("link", lambda: root.chown("link", 1001, 1001, follow=False)),
        ("empty", lambda: root.setxattr("empty", "user.x", b"x")),
    ):
        change()
        found = root.lstat(name)
        t.note(f"{name} modified", found.mtime)
        root.listxattr(name, follow=False)
    for name in ("file", "two", "large", "setuid", "readonly", "sparse"):
        root.content(name)
    root.readlink("link")
    root.ls("dir")


def sparse_files_stay_sparse(t):
    root = t.root
    root.stat("sparse")
    fd = root.open("sparse", "RDWR")
    root.fsync(fd)
    root.fstat(fd)
    root.content("sparse")
    root.pwrite(fd, b"x", 3 << 20)
    root.content("sparse")
    root.lseek(fd, 0, "DATA")
    root.lseek(fd, 4 << 20, "DATA")
    root.lseek(fd, 4 << 20, "HOLE")
    root.lseek(fd, 12 << 20, "HOLE")


def readers_see_what_is_written_later(t):
    root, reader = t.root, t.process("reader")
    fd = reader.open("file", "RDONLY")
    reader.pread(fd, 20, 0)
    root.put("file", b"written later")
    reader.pread(fd, 20, 0)
    reader.fstat(fd)
    again = reader.open("file", "RDONLY")
    reader.pread(again, 20, 0)
    root.put("file", b"and once more")
    reader.pread(again, 20, 0)


def mapped_before(t):
    root, reader = t.root, t.process("reader")
    fd = reader.open("large", "RDONLY")
    mapping = reader.mmap(fd, 8192, "READ", "SHARED")
    reader.map_read(mapping, 0, 16)
    writer = root.open("large", "RDWR")
    root.pwrite(writer, b"written after mapping", 0)
    reader.map_read(mapping, 0, 24)


def by_descriptor(t):
    """Attributes changed through a descriptor opened for reading."""
    root = t.root
    fd = root.open("file", "RDONLY")
    root.fchmod(fd, "0600")
    root.fchown(fd, 1000, 1000)
    root.futimens(fd, 10**18, 10**18)
    root.fsetxattr(fd, "user.more", b"x")
    root.fstat(fd)
    root.stat("file")
    root.pread(fd, 20, 0)
    root.listxattr("file")


def unlinked_and_open(t):
    root = t.root
    reading, writing = root.open("file", "RDONLY"), root.open("two", "RDWR")
    root.unlink("file")
    root.unlink("two")
    root.fstat(reading)
    root.pread(reading, 20, 0)
    root.fstat(writing)
    root.pwrite(writing, b"WRITTEN", 0)
    root.pread(writing, 20, 0)
    root.fchmod(reading, "0600")
    root.fstat(reading)
    root.put("file", b"another")
    root.pread(reading, 20, 0)
    root.ls("@")


def by_ordinary_users(t):
    root, alice, bob = t.root, t.alice(), t.bob()
    alice.put("two", b"by its owner")
    root.stat("two")
    bob.put("two", b"by another")
    alice.chmod("two", "0666")
    bob.put("two", b"by another now")
    root.stat("two")
    alice.put("file", b"x")
    alice.chmod("file", "0777")
    alice.put("readonly", b"x")
    alice.content("private/secret")
    alice.put("dir/new", b"x")
    root.chmod("dir", "0777")
    alice.put("dir/new", b"x")
    root.stat("dir/new")
    alice.unlink("dir/a")
    root.ls("dir")


def setuid_goes_with_writes(t):
    root, alice = t.root, t.alice()
    root.stat("setuid")
    root.chmod("setuid", "04777")
    fd = alice.open("setuid", "RDWR")
    root.stat("setuid")
    alice.pwrite(fd, b"x", 0)
    root.stat("setuid")


def sticky_directories(t):
    root, alice, bob = t.root, t.alice(), t.bob()
    bob.unlink("sticky/mine")
    bob.rename("sticky/mine", "sticky/other")
    bob.put("sticky/new", b"x")
    alice.unlink("sticky/mine")
    root.ls("sticky")
    root.stat("sticky")


def locks_hold(t):
    """Locks taken before the copy hold after it."""
    one, two = t.single("one"), t.single("two")
    a = one.open("file", "RDONLY")
    one.flock(a, "SH|NB")
    one.setlk(a, "R")
    b = two.open("file", "RDWR")
    two.pwrite(b, b"x", 0)
    two.flock(b, "EX|NB")
    two.setlk(b, "W")
    one.close(a)
    two.flock(b, "EX|NB")
    two.setlk(b, "W")


def large_files(t):
    root = t.root
    fd = root.open("large", "RDWR")
    root.pwrite(fd, Fill(9, 1000), 150_000)
    root.fstat(fd)
    root.content("large")
    root.fsync(fd)
    root.content("large")


def executing(t):
    root = t.root
    root.put("setuid", b"#!/bin/sh\necho copied up\n")
    root.stat("setuid")
    root.run("setuid")
    root.chmod("two", "0755")
    root.put("two", b"#!/bin/cat\n")
    root.run("two")


def special_files(t):
    reader, writer = t.single("reader"), t.single("writer")
    opening = reader.begin.open("fifo", "RDONLY")
    opening.waits()
    w = writer.open("fifo", "WRONLY")
    r = opening.end()
    writer.write(w, b"through a lower fifo")
    reader.read(r, 100)
    null = writer.open("null", "RDWR")
    writer.write(null, b"x")
    writer.read(null, 10)

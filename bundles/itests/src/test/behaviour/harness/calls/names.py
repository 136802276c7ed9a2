"""Making, moving and removing names."""

import ctypes
import os

from harness.calls import libc
from harness.calls.arguments import at, bits, octal, without_base

_RENAME = {"NOREPLACE": 1, "EXCHANGE": 2, "WHITEOUT": 4}
_TYPES = {"file": 0o100000, "fifo": 0o010000, "socket": 0o140000, "char": 0o020000, "block": 0o060000}


def mkdir(path, mode="0777", dir_fd=None):
    os.mkdir(at(path, dir_fd), octal(mode), dir_fd=dir_fd)


def rmdir(path, dir_fd=None):
    os.rmdir(at(path, dir_fd), dir_fd=dir_fd)


def unlink(path, dir_fd=None):
    os.unlink(at(path, dir_fd), dir_fd=dir_fd)


def rename(source, to, dir_fd=None):
    os.rename(at(source, dir_fd), at(to, dir_fd), src_dir_fd=dir_fd, dst_dir_fd=dir_fd)


def renameat2(source, to, flags):
    value = sum(_RENAME[word] if word in _RENAME else int(word) for word in flags.split("|"))
    libc.call("renameat2", libc.AT_FDCWD, at(source), libc.AT_FDCWD, at(to), value)


def link(source, to):
    libc.call("link", at(source), at(to))


def linkat(source, to, flags="", dir_fd=None):
    """flags: FOLLOW, EMPTY_PATH. With dir_fd, source is relative to it."""
    value = bits("AT_SYMLINK_", flags.replace("EMPTY_PATH", "0x1000"), libc)
    where = libc.AT_FDCWD if dir_fd is None else dir_fd
    libc.call("linkat", where, at(source, dir_fd), libc.AT_FDCWD, at(to), value)


def link_descriptor(fd, to):
    """Gives an open file a name by way of /proc, as one without privilege does."""
    path = b"/proc/self/fd/%d" % fd
    libc.call("linkat", libc.AT_FDCWD, path, libc.AT_FDCWD, at(to), libc.AT_SYMLINK_FOLLOW)


def symlink(target, path, dir_fd=None):
    os.symlink(os.fsencode(target), at(path, dir_fd), dir_fd=dir_fd)


def readlink(path, dir_fd=None):
    return without_base(os.readlink(at(path, dir_fd), dir_fd=dir_fd))


def readlink_short(path, room):
    """readlink(2) with room for so many bytes."""
    buffer = ctypes.create_string_buffer(room)
    count = libc.call("readlink", at(path), buffer, room, result=libc.LONG)
    return buffer.raw[:count]


def mknod(path, kind, mode="0644", major=0, minor=0):
    os.mknod(at(path), _TYPES[kind] | octal(mode), os.makedev(major, minor))


def chdir(path):
    os.chdir(at(path))


def getcwd():
    return without_base(os.getcwdb())


def descend(levels, name):
    """Makes directories inside each other by descriptors, one path component a call; answers how many."""
    fd = os.open(at("@"), os.O_RDONLY | os.O_DIRECTORY)
    try:
        for level in range(levels):
            os.mkdir(name, 0o755, dir_fd=fd)
            inner = os.open(name, os.O_RDONLY | os.O_DIRECTORY, dir_fd=fd)
            os.close(fd)
            fd = inner
        os.close(os.open("bottom", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644, dir_fd=fd))
        return level + 1
    finally:
        os.close(fd)


def ascend(levels, name):
    """Finds, opens by a relative path and removes what descend made; answers how many directories it removed."""
    fds = [os.open(at("@"), os.O_RDONLY | os.O_DIRECTORY)]
    try:
        for _ in range(levels):
            fds.append(os.open(name, os.O_RDONLY | os.O_DIRECTORY, dir_fd=fds[-1]))
        os.unlink("bottom", dir_fd=fds[-1])
        for parent in reversed(fds[:-1]):
            os.rmdir(name, dir_fd=parent)
        return levels
    finally:
        for fd in fds:
            os.close(fd)

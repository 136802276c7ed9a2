"""Opening, positions, sizes and synchronisation of files."""

import ctypes
import os

from harness.calls import libc
from harness.calls.arguments import at, bits, octal
from harness.values import Fd

_SYS_OPENAT2 = 437
_RESOLVE = {"NO_XDEV": 1, "NO_MAGICLINKS": 2, "NO_SYMLINKS": 4, "BENEATH": 8, "IN_ROOT": 16}
_FALLOCATE = {"KEEP_SIZE": 1, "PUNCH_HOLE": 2, "COLLAPSE_RANGE": 8, "ZERO_RANGE": 16, "INSERT_RANGE": 32}
_WHENCE = {"SET": 0, "CUR": 1, "END": 2, "DATA": 3, "HOLE": 4}


def open(path, flags, mode="0644", dir_fd=None):
    return Fd(os.open(at(path, dir_fd), bits("O_", flags), octal(mode), dir_fd=dir_fd))


def creat(path, mode="0644"):
    return Fd(libc.call("creat", at(path), octal(mode)))


def openat2(path, flags, resolve, mode="0", dir_fd=None):
    how = (ctypes.c_uint64 * 3)(bits("O_", flags), octal(mode), sum(_RESOLVE[word] for word in resolve.split("|")))
    where = libc.AT_FDCWD if dir_fd is None else dir_fd
    number = libc.call("syscall", _SYS_OPENAT2, where, at(path, dir_fd), how, 24, result=libc.LONG)
    return Fd(number)


def close(fd):
    os.close(fd)


def dup(fd):
    return Fd(os.dup(fd))


def lseek(fd, offset, whence):
    return os.lseek(fd, offset, _WHENCE[whence])


def truncate(path, length):
    libc.call("truncate", at(path), length)


def ftruncate(fd, length):
    libc.call("ftruncate", fd, length)


def fallocate(fd, mode, offset, length):
    libc.call("fallocate", fd, sum(_FALLOCATE[word] for word in filter(None, mode.split("|"))), offset, length)


def posix_fallocate(fd, offset, length):
    os.posix_fallocate(fd, offset, length)


def fsync(fd):
    os.fsync(fd)


def fdatasync(fd):
    os.fdatasync(fd)


def syncfs(fd):
    libc.call("syncfs", fd)


def sync_file_range(fd, offset, length):
    libc.call("sync_file_range", fd, offset, length, 7)


def fadvise(fd, offset, length, advice):
    os.posix_fadvise(fd, offset, length, bits("POSIX_FADV_", advice))


def readahead(fd, offset, length):
    libc.call("readahead", fd, offset, length, result=libc.LONG)


def status_flags(fd):
    """The access mode and status flags that F_GETFL answers, by name."""
    import fcntl

    found = fcntl.fcntl(fd, fcntl.F_GETFL)
    names = ["APPEND", "NONBLOCK", "DSYNC", "DIRECT", "NOATIME", "PATH"]
    return "|".join([("RDONLY", "WRONLY", "RDWR")[found & 3], *(n for n in names if found & getattr(os, "O_" + n))])


def set_status_flags(fd, flags):
    import fcntl

    fcntl.fcntl(fd, fcntl.F_SETFL, bits("O_", flags))


def umask(mask):
    return f"{os.umask(octal(mask)):04o}"

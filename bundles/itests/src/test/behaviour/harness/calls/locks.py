"""Locks of all three kinds."""

import fcntl
import os
import struct

from harness.calls import libc
from harness.calls.arguments import at, bits

_OFD = {"GETLK": 36, "SETLK": 37, "SETLKW": 38}
_POSIX = {"GETLK": 5, "SETLK": 6, "SETLKW": 7}
_TYPES = {"R": fcntl.F_RDLCK, "W": fcntl.F_WRLCK, "U": fcntl.F_UNLCK}


def flock(fd, operation):
    libc.call("flock", fd, bits("LOCK_", operation, fcntl))


def _fcntl(fd, command, kind, start, length, whence):
    # The pid must be 0 for an OFD lock.
    lock = bytearray(struct.pack("=hhxxxxqqixxxx", _TYPES[kind], whence, start, length, 0))
    buffer = (libc.ctypes.c_char * len(lock)).from_buffer(lock)
    libc.call("fcntl", fd, command, buffer)
    return struct.unpack("=hhxxxxqqixxxx", bytes(lock))


def setlk(fd, kind, start=0, length=0, whence=0):
    _fcntl(fd, _POSIX["SETLK"], kind, start, length, whence)


def setlkw(fd, kind, start=0, length=0):
    _fcntl(fd, _POSIX["SETLKW"], kind, start, length, 0)


def ofd_setlk(fd, kind, start=0, length=0):
    _fcntl(fd, _OFD["SETLK"], kind, start, length, 0)


def ofd_setlkw(fd, kind, start=0, length=0):
    _fcntl(fd, _OFD["SETLKW"], kind, start, length, 0)


def getlk(fd, kind, start=0, length=0):
    """Type, start, length and owner of a lock in the way; U if none is."""
    return _answer(_fcntl(fd, _POSIX["GETLK"], kind, start, length, 0))


def ofd_getlk(fd, kind, start=0, length=0):
    return _answer(_fcntl(fd, _OFD["GETLK"], kind, start, length, 0))


def _answer(found):
    kind, _, start, length, pid = found
    word = next(word for word, value in _TYPES.items() if value == kind)
    return (word,) if word == "U" else (word, start, length, pid)


def lock_and_count(path, rounds):
    """Adds one to the number in a file, under a lock, so many times."""
    fd = os.open(at(path), os.O_RDWR)
    try:
        for _ in range(rounds):
            _fcntl(fd, _POSIX["SETLKW"], "W", 0, 0, 0)
            number = int(os.pread(fd, 32, 0) or b"0")
            os.pwrite(fd, b"%d" % (number + 1), 0)
            _fcntl(fd, _POSIX["SETLK"], "U", 0, 0, 0)
    finally:
        os.close(fd)

"""Memory mappings of files."""

import ctypes
import os
import signal

from harness.calls import libc
from harness.values import Data, Handle

_PROTECTION = {"READ": 1, "WRITE": 2, "EXEC": 4}
_SHARING = {"SHARED": 1, "PRIVATE": 2}
_MSYNC = {"ASYNC": 1, "SYNC": 4}
_mapped = {}


def mmap(fd, length, protection, sharing, offset=0):
    protect = sum(_PROTECTION[word] for word in protection.split("|"))
    address = libc.call("mmap", None, length, protect, _SHARING[sharing], fd, offset, result=libc.LONG)
    handle = Handle(len(_mapped) + 1)
    _mapped[handle] = (address, length)
    return handle


def map_read(handle, offset, length):
    return Data.of(ctypes.string_at(_mapped[handle][0] + offset, length))


def map_write(handle, offset, data):
    data = bytes(data)
    ctypes.memmove(_mapped[handle][0] + offset, data, len(data))


def msync(handle, flags):
    address, length = _mapped[handle]
    libc.call("msync", libc.POINTER(address), length, sum(_MSYNC[word] for word in flags.split("|")))


def munmap(handle):
    address, length = _mapped.pop(handle)
    libc.call("munmap", libc.POINTER(address), length)


def mprotect(handle, protection):
    address, length = _mapped[handle]
    libc.call("mprotect", libc.POINTER(address), length, sum(_PROTECTION[word] for word in protection.split("|")))


def touch_in_child(handle, offset):
    """How a child that reads one byte of a mapping ends."""
    child = os.fork()
    if child == 0:
        ctypes.string_at(_mapped[handle][0] + offset, 1)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    return signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else "readable"


def write_in_child(handle, offset, data):
    """Writes to a mapping in a child, which inherits it."""
    child = os.fork()
    if child == 0:
        map_write(handle, offset, data)
        os._exit(0)
    return os.waitpid(child, 0)[1]

"""Extended attributes."""

import ctypes
import os

from harness.calls import libc
from harness.calls.arguments import at, bits
from harness.values import Data


def setxattr(path, name, value, flags="", follow=True):
    os.setxattr(at(path), name, bytes(value), bits("XATTR_", flags), follow_symlinks=follow)


def fsetxattr(fd, name, value):
    os.setxattr(int(fd), name, bytes(value))


def getxattr(path, name, follow=True):
    return Data.of(os.getxattr(at(path), name, follow_symlinks=follow))


def fgetxattr(fd, name):
    return Data.of(os.getxattr(int(fd), name))


def getxattr_size(path, name, room):
    """getxattr(2) with room for so many bytes; its answer is a size."""
    buffer = ctypes.create_string_buffer(max(room, 1))
    return libc.call("getxattr", at(path), name.encode(), buffer if room else None, room, result=libc.LONG)


def listxattr(path, follow=True):
    """The names, but for those of the host's own security modules."""
    return sorted(name for name in os.listxattr(at(path), follow_symlinks=follow) if name != "security.selinux")


def flistxattr(fd):
    return sorted(name for name in os.listxattr(int(fd)) if name != "security.selinux")


def listxattr_size(path, room):
    buffer = ctypes.create_string_buffer(max(room, 1))
    return libc.call("listxattr", at(path), buffer if room else None, room, result=libc.LONG)


def removexattr(path, name, follow=True):
    os.removexattr(at(path), name, follow_symlinks=follow)


def fremovexattr(fd, name):
    os.removexattr(int(fd), name)

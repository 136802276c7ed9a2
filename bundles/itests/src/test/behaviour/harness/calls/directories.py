"""Listing directories."""

import ctypes
import os

from harness.calls import libc
from harness.calls.arguments import at
from harness.values import TYPES, Handle

_streams = {}
_DIRENT_NAME = 19
_GETDENTS64 = 217


def ls(path):
    """Every entry with its type, checked against lstat."""
    shown = {}
    with os.scandir(at(path)) as entries:
        for entry in entries:
            found = entry.stat(follow_symlinks=False)
            word = TYPES[found.st_mode & 0o170000]
            if entry.inode() != found.st_ino:
                word += " with another inode number in the listing"
            listed = (entry.is_dir(follow_symlinks=False), entry.is_symlink(), entry.is_file(follow_symlinks=False))
            if listed != tuple(kind in word for kind in ("directory", "symlink", "file")):
                word += " of another type in the listing"
            shown[entry.name if isinstance(entry.name, bytes) else os.fsencode(entry.name)] = word
    return shown


def names_in(path):
    """How many entries, and how many different ones."""
    found = os.listdir(at(path))
    return f"{len(found)} entries, {len(set(found))} different"


def opendir(path):
    stream = libc.call("opendir", at(path), result=libc.POINTER)
    if not stream:
        raise OSError(ctypes.get_errno(), "opendir")
    handle = Handle(len(_streams) + 1)
    _streams[handle] = stream
    return handle


def _stream(handle):
    return libc.POINTER(_streams[handle])


def readdir(handle, count):
    """Up to so many further names, in the directory's order."""
    found = []
    while len(found) < count:
        entry = libc.call("readdir", _stream(handle), result=libc.POINTER)
        if not entry:
            break
        found.append(ctypes.string_at(entry + _DIRENT_NAME))
    return found


def readdir_types(handle):
    """Type by name of all further entries, as the listing itself says."""
    found = {}
    while entry := libc.call("readdir", _stream(handle), result=libc.POINTER):
        kind = ctypes.c_ubyte.from_address(entry + _DIRENT_NAME - 1).value
        found[ctypes.string_at(entry + _DIRENT_NAME)] = TYPES.get(kind << 12, "unknown")
    return found


def readdir_numbers(handle):
    """Inode number by name of all further entries."""
    found = {}
    while entry := libc.call("readdir", _stream(handle), result=libc.POINTER):
        found[ctypes.string_at(entry + _DIRENT_NAME)] = ctypes.c_uint64.from_address(entry).value
    return found


def telldir(handle):
    return libc.call("telldir", _stream(handle), result=libc.LONG)


def seekdir(handle, position):
    libc.LIBC.seekdir(_stream(handle), libc.LONG(position))


def rewinddir(handle):
    libc.LIBC.rewinddir(_stream(handle))


def closedir(handle):
    libc.call("closedir", libc.POINTER(_streams.pop(handle)))


def getdents_room(fd, room):
    """getdents64(2) with so little room."""
    buffer = ctypes.create_string_buffer(room)
    return libc.call("syscall", _GETDENTS64, fd, buffer, room, result=libc.LONG)


def fill_directory(path, first, count):
    """Makes numbered files."""
    for number in range(first, first + count):
        os.close(os.open(at(path) + b"/f%05d" % number, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644))


def empty_directory(path, first, count):
    """Removes numbered files."""
    for number in range(first, first + count):
        os.unlink(at(path) + b"/f%05d" % number)

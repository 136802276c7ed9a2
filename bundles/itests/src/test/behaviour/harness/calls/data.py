"""Reading and writing."""

import mmap
import os

from harness.calls.arguments import at, bits
from harness.values import Data

_CHUNK = 1 << 20


def read(fd, length):
    return Data.of(os.read(fd, length))


def pread(fd, length, offset):
    return Data.of(os.pread(fd, length, offset))


def write(fd, data):
    return os.write(fd, bytes(data))


def pwrite(fd, data, offset):
    return os.pwrite(fd, bytes(data), offset)


def readv(fd, lengths):
    buffers = [bytearray(length) for length in lengths]
    return _filled(buffers, os.readv(fd, buffers))


def writev(fd, parts):
    return os.writev(fd, [bytes(part) for part in parts])


def preadv2(fd, lengths, offset, flags):
    buffers = [bytearray(length) for length in lengths]
    return _filled(buffers, os.preadv(fd, buffers, offset, bits("RWF_", flags)))


def pwritev2(fd, parts, offset, flags):
    return os.pwritev(fd, [bytes(part) for part in parts], offset, bits("RWF_", flags))


def _filled(buffers, count):
    return Data.of(b"".join(bytes(buffer) for buffer in buffers)[:count])


def sendfile(to, source, offset, length):
    return os.sendfile(to, source, offset, length)


def copy_file_range(source, to, length, source_offset=None, to_offset=None):
    return os.copy_file_range(source, to, length, source_offset, to_offset)


def splice_out(fd, length, offset):
    """What a pipe takes from a file."""
    out, into = os.pipe()
    try:
        count = os.splice(fd, into, length, offset_src=offset)
        return Data.of(os.read(out, count) if count else b"")
    finally:
        os.close(out)
        os.close(into)


def splice_in(fd, data, offset):
    """What a file takes from a pipe."""
    out, into = os.pipe()
    try:
        os.write(into, bytes(data))
        return os.splice(out, fd, len(bytes(data)), offset_dst=offset)
    finally:
        os.close(out)
        os.close(into)


def put(path, data):
    """A file with this content, made anew."""
    fd = os.open(at(path), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    try:
        rest = memoryview(bytes(data))
        while rest:
            rest = rest[os.write(fd, rest):]
    finally:
        os.close(fd)


def content(path):
    """All of a file."""
    fd = os.open(at(path), os.O_RDONLY)
    try:
        return Data.of(b"".join(iter(lambda: os.read(fd, _CHUNK), b"")))
    finally:
        os.close(fd)


def direct_read(path, length, offset):
    """Reads around caches; the buffer is on a page of its own."""
    fd = os.open(at(path), os.O_RDONLY | os.O_DIRECT)
    try:
        with mmap.mmap(-1, length) as buffer:
            return Data.of(buffer[: os.preadv(fd, [buffer], offset)])
    finally:
        os.close(fd)


def direct_write(path, data, offset):
    """Writes around caches; the buffer is on a page of its own."""
    data = bytes(data)
    fd = os.open(at(path), os.O_WRONLY | os.O_DIRECT)
    try:
        with mmap.mmap(-1, len(data)) as buffer:
            buffer[:] = data
            return os.pwritev(fd, [buffer], offset)
    finally:
        os.close(fd)


def append_lines(path, who, count):
    """Writes numbered lines at the end, each by one call."""
    fd = os.open(at(path), os.O_WRONLY | os.O_APPEND)
    try:
        for number in range(count):
            line = b"%s %06d\n" % (who.encode(), number)
            if os.write(fd, line) != len(line):
                return "short write"
    finally:
        os.close(fd)


def count_lines(path):
    """How many whole lines each writer has in a file, and whether each writer's are in order."""
    fd = os.open(at(path), os.O_RDONLY)
    try:
        text = b"".join(iter(lambda: os.read(fd, _CHUNK), b"")).decode("ascii", "replace")
    finally:
        os.close(fd)
    last, found, disorder = {}, {}, 0
    for line in text.splitlines():
        who, _, number = line.partition(" ")
        disorder += number <= last.get(who, "")
        last[who] = number
        found[who] = found.get(who, 0) + 1
    return {**found, "out of order": disorder, "bytes": len(text)}

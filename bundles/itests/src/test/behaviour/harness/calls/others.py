"""Sockets in the filesystem, and watches on it."""

import os
import select
import socket
import struct

from harness.calls import libc
from harness.calls.arguments import at
from harness.values import Data, Fd

_EVENTS = {
    0x1: "ACCESS", 0x2: "MODIFY", 0x4: "ATTRIB", 0x8: "CLOSE_WRITE", 0x10: "CLOSE_NOWRITE", 0x20: "OPEN",
    0x40: "MOVED_FROM", 0x80: "MOVED_TO", 0x100: "CREATE", 0x200: "DELETE", 0x400: "DELETE_SELF", 0x800: "MOVE_SELF",
}
_EVENT_SECONDS = 10


def listen(path):
    """A stream socket bound to a name."""
    made = socket.socket(socket.AF_UNIX)
    try:
        made.bind(at(path))
        made.listen(1)
    except OSError:
        made.close()
        raise
    return Fd(made.detach())


def connect(path):
    made = socket.socket(socket.AF_UNIX)
    try:
        made.connect(at(path))
    except OSError:
        made.close()
        raise
    return Fd(made.detach())


def accept_and_read(fd, length):
    with socket.socket(fileno=os.dup(fd)) as server, server.accept()[0] as peer:
        return Data.of(peer.recv(length))


def inotify(path, events):
    """A watch on a file or directory."""
    fd = libc.call("inotify_init1", os.O_NONBLOCK)
    mask = sum(value for value, name in _EVENTS.items() if name in events.split("|"))
    libc.call("inotify_add_watch", fd, at(path), mask)
    return Fd(fd)


def events(fd):
    """The events that wait, in order; the first may take its time."""
    found = []
    while select.select([fd], [], [], 0 if found else _EVENT_SECONDS)[0]:
        data, place = os.read(fd, 65536), 0
        while place < len(data):
            _, mask, _, length = struct.unpack_from("=iIII", data, place)
            name = data[place + 16: place + 16 + length].rstrip(b"\0")
            words = "|".join(word for value, word in _EVENTS.items() if mask & value)
            found.append(f"{words} {name.decode('ascii', 'backslashreplace')}".strip())
            place += 16 + length
    return found


def limit_file_size(length):
    """Sets RLIMIT_FSIZE and ignores its signal."""
    import resource
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (length, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))

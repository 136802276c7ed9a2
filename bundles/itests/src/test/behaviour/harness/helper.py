"""Helper processes: each has an identity and makes the calls it is asked for.

They call through libc, so that a preloaded library sees it. Started once per view of the directory as `helper.py SOCKET-FD
BASE`; from then on each request on that socket brings a channel and an identity, and a fork of this process serves the
channel until it ends.
"""

import os
import pickle
import signal
import socket
import struct
import sys

if __name__ == "__main__":
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from harness.calls import CALLS, arguments
from harness.values import Failure


def send(channel, message):
    body = pickle.dumps(message)
    channel.sendall(struct.pack("=I", len(body)) + body)


def receive(channel):
    """The next message, or None at the end."""
    head = _exactly(channel, 4)
    if head is None:
        return None
    body = _exactly(channel, struct.unpack("=I", head)[0])
    return None if body is None else pickle.loads(body)


def _exactly(channel, length):
    parts = []
    while length:
        part = channel.recv(length)
        if not part:
            return None
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def _become(identity):
    uid, gid, groups = identity
    os.setgroups(groups)
    os.setresgid(gid, gid, gid)
    os.setresuid(uid, uid, uid)


def _serve(channel):
    # A handler, even an empty one, makes a blocked call return EINTR.
    signal.signal(signal.SIGUSR1, lambda number, frame: None)
    os.umask(0o022)
    send(channel, (os.getpid(),))
    while (request := receive(channel)) is not None:
        name, arguments, keywords = request
        try:
            answer = CALLS[name](*arguments, **keywords)
        except OSError as failed:
            answer = Failure(failed.errno)
        send(channel, (answer,))


def main(link, base):
    while True:
        request, descriptors, _, _ = socket.recv_fds(link, 4096, 1)
        if not request:
            return
        if os.fork() == 0:
            link.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            directory, identity = pickle.loads(request)
            arguments.set_base(os.path.join(base, directory))
            _become(identity)
            _serve(socket.socket(fileno=descriptors[0]))
            os._exit(0)
        os.close(descriptors[0])


if __name__ == "__main__":
    # Nobody waits for the forks: the scenario's end of the channel tells when one is gone.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    main(socket.socket(fileno=int(sys.argv[1])), sys.argv[2])

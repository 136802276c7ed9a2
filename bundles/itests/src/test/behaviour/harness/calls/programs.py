"""Programs, children, and descriptors that cross between processes."""

import os

from harness.calls.arguments import at
from harness.values import Data


def run(path, *arguments, stdin=None):
    """Executes a file; answers its exit status and what it printed."""
    out, into = os.pipe()
    failed_out, failed_into = os.pipe()
    path = at(path)
    child = os.fork()
    if child == 0:
        try:
            os.dup2(into, 1)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            if stdin is not None:
                os.dup2(stdin, 0)
            os.execve(path, [path, *(os.fsencode(argument) for argument in arguments)], {"PATH": "/usr/bin:/bin"})
        except OSError as failed:
            os.write(failed_into, str(failed.errno).encode())
        os._exit(127)
    os.close(into)
    os.close(failed_into)
    printed = b"".join(iter(lambda: os.read(out, 65536), b""))
    failure = os.read(failed_out, 16)
    os.close(out)
    os.close(failed_out)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if failure:
        raise OSError(int(failure), "execve")
    return status, Data.of(printed)


def start_and_write(fd, data):
    """Executes a shell that writes to a descriptor it inherits."""
    os.set_inheritable(fd, True)
    child = os.fork()
    if child == 0:
        os.execve("/bin/sh", ["sh", "-c", f"printf %s {data} >&{int(fd)}"], {"PATH": "/usr/bin:/bin"})
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def fork_and_write(fd, data):
    """Writes to a descriptor in a child, which shares its position."""
    child = os.fork()
    if child == 0:
        os.write(fd, bytes(data))
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def fork_and_close(fd):
    """Closes a descriptor in a child."""
    child = os.fork()
    if child == 0:
        os.close(fd)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

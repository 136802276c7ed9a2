"""Functions of libc that Python does not offer as they are."""

import ctypes
import os

LIBC = ctypes.CDLL(None, use_errno=True)
LONG = ctypes.c_long
SIZE = ctypes.c_size_t
POINTER = ctypes.c_void_p

AT_FDCWD = -100
AT_SYMLINK_NOFOLLOW = 0x100
AT_SYMLINK_FOLLOW = 0x400
AT_EMPTY_PATH = 0x1000


def call(name, *arguments, result=ctypes.c_int):
    """Calls a function; -1 is raised as its errno. Python integers are passed as long."""
    function = getattr(LIBC, name)
    function.restype = result
    passed = [LONG(argument) if isinstance(argument, int) else argument for argument in arguments]
    ctypes.set_errno(0)
    answer = function(*passed)
    if answer == -1:
        failed = ctypes.get_errno()
        raise OSError(failed, os.strerror(failed))
    return answer

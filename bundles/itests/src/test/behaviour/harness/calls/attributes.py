"""Attributes, their changes, access checks, and what the filesystem says of itself."""

import ctypes
import os
import struct

from harness.calls import libc
from harness.calls.arguments import at, bits, octal
from harness.values import TYPES, Stat

_SYS_FCHMODAT2 = 452
_UTIME = {"NOW": (1 << 30) - 1, "OMIT": (1 << 30) - 2}
_STATX_FIELDS = {
    "type": 1, "mode": 2, "nlink": 4, "uid": 8, "gid": 16, "atime": 32, "mtime": 64, "ctime": 128, "ino": 256,
    "size": 512, "blocks": 1024, "btime": 2048,
}


def stat(path, dir_fd=None):
    return Stat.of(os.stat(at(path, dir_fd), dir_fd=dir_fd))


def lstat(path, dir_fd=None):
    return Stat.of(os.stat(at(path, dir_fd), dir_fd=dir_fd, follow_symlinks=False))


def fstat(fd):
    return Stat.of(os.fstat(fd))


def statx(path, wanted, flags=""):
    """Which of the wanted fields the answer holds, and those that must be equal everywhere."""
    mask = sum(_STATX_FIELDS[word] for word in wanted.split("|"))
    buffer = ctypes.create_string_buffer(256)
    value = bits("AT_", flags, libc)
    libc.call("statx", libc.AT_FDCWD, at(path), value, mask, buffer)
    answered, _, _, nlink, uid, gid, mode = struct.unpack_from("=IIQIIIH", buffer.raw)
    held = [word for word in wanted.split("|") if answered & _STATX_FIELDS[word]]
    size = struct.unpack_from("=Q", buffer.raw, 40)[0]
    kind = TYPES[mode & 0o170000]
    shown = f"{' '.join(held)}; {kind} {mode & 0o7777:04o} nlink={nlink} {uid}:{gid}"
    return shown + (f" size={size}" if kind == "file" else "")


def statx_timestamps(path):
    """The seconds and nanoseconds of access and change, as statx answers them."""
    buffer = ctypes.create_string_buffer(256)
    libc.call("statx", libc.AT_FDCWD, at(path), 0, 0x7FF, buffer)
    return [struct.unpack_from("=qI", buffer.raw, offset) for offset in (64, 112)]


def chmod(path, mode, dir_fd=None):
    os.chmod(at(path, dir_fd), octal(mode), dir_fd=dir_fd)


def fchmod(fd, mode):
    os.fchmod(fd, octal(mode))


def lchmod(path, mode):
    """fchmodat2(2) on a symbolic link itself."""
    libc.call("syscall", _SYS_FCHMODAT2, libc.AT_FDCWD, at(path), octal(mode), 0x100, result=libc.LONG)


def chown(path, uid, gid, follow=True, dir_fd=None):
    os.chown(at(path, dir_fd), uid, gid, dir_fd=dir_fd, follow_symlinks=follow)


def fchown(fd, uid, gid):
    os.fchown(fd, uid, gid)


def _timespec(stamp):
    if isinstance(stamp, str):
        return struct.pack("=qq", 0, _UTIME[stamp])
    return struct.pack("=qq", stamp // 10**9, stamp % 10**9)


def utimens(path, atime, mtime, follow=True):
    """Nanoseconds since 1970, or NOW or OMIT."""
    flags = 0 if follow else libc.AT_SYMLINK_NOFOLLOW
    libc.call("utimensat", libc.AT_FDCWD, at(path), _timespec(atime) + _timespec(mtime), flags)


def utimens_raw(path, nanoseconds):
    """utimensat(2) with nanoseconds as they are."""
    libc.call("utimensat", libc.AT_FDCWD, at(path), struct.pack("=qq", 1, nanoseconds) * 2, 0)


def touch(path):
    """utimensat(2) without times."""
    libc.call("utimensat", libc.AT_FDCWD, at(path), None, 0)


def futimens(fd, atime, mtime):
    libc.call("futimens", fd, _timespec(atime) + _timespec(mtime))


def access(path, mode, effective=False):
    flags = 0x200 if effective else 0
    libc.call("faccessat", libc.AT_FDCWD, at(path), bits("", mode, _Access), flags)


class _Access:
    F, X, W, R = 0, 1, 2, 4


def statvfs(path):
    """What must be equal, and what must make sense."""
    found = os.statvfs(at(path))
    sane = found.f_blocks >= found.f_bfree >= found.f_bavail > 0 and found.f_frsize > 0 and found.f_bsize > 0
    sane = sane and (found.f_files == 0 or found.f_files >= found.f_ffree > 0)
    return f"maximum name {found.f_namemax}, {'sane' if sane else found}"


def fstatvfs(fd):
    return f"maximum name {os.fstatvfs(fd).f_namemax}"


def statfs_room(path):
    """Bytes in all and free to the user."""
    found = os.statvfs(at(path))
    return found.f_blocks * found.f_frsize, found.f_bavail * found.f_frsize


def pathconf(path, name):
    return os.pathconf(at(path), "PC_" + name)

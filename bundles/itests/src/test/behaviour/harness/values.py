"""What calls take and answer: as it crosses between a scenario and its processes, and as a transcript shows it."""

import errno
import hashlib
import stat
from dataclasses import dataclass

TYPES = {
    stat.S_IFREG: "file",
    stat.S_IFDIR: "directory",
    stat.S_IFLNK: "symlink",
    stat.S_IFIFO: "fifo",
    stat.S_IFSOCK: "socket",
    stat.S_IFCHR: "char",
    stat.S_IFBLK: "block",
}

# Numbers with two names.
_NAMES = {errno.EOPNOTSUPP: "EOPNOTSUPP", errno.EDEADLK: "EDEADLK", errno.EAGAIN: "EAGAIN"}

# Below this size a filesystem's own granularity says more about blocks than what was written.
_SMALLEST_JUDGED = 65536
# Metadata that filesystems count into a file's blocks.
_BLOCKS_SLACK = 65536


class Fd(int):
    """A descriptor of one helper process. The transcript names it by the order of opening in its scenario."""

    ordinal = 0

    def __reduce__(self):
        return Fd, (int(self),)

    def __str__(self):
        return f"fd{self.ordinal}"


class Handle(int):
    """Something else a helper process holds, such as an open directory or a mapping."""

    ordinal = 0

    def __reduce__(self):
        return Handle, (int(self),)

    def __str__(self):
        return f"handle{self.ordinal}"


class Failure:
    """An errno. False as a condition, so that a scenario may go on without it."""

    def __init__(self, number):
        self.number = number

    def __bool__(self):
        return False

    def __str__(self):
        return _NAMES.get(self.number) or errno.errorcode.get(self.number, str(self.number))


@dataclass(frozen=True)
class Fill:
    """Bytes that differ at every position, made where they are needed instead of sent."""

    seed: int
    length: int

    def __bytes__(self):
        block = hashlib.sha256(b"%d" % self.seed).digest() * 128
        numbered = b"".join(b"%08d" % n + block[8:] for n in range(self.length // 4096 + 1))
        return numbered[: self.length]

    def __str__(self):
        return f"fill({self.seed},{self.length})"


@dataclass(frozen=True)
class Data:
    """Bytes read: shown as they are if few, else by length and checksum."""

    length: int
    text: bytes
    checksum: str

    @staticmethod
    def of(data):
        return Data(len(data), bytes(data[:64]), hashlib.sha256(data).hexdigest()[:12])

    def __str__(self):
        if self.length <= 64:
            return repr(self.text)[1:]
        return f"{self.length} bytes {self.checksum}"


@dataclass(frozen=True)
class Stat:
    """A file's attributes. The transcript shows those that must be equal everywhere; scenarios compare the others."""

    mode: int
    nlink: int
    uid: int
    gid: int
    size: int
    rdev: int
    blocks: int
    ino: int
    dev: int
    atime: int
    mtime: int
    ctime: int

    @staticmethod
    def of(found):
        return Stat(
            found.st_mode, found.st_nlink, found.st_uid, found.st_gid, found.st_size, found.st_rdev,
            found.st_blocks, found.st_ino, found.st_dev, found.st_atime_ns, found.st_mtime_ns, found.st_ctime_ns,
        )

    @property
    def type(self):
        return TYPES[stat.S_IFMT(self.mode)]

    @property
    def permissions(self):
        return f"{stat.S_IMODE(self.mode):04o}"

    @property
    def allocation(self):
        """How the blocks relate to the size: empty, sparse, full or beyond; nothing for a small file."""
        allocated = self.blocks * 512
        if max(allocated, self.size) < _SMALLEST_JUDGED:
            return ""
        if allocated <= 8192:
            return " empty"
        if allocated < self.size:
            return " sparse"
        return " full" if allocated <= self.size + _BLOCKS_SLACK else " beyond"

    def __str__(self):
        shown = f"{self.type} {self.permissions} nlink={self.nlink} {self.uid}:{self.gid}"
        if stat.S_ISREG(self.mode) or stat.S_ISLNK(self.mode):
            shown += f" size={self.size}"
        if stat.S_ISREG(self.mode):
            shown += self.allocation
        if stat.S_ISCHR(self.mode) or stat.S_ISBLK(self.mode):
            shown += f" rdev={self.rdev >> 8 & 0xFFF}:{self.rdev & 0xFF}"
        return shown


def show(value):
    """A value as a transcript shows it."""
    if value is None:
        return "ok"
    if value is True or value is False:
        return "yes" if value else "no"
    if isinstance(value, bytes):
        return _shorten(value.decode("latin-1"))
    if isinstance(value, str):
        return _shorten(value)
    if isinstance(value, dict):
        return "{" + ", ".join(sorted(f"{show(k)}: {show(v)}" for k, v in value.items())) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(show(element) for element in value) + "]"
    return str(value)


def _shorten(text):
    text = text.encode("unicode_escape").decode("ascii")
    if len(text) <= 160:
        return text
    return f"{text[:24]}...{text[-8:]}({len(text)})"

"""Holes, allocation and sizes."""

from harness.values import Fill

MIB = 1 << 20


def _sparse(root):
    fd = root.open("f", "RDWR|CREAT")
    root.pwrite(fd, Fill(1, 65536), MIB)
    root.pwrite(fd, Fill(2, 65536), 3 * MIB)
    root.ftruncate(fd, 5 * MIB)
    root.fsync(fd)
    return fd


def holes_read_as_zeros(t):
    root = t.root
    fd = _sparse(root)
    root.fstat(fd)
    root.pread(fd, 100, 10)
    root.pread(fd, 65536 + 20, MIB - 10)
    root.pread(fd, 50, 5 * MIB - 50)
    root.content("f")


def seeking_data_and_holes(t):
    root = t.root
    fd = _sparse(root)
    for offset in (0, MIB, MIB + 5, 2 * MIB, 3 * MIB + 10, 4 * MIB, 5 * MIB - 1, 5 * MIB, 6 * MIB, -1):
        root.lseek(fd, offset, "DATA")
        root.lseek(fd, offset, "HOLE")
    empty = root.open("empty", "RDWR|CREAT")
    root.lseek(empty, 0, "DATA")
    root.lseek(empty, 0, "HOLE")


def truncating_up_and_down(t):
    root = t.root
    fd = root.open("f", "RDWR|CREAT")
    root.write(fd, b"0123456789")
    root.ftruncate(fd, 5)
    root.ftruncate(fd, 12)
    root.content("f")
    root.truncate("f", 2 * MIB)
    root.stat("f")
    root.truncate("f", 3)
    root.pwrite(fd, b"x", 6)
    root.content("f")
    root.truncate("f", 3)
    root.truncate("f", 0)
    root.stat("f")
    root.truncate("f", -1)
    root.truncate("absent", 1)
    root.mkdir("d")
    root.truncate("d", 0)
    root.mknod("p", "fifo")
    root.truncate("p", 0)
    root.symlink("f", "s")
    root.truncate("s", 7)
    root.stat("f")


def truncating_within_a_page(t):
    """What was beyond the end does not come back."""
    root = t.root
    fd = root.open("f", "RDWR|CREAT")
    root.write(fd, b"x" * 5000)
    root.pread(fd, 5000, 0)
    root.ftruncate(fd, 100)
    root.ftruncate(fd, 5000)
    root.pread(fd, 200, 0)
    root.pread(fd, 5000, 0)
    root.ftruncate(fd, 4096)
    root.pwrite(fd, b"y", 4200)
    root.pread(fd, 5000, 4000)


def allocating(t):
    root = t.root
    fd = root.open("f", "RDWR|CREAT")
    root.fallocate(fd, "", 0, 2 * MIB)
    root.fstat(fd)
    root.fallocate(fd, "KEEP_SIZE", 2 * MIB, 2 * MIB)
    root.fstat(fd)
    root.pread(fd, 10, MIB)
    root.posix_fallocate(fd, 0, 3 * MIB)
    root.fstat(fd)
    root.fallocate(fd, "", -1, 10)
    root.fallocate(fd, "", 0, 0)
    root.fallocate(fd, "", 0, 1 << 62)
    directory = root.open("@", "RDONLY|DIRECTORY")
    root.fallocate(directory, "", 0, 10)
    root.truncate("f", 10)
    root.stat("f")


def punching_holes(t):
    root = t.root
    fd = root.open("f", "RDWR|CREAT")
    root.write(fd, Fill(3, 4 * MIB))
    root.fsync(fd)
    root.fstat(fd)
    root.content("f")
    root.fallocate(fd, "PUNCH_HOLE|KEEP_SIZE", MIB, 2 * MIB)
    root.fstat(fd)
    root.content("f")
    root.fallocate(fd, "PUNCH_HOLE|KEEP_SIZE", 100, 200)
    root.pread(fd, 64, 280)
    root.fallocate(fd, "PUNCH_HOLE", 0, 4096)
    root.fallocate(fd, "PUNCH_HOLE|KEEP_SIZE", 10 * MIB, MIB)
    root.fstat(fd)


def zeroing_ranges(t):
    root = t.root
    fd = root.open("f", "RDWR|CREAT")
    root.write(fd, Fill(4, MIB))
    root.fallocate(fd, "ZERO_RANGE|KEEP_SIZE", 1000, 5000)
    root.content("f")
    root.fallocate(fd, "ZERO_RANGE", MIB - 10, 20)
    root.fstat(fd)
    root.content("f")


def moving_ranges(t):
    root = t.root
    fd = root.open("f", "RDWR|CREAT")
    root.write(fd, Fill(5, 65536))
    root.fallocate(fd, "COLLAPSE_RANGE", 4096, 8192)
    root.fstat(fd)
    root.content("f")
    root.fallocate(fd, "INSERT_RANGE", 8192, 4096)
    root.fstat(fd)
    root.content("f")
    root.fallocate(fd, "COLLAPSE_RANGE", 1, 10)


def huge_and_sparse(t):
    root = t.root
    fd = root.open("f", "RDWR|CREAT")
    root.ftruncate(fd, 1 << 42)
    root.fstat(fd)
    root.pwrite(fd, b"end", (1 << 42) - 3)
    root.fsync(fd)
    root.fstat(fd)
    root.pread(fd, 5, (1 << 42) - 5)
    root.ftruncate(fd, (1 << 63) - 1)
    root.pwrite(fd, b"x", (1 << 62))
    root.fstat(fd)

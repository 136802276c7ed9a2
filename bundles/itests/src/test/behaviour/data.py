"""Reading and writing."""

from harness.values import Fill


def positions_and_offsets(t):
    root = t.root
    fd = root.open("f", "RDWR|CREAT")
    root.write(fd, b"0123456789")
    root.lseek(fd, 0, "CUR")
    root.read(fd, 5)
    root.lseek(fd, 2, "SET")
    root.read(fd, 3)
    root.pread(fd, 3, 7)
    root.pread(fd, 10, 7)
    root.pread(fd, 10, 10)
    root.pread(fd, 10, 100)
    root.lseek(fd, 0, "CUR")
    root.pwrite(fd, b"AB", 1)
    root.lseek(fd, 0, "CUR")
    root.lseek(fd, -3, "END")
    root.read(fd, 10)
    root.lseek(fd, -1, "SET")
    root.lseek(fd, 5, "END")
    root.write(fd, b"Z")
    root.fstat(fd)
    root.content("f")
    root.read(fd, 0)
    root.write(fd, b"")
    root.pread(fd, 1, -1)
    root.pwrite(fd, b"x", -1)


def vectors(t):
    root = t.root
    fd = root.open("f", "RDWR|CREAT")
    root.writev(fd, [b"one", b"", b"three", Fill(1, 10000)])
    root.lseek(fd, 0, "SET")
    root.readv(fd, [3, 5])
    root.readv(fd, [100, 20000])
    root.preadv2(fd, [4, 4], 2, "")
    root.pwritev2(fd, [b"XX", b"YY"], 1, "")
    root.pwritev2(fd, [b"end"], 0, "APPEND")
    root.pwritev2(fd, [b"sync"], 0, "DSYNC")
    root.pwritev2(fd, [b"sync"], 4, "SYNC")
    root.fstat(fd)
    root.content("f")


def large_transfers(t):
    root = t.root
    fd = root.open("f", "RDWR|CREAT")
    root.write(fd, Fill(3, 3_000_001))
    root.pread(fd, 4_000_000, 0)
    root.pread(fd, 1_000_000, 999_999)
    root.pwrite(fd, Fill(4, 1_500_000), 700_001)
    root.content("f")
    root.fstat(fd)
    root.truncate("f", 1_000_003)
    root.content("f")


def odd_sizes(t):
    """Around the borders of pages and requests."""
    root = t.root
    fd = root.open("f", "RDWR|CREAT")
    for size in (1, 4095, 4096, 4097, 131071, 131072, 131073):
        root.pwrite(fd, Fill(size, size), size)
        root.pread(fd, size + 10, size - 1)
    root.content("f")


def scattered_writes(t):
    """Small writes all over, by two descriptors, read by a third."""
    root = t.root
    one, two = root.open("f", "RDWR|CREAT"), root.open("f", "RDWR")
    place = 17
    for number in range(400):
        place = (place * 1103515245 + 12345) % 500_000
        root.quiet.pwrite((one, two)[number % 2], Fill(number, place % 3000), place)
    root.content("f")
    root.fsync(one)
    root.content("f")
    root.fstat(two)


def far_offsets(t):
    root = t.root
    fd = root.open("f", "RDWR|CREAT")
    for offset in ((1 << 31) - 2, (1 << 32) - 2, (1 << 32) + 5, 5 << 30):
        root.pwrite(fd, b"four", offset)
        root.fstat(fd)
        root.pread(fd, 8, offset - 2)
    root.lseek(fd, -4, "END")
    root.lseek(fd, 1 << 33, "SET")
    root.read(fd, 4)
    root.ftruncate(fd, 1 << 40)
    root.fstat(fd)
    root.pread(fd, 4, (1 << 40) - 4)
    root.pread(fd, 4, 1 << 40)
    root.truncate("f", (1 << 32) + 7)
    root.pread(fd, 8, 1 << 32)
    root.fstat(fd)


def size_limit(t):
    me = t.single("limited")
    fd = me.open("f", "RDWR|CREAT")
    me.limit_file_size(1000)
    me.pwrite(fd, b"x" * 600, 0)
    me.pwrite(fd, b"x" * 600, 600)
    me.pwrite(fd, b"x", 1000)
    me.ftruncate(fd, 1001)
    me.fstat(fd)


def between_files(t):
    root = t.root
    root.put("source", Fill(5, 300_000))
    source, to = root.open("source", "RDONLY"), root.open("to", "RDWR|CREAT")
    root.sendfile(to, source, 1000, 200_000)
    root.fstat(to)
    root.content("to")
    root.splice_out(source, 5000, 299_000)
    root.splice_in(to, b"spliced", 10)
    root.pread(to, 20, 5)


def copying_ranges(t):
    root = t.root
    root.put("source", Fill(6, 300_000))
    source, to = root.open("source", "RDONLY"), root.open("to", "RDWR|CREAT")
    root.copy_file_range(source, to, 100_000)
    root.copy_file_range(source, to, 300_000)
    root.copy_file_range(source, to, 10)
    root.content("to")
    root.copy_file_range(source, to, 50, 1000, 250_000)
    root.copy_file_range(source, to, 50, 300_000, 0)
    root.copy_file_range(source, to, 50, 400_000, 0)
    root.copy_file_range(to, to, 100, 0, 50)
    root.copy_file_range(to, to, 100, 0, 1000)
    root.copy_file_range(to, source, 10)
    root.content("to")
    appender = root.open("to", "WRONLY|APPEND")
    root.copy_file_range(source, appender, 10)
    directory = root.open("@", "RDONLY|DIRECTORY")
    root.copy_file_range(directory, to, 10)
    root.unlink("source")
    root.copy_file_range(source, to, 100, 0, 0)
    root.fstat(to)


def synchronising(t):
    root = t.root
    fd = root.open("f", "RDWR|CREAT")
    root.write(fd, Fill(8, 100_000))
    root.fdatasync(fd)
    root.fsync(fd)
    root.syncfs(fd)
    root.sync_file_range(fd, 0, 4096)
    for advice in ("NORMAL", "SEQUENTIAL", "RANDOM", "WILLNEED", "DONTNEED"):
        root.fadvise(fd, 0, 0, advice)
    root.readahead(fd, 0, 65536)
    reader = root.open("f", "RDONLY")
    root.fsync(reader)
    directory = root.open("@", "RDONLY|DIRECTORY")
    root.fsync(directory)
    root.syncfs(directory)
    root.content("f")


def what_one_writes_another_reads(t):
    """Between processes, at once, without syncing."""
    writer, reader = t.single("writer", view=0), t.single("reader", view=1)
    w = writer.open("f", "RDWR|CREAT")
    r = reader.open("f", "RDWR")
    for number in range(20):
        writer.quiet.pwrite(w, Fill(number, 5000), number * 5000)
        reader.pread(r, 5000, number * 5000)
    reader.pwrite(r, b"answer", 0)
    writer.pread(w, 10, 0)
    reader.ftruncate(r, 3)
    writer.fstat(w)
    writer.pread(w, 10, 0)
    writer.truncate("f", 10)
    reader.pread(r, 20, 0)
    reader.fstat(r)

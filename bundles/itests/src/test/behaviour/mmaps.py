"""Memory mappings, private and shared."""

from harness.values import Fill

PAGE = 4096


def shared_and_read_write(t):
    root = t.root
    root.put("f", Fill(1, 3 * PAGE))
    fd = root.open("f", "RDWR")
    mapping = root.mmap(fd, 3 * PAGE, "READ|WRITE", "SHARED")
    root.map_read(mapping, 0, 3 * PAGE)
    root.map_write(mapping, 100, b"by mapping")
    root.pread(fd, 20, 95)
    root.content("f")
    root.pwrite(fd, b"by write", PAGE - 4)
    root.map_read(mapping, PAGE - 6, 12)
    root.msync(mapping, "SYNC")
    root.msync(mapping, "ASYNC")
    root.munmap(mapping)
    root.content("f")
    root.fstat(fd)


def private(t):
    root = t.root
    root.put("f", b"x" * PAGE)
    fd = root.open("f", "RDONLY")
    mapping = root.mmap(fd, PAGE, "READ|WRITE", "PRIVATE")
    root.map_write(mapping, 0, b"mine")
    root.map_read(mapping, 0, 8)
    root.pread(fd, 8, 0)
    root.put("g", b"y" * PAGE)
    root.content("f")
    root.munmap(mapping)


def between_processes(t):
    one, two = t.single("one", view=0), t.single("two", view=0)
    one.put("f", b"0" * 2 * PAGE)
    a, b = one.open("f", "RDWR"), two.open("f", "RDWR")
    m, n = one.mmap(a, 2 * PAGE, "READ|WRITE", "SHARED"), two.mmap(b, 2 * PAGE, "READ|WRITE", "SHARED")
    one.map_write(m, 10, b"from one")
    two.map_read(n, 8, 12)
    two.map_write(n, PAGE + 10, b"from two")
    one.map_read(m, PAGE + 8, 12)
    one.write_in_child(m, 30, b"from a child")
    two.map_read(n, 28, 16)
    one.munmap(m)
    two.munmap(n)
    one.content("f")


def synchronised_by_msync(t):
    """What is written to a mapping and synchronised is read by every way."""
    one, two = t.single("one", view=0), t.single("two", view=1)
    one.put("f", b"0" * PAGE)
    fd = one.open("f", "RDWR")
    mapping = one.mmap(fd, PAGE, "READ|WRITE", "SHARED")
    one.map_write(mapping, 0, b"mapped")
    one.msync(mapping, "SYNC")
    two.content("f")
    one.map_write(mapping, 0, b"MAPPED")
    one.munmap(mapping)
    one.close(fd)
    two.content("f")


def after_closing(t):
    root = t.root
    root.put("f", b"0" * PAGE)
    fd = root.open("f", "RDWR")
    mapping = root.mmap(fd, PAGE, "READ|WRITE", "SHARED")
    root.close(fd)
    root.map_write(mapping, 5, b"after closing")
    root.munmap(mapping)
    root.content("f")


def around_the_end(t):
    root = t.root
    root.put("f", b"x" * (PAGE + 10))
    fd = root.open("f", "RDWR")
    mapping = root.mmap(fd, 4 * PAGE, "READ|WRITE", "SHARED")
    root.map_read(mapping, PAGE + 5, 20)
    root.touch_in_child(mapping, PAGE + 100)
    root.touch_in_child(mapping, 2 * PAGE)
    root.map_write(mapping, PAGE + 50, b"beyond the end")
    root.fstat(fd)
    root.ftruncate(fd, 3 * PAGE)
    root.touch_in_child(mapping, 2 * PAGE)
    root.map_write(mapping, 2 * PAGE, b"grown")
    root.ftruncate(fd, PAGE)
    root.touch_in_child(mapping, PAGE)
    root.ftruncate(fd, 2 * PAGE)
    root.map_read(mapping, PAGE, 20)
    root.pread(fd, 20, PAGE)


def growing(t):
    root = t.root
    fd = root.open("f", "RDWR|CREAT")
    root.ftruncate(fd, PAGE)
    mapping = root.mmap(fd, 8 * PAGE, "READ|WRITE", "SHARED")
    for pages in range(1, 8):
        root.ftruncate(fd, pages * PAGE)
        root.map_write(mapping, (pages - 1) * PAGE, b"page %d" % pages)
    root.msync(mapping, "SYNC")
    root.content("f")


def rules(t):
    root = t.root
    root.put("f", b"x" * PAGE)
    reader, writer = root.open("f", "RDONLY"), root.open("f", "WRONLY")
    root.mmap(reader, PAGE, "READ", "SHARED")
    root.mmap(reader, PAGE, "READ|WRITE", "SHARED")
    root.mmap(reader, PAGE, "READ|WRITE", "PRIVATE")
    root.mmap(writer, PAGE, "READ", "SHARED")
    root.mmap(writer, PAGE, "WRITE", "SHARED")
    root.mmap(reader, PAGE, "READ", "SHARED", 100)
    root.mmap(reader, 0, "READ", "SHARED")
    root.mmap(reader, PAGE, "READ", "SHARED", PAGE)
    shared = root.mmap(reader, PAGE, "READ", "SHARED")
    root.mprotect(shared, "READ|WRITE")
    root.mmap(reader, PAGE, "READ|EXEC", "PRIVATE")


def holes_and_mappings(t):
    root = t.root
    fd = root.open("f", "RDWR|CREAT")
    root.ftruncate(fd, 64 * PAGE)
    mapping = root.mmap(fd, 64 * PAGE, "READ|WRITE", "SHARED")
    root.map_read(mapping, 10 * PAGE, 16)
    root.map_write(mapping, 40 * PAGE, b"in the hole")
    root.msync(mapping, "SYNC")
    root.pread(fd, 20, 40 * PAGE)
    root.content("f")


def written_while_mapped(t):
    """Truncated, rewritten and appended to by others while it is mapped."""
    root = t.root
    root.put("f", Fill(2, 4 * PAGE))
    fd = root.open("f", "RDWR")
    mapping = root.mmap(fd, 4 * PAGE, "READ", "SHARED")
    root.map_read(mapping, 0, 4 * PAGE)
    root.put("f", Fill(3, 4 * PAGE))
    root.map_read(mapping, 0, 4 * PAGE)
    appender = root.open("f", "WRONLY|APPEND")
    root.write(appender, b"appended")
    root.content("f")
    root.truncate("f", 2 * PAGE)
    root.touch_in_child(mapping, 3 * PAGE)
    root.map_read(mapping, 0, 2 * PAGE)

"""Appending."""


def always_at_the_end(t):
    root = t.root
    fd = root.open("f", "RDWR|CREAT|APPEND")
    root.write(fd, b"one ")
    root.lseek(fd, 0, "SET")
    root.write(fd, b"two ")
    root.lseek(fd, 0, "CUR")
    root.pwrite(fd, b"three ", 0)
    root.pread(fd, 4, 0)
    other = root.open("f", "WRONLY")
    root.pwrite(other, b"ONE", 0)
    root.write(fd, b"four")
    root.content("f")
    root.ftruncate(fd, 4)
    root.write(fd, b"after")
    root.content("f")
    root.truncate("f", 20)
    root.write(fd, b"!")
    root.content("f")


def turned_on_and_off(t):
    root = t.root
    root.put("f", b"0123456789")
    fd = root.open("f", "RDWR")
    root.set_status_flags(fd, "APPEND")
    root.write(fd, b"ab")
    root.set_status_flags(fd, "")
    root.lseek(fd, 0, "SET")
    root.write(fd, b"AB")
    root.content("f")


def by_many_processes(t):
    """Every line of every writer arrives whole, in its order."""
    t.root.put("log", b"")
    writers = [t.single(f"writer{number}", view=number) for number in range(6)]
    running = [writer.begin.append_lines("log", f"w{number}", 500) for number, writer in enumerate(writers)]
    for each in running:
        each.end()
    t.root.count_lines("log")


def by_two_descriptors(t):
    root = t.root
    one, two = root.open("f", "WRONLY|CREAT|APPEND"), root.open("f", "WRONLY|APPEND")
    for number in range(5):
        root.write(one, b"one%d " % number)
        root.write(two, b"two%d " % number)
    root.content("f")
    root.lseek(one, 0, "CUR")


def after_another_process(t):
    writer, other = t.single("writer", view=0), t.single("other", view=1)
    fd = writer.open("f", "WRONLY|CREAT|APPEND")
    writer.write(fd, b"first ")
    theirs = other.open("f", "WRONLY|APPEND")
    other.write(theirs, b"second ")
    writer.write(fd, b"third ")
    other.ftruncate(theirs, 6)
    writer.write(fd, b"fourth ")
    other.write(theirs, b"fifth")
    other.content("f")

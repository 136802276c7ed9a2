"""Opening and creating files."""

from harness.values import Fill


def creating(t):
    root = t.root
    fd = root.open("f", "RDWR|CREAT|EXCL", "0640")
    root.fstat(fd)
    root.open("f", "RDWR|CREAT|EXCL")
    root.write(fd, b"content")
    root.open("f", "RDONLY|CREAT", "0777")
    root.stat("f")
    root.content("f")
    root.creat("f")
    root.stat("f")
    root.mkdir("d")
    root.open("d", "RDONLY|CREAT|EXCL")
    root.open("d", "WRONLY|CREAT")
    root.creat("d")
    root.open("absent", "RDWR")
    root.open("absent/f", "RDWR|CREAT")


def through_links(t):
    root = t.root
    root.symlink("target", "s")
    root.open("s", "WRONLY|CREAT|EXCL")
    root.open("s", "RDONLY")
    root.open("s", "WRONLY|CREAT|NOFOLLOW")
    root.open("s", "WRONLY|CREAT")
    root.lstat("target")
    root.open("s", "RDONLY|NOFOLLOW")
    root.open("s", "RDWR|NOFOLLOW|CREAT|EXCL")
    root.symlink("absent/target", "s2")
    root.open("s2", "WRONLY|CREAT")
    root.mkdir("d")
    root.symlink("d", "sd")
    root.open("sd", "RDONLY|DIRECTORY|NOFOLLOW")
    root.open("sd", "RDONLY|DIRECTORY")
    root.open("sd/", "RDONLY|NOFOLLOW")
    root.open("target", "RDONLY|DIRECTORY")
    root.put("sd/through", b"x")
    root.ls("d")


def access_modes(t):
    root = t.root
    root.put("f", b"content")
    reader, writer = root.open("f", "RDONLY"), root.open("f", "WRONLY")
    root.write(reader, b"x")
    root.read(writer, 1)
    root.pread(writer, 1, 0)
    root.pwrite(reader, b"x", 0)
    root.ftruncate(reader, 0)
    root.ftruncate(writer, 3)
    root.fallocate(reader, "", 0, 10)
    root.status_flags(reader)
    root.status_flags(writer)
    root.close(writer)
    root.close(writer)
    root.read(writer, 1)


def truncating(t):
    root = t.root
    root.put("f", b"content")
    root.stat("f")
    fd = root.open("f", "RDWR|TRUNC")
    root.fstat(fd)
    root.put("f", b"content")
    root.open("f", "RDONLY|TRUNC")
    root.stat("f")
    root.put("f", b"content")
    root.chmod("f", "0444")
    alice = t.alice()
    alice.open("f", "RDONLY|TRUNC")
    alice.open("f", "WRONLY|TRUNC")
    root.stat("f")


def modes_and_umasks(t):
    root = t.root
    for mask in ("000", "022", "077", "0777", "0123"):
        root.umask(mask)
        root.open(f"f{mask}", "WRONLY|CREAT", "0666")
        root.mkdir(f"d{mask}", "0777")
        root.mknod(f"p{mask}", "fifo", "0666")
        root.symlink("x", f"s{mask}")
        for kind in "fdps":
            root.lstat(kind + mask)
    root.umask("000")
    for mode in ("0000", "0111", "04755", "02755", "01755"):
        root.open("m" + mode, "WRONLY|CREAT|EXCL", mode)
        root.stat("m" + mode)


def mode_zero_stays_writable(t):
    """The descriptor of a file made with mode 0 may be written, though no other may be opened."""
    alice = t.alice()
    fd = alice.open("f", "RDWR|CREAT", "0000")
    alice.write(fd, b"written")
    alice.ftruncate(fd, 3)
    alice.pread(fd, 10, 0)
    alice.fchmod(fd, "0400")
    alice.write(fd, b"x")
    alice.open("f", "RDWR")
    alice.open("f", "RDONLY")
    fd = alice.open("g", "WRONLY|CREAT|TRUNC", "0444")
    alice.write(fd, b"read only from birth")
    alice.ftruncate(fd, 4)
    alice.open("g", "WRONLY|CREAT", "0444")
    t.root.content("g")


def path_descriptors(t):
    root = t.root
    root.put("f", b"content")
    root.symlink("f", "s")
    root.mkdir("d")
    fd = root.open("f", "PATH")
    root.read(fd, 1)
    root.write(fd, b"x")
    root.fstat(fd)
    root.fchmod(fd, "0600")
    root.ftruncate(fd, 0)
    root.fsync(fd)
    t.note("opened through /proc", bool(root.quiet.open(b"/proc/self/fd/%d" % int(fd), "RDONLY")))
    link = root.open("s", "PATH|NOFOLLOW")
    root.fstat(link)
    d = root.open("d", "PATH|DIRECTORY")
    root.open("g", "WRONLY|CREAT", dir_fd=d)
    root.ls("d")
    root.chmod("f", "0000")
    t.alice().open("f", "PATH")


def resolving_beneath(t):
    root = t.root
    root.mkdir("d")
    root.mkdir("d/e")
    root.put("d/f", b"x")
    root.put("out", b"x")
    root.symlink("../out", "d/up")
    root.symlink("/etc/passwd", "d/absolute")
    root.symlink("f", "d/inside")
    d = root.open("d", "RDONLY|DIRECTORY")
    for resolve in ("BENEATH", "IN_ROOT", "NO_SYMLINKS", "NO_XDEV"):
        for path in ("f", "e", "up", "absolute", "inside", "../out", "e/../f"):
            root.openat2(path, "RDONLY", resolve, dir_fd=d)
    root.openat2("new", "WRONLY|CREAT|EXCL", "BENEATH", "0600", dir_fd=d)
    root.stat("d/new")
    root.openat2("f", "RDONLY", "BENEATH", "0600", dir_fd=d)


def unnamed_files(t):
    root = t.root
    fd = root.open("@", "RDWR|TMPFILE", "0600")
    root.fstat(fd)
    root.write(fd, b"unnamed")
    root.link_descriptor(fd, "named")
    root.content("named")
    root.fstat(fd)
    fd = root.open("@", "RDWR|TMPFILE|EXCL", "0600")
    root.link_descriptor(fd, "never")
    root.open("@", "RDONLY|TMPFILE")
    root.open("named", "RDWR|TMPFILE")
    root.ls("@")


def direct_and_synchronous(t):
    root = t.root
    root.put("f", b"")
    fd = root.open("f", "RDWR|DSYNC")
    root.write(fd, b"on disk")
    root.status_flags(fd)
    fd = root.open("f", "RDWR|SYNC")
    root.write(fd, b"on disk")
    fd = root.open("f", "RDWR")
    root.set_status_flags(fd, "APPEND|NONBLOCK")
    root.status_flags(fd)
    root.write(fd, b" appended")
    root.content("f")
    root.set_status_flags(fd, "")
    root.pwrite(fd, b"ON", 0)
    root.content("f")


def around_caches(t):
    """O_DIRECT, mixed with ordinary calls."""
    root = t.root
    root.put("f", Fill(1, 40_960))
    root.direct_read("f", 4096, 8192)
    root.direct_write("f", Fill(2, 8192), 4096)
    root.content("f")
    fd = root.open("f", "RDWR")
    root.pwrite(fd, b"ordinary", 5000)
    root.direct_read("f", 4096, 4096)
    root.direct_write("f", Fill(3, 4096), 40_960)
    root.fstat(fd)
    root.pread(fd, 5000, 40_000)
    root.direct_read("f", 8192, 40_960)
    root.direct_read("f", 4096, 1 << 20)


def without_access_time(t):
    root = t.root
    root.put("f", b"x")
    root.open("f", "RDONLY|NOATIME")
    alice = t.alice()
    alice.open("f", "RDONLY|NOATIME")
    root.chown("f", 1000, 1000)
    alice.open("f", "RDONLY|NOATIME")


def duplicates_share_the_position(t):
    root = t.root
    root.put("f", b"0123456789")
    fd = root.open("f", "RDWR")
    other = root.dup(fd)
    again = root.open("f", "RDONLY")
    root.read(fd, 3)
    root.read(other, 3)
    root.read(again, 3)
    root.lseek(other, 1, "SET")
    root.read(fd, 2)
    root.fork_and_write(fd, b"ab")
    root.lseek(fd, 0, "CUR")
    root.start_and_write(fd, "cd")
    root.lseek(other, 0, "CUR")
    root.fork_and_close(fd)
    root.close(fd)
    root.write(other, b"Z")
    root.content("f")


def many_open_files(t):
    root = t.root
    fds = []
    for number in range(300):
        fds.append(root.quiet.open(f"f{number}", "RDWR|CREAT"))
        root.quiet.write(fds[-1], b"%d" % number)
    for number in range(0, 300, 3):
        root.quiet.unlink(f"f{number}")
    kept = [root.quiet.pread(fd, 10, 0) for fd in fds]
    t.note("each file has its content", [d.text for d in kept] == [b"%d" % n for n in range(300)])
    for fd in fds:
        root.quiet.close(fd)
    root.names_in("@")

"""FIFOs, sockets, devices."""


def fifos_pass_data(t):
    reader, writer = t.single("reader"), t.single("writer", view=1)
    t.root.mknod("p", "fifo", "0666")
    opening = reader.begin.open("p", "RDONLY")
    opening.waits()
    w = writer.open("p", "WRONLY")
    r = opening.end()
    writer.write(w, b"through the fifo")
    reader.read(r, 100)
    reading = reader.begin.read(r, 100)
    reading.waits()
    writer.close(w)
    reading.end()


def fifos_without_blocking(t):
    root = t.root
    root.mknod("p", "fifo")
    root.open("p", "WRONLY|NONBLOCK")
    r = root.open("p", "RDONLY|NONBLOCK")
    root.read(r, 10)
    w = root.open("p", "WRONLY|NONBLOCK")
    root.read(r, 10)
    root.write(w, b"x")
    root.stat("p")
    root.link("p", "q")
    other = root.open("q", "RDWR")
    root.read(other, 10)
    root.lseek(r, 0, "SET")
    root.rename("p", "moved")
    root.write(w, b"after the rename")
    root.read(r, 100)


def sockets(t):
    server, client = t.single("server"), t.single("client", view=1)
    s = server.listen("socket")
    t.root.lstat("socket")
    server.listen("socket")
    c = client.connect("socket")
    client.write(c, b"through the socket")
    server.accept_and_read(s, 100)
    t.root.open("socket", "RDONLY")
    t.root.rename("socket", "moved")
    client.connect("socket")
    client.connect("moved")
    t.root.chmod("moved", "0600")
    t.alice().connect("moved")
    server.close(s)
    client.connect("moved")
    t.root.unlink("moved")


def devices(t):
    root = t.root
    root.mknod("null", "char", "0666", 1, 3)
    root.mknod("zero", "char", "0666", 1, 5)
    root.mknod("absent", "block", "0600", 4000, 1_000_000)
    for name in ("null", "zero", "absent"):
        root.lstat(name)
    null, zero = root.open("null", "RDWR"), root.open("zero", "RDWR")
    root.write(null, b"gone")
    root.read(null, 10)
    root.read(zero, 10)
    root.fstat(zero)
    root.open("absent", "RDONLY")
    t.alice().open("null", "RDWR")
    root.chmod("null", "0600")
    t.alice().open("null", "RDWR")
    root.truncate("null", 0)


def made_by_mknod(t):
    root = t.root
    root.mknod("f", "file", "0640")
    root.lstat("f")
    root.put("f", b"content")
    root.content("f")
    root.mknod("f", "fifo")
    root.mknod("absent/x", "fifo")
    root.mkdir("d")
    root.mknod("d", "fifo")
    root.symlink("nowhere", "s")
    root.mknod("s", "fifo")
    root.ls("@")

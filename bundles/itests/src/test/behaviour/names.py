"""What names may be, and how paths are read."""


def long_names(t):
    root = t.root
    for length in (254, 255, 256):
        name = b"n" * length
        root.mkdir(name)
        root.rmdir(name)
        root.put(name, b"x")
        root.rename(name, b"m" * length)
        root.stat(b"m" * length)
        root.symlink("target", name)
        root.link(b"m" * length, b"l" * length)
        root.mknod(b"p" * length, "fifo")
        root.rename("absent", b"o" * length)
        root.unlink(b"l" * length)
    root.names_in("@")
    root.ls("@")
    root.pathconf("@", "NAME_MAX")


def names_of_all_bytes(t):
    root = t.root
    for value in range(1, 256):
        if value != ord("/"):
            root.quiet.mkdir(b"byte" + bytes([value]) + b".")
    root.ls("@")
    root.put(b"\xff\xfe\x80", b"not UTF-8")
    root.content(b"\xff\xfe\x80")
    root.rename(b"\xff\xfe\x80", b"\xc3\x28")
    root.stat(b"\xc3\x28")
    root.stat(b"\xff\xfe\x80")
    root.unlink(b"\xc3\x28")


def alike_names_are_different(t):
    root = t.root
    plain = ("name", "NAME", "name ", " name", "name.", "-n", "*", "...", ".hidden")
    for name in (*plain, "caf\u00e9", "cafe\u0301", "a\nb"):
        root.put(name, name.encode())
    root.ls("@")
    for name in ("Name", "caf\u00e9", "cafe\u0301", "a\nb", "..."):
        root.content(name)


def dots(t):
    root = t.root
    root.mkdir("d")
    root.put("f", b"x")
    for path in ("d/.", "d/..", "d/./../f", "f/.", "f/..", "absent/..", "./d", "d/../d/../f"):
        root.stat("@/" + path)
    t.same(root.quiet.stat("d/."), root.quiet.stat("d"), "d/. is d")
    t.same(root.quiet.stat("d/.."), root.quiet.stat("@"), "d/.. is where d lies")
    for path in ("d/.", "d/.."):
        root.mkdir("@/" + path)
        root.rmdir("@/" + path)
        root.unlink("@/" + path)
        root.rename("@/" + path, "e")
        root.rename("d", "@/" + path)
        root.link("f", "@/" + path)
        root.symlink("f", "@/" + path)


def trailing_slashes(t):
    root = t.root
    root.mkdir("d/")
    root.put("f", b"x")
    root.symlink("d", "s")
    root.symlink("f", "sf")
    root.symlink("absent", "dangling")
    for path in ("d/", "d//", "f/", "s/", "sf/", "dangling/", "absent/"):
        root.lstat(path)
        root.open(path, "RDONLY")
        root.open(path, "WRONLY|CREAT")
        root.unlink(path)
    root.link("f", "g/")
    root.symlink("f", "h/")
    root.mknod("i/", "fifo")
    root.rename("f", "g/")
    root.rename("f/", "g")
    root.rename("d/", "e/")
    root.rename("s/", "s2")
    root.rmdir("s/")
    root.mkdir("dangling/")
    root.rmdir("e/")
    root.ls("@")


def empty_and_missing(t):
    root = t.root
    root.put("f", b"x")
    for path in ("", "absent", "absent/x", "f/x"):
        root.stat(path)
        root.open(path, "RDONLY")
        root.open(path, "WRONLY|CREAT|EXCL")
        root.mkdir(path + "/y" if path else "")
        root.rmdir(path)
        root.unlink(path)
        root.rename(path, "z")
        root.chmod(path, "0600")
        root.readlink(path)


def deep_trees(t):
    """Deeper than PATH_MAX, one component at a time."""
    root = t.root
    name = b"d" * 255
    root.descend(24, name)
    root.stat("@/" + ("d" * 255 + "/") * 3)
    root.stat("@/" + ("d" * 255 + "/") * 24)
    root.ascend(24, name)
    root.ls("@")


def longest_paths(t):
    """4095 bytes are a path, 4096 are not; relative, for every run has another absolute one."""
    me = t.single("cwd")
    me.chdir("@")
    me.descend(15, b"e" * 255)
    prefix = "./" + ("e" * 255 + "/") * 15
    for length in (4094, 4095, 4096, 4097):
        name = prefix + "n" * (length - len(prefix))
        t.note(f"a path of {length} bytes is made", me.quiet.mkdir(name))
        t.note(f"a path of {length} bytes is found", me.quiet.lstat(name))
        t.note(f"a path of {length} bytes is moved", me.quiet.rename(name, prefix + "m"))
        t.note(f"a path of {length} bytes is removed", me.quiet.rmdir(prefix + "m"))


def relative_to_descriptors(t):
    root = t.root
    root.mkdir("d")
    d = root.open("d", "RDONLY|DIRECTORY")
    f = root.open("f", "RDWR|CREAT")
    root.mkdir("sub", dir_fd=d)
    root.symlink("sub", "link", dir_fd=d)
    root.readlink("link", dir_fd=d)
    inner = root.open("sub/g", "WRONLY|CREAT", dir_fd=d)
    root.write(inner, b"x")
    root.stat("sub/g", dir_fd=d)
    root.lstat("link", dir_fd=d)
    root.chmod("sub/g", "0600", dir_fd=d)
    root.chown("sub/g", 1000, 1000, dir_fd=d)
    root.rename("sub/g", "h", dir_fd=d)
    root.stat("h", dir_fd=d)
    root.stat("h", dir_fd=f)
    root.open("h", "RDONLY", dir_fd=f)
    root.rename("d", "moved")
    root.stat("h", dir_fd=d)
    root.unlink("h", dir_fd=d)
    root.rmdir("sub", dir_fd=d)
    root.ls("moved")


def working_directory(t):
    me = t.single("cwd")
    me.mkdir("d")
    me.chdir("d")
    me.getcwd()
    me.put("./f", b"x")
    me.content("./f")
    me.rename("d", "e")
    me.getcwd()
    me.content("../e/f")
    me.unlink("./f")
    me.rmdir("e")
    me.getcwd()
    me.put("./f", b"x")
    me.mkdir("./g")
    me.stat(".")
    me.stat("..")
    me.chdir("@")
    me.chdir("absent")
    me.chdir("../..")
    t.root.put("plain", b"")
    me.chdir("plain")

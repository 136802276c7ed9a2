"""Renaming."""


def files(t):
    root = t.root
    root.put("a", b"a")
    root.put("b", b"b")
    root.rename("a", "c")
    root.stat("a")
    root.content("c")
    before = root.quiet.stat("c")
    root.rename("c", "b")
    t.same(before, root.quiet.stat("b"), "the file keeps its number")
    root.content("b")
    root.rename("b", "b")
    root.rename("absent", "b")
    root.rename("b", "absent/b")
    root.rename("b", "b/c")
    root.ls("@")


def directories(t):
    root = t.root
    for name in ("d", "d/e", "empty", "full", "full/x"):
        root.mkdir(name)
    root.put("f", b"f")
    root.rename("d", "empty")
    root.ls("empty")
    root.rename("empty", "full")
    root.rename("empty", "f")
    root.rename("f", "empty")
    root.rename("empty", "empty/e/sub")
    root.rename("empty", "empty")
    root.rename("empty/e", "empty")
    root.rename("full", "@/full/../moved")
    root.ls("moved")
    root.rename("moved/x", "x")
    root.rename("empty/e", "x")
    root.stat("x")
    root.ls("@")


def parents_follow(t):
    root = t.root
    root.mkdir("a")
    root.mkdir("a/d")
    root.mkdir("b")
    root.put("a/d/f", b"x")
    fd = root.open("a/d/f", "RDWR")
    d = root.open("a/d", "RDONLY|DIRECTORY")
    root.rename("a/d", "b/d")
    t.same(root.quiet.stat("@/b/d/.."), root.quiet.stat("b"), ".. is the new parent")
    root.stat("f", dir_fd=d)
    t.same(root.quiet.stat("..", dir_fd=d), root.quiet.stat("b"), ".. of an open directory is the new parent")
    root.pwrite(fd, b"through", 0)
    root.content("b/d/f")
    stream = root.opendir("b/d")
    numbers = root.quiet.readdir_numbers(stream)
    t.note("the number of .. in the listing", numbers[b".."] == root.quiet.stat("b").ino)


def swapping_places_of_trees(t):
    root = t.root
    for name in ("one", "one/d", "two", "two/d"):
        root.mkdir(name)
    root.put("one/d/f", b"1")
    root.put("two/d/f", b"2")
    root.rename("one/d", "two/e")
    root.rename("two/d", "one/d")
    root.rename("two/e", "two/d")
    root.content("one/d/f")
    root.content("two/d/f")
    root.rename("one", "two/one")
    root.content("two/one/d/f")
    root.rename("two", "two/one/two")
    root.rename("two/one", "two/one/d/x")


def open_files(t):
    root = t.root
    root.put("f", b"old")
    root.put("g", b"replaced")
    f = root.open("f", "RDWR")
    g = root.open("g", "RDWR")
    root.rename("f", "g")
    root.fstat(f)
    root.fstat(g)
    root.pread(g, 20, 0)
    root.pwrite(g, b"REP", 0)
    root.pread(g, 20, 0)
    root.pwrite(f, b"new", 0)
    root.content("g")
    root.close(g)
    root.close(f)


def replaced_file_with_links(t):
    root = t.root
    root.put("f", b"new")
    root.put("g", b"old")
    root.link("g", "h")
    fd = root.open("g", "RDONLY")
    root.rename("f", "g")
    root.stat("h")
    root.fstat(fd)
    root.content("h")
    root.content("g")


def flag_noreplace(t):
    root = t.root
    root.put("f", b"f")
    root.put("g", b"g")
    root.mkdir("d")
    root.renameat2("f", "g", "NOREPLACE")
    root.renameat2("f", "d", "NOREPLACE")
    root.renameat2("f", "f", "NOREPLACE")
    root.renameat2("absent", "z", "NOREPLACE")
    root.renameat2("f", "new", "NOREPLACE")
    root.renameat2("d", "e", "NOREPLACE")
    root.ls("@")


def flag_exchange(t):
    root = t.root
    root.put("f", b"f")
    root.put("g", b"g")
    root.mkdir("d")
    root.put("d/x", b"x")
    root.renameat2("f", "absent", "EXCHANGE")
    root.renameat2("f", "g", "EXCHANGE")
    root.content("f")
    root.renameat2("f", "d", "EXCHANGE")
    root.ls("@")
    root.renameat2("d", "f/x", "EXCHANGE")
    root.renameat2("f", "f/y", "EXCHANGE")


def flag_whiteout(t):
    root = t.root
    root.put("f", b"f")
    root.renameat2("f", "g", "WHITEOUT")
    root.lstat("f")
    root.content("g")


def flags_that_contradict(t):
    root = t.root
    root.put("f", b"f")
    root.put("g", b"g")
    root.renameat2("f", "g", "NOREPLACE|EXCHANGE")
    root.renameat2("f", "g", "EXCHANGE|WHITEOUT")
    root.renameat2("f", "g", "64")
    root.renameat2("f", "g", "0")
    root.ls("@")


def permissions(t):
    root, alice, bob = t.root, t.alice(), t.bob()
    root.mkdir("hers", "0755")
    root.chown("hers", 1000, 1000)
    root.mkdir("roots", "0755")
    root.put("roots/f", b"x")
    alice.put("hers/f", b"x")
    alice.mkdir("hers/d")
    alice.rename("hers/f", "hers/g")
    alice.rename("hers/g", "roots/g")
    alice.rename("roots/f", "hers/f")
    bob.rename("hers/g", "hers/h")
    bob.rename("hers/g", "b")
    root.mkdir("hers/roots", "0755")
    alice.rename("hers/roots", "hers/roots2")
    root.mkdir("other", "0777")
    alice.rename("hers/roots2", "@/other/r")
    root.chmod("other", "0777")
    alice.rename("hers/roots2", "other/r")


def onto_sticky_places(t):
    root, alice, bob = t.root, t.alice(), t.bob()
    root.mkdir("s")
    root.chmod("s", "01777")
    alice.put("s/a", b"a")
    bob.put("s/b", b"b")
    bob.rename("s/a", "s/c")
    bob.rename("s/b", "s/a")
    bob.rename("s/b", "s/c")
    alice.unlink("s/c")
    bob.unlink("s/a")
    root.rename("s/c", "s/a")
    root.ls("s")


def back_and_forth(t):
    """As editors and package managers do: write aside, sync, rename over."""
    root = t.root
    root.put("f", b"version 0")
    for version in range(1, 30):
        root.quiet.put("f.new", b"version %d" % version)
        root.quiet.rename("f", "f.old")
        root.quiet.rename("f.new", "f")
        root.quiet.unlink("f.old")
    root.content("f")
    root.ls("@")

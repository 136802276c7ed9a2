"""Removing names of the lower branch, and using them again."""


def files(t):
    root = t.root
    root.unlink("file")
    root.stat("file")
    root.unlink("file")
    root.open("file", "RDWR")
    root.rename("file", "x")
    root.ls("@")
    root.put("file", b"made again")
    root.stat("file")
    root.listxattr("file")
    root.content("file")
    root.unlink("file")
    root.mkdir("file")
    root.put("file/inside", b"x")
    root.ls("file")
    root.unlink("file/inside")
    root.rmdir("file")
    root.symlink("two", "file")
    root.content("file")
    root.unlink("file")
    root.ls("@")


def every_type(t):
    root = t.root
    for name in ("link", "dangling", "dirlink", "fifo", "null", "linked", "setuid"):
        root.unlink(name)
        root.lstat(name)
    root.ls("@")
    for name in ("link", "fifo", "null"):
        root.put(name, b"new")
        root.content(name)


def directories(t):
    root = t.root
    root.rmdir("dir")
    root.rmdir("empty")
    root.lstat("empty")
    root.mkdir("empty", "0711")
    root.stat("empty")
    root.ls("empty")
    root.rmdir("empty")
    root.put("empty", b"a file now")
    root.content("empty")
    root.rmdir("file")
    root.unlink("dir")
    root.ls("@")


def whole_trees(t):
    root = t.root
    for name in ("dir/sub/deep/d",):
        root.unlink(name)
    root.rmdir("dir/sub/deep")
    root.rmdir("dir/sub")
    root.unlink("dir/sub/c")
    root.rmdir("dir/sub")
    root.ls("dir")
    for name in ("a", "b", "linked3"):
        root.unlink("dir/" + name)
    root.ls("dir")
    root.stat("dir")
    root.rmdir("dir")
    root.stat("dir/a")
    root.mkdir("dir")
    root.ls("dir")
    root.stat("dir/a")
    root.listxattr("dir")
    root.mkdir("dir/sub")
    root.ls("dir/sub")
    root.put("dir/a", b"new a")
    root.content("dir/a")


def again_and_again(t):
    root = t.root
    for number in range(10):
        root.quiet.unlink("file")
        root.quiet.put("file", b"%d" % number)
        root.quiet.rmdir("empty")
        root.quiet.mkdir("empty")
    root.content("file")
    root.ls("@")
    root.rmdir("empty")
    root.unlink("file")
    root.ls("@")


def removing_as_read(t):
    root = t.root
    stream = root.opendir("many")
    while part := root.quiet.readdir(stream, 40):
        for name in part:
            if name not in (b".", b".."):
                root.quiet.unlink(b"many/" + name)
    root.closedir(stream)
    root.names_in("many")
    root.rmdir("many")
    root.mkdir("many")
    root.names_in("many")


def exclusive_creation(t):
    root = t.root
    root.open("file", "WRONLY|CREAT|EXCL")
    root.mkdir("empty")
    root.symlink("x", "file")
    root.link("two", "file")
    root.mknod("file", "fifo")
    root.unlink("file")
    root.open("file", "WRONLY|CREAT|EXCL", "0600")
    root.stat("file")
    root.unlink("link")
    root.link("two", "link")
    root.stat("link")
    root.unlink("fifo")
    root.mknod("fifo", "socket")
    root.lstat("fifo")


def names_that_look_like_marks(t):
    root = t.root
    root.put("_HIDDEN~", b"x")
    root.put("file_HIDDEN~", b"x")
    root.mkdir("dir/#1")
    root.content("file")
    root.ls("dir")
    root.unlink("file")
    root.ls("@")


def marks_are_not_shown(t):
    root = t.root
    root.unlink("file")
    root.rmdir("empty")
    root.mkdir("empty")
    root.rename("other", "moved")
    root.chmod("dir", "0700")
    for name in ("empty", "moved", "dir", "@"):
        root.listxattr(name)
    root.mknod("file", "char", "0644", 0, 0)
    root.lstat("file")
    root.ls("@")

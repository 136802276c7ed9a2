"""Renaming names of the lower branch."""


def files(t):
    root = t.root
    before = root.stat("file")
    root.rename("file", "moved")
    root.lstat("file")
    after = root.stat("moved")
    t.note("the number is kept", before.ino == after.ino)
    t.note("modified", after.mtime)
    root.content("moved")
    root.listxattr("moved")
    root.rename("moved", "dir/deeper")
    root.content("dir/deeper")
    root.rename("dir/deeper", "file")
    root.content("file")
    root.rename("dir/a", "two")
    root.content("two")
    root.put("dir/a", b"another")
    root.rename("dir/a", "dir/b")
    root.ls("dir")
    root.content("dir/b")
    root.rename("link", "link2")
    root.readlink("link2")
    root.rename("fifo", "null")
    root.ls("@")


def directories(t):
    root = t.root
    root.stat("dir")
    root.rename("dir", "moved")
    root.lstat("dir")
    root.ls("@")
    root.ls("moved")
    root.content("moved/sub/deep/d")
    root.listxattr("moved")
    root.put("moved/a", b"changed")
    root.unlink("moved/b")
    root.ls("moved")
    root.rename("moved", "other/again")
    root.ls("other/again")
    root.content("other/again/a")
    root.content("other/again/sub/c")
    root.rename("other/again/sub", "sub")
    root.content("sub/deep/d")
    root.ls("other/again")
    root.rename("other", "dir")
    root.content("dir/again/a")
    root.ls("dir/again")
    root.rename("dir/again", "again")
    root.ls("again")
    root.ls("@")


def merged_directories(t):
    root = t.root
    root.put("dir/upper", b"new")
    root.put("dir/a", b"changed")
    root.unlink("dir/b")
    root.rename("dir", "moved")
    root.ls("moved")
    root.content("moved/a")
    root.content("moved/upper")
    root.content("moved/sub/c")
    root.mkdir("dir")
    root.ls("dir")
    root.put("dir/a", b"in the new one")
    root.rename("dir", "dir2")
    root.ls("dir2")
    root.rename("moved", "dir")
    root.ls("dir")
    root.content("dir/a")


def onto_others(t):
    root = t.root
    root.rename("dir", "empty")
    root.ls("empty")
    root.rename("empty", "other")
    root.rename("empty", "file")
    root.rename("file", "empty")
    root.rename("empty", "empty/sub/x")
    root.unlink("other/e")
    root.rename("empty", "other")
    root.ls("other")
    root.content("other/sub/deep/d")
    root.mkdir("new")
    root.rename("new", "sticky")
    root.unlink("sticky/mine")
    root.rename("new", "sticky")
    root.stat("sticky")
    root.ls("@")


def and_making_anew(t):
    root = t.root
    root.rename("dir", "old")
    root.mkdir("dir")
    root.rename("old/sub", "dir/sub")
    root.content("dir/sub/c")
    root.ls("old")
    root.rename("file", "file.old")
    root.put("file", b"new")
    root.rename("file", "file.old")
    root.content("file.old")
    root.put("file", b"newest")
    root.ls("@")


def deep_inside(t):
    root = t.root
    root.rename("dir/sub/deep", "dir/sub/deeper")
    root.content("dir/sub/deeper/d")
    root.rename("dir/sub", "dir/subs")
    root.content("dir/subs/deeper/d")
    root.rename("dir", "dirs")
    root.content("dirs/subs/deeper/d")
    root.ls("dirs/subs")
    root.rename("dirs/subs/deeper/d", "d")
    root.ls("dirs/subs/deeper")
    root.rmdir("dirs/subs/deeper")
    root.ls("dirs/subs")


def without_replacing(t):
    root = t.root
    root.renameat2("file", "two", "NOREPLACE")
    root.unlink("two")
    root.renameat2("file", "two", "NOREPLACE")
    root.content("two")
    root.renameat2("dir", "empty", "NOREPLACE")
    root.rmdir("empty")
    root.renameat2("dir", "empty", "NOREPLACE")
    root.ls("empty")
    root.ls("@")


def exchanging(t):
    root = t.root
    root.renameat2("file", "two", "EXCHANGE")
    root.content("file")
    root.content("two")
    root.renameat2("dir", "other", "EXCHANGE")
    root.ls("dir")
    root.ls("other")
    root.content("other/sub/deep/d")
    root.renameat2("file", "dir", "EXCHANGE")
    root.content("dir")
    root.ls("file")
    root.renameat2("file/e", "other/sub", "EXCHANGE")
    root.content("other/sub")
    root.content("file/e/c")
    root.ls("@")


def open_directories(t):
    root = t.root
    fd = root.open("dir", "RDONLY|DIRECTORY")
    file = root.open("dir/a", "RDWR")
    root.rename("dir", "other/moved")
    root.stat("a", dir_fd=fd)
    root.open("new", "WRONLY|CREAT", dir_fd=fd)
    root.ls("other/moved")
    root.pwrite(file, b"A", 0)
    root.content("other/moved/a")
    t.same(root.quiet.stat("..", dir_fd=fd), root.quiet.stat("other"), "its parent is the new one")


def by_users(t):
    root, alice = t.root, t.alice()
    alice.rename("two", "mine")
    alice.rename("file", "mine")
    alice.rename("dir/a", "mine")
    alice.rename("dir", "mine")
    root.chmod("dir", "0777")
    alice.rename("dir/a", "dir/mine")
    alice.rename("dir/sub", "dir/mine2")
    alice.rename("dir/sub", "sub")
    root.ls("dir")
    root.ls("@")

"""Time stamps in a union."""

from harness.populate import STAMP


def of_directories(t):
    root = t.root
    for text, action in (
        ("creating", lambda: root.quiet.put("dir/new", b"")), ("unlink", lambda: root.quiet.unlink("dir/a")),
        ("rename inside", lambda: root.quiet.rename("dir/b", "dir/c")),
        ("copy-up", lambda: root.quiet.chmod("dir/sub", "0700")),
        ("mkdir", lambda: root.quiet.mkdir("dir/d")), ("rmdir", lambda: root.quiet.rmdir("dir/d")),
    ):
        with t.stamps(text, "dir"):
            action()


def copied_up_files_keep_theirs(t):
    root = t.root
    for name, change in (
        ("file", lambda: root.chmod("file", "0600")), ("two", lambda: root.rename("two", "moved")),
        ("large", lambda: root.link("large", "large2")), ("dir/a", lambda: root.setxattr("dir/a", "user.x", b"x")),
    ):
        change()
        found = root.quiet.stat("moved" if name == "two" else name)
        t.note(f"{name} keeps its modification time", found.mtime == STAMP)
    for name in ("dir", "dir/sub"):
        t.note(f"{name} keeps its modification time", root.quiet.stat(name).mtime == STAMP)
    root.chmod("dir/sub/deep/d", "0600")
    for name in ("dir", "dir/sub", "dir/sub/deep", "dir/sub/deep/d"):
        t.note(f"{name} still keeps it", root.quiet.stat(name).mtime == STAMP)


def setting(t):
    root = t.root
    root.utimens("file", 10**18, 2 * 10**18)
    found = root.quiet.stat("file")
    t.note("the file", (found.atime, found.mtime))
    root.utimens("link", 10**18, 3 * 10**18, follow=False)
    found = root.quiet.lstat("link")
    t.note("the link", found.mtime)
    root.utimens("dir", 10**18, 4 * 10**18)
    found = root.quiet.lstat("dir")
    t.note("the directory", found.mtime)

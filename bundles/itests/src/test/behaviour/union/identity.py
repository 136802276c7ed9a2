"""Inode numbers and hard links over copy-up."""


def numbers_stay(t):
    root = t.root
    names = ("file", "two", "dir", "dir/a", "link", "fifo", "null", "empty")
    before = {name: root.quiet.lstat(name) for name in names}
    root.put("file", b"changed")
    root.chmod("two", "0600")
    root.chmod("dir", "0700")
    root.put("dir/a", b"changed")
    root.chown("link", 1001, 1001, follow=False)
    root.chmod("fifo", "0600")
    root.chmod("null", "0600")
    root.put("empty/new", b"x")
    for name in names:
        t.same(before[name], root.quiet.lstat(name), name)
    root.rename("dir", "moved")
    t.same(before["dir"], root.quiet.lstat("moved"), "moved directory")
    t.same(before["dir/a"], root.quiet.lstat("moved/a"), "file in the moved directory")
    root.ls("@")
    root.ls("moved")
    t.note("all are different", len({found.ino for found in before.values()}) == len(names))


def listings_agree(t):
    """Numbers in listings are those of stat, before and after changes."""
    root = t.root
    for change in (
        lambda: None, lambda: root.put("dir/a", b"x"), lambda: root.put("dir/new", b"x"), lambda: root.unlink("dir/b"),
        lambda: root.rename("file", "dir/file"), lambda: root.rename("dir/sub", "dir/moved"),
    ):
        change()
        stream = root.opendir("dir")
        numbers = root.quiet.readdir_numbers(stream)
        names = [name for name in numbers if name != b".."]
        right = all(numbers[name] == root.quiet.lstat(b"dir/" + name).ino for name in names)
        t.note(f"{len(numbers)} entries, each with its number", right)
        t.note("the parent's", numbers[b".."] == root.quiet.lstat("@").ino)
        root.closedir(stream)


def open_files_keep_theirs(t):
    root = t.root
    fd = root.open("file", "RDONLY")
    before = root.quiet.fstat(fd)
    root.put("file", b"changed")
    t.same(before, root.quiet.fstat(fd), "the open file")
    t.same(before, root.quiet.stat("file"), "the name")


def hard_links(t):
    root = t.root
    for name in ("linked", "linked2", "dir/linked3"):
        root.stat(name)
    t.same(root.quiet.stat("linked"), root.quiet.stat("dir/linked3"), "one file")
    root.put("linked", b"changed by one name")
    for name in ("linked", "linked2", "dir/linked3"):
        root.content(name)
        root.stat(name)
    t.same(root.quiet.stat("linked"), root.quiet.stat("dir/linked3"), "still one file")
    root.chmod("linked2", "0600")
    root.stat("dir/linked3")
    root.unlink("linked")
    root.stat("linked2")
    root.link("linked2", "another")
    root.stat("dir/linked3")
    root.rename("dir/linked3", "linked")
    root.stat("linked")
    root.ls("@")


def hard_links_removed_unchanged(t):
    root = t.root
    root.unlink("linked")
    root.stat("linked2")
    root.unlink("dir/linked3")
    root.stat("linked2")
    root.content("linked2")
    root.put("linked2", b"changed")
    root.stat("linked2")
    root.content("linked2")
    fd = root.open("linked2", "RDWR")
    root.unlink("linked2")
    root.fstat(fd)


def linking_lower_files(t):
    root = t.root
    root.link("file", "file2")
    root.stat("file")
    t.same(root.quiet.stat("file"), root.quiet.stat("file2"), "one file")
    root.put("file2", b"changed")
    root.content("file")
    root.unlink("file")
    root.stat("file2")
    root.link("linked", "linked4")
    root.stat("linked2")
    t.same(root.quiet.stat("linked4"), root.quiet.stat("linked2"), "one file of four names")
    root.link("link", "link2")
    root.readlink("link2")
    root.lstat("link")


def directory_link_counts(t):
    root = t.root
    root.mkdir("new")
    root.mkdir("new/x")
    root.stat("new")
    root.rmdir("new/x")
    root.stat("new")

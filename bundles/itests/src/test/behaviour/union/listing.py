"""Listing merged directories."""


def merged(t):
    root = t.root
    root.ls("@")
    root.put("dir/new", b"x")
    root.ls("dir")
    root.put("dir/a", b"over a lower one")
    root.ls("dir")
    root.unlink("dir/b")
    root.ls("dir")
    root.put("dir/b", b"again")
    root.unlink("dir/new")
    root.ls("dir")
    root.mkdir("dir/sub/new")
    root.ls("dir/sub")
    stream = root.opendir("dir")
    root.readdir_types(stream)


def many_entries(t):
    root = t.root
    root.names_in("many")
    root.fill_directory("many", 500, 300)
    root.names_in("many")
    root.empty_directory("many", 0, 100)
    root.names_in("many")
    stream = root.opendir("many")
    found = []
    while part := root.quiet.readdir(stream, 70):
        found += part
    t.note("read in parts", f"{len(found)} entries, {len(set(found))} different")


def deleting_while_reading(t):
    root = t.root
    root.put("many/upper", b"x")
    stream = root.opendir("many")
    seen = root.quiet.readdir(stream, 60)
    deleted = [name for name in seen if name not in (b".", b"..")]
    for name in deleted:
        root.quiet.unlink(b"many/" + name)
    rest = root.quiet.readdir(stream, 5000)
    t.note("read in all", len(seen) + len(rest))
    t.note("read twice", len(set(seen) & set(rest)))
    root.rewinddir(stream)
    t.note("missing when read again", 203 - len(deleted) - len(root.quiet.readdir(stream, 5000)))


def positions(t):
    root = t.root
    root.put("many/upper", b"x")
    stream = root.opendir("many")
    root.quiet.readdir(stream, 50)
    here = root.quiet.telldir(stream)
    following = root.quiet.readdir(stream, 30)
    root.quiet.seekdir(stream, here)
    t.note("the same names follow", root.quiet.readdir(stream, 30) == following)
    root.rewinddir(stream)
    t.note("from the beginning", len(root.quiet.readdir(stream, 5000)))


def seen_by_an_open_stream(t):
    """A stream that is rewound shows what was changed meanwhile."""
    root = t.root
    stream = root.opendir("dir")
    root.readdir_types(stream)
    root.put("dir/new", b"x")
    root.unlink("dir/a")
    root.rewinddir(stream)
    root.readdir_types(stream)


def removed_directories(t):
    root = t.root
    fd = root.open("empty", "RDONLY|DIRECTORY")
    stream = root.opendir("empty")
    root.rmdir("empty")
    root.readdir_types(stream)
    root.open("x", "WRONLY|CREAT", dir_fd=fd)
    root.fstat(fd)

"""Making, removing and listing directories."""


def making_and_removing(t):
    root = t.root
    root.mkdir("d", "0750")
    root.stat("d")
    root.mkdir("d")
    root.put("f", b"")
    root.mkdir("f")
    root.symlink("absent", "s")
    root.mkdir("s")
    root.mkdir("f/d")
    root.mkdir("absent/d")
    root.mkdir("d/e")
    root.rmdir("d")
    root.rmdir("f")
    root.rmdir("s")
    root.unlink("d")
    root.unlink("d/e")
    root.rmdir("absent")
    root.rmdir("d/e")
    root.rmdir("d")
    root.ls("@")


def special_modes(t):
    root = t.root
    root.umask("000")
    for mode in ("0000", "0777", "01777", "02777", "04777", "07777"):
        root.mkdir(f"d{mode}", mode)
        root.stat(f"d{mode}")


def link_counts(t):
    root = t.root
    root.mkdir("d")
    root.stat("d")
    root.mkdir("d/a")
    root.mkdir("d/b")
    root.put("d/f", b"")
    root.stat("d")
    root.rename("d/a", "a")
    root.stat("d")
    root.rename("a", "d/b/a")
    root.stat("d/b")
    root.rmdir("d/b/a")
    root.mkdir("e")
    root.rename("e", "d/b")
    root.stat("d")
    root.stat("d/b")


def listing(t):
    root = t.root
    root.mkdir("d")
    root.mkdir("d/directory")
    root.put("d/file", b"")
    root.symlink("x", "d/symlink")
    root.mknod("d/fifo", "fifo")
    root.mknod("d/socket", "socket")
    root.mknod("d/char", "char", "0666", 1, 3)
    root.mknod("d/block", "block", "0600", 7, 200)
    root.ls("d")
    stream = root.opendir("d")
    root.readdir_types(stream)
    root.rewinddir(stream)
    root.quiet.readdir(stream, 3)
    root.rewinddir(stream)
    numbers = root.quiet.readdir_numbers(stream)
    t.note("the number of .", numbers[b"."] == root.quiet.stat("d").ino)
    t.note("the number of ..", numbers[b".."] == root.quiet.stat("@").ino)
    t.note("the number of file", numbers[b"file"] == root.quiet.stat("d/file").ino)
    root.closedir(stream)
    root.opendir("d/file")
    root.opendir("absent")
    empty = root.opendir("d/directory")
    root.readdir_types(empty)


def listing_many(t):
    root = t.root
    root.mkdir("d")
    root.fill_directory("d", 0, 3000)
    root.names_in("d")
    stream = root.opendir("d")
    found = []
    while part := root.quiet.readdir(stream, 700):
        found += part
    t.note("read in parts", f"{len(found)} entries, {len(set(found))} different")
    root.empty_directory("d", 0, 3000)
    root.names_in("d")
    root.rmdir("d")


def deleting_while_reading(t):
    """Every name that is there from beginning to end is read once."""
    root = t.root
    root.mkdir("d")
    root.fill_directory("d", 0, 1000)
    stream = root.opendir("d")
    seen = root.quiet.readdir(stream, 100)
    deleted = [name for name in seen if name not in (b".", b"..")]
    for name in deleted:
        root.quiet.unlink(b"d/" + name)
    rest = root.quiet.readdir(stream, 5000)
    t.note("read in all", len(seen) + len(rest))
    t.note("read twice", len(set(seen) & set(rest)))
    t.note("missing when listed", 1000 - len(deleted) - int(root.quiet.names_in("d").split()[0]))
    root.rewinddir(stream)
    t.note("missing when read again", 1002 - len(deleted) - len(root.quiet.readdir(stream, 5000)))


def removing_as_read(t):
    """As `rm -r` does: read some, delete these, read on until nothing comes."""
    root = t.root
    root.mkdir("d")
    root.fill_directory("d", 0, 1500)
    stream = root.opendir("d")
    while part := root.quiet.readdir(stream, 64):
        for name in part:
            if name not in (b".", b".."):
                root.quiet.unlink(b"d/" + name)
    root.closedir(stream)
    root.names_in("d")
    root.rmdir("d")


def creating_while_reading(t):
    root = t.root
    root.mkdir("d")
    root.fill_directory("d", 0, 500)
    stream = root.opendir("d")
    seen = root.quiet.readdir(stream, 50)
    root.fill_directory("d", 500, 500)
    seen += root.quiet.readdir(stream, 5000)
    old = {b"f%05d" % number for number in range(500)}
    t.note("old names missing", len(old - set(seen)))
    t.note("names twice", len(seen) - len(set(seen)))
    root.rewinddir(stream)
    t.note("read again", len(root.quiet.readdir(stream, 5000)))


def renaming_while_reading(t):
    root = t.root
    root.mkdir("d")
    root.fill_directory("d", 0, 400)
    stream = root.opendir("d")
    seen = root.quiet.readdir(stream, 50)
    for number in range(0, 400, 4):
        root.quiet.rename(f"d/f{number:05d}", f"d/g{number:05d}")
    seen += root.quiet.readdir(stream, 5000)
    still = {b"f%05d" % number for number in range(400) if number % 4}
    t.note("names missing that were there throughout", len(still - set(seen)))
    t.note("names twice", len(seen) - len(set(seen)))


def positions(t):
    """A position remembered leads back to the same next name, also after deletions."""
    root = t.root
    root.mkdir("d")
    root.fill_directory("d", 0, 300)
    stream = root.opendir("d")
    root.quiet.readdir(stream, 100)
    here = root.quiet.telldir(stream)
    following = root.quiet.readdir(stream, 50)
    root.quiet.readdir(stream, 50)
    root.quiet.seekdir(stream, here)
    t.note("the same names follow", root.quiet.readdir(stream, 50) == following)
    root.quiet.unlink(b"d/" + following[0])
    root.quiet.seekdir(stream, here)
    after = root.quiet.readdir(stream, 500)
    t.note("names left of those", len(set(following[1:]) - set(after)))
    root.rewinddir(stream)
    t.note("from the beginning", len(root.quiet.readdir(stream, 500)))
    other = root.opendir("d")
    root.quiet.seekdir(other, here)
    t.note("a position serves another stream", set(following[2:]) <= set(root.quiet.readdir(other, 500)))


def reading_a_removed_directory(t):
    root = t.root
    root.mkdir("d")
    fd = root.open("d", "RDONLY|DIRECTORY")
    stream = root.opendir("d")
    root.rmdir("d")
    root.readdir_types(stream)
    root.fstat(fd)
    root.mkdir("x", dir_fd=fd)
    root.open("x", "WRONLY|CREAT", dir_fd=fd)
    root.stat(".", dir_fd=fd)
    root.stat("x", dir_fd=fd)
    root.fchmod(fd, "0700")
    root.fstat(fd)
    root.mkdir("d")
    root.put("d/new", b"")
    root.rewinddir(stream)
    root.readdir_types(stream)


def directories_are_no_files(t):
    root = t.root
    root.mkdir("d")
    root.open("d", "WRONLY")
    root.open("d", "RDWR")
    root.open("d", "RDONLY|CREAT")
    root.open("d", "RDONLY|TRUNC")
    fd = root.open("d", "RDONLY")
    root.read(fd, 10)
    root.write(fd, b"x")
    root.ftruncate(fd, 0)
    root.fsync(fd)
    root.fdatasync(fd)
    root.getdents_room(fd, 4)
    root.truncate("d", 0)
    root.mmap(fd, 4096, "READ", "SHARED")


def working_in_others(t):
    """Users list and search what the bits allow."""
    root, alice = t.root, t.alice()
    for mode in ("0755", "0711", "0744", "0700"):
        root.mkdir("d" + mode, mode)
        root.put(f"d{mode}/f", b"x")
        alice.names_in("d" + mode)
        alice.stat(f"d{mode}/f")
        alice.content(f"d{mode}/f")
        alice.put(f"d{mode}/g", b"x")
        alice.unlink(f"d{mode}/f")

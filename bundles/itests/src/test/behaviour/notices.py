"""inotify: a process is told of changes made by this and other processes."""

ALL = "MODIFY|ATTRIB|CLOSE_WRITE|MOVED_FROM|MOVED_TO|CREATE|DELETE|OPEN"


def changes_in_a_directory(t):
    watcher, root = t.single("watcher"), t.root
    root.mkdir("d")
    watch = watcher.inotify("d", ALL)
    fd = root.open("d/f", "WRONLY|CREAT")
    root.write(fd, b"x")
    root.close(fd)
    watcher.events(watch)
    root.chmod("d/f", "0600")
    root.rename("d/f", "d/g")
    root.mkdir("d/sub")
    root.symlink("x", "d/s")
    root.link("d/g", "d/h")
    watcher.events(watch)
    root.unlink("d/g")
    root.rmdir("d/sub")
    root.rename("d/h", "away")
    watcher.events(watch)
    root.truncate("away", 0)
    root.rename("away", "d/back")
    watcher.events(watch)


def changes_of_a_file(t):
    watcher, root = t.single("watcher"), t.root
    root.put("f", b"x")
    watch = watcher.inotify("f", "MODIFY|ATTRIB|CLOSE_WRITE|DELETE_SELF|MOVE_SELF")
    root.put("f", b"more")
    watcher.events(watch)
    root.setxattr("f", "user.x", b"v")
    root.utimens("f", 1, 1)
    root.rename("f", "g")
    watcher.events(watch)
    root.unlink("g")
    watcher.events(watch)

"""Who may do what, without access control lists."""


def reading_and_writing(t):
    root = t.root
    users = {
        "owner": t.alice(), "group": t.process("group", (1002, 1001, (1001,))),
        "member": t.process("member", (1003, 1003, (1003, 1001))), "other": t.process("other", (1004, 1004, ())),
    }
    for mode in ("0600", "0640", "0604", "0060", "0006", "0466", "0066", "0200", "0000"):
        root.put("f", b"x")
        root.chown("f", 1000, 1001)
        root.chmod("f", mode)
        for user in users.values():
            for flags in ("RDONLY", "WRONLY", "RDWR"):
                user.open("f", flags)
        root.unlink("f")


def checking_access(t):
    root, alice = t.root, t.alice()
    group = t.process("group", (1002, 1001, (1001,)))
    root.mkdir("d", "0750")
    root.chown("d", 1000, 1001)
    root.put("d/f", b"x")
    for mode in ("0000", "0444", "0640", "0711", "0755"):
        root.chmod("d/f", mode)
        for user in (root, alice, group, t.bob()):
            for wanted in ("F", "R", "W", "X", "R|W"):
                user.access("d/f", wanted)
    alice.access("d/f", "R", effective=True)
    alice.access("absent", "F")
    root.access("d", "X")


def searching_directories(t):
    root, alice = t.root, t.alice()
    root.mkdir("d")
    root.mkdir("d/e")
    root.put("d/e/f", b"x")
    root.chmod("d/e/f", "0666")
    for mode in ("0700", "0711", "0744", "0755"):
        root.chmod("d", mode)
        alice.stat("d/e/f")
        alice.content("d/e/f")
        alice.chmod("d/e/f", "0600")
        alice.readlink("d/e/f")
        alice.lstat("d/absent")
        alice.chdir("d")
        alice.access("d/e/f", "R")


def changing_directories(t):
    """Making and removing names needs write and search permission of the directory, nothing of the file."""
    root, alice = t.root, t.alice()
    for mode in ("0777", "0755", "0733", "0766"):
        root.mkdir("d")
        root.put("d/f", b"x")
        root.put("d/g", b"x")
        root.chmod("d/f", "0000")
        root.chmod("d", mode)
        alice.put("d/new", b"")
        alice.mkdir("d/sub")
        alice.symlink("x", "d/s")
        alice.mknod("d/p", "fifo")
        alice.rename("d/g", "d/h")
        alice.unlink("d/f")
        alice.rmdir("d/sub")
        alice.truncate("d/h", 0)
        root.ls("d")
        for name in root.quiet.ls("d"):
            root.quiet.unlink(b"d/" + name)
        root.rmdir("d")


def sticky_directories(t):
    root, alice, bob = t.root, t.alice(), t.bob()
    root.mkdir("s")
    root.chmod("s", "01777")
    alice.put("s/a", b"x")
    alice.mkdir("s/d")
    root.chmod("s/a", "0666")
    bob.unlink("s/a")
    bob.rename("s/a", "s/b")
    bob.rename("s/a", "mine")
    bob.rmdir("s/d")
    bob.rename("s/d", "s/e")
    bob.put("s/c", b"x")
    bob.rename("s/c", "s/a")
    bob.link("s/a", "s/l")
    alice.unlink("s/l")
    bob.put("s/a", b"written")
    alice.rename("s/a", "s/aa")
    alice.rmdir("s/d")
    root.chown("s", 1001, 1001)
    bob.unlink("s/aa")
    alice.unlink("s/c")
    root.ls("s")


def protected_files_in_sticky_directories(t):
    """With protected_regular and protected_fifos O_CREAT does not open others' files there."""
    root, alice, bob = t.root, t.alice(), t.bob()
    root.mkdir("s")
    root.chmod("s", "01777")
    alice.put("s/f", b"x")
    root.chmod("s/f", "0666")
    bob.open("s/f", "WRONLY|CREAT", "0644")
    bob.open("s/f", "WRONLY")
    root.open("s/f", "WRONLY|CREAT", "0644")
    alice.open("s/f", "WRONLY|CREAT", "0644")


def what_root_may(t):
    root, alice = t.root, t.alice()
    alice.put("f", b"content")
    alice.mkdir("d", "0700")
    alice.chmod("f", "0000")
    root.content("f")
    root.put("d/g", b"x")
    root.ls("d")
    root.access("f", "R|W")
    root.access("f", "X")
    root.run("f")
    root.chmod("f", "0644")
    root.stat("f")


def supplementary_groups(t):
    root = t.root
    groups = tuple(range(2000, 2040))
    many = t.process("many", (1000, 1000, groups))
    root.mkdir("d", "0770")
    root.chown("d", 0, 2037)
    root.chmod("d", "0770")
    many.put("d/f", b"x")
    many.ls("d")
    root.put("g", b"x")
    root.chown("g", 0, 2039)
    root.chmod("g", "0060")
    many.content("g")
    many.put("g", b"y")
    t.alice().content("g")


def making_devices(t):
    root, alice = t.root, t.alice()
    alice.mknod("c", "char", "0666", 1, 3)
    alice.mknod("b", "block", "0666", 7, 0)
    alice.mknod("p", "fifo")
    alice.mknod("s", "socket")
    alice.mknod("f", "file")
    root.mknod("c", "char", "0666", 1, 3)
    root.ls("@")


def set_by_another_user(t):
    """What one user changes, another sees at once."""
    root, alice = t.root, t.alice()
    root.put("f", b"x")
    alice.content("f")
    root.chmod("f", "0600")
    alice.content("f")
    root.chown("f", 1000, -1)
    alice.content("f")
    root.mkdir("d", "0755")
    root.put("d/f", b"x")
    alice.content("d/f")
    root.chmod("d", "0700")
    alice.content("d/f")
    root.chmod("d", "0711")
    alice.content("d/f")

"""Owners, groups, and the bits that go when they or the content change."""

from harness.stage import ALICE


def changing_owners(t):
    root, alice, bob = t.root, t.alice(), t.bob()
    root.put("f", b"x")
    root.chown("f", 1000, 1000)
    root.stat("f")
    root.chown("f", -1, 1001)
    root.stat("f")
    root.chown("f", 1001, -1)
    root.stat("f")
    root.chown("f", -1, -1)
    root.stat("f")
    alice.chown("f", 1000, -1)
    bob.chown("f", 1000, -1)
    bob.chown("f", -1, 1000)
    bob.chown("f", 1001, 1001)
    bob.chown("f", -1, -1)
    root.stat("f")
    root.chown("absent", 0, 0)
    root.chown("f", (1 << 32) - 2, 70000)
    root.stat("f")


def groups_of_the_owner(t):
    """An owner may give a file to any group he is in, and to no other."""
    member = t.process("member", (1000, 1000, (1000, 1005, 1006)))
    member.put("f", b"x")
    member.chown("f", -1, 1005)
    member.chown("f", 1000, 1006)
    member.chown("f", -1, 1007)
    member.chown("f", -1, 0)
    fd = member.open("f", "RDWR")
    member.fchown(fd, -1, 1000)
    t.root.stat("f")


def links_themselves(t):
    root, alice = t.root, t.alice()
    root.put("f", b"x")
    root.symlink("f", "s")
    root.chown("s", 1000, 1000, follow=False)
    root.lstat("s")
    root.stat("s")
    root.chown("s", 1001, 1001)
    root.lstat("s")
    root.stat("s")
    alice.chown("s", 1000, -1, follow=False)
    alice.chown("s", 1000, -1)
    root.symlink("absent", "d")
    root.chown("d", 1000, 1000)
    root.chown("d", 1000, 1000, follow=False)
    root.lstat("d")


def changing_modes(t):
    root, alice, bob = t.root, t.alice(), t.bob()
    alice.put("f", b"x")
    for mode in ("0000", "0777", "01777", "02755", "04711", "07777"):
        alice.chmod("f", mode)
        root.stat("f")
    bob.chmod("f", "0644")
    root.chmod("f", "0644")
    alice.mkdir("d")
    for mode in ("0700", "01777", "02775", "07777"):
        alice.chmod("d", mode)
        root.stat("d")
    fd = alice.open("f", "RDONLY")
    alice.fchmod(fd, "0600")
    root.stat("f")
    root.symlink("f", "s")
    root.chmod("s", "0640")
    root.lstat("s")
    root.stat("f")
    root.lchmod("s", "0600")
    root.chmod("absent", "0600")


def setgid_needs_the_group(t):
    """chmod drops the setgid bit of a file whose group is not among the owner's."""
    root, alice = t.root, t.alice()
    alice.put("f", b"x")
    root.chown("f", 1000, 1005)
    alice.chmod("f", "02755")
    root.stat("f")
    root.chmod("f", "02755")
    root.stat("f")
    alice.mkdir("d")
    root.chown("d", 1000, 1005)
    alice.chmod("d", "02755")
    root.stat("d")


def writing_clears_setuid(t):
    root, alice = t.root, t.alice()
    for mode in ("06777", "04777", "02777", "02767", "06766"):
        root.put("f", b"12345")
        for who, user in (("alice", alice), ("root", root)):
            root.chmod("f", mode)
            fd = user.open("f", "RDWR")
            user.pwrite(fd, b"x", 0)
            root.stat("f")
            root.chmod("f", mode)
            user.ftruncate(fd, 3)
            root.stat("f")
            root.chmod("f", mode)
            user.truncate("f", 2)
            root.stat("f")
            root.chmod("f", mode)
            user.open("f", "RDWR|TRUNC")
            root.stat("f")
            root.chmod("f", mode)
            user.fallocate(fd, "", 0, 10)
            root.stat("f")
        root.unlink("f")


def a_shared_mapping_clears_nothing_by_itself(t):
    root, alice = t.root, t.alice()
    root.put("f", b"x" * 4096)
    root.chmod("f", "06777")
    fd = alice.open("f", "RDWR")
    mapping = alice.mmap(fd, 4096, "READ|WRITE", "SHARED")
    root.stat("f")
    alice.map_read(mapping, 0, 1)
    root.stat("f")


def chown_clears_setuid(t):
    root, alice = t.root, t.process("member", (1000, 1000, (1000, 1005)))
    for mode in ("06755", "02745", "06644"):
        for who in ("member", "root"):
            alice.put("f", b"x")
            alice.chmod("f", mode)
            root.stat("f")
            (alice if who == "member" else root).chown("f", -1, 1005)
            root.stat("f")
            root.unlink("f")
    root.mkdir("d")
    root.chmod("d", "06755")
    root.chown("d", 1000, 1005)
    root.stat("d")
    root.put("g", b"x")
    root.chmod("g", "06755")
    root.chown("g", -1, -1)
    root.stat("g")
    root.chmod("g", "06755")
    root.chown("g", 0, 0)
    root.stat("g")


def linking_and_renaming_keep_setuid(t):
    root = t.root
    root.put("f", b"x")
    root.chmod("f", "06755")
    root.link("f", "g")
    root.rename("g", "h")
    root.setxattr("f", "user.x", b"v")
    root.utimens("f", 1, 1)
    root.stat("f")
    root.content("f")
    root.stat("f")


def setgid_directories_pass_their_group_on(t):
    root = t.root
    root.mkdir("d")
    root.chown("d", 0, 1005)
    root.chmod("d", "02777")
    alice = t.alice()
    member = t.process("member", (1001, 1001, (1001, 1005)))
    for who, user in (("alice", alice), ("member", member), ("root", root)):
        user.put(f"d/f-{who}", b"x")
        user.mkdir(f"d/d-{who}")
        user.symlink("x", f"d/s-{who}")
        user.mknod(f"d/p-{who}", "fifo")
        user.open(f"d/g-{who}", "WRONLY|CREAT", "02775")
        for kind in "fdspg":
            root.lstat(f"d/{kind}-{who}")
        user.mkdir(f"d/d-{who}/deeper")
        root.stat(f"d/d-{who}/deeper")
    root.mkdir("plain")
    root.chmod("plain", "0777")
    root.put("plain/f", b"")
    root.rename("plain/f", "d/moved")
    root.stat("d/moved")
    root.rename("plain", "d/plain")
    root.stat("d/plain")


def new_files_are_of_the_caller(t):
    for number, (name, identity) in enumerate((
        ("alice", ALICE),
        ("grouped", (1002, 1010, (1010, 1011))),
        ("mixed", (0, 1000, (1000,))),
        ("user", (1000, 0, (0,))),
    )):
        user = t.process(name, identity)
        user.put(f"f{number}", b"")
        user.mkdir(f"d{number}")
        user.symlink("x", f"s{number}")
        user.mknod(f"p{number}", "fifo")
        for kind in "fdsp":
            t.root.lstat(f"{kind}{number}")

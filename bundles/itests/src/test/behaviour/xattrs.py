"""Extended attributes."""

import struct

from harness.values import Fill

NOBODY = 0xFFFFFFFF


def setting_and_reading(t):
    root = t.root
    root.put("f", b"x")
    root.getxattr("f", "user.a")
    root.setxattr("f", "user.a", b"value")
    root.setxattr("f", "user.b", b"")
    root.setxattr("f", "user.bytes", bytes(range(256)))
    for name in ("user.a", "user.b", "user.bytes"):
        root.getxattr("f", name)
    root.listxattr("f")
    root.setxattr("f", "user.a", b"other", "CREATE")
    root.setxattr("f", "user.new", b"other", "REPLACE")
    root.setxattr("f", "user.a", b"replaced", "REPLACE")
    root.setxattr("f", "user.new", b"made", "CREATE")
    root.setxattr("f", "user.new", b"made", "CREATE|REPLACE")
    root.getxattr("f", "user.a")
    root.removexattr("f", "user.a")
    root.removexattr("f", "user.a")
    root.listxattr("f")


def by_descriptor(t):
    root = t.root
    fd = root.open("f", "RDWR|CREAT")
    root.fsetxattr(fd, "user.a", b"value")
    root.fgetxattr(fd, "user.a")
    root.getxattr("f", "user.a")
    root.flistxattr(fd)
    root.rename("f", "g")
    root.fgetxattr(fd, "user.a")
    root.fremovexattr(fd, "user.a")
    root.listxattr("g")
    path = root.open("g", "PATH")
    root.fgetxattr(path, "user.a")


def sizes(t):
    root = t.root
    root.put("f", b"x")
    root.setxattr("f", "user.a", b"12345")
    for room in (0, 4, 5, 100):
        root.getxattr_size("f", "user.a", room)
        root.listxattr_size("f", room)
    root.setxattr("f", "user.long", Fill(1, 1500))
    root.getxattr("f", "user.long")
    root.setxattr("f", "user.long", Fill(1, 65537))
    root.setxattr("f", "user." + "n" * 250, b"x")
    root.setxattr("f", "user." + "n" * 251, b"x")
    root.setxattr("f", "user.", b"x")
    root.getxattr("f", "user.")
    root.listxattr("f")
    root.setxattr("f", "nonsense.x", b"x")
    root.setxattr("f", "nonsense", b"x")
    root.getxattr("f", "nonsense.x")
    root.setxattr("absent", "user.a", b"x")


def of_other_types(t):
    root = t.root
    root.mkdir("d")
    root.mknod("p", "fifo")
    root.symlink("d", "s")
    for name in ("d", "p"):
        root.setxattr(name, "user.a", b"x")
        root.getxattr(name, "user.a")
        root.setxattr(name, "trusted.a", b"x")
        root.getxattr(name, "trusted.a")
        root.listxattr(name)
    root.setxattr("s", "user.b", b"through")
    root.getxattr("d", "user.b")
    root.setxattr("s", "user.c", b"x", follow=False)
    root.getxattr("s", "user.c", follow=False)
    root.setxattr("s", "trusted.c", b"of the link", follow=False)
    root.getxattr("s", "trusted.c", follow=False)
    root.getxattr("s", "trusted.c")
    root.listxattr("s", follow=False)
    root.listxattr("s")
    root.removexattr("s", "trusted.c", follow=False)
    root.listxattr("s", follow=False)


def permissions(t):
    root, alice, bob = t.root, t.alice(), t.bob()
    alice.put("f", b"x")
    alice.chmod("f", "0644")
    alice.setxattr("f", "user.a", b"x")
    bob.getxattr("f", "user.a")
    bob.setxattr("f", "user.b", b"x")
    bob.removexattr("f", "user.a")
    bob.listxattr("f")
    alice.chmod("f", "0600")
    bob.getxattr("f", "user.a")
    bob.listxattr("f")
    alice.setxattr("f", "trusted.a", b"x")
    alice.getxattr("f", "trusted.a")
    root.setxattr("f", "trusted.a", b"x")
    alice.getxattr("f", "trusted.a")
    alice.listxattr("f")
    root.listxattr("f")
    alice.setxattr("f", "security.danaus", b"x")
    root.setxattr("f", "security.danaus", b"x")
    alice.getxattr("f", "security.danaus")
    root.removexattr("f", "security.danaus")
    root.mkdir("s")
    root.chmod("s", "01777")
    bob.setxattr("s", "user.a", b"x")
    alice.chmod("f", "0400")
    alice.setxattr("f", "user.a", b"x")


def capabilities_go_when_the_content_changes(t):
    """security.capability does not outlive a write."""
    root = t.root
    version_2 = b"\x01\x00\x00\x02" + b"\x00\x04\x00\x00" + b"\x00" * 12
    root.put("f", b"x")
    root.setxattr("f", "security.capability", version_2)
    root.getxattr("f", "security.capability")
    fd = root.open("f", "RDWR")
    root.write(fd, b"y")
    root.getxattr("f", "security.capability")
    root.setxattr("f", "security.capability", version_2)
    root.truncate("f", 0)
    root.getxattr("f", "security.capability")
    root.setxattr("f", "security.capability", version_2)
    root.chown("f", 1000, 1000)
    root.getxattr("f", "security.capability")


def follow_the_file(t):
    root = t.root
    root.put("f", b"x")
    root.setxattr("f", "user.a", b"kept")
    root.link("f", "g")
    root.rename("f", "h")
    root.getxattr("g", "user.a")
    root.put("new", b"x")
    root.rename("new", "h")
    root.listxattr("h")
    root.getxattr("g", "user.a")
    root.put("g", b"rewritten")
    root.getxattr("g", "user.a")


def many(t):
    root = t.root
    root.put("f", b"x")
    for number in range(30):
        root.quiet.setxattr("f", f"user.n{number:02}", b"%d" % number)
    root.listxattr("f")
    for number in range(0, 30, 2):
        root.quiet.removexattr("f", f"user.n{number:02}")
    root.listxattr("f")


def access_control_lists(t):
    """What a filesystem without access control lists answers, and what one with them enforces."""
    root, alice = t.root, t.alice()
    root.put("f", b"x")
    root.chmod("f", "0600")
    entries = ((1, 6, NOBODY), (2, 4, 1000), (4, 0, NOBODY), (16, 4, NOBODY), (32, 0, NOBODY))
    acl = struct.pack("=I", 2) + b"".join(struct.pack("=HHI", *entry) for entry in entries)
    root.setxattr("f", "system.posix_acl_access", acl)
    root.getxattr("f", "system.posix_acl_access")
    root.listxattr("f")
    alice.content("f")
    root.stat("f")

"""Extended attributes in a union."""


def on_lower_files(t):
    root = t.root
    root.listxattr("file")
    root.setxattr("file", "user.colour", b"red", "REPLACE")
    root.setxattr("file", "user.new", b"x", "CREATE")
    root.listxattr("file")
    root.getxattr("file", "user.colour")
    root.getxattr("file", "trusted.secret")
    root.removexattr("file", "trusted.secret")
    root.listxattr("file")
    root.content("file")


def on_lower_directories(t):
    root = t.root
    root.getxattr("dir", "user.kind")
    root.setxattr("dir", "user.more", b"x")
    root.listxattr("dir")
    root.removexattr("dir", "user.kind")
    root.listxattr("dir")
    root.ls("dir")
    root.removexattr("empty", "user.absent")
    root.setxattr("fifo", "trusted.x", b"x")
    root.listxattr("fifo")


def the_unions_own(t):
    root = t.root
    root.rename("dir", "moved")
    root.rmdir("empty")
    root.mkdir("empty")
    root.chmod("file", "0600")
    for name in ("moved", "empty", "file"):
        root.listxattr(name)
        for attribute in ("trusted.overlay.opaque", "trusted.overlay.redirect", "trusted.overlay.origin"):
            root.getxattr(name, attribute)
    root.setxattr("file", "trusted.overlay.opaque", b"y")
    root.ls("moved")

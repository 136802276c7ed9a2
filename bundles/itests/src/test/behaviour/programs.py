"""Executing files."""

SCRIPT = b"#!/bin/sh\necho script $1\nexit 3\n"


def _install(root, source, name):
    with open(source, "rb") as binary:
        root.quiet.put(name, binary.read())
    root.quiet.chmod(name, "0755")


def binaries_and_scripts(t):
    root = t.root
    _install(root, "/bin/cat", "cat")
    root.put("text", b"printed by cat\n")
    text = root.open("text", "RDONLY")
    root.run("cat", stdin=text)
    root.put("script", SCRIPT)
    root.run("script")
    root.chmod("script", "0755")
    root.run("script", "argument")
    root.put("other", b"#!/bin/cat\nitself\n")
    root.chmod("other", "0755")
    root.symlink("script", "link")
    root.run("link", "linked")
    root.mkdir("d")
    root.run("d")
    root.run("absent")
    root.run("text")
    root.put("garbage", b"\x01\x02\x03")
    root.chmod("garbage", "0755")
    root.run("garbage")


def permissions(t):
    root, alice = t.root, t.alice()
    root.put("script", SCRIPT)
    for mode in ("0700", "0711", "0755", "0744"):
        root.chmod("script", mode)
        alice.run("script")
    _install(root, "/bin/true", "true")
    for mode in ("0700", "0711", "0644"):
        root.chmod("true", mode)
        alice.run("true")


def setuid_programs(t):
    root, alice = t.root, t.alice()
    _install(root, "/usr/bin/id", "id")
    root.chmod("id", "0755")
    alice.run("id", "-u")
    root.chmod("id", "04755")
    alice.run("id", "-u")
    root.chown("id", 1001, 1001)
    root.chmod("id", "06755")
    alice.run("id", "-u")
    alice.run("id", "-g")


def busy_programs(t):
    """A file that runs is not written to; one that is written to does not run."""
    root = t.root
    _install(root, "/bin/true", "true")
    writer = root.open("true", "RDWR")
    root.run("true")
    root.close(writer)
    root.run("true")
    _install(root, "/bin/sleep", "sleep")
    running = t.single("running")
    started = running.begin.run("sleep", "100")
    t.note("it runs", running.await_child("sleep"))
    root.open("sleep", "WRONLY")
    root.open("sleep", "WRONLY|TRUNC")
    root.truncate("sleep", 0)
    root.open("sleep", "RDONLY")
    root.unlink("sleep")
    running.end_child()
    started.end()


def busy_programs_are_not_emptied(t):
    """Not even by opening them to read, which fails after other checks than opening to write."""
    root = t.root
    _install(root, "/bin/sleep", "sleep")
    running = t.single("running")
    started = running.begin.quietly("run", "sleep", "100")
    t.note("it runs", running.await_child("sleep"))
    root.open("sleep", "RDONLY|TRUNC")
    t.note("it is empty", root.quiet.stat("sleep").size == 0)
    running.end_child()
    started.end()


def replaced_while_running(t):
    root = t.root
    _install(root, "/bin/cat", "cat")
    running = t.single("running")
    root.mknod("p", "fifo")
    p = running.open("p", "RDWR")
    started = running.begin.run("cat", "-", stdin=p)
    t.note("it runs", running.await_child("cat"))
    root.put("new", SCRIPT)
    root.chmod("new", "0755")
    root.rename("new", "cat")
    root.run("cat", "replaced")
    running.end_child()
    started.end()


def libraries(t):
    """A program whose library lies here."""
    root = t.root
    _install(root, "/bin/true", "true")
    _install(root, "/lib/x86_64-linux-gnu/libc.so.6", "libc.so.6")
    _install(root, "/lib64/ld-linux-x86-64.so.2", "ld.so")
    root.run("ld.so", "--library-path", ".", "/bin/echo", "by a loader here")
    loader = t.single("loader")
    loader.chdir("@")
    loader.run("ld.so", "--library-path", ".", "./true")

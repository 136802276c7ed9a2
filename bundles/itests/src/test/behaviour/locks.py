"""Locks of all three kinds, between processes."""


def whole_file(t):
    one, a, two, b = t.opened_by_two()
    one.flock(a, "SH|NB")
    two.flock(b, "SH|NB")
    two.flock(b, "EX|NB")
    one.flock(a, "UN")
    two.flock(b, "EX|NB")
    one.flock(a, "SH|NB")
    again = two.open("f", "RDWR")
    two.flock(again, "SH|NB")
    two.close(b)
    one.flock(a, "EX|NB")
    one.flock(a, "EX|NB")
    two.flock(again, "SH|NB")
    one.flock(a, "SH")
    two.flock(again, "SH|NB")
    reader = two.open("f", "RDONLY")
    one.flock(a, "UN")
    two.flock(again, "UN")
    two.flock(reader, "EX|NB")


def whole_file_belongs_to_the_open_file(t):
    one, a, two, b = t.opened_by_two()
    copy = one.dup(a)
    one.flock(a, "EX")
    one.flock(copy, "EX|NB")
    one.close(a)
    two.flock(b, "EX|NB")
    one.fork_and_close(copy)
    two.flock(b, "EX|NB")
    one.close(copy)
    two.flock(b, "EX|NB")
    two.stop()
    c = one.open("f", "RDWR")
    one.flock(c, "EX|NB")


def ranges(t):
    one, a, two, b = t.opened_by_two()
    one.setlk(a, "W", 10, 10)
    two.setlk(b, "W", 0, 10)
    two.setlk(b, "W", 20, 10)
    two.setlk(b, "W", 19, 2)
    two.setlk(b, "R", 10, 1)
    one.setlk(a, "R", 12, 4)
    two.setlk(b, "R", 12, 4)
    two.setlk(b, "R", 11, 1)
    one.setlk(a, "U", 10, 2)
    two.setlk(b, "W", 10, 2)
    one.setlk(a, "W", 30, 0)
    two.setlk(b, "R", 1 << 40, 1)
    one.setlk(a, "U")
    two.setlk(b, "W")
    one.setlk(a, "R", 5, -3)
    two.setlk(b, "U")
    one.setlk(a, "W", 5, -3)
    two.setlk(b, "W", 1, 1)
    two.setlk(b, "W", 2, 1)
    two.setlk(b, "W", 4, 1)
    two.setlk(b, "W", 5, 1)
    one.setlk(a, "W", -1, 1)


def modes_needed(t):
    one, a, two, b = t.opened_by_two("RDONLY")
    one.setlk(a, "R")
    one.setlk(a, "W")
    one.ofd_setlk(a, "W")
    w = two.open("f", "WRONLY")
    two.setlk(w, "R")
    two.setlk(w, "W")
    two.getlk(w, "R")


def who_is_in_the_way(t):
    one, a, two, b = t.opened_by_two()
    two.getlk(b, "W")
    one.setlk(a, "R", 10, 5)
    one.setlk(a, "W", 20, 5)
    found = two.quiet.getlk(b, "W")
    t.note("the first", found[:3])
    t.note("its process", found[3] == one.pid)
    two.getlk(b, "R", 0, 20)
    found = two.quiet.getlk(b, "R")
    t.note("a writer", found[:3])
    one.getlk(a, "W")
    two.getlk(b, "W", 15, 5)
    two.ofd_setlk(b, "W", 50, 10)
    found = one.quiet.getlk(a, "W", 40, 0)
    t.note("a lock of an open file", found[:3])
    t.note("its process", {-1: "none", two.pid: "the one that set it"}.get(found[3], "another"))


def given_up_on_any_close(t):
    one, a, two, b = t.opened_by_two()
    one.setlk(a, "W")
    two.setlk(b, "W")
    again = one.open("f", "RDONLY")
    one.close(again)
    two.setlk(b, "W")
    two.setlk(b, "U")
    one.setlk(a, "W")
    copy = one.dup(a)
    one.close(copy)
    two.setlk(b, "W")
    two.setlk(b, "U")
    one.setlk(a, "W")
    one.fork_and_close(a)
    two.setlk(b, "W")
    one.stop()
    two.setlkw(b, "W")


def of_open_files(t):
    one, a, two, b = t.opened_by_two()
    one.ofd_setlk(a, "W", 0, 10)
    two.ofd_setlk(b, "W", 5, 10)
    two.setlk(b, "W", 5, 10)
    again = one.open("f", "RDWR")
    one.ofd_setlk(again, "W", 0, 10)
    one.close(again)
    two.ofd_setlk(b, "R", 5, 1)
    copy = one.dup(a)
    one.ofd_setlk(copy, "W", 0, 10)
    one.close(a)
    two.ofd_setlk(b, "R", 5, 1)
    two.ofd_getlk(b, "W")
    one.fork_and_close(copy)
    two.ofd_setlk(b, "R", 5, 1)
    one.close(copy)
    two.ofd_setlk(b, "R", 5, 1)


def kinds_do_not_mix(t):
    """flock and fcntl locks do not see each other; fcntl locks of both owners do."""
    one, a, two, b = t.opened_by_two()
    one.flock(a, "EX")
    two.setlk(b, "W")
    two.flock(b, "SH|NB")
    one.ofd_setlk(a, "W")
    two.setlk(b, "U")
    one.ofd_setlk(a, "W")
    two.setlk(b, "R")


def across_exec_and_fork(t):
    """A child does not inherit POSIX locks; it shares those of the open file."""
    one, a, two, b = t.opened_by_two()
    one.setlk(a, "W")
    one.start_and_write(a, "child")
    two.setlk(b, "W")
    one.setlk(a, "U")
    two.content("f")


def on_other_types(t):
    root = t.root
    root.mkdir("d")
    d = root.open("d", "RDONLY|DIRECTORY")
    root.flock(d, "EX|NB")
    root.setlk(d, "R")
    root.setlk(d, "W")
    root.mknod("p", "fifo")
    p = root.open("p", "RDWR")
    root.flock(p, "EX|NB")
    root.setlk(p, "W")


def on_renamed_and_unlinked_files(t):
    one, a, two, b = t.opened_by_two()
    one.setlk(a, "W")
    t.root.rename("f", "g")
    two.setlk(b, "W")
    t.root.unlink("g")
    two.setlk(b, "W")
    t.root.put("f", b"new")
    c = two.open("f", "RDWR")
    two.setlk(c, "W")
    one.setlk(a, "U")
    two.setlk(b, "W")

"""Waiting for locks: woken, interrupted, killed, in a circle."""


def whole_file_waiting(t):
    one, a, two, b = t.opened_by_two()
    one.flock(a, "EX")
    waiting = two.begin.flock(b, "EX")
    waiting.waits()
    one.flock(a, "UN")
    waiting.end()
    one.flock(a, "SH|NB")
    waiting = one.begin.flock(a, "SH")
    waiting.waits()
    one.interrupt()
    waiting.end()
    waiting = one.begin.flock(a, "SH")
    waiting.waits()
    two.stop()
    waiting.end()


def waiting_and_waking(t):
    one, a, two, b = t.opened_by_two()
    one.setlk(a, "W", 0, 10)
    waiting = two.begin.setlkw(b, "W", 5, 10)
    waiting.waits()
    one.setlk(a, "U", 0, 7)
    waiting.waits()
    one.setlk(a, "U", 7, 3)
    waiting.end()
    waiting = one.begin.setlkw(a, "R", 5, 1)
    waiting.waits()
    two.close(b)
    waiting.end()


def waiting_and_interrupted(t):
    one, a, two, b = t.opened_by_two()
    one.setlk(a, "W")
    waiting = two.begin.setlkw(b, "W")
    waiting.waits()
    two.interrupt()
    waiting.end()
    two.setlk(b, "R")
    one.setlk(a, "U")
    two.setlkw(b, "W")
    two.setlk(b, "U")
    one.setlk(a, "W")
    waiting = two.begin.ofd_setlkw(b, "W")
    waiting.waits()
    two.interrupt()
    waiting.end()
    one.setlk(a, "U")
    one.ofd_setlk(a, "W")


def waiting_and_killed(t):
    one, a, two, b = t.opened_by_two()
    one.setlk(a, "W")
    waiting = two.begin.setlkw(b, "W")
    waiting.waits()
    two.stop()
    one.setlk(a, "U")
    three = t.single("three", view=1)
    c = three.open("f", "RDWR")
    three.setlk(c, "W")


def several_waiting(t):
    one, a, two, b = t.opened_by_two()
    three = t.single("three", view=0)
    c = three.open("f", "RDWR")
    one.setlk(a, "W")
    first, second = two.begin.setlkw(b, "R"), three.begin.setlkw(c, "R")
    first.waits()
    second.waits()
    one.setlk(a, "U")
    first.end()
    second.end()
    waiting = one.begin.setlkw(a, "W")
    waiting.waits()
    two.setlk(b, "U")
    waiting.waits()
    three.setlk(c, "U")
    waiting.end()


def waiting_for_each_other(t):
    one, a, two, b = t.opened_by_two()
    one.setlk(a, "W", 0, 1)
    two.setlk(b, "W", 1, 1)
    waiting = one.begin.setlkw(a, "W", 1, 1)
    waiting.waits()
    two.setlkw(b, "W", 0, 1)
    two.setlk(b, "U", 1, 1)
    waiting.end()


def of_open_files_waiting(t):
    one, a, two, b = t.opened_by_two()
    one.ofd_setlk(a, "W")
    waiting = two.begin.ofd_setlkw(b, "W")
    waiting.waits()
    one.close(a)
    waiting.end()


def counting_under_a_lock(t):
    t.root.put("counter", b"0")
    counters = [t.single(f"counter{number}", view=number) for number in range(4)]
    for each in [counter.begin.lock_and_count("counter", 50) for counter in counters]:
        each.end()
    t.root.content("counter")

"""Many processes at once in one directory."""

from harness.values import Fill

PROCESSES = 4


def _sum(answers):
    """Of numbers; of anything else, which it is."""
    failures = sorted({str(answer) for answer in answers if not isinstance(answer, int)})
    return " ".join(failures) if failures else sum(answers)


def _together(t, call, *arguments):
    """The answers of one call made by several processes at once; arguments that are functions depend on the process."""
    users = [t.single(f"p{number}", view=number) for number in range(PROCESSES)]
    running = [
        user.begin.quietly(call, *(given(number) if callable(given) else given for given in arguments))
        for number, user in enumerate(users)
    ]
    return [each.end() for each in running]


def one_creates(t):
    t.root.mkdir("d")
    t.note("files made", _sum(_together(t, "create_exclusively", "d", 200)))
    t.note("directories made", _sum(_together(t, "make_directories", "d", 100)))
    t.root.names_in("d")


def one_renames(t):
    t.root.mkdir("d")
    t.root.create_exclusively("d", 200)
    t.note("files taken", _sum(_together(t, "take", "d", 200, lambda number: f"of{number}-")))
    t.root.names_in("d")


def each_its_own(t):
    t.root.mkdir("d")
    for answer in _together(t, "make_and_remove", "d", 50, lambda number: f"p{number}"):
        t.note("each", answer)
    t.root.ls("d")


def a_file_replaced_is_never_missing(t):
    t.root.put("f", b"whole\n" * 50)
    t.note("missing or not whole", _sum(_together(t, "replace", "f", 60, lambda number: f"p{number}")))
    t.root.ls("@")


def blocks_of_one_file(t):
    t.root.put("f", b"")
    _together(t, "write_blocks", "f", lambda number: number, PROCESSES, 200, 5000)
    t.root.content("f")
    t.root.put("expected", b"".join(bytes(Fill(number, 5000)) for number in range(200)))
    t.root.content("expected")

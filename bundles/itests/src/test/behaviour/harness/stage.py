"""What a scenario is given: a fresh directory, processes that act in it, and a transcript."""

import contextlib
import os
import shutil
import time

from harness.pair import Pair
from harness.process import ANSWER_SECONDS, NoAnswer, Process
from harness.values import Failure, show

ALICE = (1000, 1000, (1000,))
BOB = (1001, 1001, (1001,))
ROOT = (0, 0, (0,))
# CLOCK_REALTIME_COARSE, which Python does not name.
_COARSE_CLOCK = 5
PAST = 1_000_000_000 * 10**9


class Stage:
    """One scenario's run.

    Names that processes are given lie in the fresh directory unless they begin with `/` or `./`;
    `@` is the directory itself.
    """

    def __init__(self, views, directory):
        self._views = views
        self.directory = directory
        self._processes = []
        self._counted = 0
        self._labels = {}
        self.lines = []
        self.root = self.process("", ROOT)

    def process(self, name, identity=ROOT):
        """A process of (uid, gid, groups), alive to the end of the scenario. In mixed mode its paths go by both views in turn."""
        made = [self._start(view, name, identity) for view in self._views]
        return made[0] if len(made) == 1 else Pair(self, name, made)

    def single(self, name, identity=ROOT, view=0):
        """A process that is one process in mixed mode too, for what depends on that: locks, working directories, umasks."""
        return self._start(self._views[view % len(self._views)], name, identity)

    def _start(self, view, name, identity):
        made = Process(self, view, name, identity)
        self._processes.append(made)
        return made

    def opened_by_two(self, flags="RDWR"):
        """Two processes and the descriptor that each has of one file."""
        self.root.put("f", b"0123456789" * 10)
        one, two = self.single("one", view=0), self.single("two", view=1)
        return one, one.open("f", flags), two, two.open("f", flags)

    def alice(self):
        """An ordinary user."""
        return self.process("alice", ALICE)

    def bob(self):
        """Another ordinary user."""
        return self.process("bob", BOB)

    def note(self, text, value):
        """Adds a line of the scenario's own."""
        self.line(text, value)

    def line(self, label, value):
        count = self._labels[label] = self._labels.get(label, 0) + 1
        step = label if count == 1 else f"{label} ({count})"
        result = "not possible" if isinstance(value, Failure) and value.number == 0 else show(value)
        self.lines.append((step, result))

    def number(self, answer):
        """Gives a descriptor or handle the name it has in the transcript."""
        self._counted += 1
        answer.ordinal = self._counted

    def same(self, one, other, text):
        """Notes whether two attributes are of one file."""
        # Views of one directory may be different mounts, each with a device number of its own.
        same = bool(one and other) and one.ino == other.ino
        self.note(text, same and (one.dev == other.dev or len(self._views) > 1))

    def tick(self, stamp):
        """Waits until the clock that stamps files is past a stamp."""
        end = time.monotonic() + ANSWER_SECONDS
        while time.clock_gettime_ns(_COARSE_CLOCK) <= stamp and time.monotonic() < end:
            time.sleep(0.0005)

    @contextlib.contextmanager
    def stamps(self, text, *names):
        """Notes which of the files' time stamps what is done inside moves to now."""
        for name in names:
            self.root.quiet.utimens(name, PAST, PAST, follow=False)
        before = [self.root.quiet.lstat(name) for name in names]
        self.tick(max(found.ctime for found in before))
        start = time.time_ns() - 10**9
        yield
        for name, old in zip(names, before):
            new = self.root.quiet.lstat(name)
            moved = [
                stamp for stamp in ("atime", "mtime", "ctime")
                if getattr(new, stamp) > getattr(old, stamp) and getattr(new, stamp) > start
            ]
            self.note(f"{text} moves of {name}", " ".join(moved) or "nothing")

    def close(self):
        for process in self._processes:
            process.stop()


def run(scenario, views, name, prepared=False):
    """Plays a scenario in a fresh directory, or in one prepared under its name; the transcript as (step, result)."""
    directory = name.replace("/", ".")
    if not prepared:
        directory += f".{os.getpid()}"
    place = os.path.join(views[0].base, directory)
    if not prepared:
        os.mkdir(place)
        os.chmod(place, 0o777)
    try:
        return _play(scenario, views, directory)
    finally:
        if not prepared:
            shutil.rmtree(place, ignore_errors=True)


def _play(scenario, views, directory):
    stage = Stage(views, directory)
    try:
        scenario(stage)
    except NoAnswer as silent:
        stage.lines.append(("stopped", str(silent)))
    except (AttributeError, TypeError, KeyError, IndexError) as lost:
        # A step before this one failed, and left the scenario without what it needs.
        stage.lines.append(("stopped", f"{type(lost).__name__} {lost}"))
    finally:
        stage.close()
    return stage.lines

"""Two processes that see one directory by different views and act as one: what one writes, the other reads."""

from harness.values import Failure, Fd, Handle

# What these answer lives in the process that made them.
HOLDING = {"open", "openat2", "opendir", "inotify", "listen", "connect"}
# What these change is the process itself.
OF_PROCESS = {"umask", "chdir"}


class Pair:
    """Holds descriptors in its first process; calls by name go to the second and the first in turn."""

    def __init__(self, stage, name, processes):
        self._stage = stage
        self._name = name
        self._processes = processes
        self._turn = 0

    def __getattr__(self, call):
        if call.startswith("_"):
            raise AttributeError(call)

        def step(*arguments, **keywords):
            answer = self._call(call, arguments, keywords)
            self._stage.line(self._processes[0].label(call, arguments, keywords), answer)
            return answer

        return step

    @property
    def quiet(self):
        return _Quiet(self)

    @property
    def begin(self):
        return self._processes[0].begin

    @property
    def pid(self):
        return self._processes[0].pid

    def interrupt(self):
        self._processes[0].interrupt()

    def _call(self, call, arguments, keywords):
        first, second = self._processes
        if call in OF_PROCESS:
            second._call(call, arguments, keywords)
            return first._call(call, arguments, keywords)
        held = any(isinstance(value, (Fd, Handle, Failure)) for value in (*arguments, *keywords.values()))
        if held or call in HOLDING:
            return first._call(call, arguments, keywords)
        self._turn += 1
        return (second if self._turn % 2 else first)._call(call, arguments, keywords)


class _Quiet:
    def __init__(self, pair):
        self._pair = pair

    def __getattr__(self, call):
        return lambda *arguments, **keywords: self._pair._call(call, arguments, keywords)

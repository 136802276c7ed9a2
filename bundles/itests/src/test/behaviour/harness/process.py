"""The scenario's side of a helper process."""

import os
import pickle
import select
import signal
import socket
import subprocess
import sys
import time

from harness.helper import receive, send
from harness.values import Failure, Fd, Handle, show

# A call that takes longer has failed to answer.
ANSWER_SECONDS = 20
HELPER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "helper.py")
_RECVFROM = "45"


class NoAnswer(Exception):
    """A call did not return in time."""


class View:
    """A directory as one kind of process sees it: its path, and the library preloaded to look at it, if any."""

    def __init__(self, base, preload=None):
        self.base = base
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        environment = dict(os.environ, **({"LD_PRELOAD": preload} if preload else {}))
        command = [sys.executable, "-I", "-B", HELPER, str(theirs.fileno()), base]
        self.forker = subprocess.Popen(command, pass_fds=[theirs.fileno()], env=environment)
        theirs.close()
        self.link = ours

    def start(self, directory, identity):
        """A channel to a new process of that identity, whose names lie in a directory of the base."""
        ours, theirs = socket.socketpair()
        socket.send_fds(self.link, [pickle.dumps((directory, identity))], [theirs.fileno()])
        theirs.close()
        return ours

    def close(self):
        self.link.close()
        self.forker.wait(ANSWER_SECONDS)


class Process:
    """A helper process. Every call is a method: it is made in the process, and its result goes into the transcript."""

    def __init__(self, stage, view, name, identity):
        self._stage = stage
        self._name = name
        self._channel = view.start(stage.directory, identity)
        self._channel.settimeout(ANSWER_SECONDS)
        self.pid = self._answer("start")
        self._handle = os.pidfd_open(self.pid)

    def __getattr__(self, call):
        if call.startswith("_"):
            raise AttributeError(call)
        return lambda *arguments, **keywords: self._step(call, arguments, keywords)

    @property
    def quiet(self):
        """The same process; its calls leave no line in the transcript."""
        return _Quiet(self)

    @property
    def begin(self):
        """The same process; a call made so is only started, and ended by `end`."""
        return _Begun(self)

    def label(self, call, arguments, keywords):
        words = [call, *map(show, arguments), *(f"{key}={show(value)}" for key, value in keywords.items())]
        return " ".join(([f"{self._name}:"] if self._name else []) + words)

    def _step(self, call, arguments, keywords):
        label = self.label(call, arguments, keywords)
        answer = self._call(call, arguments, keywords)
        self._stage.line(label, answer)
        return answer

    def _call(self, call, arguments, keywords):
        if any(isinstance(value, Failure) for value in (*arguments, *keywords.values())):
            return Failure(0)
        send(self._channel, (call, arguments, keywords))
        return self._answer(call)

    def _answer(self, call):
        try:
            answer = receive(self._channel)
        except TimeoutError:
            raise NoAnswer(f"{call} did not return within {ANSWER_SECONDS} s") from None
        if answer is None:
            raise NoAnswer(f"the process ended in {call}")
        (answer,) = answer
        if isinstance(answer, (Fd, Handle)):
            self._stage.number(answer)
        return answer

    def await_blocked(self):
        """Waits until the process sleeps in a call, and tells whether it does; an answer ends the wait."""
        end = time.monotonic() + ANSWER_SECONDS
        while time.monotonic() < end:
            if self._has_answer():
                return False
            with open(f"/proc/{self.pid}/stat", encoding="utf-8") as status:
                asleep = status.read().rsplit(")", 1)[1].split()[0] in "SD"
            with open(f"/proc/{self.pid}/syscall", encoding="utf-8") as status:
                number = status.read().split()[0]
            if asleep and number not in ("running", _RECVFROM):
                return True
            time.sleep(0.001)
        return False

    def _has_answer(self):
        self._channel.setblocking(False)
        try:
            return len(self._channel.recv(1, socket.MSG_PEEK)) >= 0
        except BlockingIOError:
            return False
        finally:
            self._channel.settimeout(ANSWER_SECONDS)

    def await_child(self, name):
        """Waits until a child of the process runs that program, and tells whether it does."""
        end = time.monotonic() + ANSWER_SECONDS
        while time.monotonic() < end:
            if child := self._child():
                with open(f"/proc/{child}/comm", encoding="utf-8") as command:
                    if command.read().strip() == name:
                        return True
            time.sleep(0.001)
        return False

    def end_child(self):
        """Ends the child that runs a program, if it still does."""
        if child := self._child():
            os.kill(child, signal.SIGTERM)

    def _child(self):
        with open(f"/proc/{self.pid}/task/{self.pid}/children", encoding="utf-8") as children:
            pids = children.read().split()
        return int(pids[0]) if pids else None

    def interrupt(self):
        """Sends the signal whose handler does nothing."""
        signal.pidfd_send_signal(self._handle, signal.SIGUSR1)

    def stop(self):
        """Ends the process as SIGKILL does, and waits until it is gone."""
        if self._handle is None:
            return
        try:
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)
        except ProcessLookupError:
            pass
        select.select([self._handle], [], [], ANSWER_SECONDS)
        os.close(self._handle)
        self._handle = None
        self._channel.close()


class _Quiet:
    def __init__(self, process):
        self._process = process

    def __getattr__(self, call):
        return lambda *arguments, **keywords: self._process._call(call, arguments, keywords)


class _Begun:
    def __init__(self, process):
        self._process = process

    def __getattr__(self, call):
        return lambda *arguments, **keywords: Begun(self._process, call, arguments, keywords)

    def quietly(self, call, *arguments):
        """Starts a call that leaves no line in the transcript."""
        return Begun(self._process, call, arguments, {}, quiet=True)


class Begun:
    """A call on its way."""

    def __init__(self, process, call, arguments, keywords, quiet=False):
        self._process = process
        self._call = call
        self._label = process.label(call, arguments, keywords)
        self._quiet = quiet
        send(process._channel, (call, arguments, keywords))

    def waits(self):
        """Notes whether the call blocks."""
        self._process._stage.line(f"{self._label} waits", self._process.await_blocked())

    def end(self):
        """Notes the result when it comes."""
        answer = self._process._answer(self._call)
        if not self._quiet:
            self._process._stage.line(self._label, answer)
        return answer

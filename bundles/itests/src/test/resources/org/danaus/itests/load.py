"""Works on a mounted filesystem from outside of the process that serves it, and reports every failed operation.

usage: load.py DIRECTORY        DIRECTORY: inside the mount; holds nothing but files existing/0 … existing/49,
                                each of 20,000 bytes that are all the low byte of its number

Standard input: a line "tick" each time the stack is about to change, "stop" in the end.
Standard output: a line "ready" once every worker has begun, "tick" after each tick, and in the end one line of JSON:
{"operations": n, "failures": [text], "longestMillis": x, "workers": {name: n}, "files": {path below DIRECTORY: sha256}}
"""
import ctypes, errno, fcntl, hashlib, json, mmap, multiprocessing, os, random, signal, struct, sys, time, traceback

TOP = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else None
BLOCK = 4096
LIBC = ctypes.CDLL(None, use_errno=True)
LIBC.syscall.restype = ctypes.c_long
GETDENTS64 = {"x86_64": 217, "aarch64": 61}[os.uname().machine]
WAIT_SECONDS = 60


class Pace:
    """What the workers share with the one who reads the commands."""

    def __init__(self):
        self.ticks = multiprocessing.Value("l", 0)
        self.stop = multiprocessing.Value("b", 0)
        self.ready = multiprocessing.Semaphore(0)
        self.holders = multiprocessing.Value("i", 0)


class Worker:
    """One process. Counts and times its operations; whatever goes wrong is a failure, and the work goes on."""

    def __init__(self, name, pace, seed):
        self.name, self.pace, self.random = name, pace, random.Random(seed)
        self.operations, self.failures, self.longest, self.files = 0, [], 0.0, {}

    def run(self, pipe):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            self.begin()
            self.pace.ready.release()
            while not self.pace.stop.value:
                self.step()
            self.end()
        except BaseException:
            self.pace.ready.release()
            self.failures.append(self.name + ": " + traceback.format_exc(limit=4).replace("\n", " | "))
        pipe.send((self.name, self.operations, self.failures[:20], self.longest, self.files))
        pipe.close()

    def do(self, call, *arguments, timed=True, **more):
        """Runs one operation on the mount."""
        start = time.monotonic()
        try:
            return call(*arguments, **more)
        finally:
            self.operations += 1
            if timed:
                self.longest = max(self.longest, time.monotonic() - start)

    def check(self, right, what):
        if not right:
            self.failures.append(self.name + ": " + what)

    def path(self, *names):
        return os.path.join(TOP, self.name, *names)

    def begin(self):
        self.do(os.mkdir, self.path())

    def end(self):
        pass

    def next_tick(self, seen):
        """Waits for a tick after the one seen, or the end; asks the filesystem for nothing meanwhile."""
        while self.pace.ticks.value == seen and not self.pace.stop.value:
            time.sleep(0.001)
        return self.pace.ticks.value


class Files(Worker):
    """Creates, writes, reads back, renames, links and removes files."""

    def begin(self):
        super().begin()
        self.kept, self.made = {}, 0

    def step(self):
        name = "f%d" % self.made
        self.made += 1
        data = self.random.randbytes(self.random.choice((0, 1, 100, BLOCK, 3 * BLOCK + 7, 100_000)))
        fd = self.do(os.open, self.path(name), os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o640)
        try:
            at = 0
            while at < len(data):
                at += self.do(os.pwrite, fd, data[at:at + 3 * BLOCK], at)
            if self.made % 8 == 0:
                self.do(os.fsync, fd)
            self.check(self.do(os.pread, fd, len(data) + 1, 0) == data, name + " reads back differently")
        finally:
            self.do(os.close, fd)
        self.check(self.do(os.stat, self.path(name)).st_size == len(data), name + " has the wrong size")
        self.kept[name] = data
        if self.made % 2:
            self.do(os.rename, self.path(name), self.path(name + "r"))
            self.kept[name + "r"] = self.kept.pop(name)
        if len(self.kept) > 40:
            old = self.random.choice(list(self.kept))
            self.verify(old)
            self.do(os.unlink, self.path(old))
            del self.kept[old]
            self.check(not self.do(os.path.exists, self.path(old)), old + " is still there")

    def verify(self, name):
        with self.do(open, self.path(name), "rb") as file:
            self.check(self.do(file.read) == self.kept[name], name + " has lost what was written")

    def end(self):
        listed = set(self.do(os.listdir, self.path()))
        self.check(listed == set(self.kept), "listed %s, kept %s" % (listed, set(self.kept)))
        for name, data in self.kept.items():
            self.verify(name)
            self.files[self.name + "/" + name] = hashlib.sha256(data).hexdigest()


class Tree(Worker):
    """Directories, symbolic and hard links, attributes, extended attributes."""

    def begin(self):
        super().begin()
        self.round = 0

    def step(self):
        top = self.path("d%d" % self.round)
        self.round += 1
        self.do(os.mkdir, top, 0o750)
        self.do(os.symlink, "x" * self.random.randrange(1, 60), top + "/link")
        fd = self.do(os.open, top + "/file", os.O_CREAT | os.O_WRONLY)
        self.do(os.close, fd)
        self.do(os.link, top + "/file", top + "/hard")
        self.check(self.do(os.stat, top + "/file").st_ino == self.do(os.stat, top + "/hard").st_ino, "hard links differ")
        self.do(os.chmod, top + "/file", 0o604)
        self.do(os.utime, top + "/hard", (1, 2))
        self.do(os.setxattr, top + "/file", "user.key", b"value")
        found = self.do(os.stat, top + "/hard")
        self.check((found.st_mode & 0o777, found.st_mtime, found.st_nlink) == (0o604, 2, 2), "attributes: %s" % (found,))
        self.check(self.do(os.getxattr, top + "/hard", "user.key") == b"value", "extended attribute")
        self.do(os.readlink, top + "/link")
        self.do(os.rename, top, top + "moved")
        for name in ("link", "file", "hard"):
            self.do(os.unlink, top + "moved/" + name)
        self.do(os.rmdir, top + "moved")


class Held(Worker):
    """One file that stays open all the time, written and read at random; deleted meanwhile, or not."""

    BLOCKS = 64

    def __init__(self, name, pace, seed, deleted):
        super().__init__(name, pace, seed)
        self.deleted = deleted

    def begin(self):
        super().begin()
        self.model = bytearray(self.random.randbytes(self.BLOCKS * BLOCK))
        self.fd = self.do(os.open, self.path("held"), os.O_CREAT | os.O_EXCL | os.O_RDWR)
        self.do(os.pwrite, self.fd, bytes(self.model), 0)
        self.inode = self.do(os.fstat, self.fd).st_ino
        if self.deleted:
            self.do(os.unlink, self.path("held"))

    def step(self):
        at, length = self.random.randrange(len(self.model) - BLOCK), self.random.randrange(1, BLOCK)
        if self.random.random() < 0.5:
            data = self.random.randbytes(length)
            self.check(self.do(os.pwrite, self.fd, data, at) == length, "short write")
            self.model[at:at + length] = data
        else:
            self.drop_pages(at, length)
            self.check(self.do(os.pread, self.fd, length, at) == self.model[at:at + length], "read differs at %d" % at)

    def drop_pages(self, at, length):
        os.posix_fadvise(self.fd, at, length, os.POSIX_FADV_DONTNEED)

    def end(self):
        self.drop_pages(0, 0)
        self.check(self.do(os.pread, self.fd, len(self.model), 0) == self.model, "content differs in the end")
        found = self.do(os.fstat, self.fd)
        self.check(found.st_nlink == (0 if self.deleted else 1), "%d links in the end" % found.st_nlink)
        self.check(found.st_ino == self.inode, "inode number changed")
        self.do(os.close, self.fd)
        if not self.deleted:
            self.files[self.name + "/held"] = hashlib.sha256(self.model).hexdigest()


class Append(Worker):
    """Two descriptors of one file append records in turn."""

    def begin(self):
        super().begin()
        flags = os.O_CREAT | os.O_WRONLY | os.O_APPEND
        self.fds = [self.do(os.open, self.path("log"), flags) for _ in range(2)]
        self.records = 0

    def step(self):
        self.check(self.do(os.write, self.fds[self.records % 2], b"%015d\n" % self.records) == 16, "short append")
        self.records += 1

    def end(self):
        for fd in self.fds:
            self.do(os.close, fd)
        with self.do(open, self.path("log"), "rb") as file:
            data = self.do(file.read)
        self.check(data == b"".join(b"%015d\n" % n for n in range(self.records)), "appended records differ")
        self.files[self.name + "/log"] = hashlib.sha256(data).hexdigest()


class Lister(Worker):
    """Lists a large directory in small pieces, one a tick, while entries come and go around those that stay."""

    STAYING = 2000

    def begin(self):
        super().begin()
        for n in range(self.STAYING):
            self.do(os.close, self.do(os.open, self.path("stay-%04d" % n), os.O_CREAT | os.O_WRONLY))
        self.room = ctypes.create_string_buffer(1024)
        self.seen = self.came = self.listings = 0
        self.rewind()

    def rewind(self):
        self.fd = self.do(os.open, self.path(), os.O_RDONLY | os.O_DIRECTORY)
        self.names = []

    def step(self):
        self.seen = self.next_tick(self.seen)
        fresh = self.path("come-%d" % self.came)
        self.came += 1
        self.do(os.close, self.do(os.open, fresh, os.O_CREAT | os.O_WRONLY))
        for _ in range(2):
            self.piece()
        self.do(os.unlink, fresh)

    def piece(self):
        size = self.do(LIBC.syscall, GETDENTS64, self.fd, self.room, len(self.room))
        if size < 0:
            raise OSError(ctypes.get_errno(), "getdents64: " + os.strerror(ctypes.get_errno()))
        if size == 0:
            self.compare()
            return False
        at = 0
        while at < size:
            (length,) = struct.unpack_from("<H", self.room, at + 16)
            self.names.append(self.room.raw[at + 19:at + length].split(b"\0", 1)[0].decode())
            at += length
        return True

    def compare(self):
        staying = sorted(name for name in self.names if name.startswith("stay-"))
        expected = ["stay-%04d" % n for n in range(self.STAYING)]
        lost, twice = set(expected) - set(staying), len(staying) - len(set(staying))
        self.check(staying == expected, "listing lost %s, and shows %d names twice" % (sorted(lost)[:5], twice))
        self.do(os.close, self.fd)
        self.listings += 1
        self.rewind()

    def end(self):
        while self.piece():
            pass
        self.do(os.close, self.fd)
        self.check(self.listings > 0, "no listing was finished")


class Existing(Worker):
    """Changes one file a tick that was there before; a descriptor that was opened for reading before sees it (a union copies it up)."""

    COUNT, SIZE = 50, 20_000

    def begin(self):
        super().begin()
        self.seen = self.next = 0
        self.models = {}

    def step(self):
        self.seen = self.next_tick(self.seen)
        n, self.next = self.next, self.next + 1
        if n < self.COUNT:
            self.change(n)

    def change(self, n):
        old = os.path.join(TOP, "existing", str(n))
        model = bytearray([n & 255]) * self.SIZE
        reader = self.do(os.open, old, os.O_RDONLY)
        inode = self.do(os.fstat, reader).st_ino
        self.check(self.do(os.pread, reader, self.SIZE, 0) == model, "file %d is not what it was" % n)
        writer = self.do(os.open, old, os.O_RDWR)
        self.do(os.pwrite, writer, b"changed", 5_000)
        model[5_000:5_007] = b"changed"
        self.seen = self.next_tick(self.seen)
        self.check(self.do(os.pread, reader, self.SIZE, 0) == model, "an open file does not see a later change")
        self.check(self.do(os.fstat, reader).st_ino == inode, "inode number changed")
        self.do(os.close, writer)
        new = self.path(str(n))
        self.do(os.rename, old, new)
        self.check(not self.do(os.path.exists, old), "a renamed file is still there")
        if n % 3 == 0:
            self.do(os.unlink, new)
            self.check(self.do(os.fstat, reader).st_nlink == 0, "a deleted file has links")
        else:
            self.models[n] = model
        self.check(self.do(os.pread, reader, self.SIZE, 0) == model, "an open file differs once renamed")
        self.do(os.close, reader)

    def end(self):
        left = sorted(int(name) for name in self.do(os.listdir, os.path.join(TOP, "existing")))
        self.check(left == list(range(min(self.next, self.COUNT), self.COUNT)), "left are %s" % left)
        for n, model in self.models.items():
            self.files["%s/%d" % (self.name, n)] = hashlib.sha256(model).hexdigest()


class Mapped(Worker):
    """A shared and a private mapping, held all the time."""

    SIZE = 32 * BLOCK

    def begin(self):
        super().begin()
        self.model = bytearray(self.random.randbytes(self.SIZE))
        self.fd = self.do(os.open, self.path("mapped"), os.O_CREAT | os.O_RDWR)
        self.do(os.pwrite, self.fd, bytes(self.model), 0)
        self.shared = self.do(mmap.mmap, self.fd, self.SIZE, mmap.MAP_SHARED)
        other = self.do(os.open, self.path("static"), os.O_CREAT | os.O_RDWR)
        self.static = self.random.randbytes(self.SIZE)
        self.do(os.pwrite, other, self.static, 0)
        self.private = self.do(mmap.mmap, other, self.SIZE, mmap.MAP_PRIVATE)
        self.static_fd = other

    def step(self):
        at = self.random.randrange(self.SIZE - 100)
        data = self.random.randbytes(100)
        self.do(self.shared.__setitem__, slice(at, at + 100), data)
        self.model[at:at + 100] = data
        page = at // BLOCK * BLOCK
        self.do(self.shared.flush, page, 2 * BLOCK if page + 2 * BLOCK <= self.SIZE else BLOCK)
        self.do(self.shared.madvise, mmap.MADV_DONTNEED)
        self.check(self.do(os.pread, self.fd, 100, at) == data, "what was mapped is not read at %d" % at)
        self.do(self.private.madvise, mmap.MADV_DONTNEED)
        os.posix_fadvise(self.static_fd, 0, 0, os.POSIX_FADV_DONTNEED)
        self.check(self.do(self.private.__getitem__, slice(at, at + 100)) == self.static[at:at + 100], "private mapping")

    def end(self):
        self.check(self.shared[:] == self.model, "shared mapping differs in the end")
        self.do(self.shared.flush)
        self.shared.close()
        self.private.close()
        for fd in (self.fd, self.static_fd):
            self.do(os.close, fd)
        self.files[self.name + "/mapped"] = hashlib.sha256(self.model).hexdigest()
        self.files[self.name + "/static"] = hashlib.sha256(self.static).hexdigest()


class Locker(Worker):
    """One of two that hand a lock of one kind to each other: the holder keeps it over some ticks while the other waits."""

    KEEP_TICKS = 3

    def __init__(self, name, pace, seed, kind):
        super().__init__(name, pace, seed)
        self.kind, self.seen, self.turns = kind, 0, 0

    def begin(self):
        self.fd = self.do(os.open, os.path.join(TOP, "lock-" + self.kind), os.O_CREAT | os.O_RDWR)

    def acquire(self, wait):
        if self.kind == "flock":
            self.do(fcntl.flock, self.fd, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB), timed=not wait)
        else:
            self.do(fcntl.lockf, self.fd, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB), 100, 50, timed=not wait)

    def release(self):
        if self.kind == "flock":
            self.do(fcntl.flock, self.fd, fcntl.LOCK_UN)
        else:
            self.do(fcntl.lockf, self.fd, fcntl.LOCK_UN, 100, 50)

    def step(self):
        self.acquire(wait=True)
        with self.pace.holders.get_lock():
            self.pace.holders.value += 1
            self.check(self.pace.holders.value == 1, "two hold the lock")
        self.turns += 1
        for _ in range(self.KEEP_TICKS):
            self.seen = self.next_tick(self.seen)
            self.probe()
        with self.pace.holders.get_lock():
            self.pace.holders.value -= 1
        self.release()

    def probe(self):
        """Another descriptor must find the lock held (POSIX locks: another process, since they are the process's own)."""
        child = os.fork()
        if child == 0:
            code = 1
            try:
                fd = os.open(os.path.join(TOP, "lock-" + self.kind), os.O_RDWR)
                try:
                    if self.kind == "flock":
                        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    else:
                        fcntl.lockf(fd, fcntl.LOCK_EX | fcntl.LOCK_NB, 10, 120)
                except OSError as error:
                    code = 0 if error.errno == errno.EAGAIN else 2
            finally:
                os._exit(code)
        _, status = os.waitpid(child, 0)
        self.operations += 1
        self.check(status == 0, "the lock did not hold: %d" % os.waitstatus_to_exitcode(status))

    def end(self):
        self.check(self.turns > 0, "never got the lock")
        self.do(os.close, self.fd)


def main():
    if sys.argv[1:] == [] or not os.path.isdir(TOP):
        sys.exit("usage: load.py DIRECTORY")
    pace, locks = Pace(), (Pace(), Pace())
    for other in locks:
        other.ticks, other.stop, other.ready = pace.ticks, pace.stop, pace.ready
    workers = [
        Files("files", pace, 1),
        Tree("tree", pace, 2),
        Held("open", pace, 3, False),
        Held("deleted", pace, 4, True),
        Append("append", pace, 5),
        Lister("listing", pace, 6),
        Mapped("mapped", pace, 7),
        Existing("changed", pace, 12),
        Locker("flock-a", locks[0], 8, "flock"),
        Locker("flock-b", locks[0], 9, "flock"),
        Locker("posix-a", locks[1], 10, "posix"),
        Locker("posix-b", locks[1], 11, "posix"),
    ]
    running = []
    for worker in workers:
        receiver, sender = multiprocessing.Pipe(False)
        process = multiprocessing.Process(target=worker.run, args=(sender,))
        process.start()
        sender.close()
        running.append((worker, process, receiver))
    for _ in workers:
        if not pace.ready.acquire(timeout=WAIT_SECONDS):
            break
    print("ready", flush=True)
    for line in sys.stdin:
        if line.strip() == "stop":
            break
        with pace.ticks.get_lock():
            pace.ticks.value += 1
        print("tick", flush=True)
    pace.stop.value = 1
    report = {"operations": 0, "failures": [], "longestMillis": 0.0, "workers": {}, "files": {}}
    for worker, process, receiver in running:
        gather(report, worker, process, receiver)
    print(json.dumps(report), flush=True)


def gather(report, worker, process, receiver):
    if not receiver.poll(WAIT_SECONDS):
        report["failures"].append(worker.name + ": hangs")
        process.kill()
        return
    try:
        name, operations, failures, longest, files = receiver.recv()
    except EOFError:
        report["failures"].append(worker.name + ": died")
        return
    report["operations"] += operations
    report["failures"] += failures
    report["longestMillis"] = max(report["longestMillis"], longest * 1000)
    report["workers"][name] = operations
    report["files"].update(files)
    process.join(WAIT_SECONDS)


if __name__ == "__main__":
    multiprocessing.set_start_method("fork")
    main()

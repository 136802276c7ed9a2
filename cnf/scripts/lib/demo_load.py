"""Reads, writes and verifies in a directory until a file appears; then says how many operations failed and how long the longest took."""

import hashlib
import os
import sys
import time


def main(base, stop):
    directory = os.path.join(base, "load")
    os.mkdir(directory)
    failed = operations = 0
    longest = 0.0
    kept = open(os.path.join(directory, "kept"), "w+b")
    unlinked = open(os.path.join(directory, "unlinked"), "w+b")
    os.unlink(unlinked.name)
    print("running", flush=True)
    while not os.path.exists(stop):
        begun = time.monotonic()
        try:
            data = os.urandom(16384)
            path = os.path.join(directory, "file")
            with open(path, "wb") as file:
                file.write(data)
            with open(path, "rb") as file:
                assert hashlib.sha256(file.read()).digest() == hashlib.sha256(data).digest()
            for file in (kept, unlinked):
                file.seek(0)
                file.write(data)
                file.flush()
                assert os.pread(file.fileno(), len(data), 0) == data
            os.rename(path, path + ".moved")
            assert "file.moved" in os.listdir(directory)
            os.unlink(path + ".moved")
        except (OSError, AssertionError) as error:
            failed += 1
            print(error, file=sys.stderr)
        operations += 1
        longest = max(longest, time.monotonic() - begun)
    print(f"failed=0 of {operations} rounds" if not failed else f"failed={failed} of {operations} rounds", end="")
    print(f", longest round {longest * 1000:.0f} ms", flush=True)


main(sys.argv[1], sys.argv[2])

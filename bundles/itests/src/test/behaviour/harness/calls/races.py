"""What many processes do at once, so many times without a word between."""

import os

from harness.calls.arguments import at
from harness.values import Fill


def create_exclusively(path, count):
    """Tries to make each of the names, as others do; answers how often it was the first."""
    won = 0
    for number in range(count):
        try:
            os.close(os.open(at(path) + b"/x%04d" % number, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644))
            won += 1
        except FileExistsError:
            pass
    return won


def make_directories(path, count):
    won = 0
    for number in range(count):
        try:
            os.mkdir(at(path) + b"/d%04d" % number)
            won += 1
        except FileExistsError:
            pass
    return won


def take(path, count, mine):
    """Tries to rename each of the names away; answers how often it was the first."""
    won = 0
    for number in range(count):
        try:
            os.rename(at(path) + b"/x%04d" % number, at(path) + b"/" + mine.encode() + b"%04d" % number)
            won += 1
        except FileNotFoundError:
            pass
    return won


def make_and_remove(path, count, mine):
    """Makes, renames, links and removes names of its own; answers whether all went as if it were alone."""
    name = at(path) + b"/" + mine.encode()
    for number in range(count):
        data = b"%s %d" % (mine.encode(), number)
        fd = os.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o644)
        os.write(fd, data)
        os.link(name, name + b".link")
        os.rename(name, name + b".moved")
        if os.fstat(fd).st_nlink != 2 or os.pread(fd, 100, 0) != data:
            return f"wrong in round {number}"
        os.close(fd)
        os.unlink(name + b".link")
        os.unlink(name + b".moved")
    return "as alone"


def replace(path, count, mine):
    """Replaces a file by rename, so that it is there at every moment; answers how often it was not."""
    missing = 0
    for number in range(count):
        aside = at(path) + b"." + mine.encode()
        fd = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        os.write(fd, b"whole\n" * 50)
        os.close(fd)
        os.rename(aside, at(path))
        try:
            with open(at(path), "rb") as found:
                missing += found.read() != b"whole\n" * 50
        except FileNotFoundError:
            missing += 1
    return missing


def write_blocks(path, first, step, count, size):
    """Writes every step-th block of a file."""
    fd = os.open(at(path), os.O_WRONLY)
    try:
        for number in range(first, count, step):
            os.pwrite(fd, bytes(Fill(number, size)), number * size)
    finally:
        os.close(fd)

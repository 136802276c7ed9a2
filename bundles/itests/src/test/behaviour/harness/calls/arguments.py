"""How the arguments of calls are read."""

import os

_base = b""


def set_base(directory):
    """Where names lie that say nothing else."""
    global _base
    _base = os.fsencode(directory)


def at(name, dir_fd=None):
    """A name as the path to pass: as it is if relative to a descriptor, absolute, or with a dot first; else under the base."""
    name = os.fsencode(name)
    if name == b"@" or name.startswith(b"@/"):
        return _base + name[1:]
    if dir_fd is not None or name in (b"", b".", b"..") or name.startswith((b"/", b"./", b"../")):
        return name
    return _base + b"/" + name


def without_base(text):
    """A path as every run shows it."""
    return text.replace(_base, b"@")


def bits(prefix, words, known=os):
    """`A|B` as the sum of prefix + A and prefix + B."""
    value = 0
    for word in filter(None, words.split("|")):
        value |= int(word, 0) if word[0].isdigit() else getattr(known, prefix + word)
    return value


def octal(mode):
    return int(mode, 8)

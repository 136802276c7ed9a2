"""The lower tree that each scenario of the union finds under its own name, and a checksum of whole trees."""

import hashlib
import os
import stat

from harness.values import Fill

STAMP = 1_400_000_000_123_456_789


def populate(folder, names):
    """Makes a tree for each of the scenarios."""
    for name in names:
        _tree(os.path.join(folder, name.replace("/", ".")))
    _stamp(folder)


def _tree(top):
    os.mkdir(top)
    os.chmod(top, 0o777)
    for directory in ("dir", "dir/sub", "dir/sub/deep", "empty", "other", "sticky", "private"):
        os.mkdir(os.path.join(top, directory), 0o755)
    for file, data in {
        "file": b"lower file\n", "two": b"second\n", "dir/a": b"a in dir\n", "dir/b": b"b in dir\n",
        "dir/sub/c": b"c in sub\n", "dir/sub/deep/d": b"d in deep\n", "other/e": b"e in other\n",
        "sticky/mine": b"of alice\n", "private/secret": b"s\n", "large": bytes(Fill(7, 300_000)),
        "setuid": b"#!/bin/sh\n", "linked": b"three names\n", "readonly": b"r\n",
    }.items():
        with open(os.path.join(top, file), "wb") as made:
            made.write(data)
    os.mkdir(os.path.join(top, "many"))
    for number in range(200):
        os.mknod(os.path.join(top, "many", f"f{number:05d}"), 0o100644)
    _more(top)


def _more(top):
    def at(name):
        return os.path.join(top, name)

    os.link(at("linked"), at("linked2"))
    os.link(at("linked"), at("dir/linked3"))
    os.symlink("file", at("link"))
    os.symlink("dir/sub", at("dirlink"))
    os.symlink("nowhere", at("dangling"))
    os.mkfifo(at("fifo"), 0o644)
    os.mknod(at("null"), stat.S_IFCHR | 0o666, os.makedev(1, 3))
    with open(at("sparse"), "wb") as made:
        made.write(bytes(Fill(8, 100_000)))
        made.seek(8 << 20)
        made.write(bytes(Fill(9, 100_000)))
        made.truncate(16 << 20)
    os.setxattr(at("file"), "user.colour", b"blue")
    os.setxattr(at("file"), "trusted.secret", b"t")
    os.setxattr(at("dir"), "user.kind", b"lower directory")
    os.chown(at("two"), 1000, 1001)
    os.chown(at("sticky/mine"), 1000, 1000)
    os.chmod(at("sticky"), 0o1777)
    os.chmod(at("private"), 0o700)
    os.chmod(at("setuid"), 0o4755)
    os.chmod(at("readonly"), 0o444)
    os.lchown(at("link"), 1000, 1000)


def _stamp(folder):
    for directory, _, files in os.walk(folder, topdown=False):
        for name in files:
            os.utime(os.path.join(directory, name), ns=(STAMP, STAMP), follow_symlinks=False)
        os.utime(directory, ns=(STAMP, STAMP))


def fingerprint(folder):
    """Of names, types, modes, owners, sizes, modification times, link counts, xattrs and content."""
    digest = hashlib.sha256()
    for directory, inner, files in os.walk(os.fsencode(folder)):
        inner.sort()
        for name in sorted(files) + [b""]:
            path = os.path.join(directory, name).rstrip(b"/")
            found = os.lstat(path)
            names = sorted(os.listxattr(path, follow_symlinks=False))
            digest.update(repr((
                os.path.relpath(path, os.fsencode(folder)), found.st_mode, found.st_nlink, found.st_uid, found.st_gid,
                found.st_size, found.st_mtime_ns, found.st_rdev,
                [(x, os.getxattr(path, x, follow_symlinks=False)) for x in names],
            )).encode())
            if stat.S_ISREG(found.st_mode):
                with open(path, "rb") as content:
                    digest.update(content.read())
            elif stat.S_ISLNK(found.st_mode):
                digest.update(os.readlink(path))
    return digest.hexdigest()

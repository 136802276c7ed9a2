"""Exercises Python's file modules in a directory: tempfile, shutil, os, mmap, zipfile."""

import compileall
import mmap
import os
import shutil
import sys
import tempfile
import zipfile


def main(base):
    with tempfile.TemporaryDirectory(dir=base) as scratch:
        copied = os.path.join(scratch, "copied")
        shutil.copytree(os.path.join(base, "include", "linux"), copied, symlinks=True)
        count = sum(len(files) for _, _, files in os.walk(copied))

        archive = shutil.make_archive(os.path.join(scratch, "headers"), "zip", copied)
        with zipfile.ZipFile(archive) as packed:
            assert packed.testzip() is None

        with tempfile.NamedTemporaryFile(dir=scratch) as file:
            file.truncate(1 << 20)
            with mmap.mmap(file.fileno(), 1 << 20) as view:
                view[4096:4101] = b"mmap!"
                view.flush()
            assert os.pread(file.fileno(), 5, 4096) == b"mmap!"

        module = os.path.join(scratch, "module.py")
        with open(module, "w", encoding="utf-8") as source:
            source.write("ANSWER = 42\n")
        assert compileall.compile_file(module, quiet=1)

        open_file = open(os.path.join(scratch, "gone"), "w+b")
        open_file.write(b"still here")
        os.unlink(open_file.name)
        open_file.seek(0)
        assert open_file.read() == b"still here"
        open_file.close()
    assert not os.path.exists(scratch)
    print(f"{count} files copied, zipped and verified; shared mmap and unlinked files work")


main(sys.argv[1])

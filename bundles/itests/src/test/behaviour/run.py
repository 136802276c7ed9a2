#!/usr/bin/env python3
"""Plays filesystem scenarios in a directory and prints what every call got, or compares that with another directory.

    run.py --list
    run.py --base DIR [--other DIR] [SCENARIO|AREA ...]          transcripts
    run.py --base DIR --reference DIR [--table FILE ...] [...]   ok or not ok for each scenario, and the differing steps
    run.py --populate DIR                                                lower trees for the scenarios of the union
    run.py --fingerprint DIR                                             a checksum of a whole tree

--other DIR is the same directory by another way: what is written by one is read by the other. --preload and
--other-preload name a library that the processes working there start with. Run as root: scenarios act as several users.
"""

import argparse
import contextlib
import os
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True

from harness import comparison, populate, scenarios, stage
from harness.process import View


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", metavar="DIR")
    parser.add_argument("--other", metavar="DIR")
    parser.add_argument("--preload", metavar="LIBRARY")
    parser.add_argument("--other-preload", metavar="LIBRARY")
    parser.add_argument("--reference", metavar="DIR")
    parser.add_argument("--table", metavar="FILE", action="append", default=[])
    parser.add_argument("--seconds", action="store_true", help="show how long each scenario took")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--populate", metavar="DIR")
    parser.add_argument("--fingerprint", metavar="DIR")
    parser.add_argument("scenarios", nargs="*", metavar="SCENARIO")
    return parser.parse_args()


def view(stack, base, preload=None):
    """A way to see a directory, which ends with the stack."""
    made = View(base, preload)
    stack.callback(made.close)
    return made


def views_of(options, stack):
    """How the processes see the directory under test."""
    views = [view(stack, options.base, options.preload)]
    if options.other or options.other_preload:
        views.append(view(stack, options.other or options.base, options.other_preload))
    return views


def play(name, scenario, views):
    return stage.run(scenario, views, name, prepared=name.startswith("union/"))


def print_transcripts(chosen, options):
    with contextlib.ExitStack() as stack:
        views = views_of(options, stack)
        for name, scenario in chosen.items():
            print(f"== {name}")
            for step, result in play(name, scenario, views):
                print(f"{step}: {result}", flush=True)


def print_comparison(chosen, options):
    """One verdict a scenario; the number of those that are not ok."""
    table = {}
    for file in options.table:
        table.update(comparison.read_table(file))
    failed = 0
    with contextlib.ExitStack() as stack:
        reference, tested = [view(stack, options.reference)], views_of(options, stack)
        for name, scenario in chosen.items():
            start = time.monotonic()
            expected, found = play(name, scenario, reference), play(name, scenario, tested)
            wrong = comparison.compare(name, expected, found, table)
            took = f" ({time.monotonic() - start:.2f} s)" if options.seconds else ""
            print(f"{'not ok' if wrong else 'ok'} {name}{took}")
            for line in wrong:
                print(f"    {line}")
            sys.stdout.flush()
            failed += bool(wrong)
    return failed


def require_reachable(directory):
    """Other users must be able to reach the directory."""
    path = os.path.abspath(directory)
    while path != "/":
        if not os.stat(path).st_mode & 0o001:
            raise ValueError(f"{path} cannot be searched by other users; run chmod o+x {path}")
        path = os.path.dirname(path)


def main():
    options = arguments()
    if options.list:
        print("\n".join(scenarios.all_scenarios()))
        return 0
    if os.geteuid() != 0:
        raise ValueError("scenarios act as several users; run as root")
    if options.populate:
        populate.populate(options.populate, [n for n in scenarios.all_scenarios() if n.startswith("union/")])
        return 0
    if options.fingerprint:
        print(populate.fingerprint(options.fingerprint))
        return 0
    if not options.base:
        raise ValueError("name a directory with --base DIR")
    for directory in filter(None, (options.base, options.other, options.reference)):
        require_reachable(directory)
    chosen = scenarios.chosen(options.scenarios)
    if options.reference:
        return 1 if print_comparison(chosen, options) else 0
    print_transcripts(chosen, options)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (ValueError, OSError) as wrong:
        print(f"run.py: {wrong}", file=sys.stderr)
        sys.exit(2)

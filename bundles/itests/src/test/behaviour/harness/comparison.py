"""Compares two transcripts of a scenario, line by line, but for the differences a committed table allows."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Allowed:
    """A difference that is known: what the reference answers, what the tested directory answers, and why."""

    reference: str
    tested: str
    why: str

    def fits(self, expected, found):
        return (expected, found) == (self.reference, self.tested)


def read_table(path):
    """Allowed differences by (scenario, step). ValueError names a line that is no entry."""
    table = {}
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.startswith("#") or not line.strip():
                continue
            fields = line.rstrip("\n").split("\t")
            if len(fields) != 5 or not fields[4]:
                raise ValueError(f"{path}:{number}: write scenario, step, reference, tested and why, with tabs between")
            if (fields[0], fields[1]) in table:
                raise ValueError(f"{path}:{number}: there is an entry for this step already")
            table[fields[0], fields[1]] = Allowed(*fields[2:])
    return table


def compare(name, reference, tested, table):
    """What is wrong, as lines; nothing if the transcripts agree."""
    wrong = []
    for index in range(max(len(reference), len(tested))):
        expected = reference[index] if index < len(reference) else ("(no further step)", "")
        found = tested[index] if index < len(tested) else ("(no further step)", "")
        if expected[0] == "stopped":
            return [*wrong, f"the scenario does not play on the reference: {expected[1]}"]
        if expected[0] != found[0]:
            return [*wrong, f"after step {index}: expected '{_line(expected)}', got '{_line(found)}'"]
        allowed = table.get((name, expected[0]))
        if allowed is None:
            if expected[1] != found[1]:
                wrong.append(f"{expected[0]}: expected '{expected[1]}', got '{found[1]}'")
        elif expected[1] == found[1]:
            wrong.append(f"{expected[0]}: no longer differs ('{found[1]}'): remove its entry from the table")
        elif not allowed.fits(expected[1], found[1]):
            wrong.append(
                f"{expected[0]}: the table allows '{allowed.reference}' and '{allowed.tested}',"
                f" got '{expected[1]}' and '{found[1]}'"
            )
    steps = {step for step, _ in reference}
    for scenario, step in table:
        if scenario == name and step not in steps:
            wrong.append(f"{step}: the table has an entry for it, but there is no such step")
    return wrong


def _line(step):
    return f"{step[0]}: {step[1]}"

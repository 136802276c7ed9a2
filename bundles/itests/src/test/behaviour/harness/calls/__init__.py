"""The calls a helper process can make, by name. Each goes through libc, and raises OSError for an errno."""

from harness.calls import (
    attributes, data, directories, files, locks, mappings, names, others, programs, races, xattrs,
)

CALLS = {
    name: call
    for module in (attributes, data, directories, files, locks, mappings, names, others, programs, races, xattrs)
    for name, call in vars(module).items()
    if callable(call) and getattr(call, "__module__", None) == module.__name__ and not name.startswith("_")
}

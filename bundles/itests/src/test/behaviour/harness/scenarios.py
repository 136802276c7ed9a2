"""Finds scenarios: the public functions of the area files, named `area.function`, the union's `union/area.function`."""

import importlib.util
import inspect
import os

FOLDER = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_NO_AREA = {"run.py", "populate.py"}


def _areas(folder, prefix):
    for file in sorted(os.listdir(folder)):
        if file.endswith(".py") and file not in _NO_AREA:
            yield prefix + file[:-3], os.path.join(folder, file)


def _load(area, path):
    name = "scenario_" + area.replace("/", "_")
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {
        f"{area}.{function}": scenario
        for function, scenario in vars(module).items()
        if inspect.isfunction(scenario) and scenario.__module__ == name and not function.startswith("_")
    }


def all_scenarios():
    """Scenario functions by name, in the order of files and of functions in them."""
    found = {}
    for area, path in (*_areas(FOLDER, ""), *_areas(os.path.join(FOLDER, "union"), "union/")):
        found.update(_load(area, path))
    return found


def chosen(words):
    """Those named by the words: a scenario, an area, `union` for all of the union's, nothing for all others.

    ValueError names a word that fits none.
    """
    scenarios = all_scenarios()
    if not words:
        return {name: scenario for name, scenario in scenarios.items() if not name.startswith("union/")}
    found = {}
    for word in words:
        fitting = {
            name: scenario for name, scenario in scenarios.items()
            if word in (name, name.split(".")[0], name.split("/")[0])
        }
        if not fitting:
            raise ValueError(f"there is no scenario or area '{word}'; --list shows those there are")
        found.update(fitting)
    return found

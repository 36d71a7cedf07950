"""Fuzzes one kind of input, guided by coverage: python drive.py KIND FOLDER [libFuzzer options].

New inputs go to FOLDER; the kept corpus is read, too. Needs atheris (requirements.txt beside this file).
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["saksi.readers", "saksi.cleaning"]):
    from fuzz_targets import CORPUS, run


def main() -> None:
    """Runs until libFuzzer's limit of time, or the first input that breaks the property."""
    _, kind, folder, *options = sys.argv
    atheris.Setup([sys.argv[0], folder, str(CORPUS / kind), *options], lambda data: void(run(kind, data)))
    atheris.Fuzz()


def void(_: object) -> None:
    """The fuzzer takes no answer."""


if __name__ == "__main__":
    main()

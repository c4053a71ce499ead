"""`leadwright config`: the whole configuration as one readable file."""

import argparse
import sys
from pathlib import Path
from typing import Any

from django.utils.module_loading import import_string

from leadwright.console import above, options
from leadwright.foundation.clock import now

HOME = "leadwright.leads.configuration.file"
VERBS = {
    "export": "write the configuration to a file",
    "check": "say what is wrong with a file, a line for each fault",
    "import": "put the configuration of a file in force, all or nothing",
    "setups": "list the set-ups that are shipped; with a name, print one as a file",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for verb, purpose in VERBS.items():
        command = verbs.add_parser(verb, help=purpose, description=f"{purpose[0].upper()}{purpose[1:]}.")
        if verb == "setups":
            command.add_argument("name", nargs="?", metavar="NAME", help="the set-up to print")
        else:
            command.add_argument("file", type=Path, metavar="FILE", help="a file in YAML; - is the terminal")
        if verb == "import":
            command.add_argument(
                "--dry-run", action="store_true", help="show what would change, store nothing"
            )
            command.add_argument(
                "--move",
                action="append",
                default=[],
                metavar="[TYPE:]OLD=NEW",
                help="move open leads from a status that goes away to another of the same state",
            )
        options.add_data(command)


def run(arguments: argparse.Namespace) -> int:
    """Export, check or import."""
    text = "" if arguments.verb in ("export", "setups") else _text(arguments.file)
    with above.database(arguments.data):
        above.enter()
        if arguments.verb == "setups":
            return _setups(arguments.name)
        if arguments.verb == "export":
            _write(arguments.file, import_string(f"{HOME}.handed_out")())
            return 0
        if arguments.verb == "check":
            return _told(arguments.file, import_string(f"{HOME}.checked")(text))
        return _bring_in(arguments, text)


def _setups(name: str | None) -> int:
    shipped = import_string("leadwright.leads.configuration.setups.setups")()
    if name is None:
        for one in shipped:
            print(f"{one.code:<16} {one.name_in('en')}: {one.purpose_in('en')}")
        return 0
    chosen = next((one for one in shipped if one.code == name), None)
    if chosen is None:
        raise above.Stop(
            f"There is no set-up {name}; choose one of: {', '.join(one.code for one in shipped)}."
        )
    print(chosen.text, end="")
    return 0


def _bring_in(arguments: argparse.Namespace, text: str) -> int:
    unreadable: Any = import_string("leadwright.leads.configuration.yaml_source.Unreadable")
    try:
        moves = import_string(f"{HOME}.moves_in")(arguments.move)
        changes = import_string(f"{HOME}.brought_in")(text, at=now(), dry_run=arguments.dry_run, moves=moves)
    except ValueError as no:
        raise above.Stop(f"--move {no}: write OLD=NEW, or TYPE:OLD=NEW for one lead type") from None
    except unreadable as no:
        return _told(arguments.file, no.faults)
    for line in import_string(f"{HOME}.lines_of")(changes):
        print(line)
    if not changes:
        print("Nothing differs.")
    return 0


def _told(file: Path, faults: list[tuple[int, Any]]) -> int:
    for line, fault in faults:
        print(f"{file}:{line}: {fault.code}: {fault.sentence}")
    return 1 if faults else 0


def _text(file: Path) -> str:
    try:
        return sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as no:
        raise above.Stop(f"{file} cannot be read: {no}") from None


def _write(file: Path, text: str) -> None:
    if str(file) == "-":
        print(text, end="")
        return
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as no:
        raise above.Stop(f"{file} cannot be written: {no}") from None

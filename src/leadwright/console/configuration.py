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
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for verb, purpose in VERBS.items():
        command = verbs.add_parser(verb, help=purpose, description=f"{purpose[0].upper()}{purpose[1:]}.")
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
    text = "" if arguments.verb == "export" else _text(arguments.file)
    with above.database(arguments.data):
        above.enter()
        if arguments.verb == "export":
            _write(arguments.file, import_string(f"{HOME}.handed_out")())
            return 0
        if arguments.verb == "check":
            return _told(arguments.file, import_string(f"{HOME}.checked")(text))
        return _bring_in(arguments, text)


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

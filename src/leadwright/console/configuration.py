"""`leadwright config`: the whole configuration as one readable file."""

import argparse
import sys
from pathlib import Path

from leadwright.console import installation, options

VERBS = {
    "export": "write the configuration to a file",
    "check": "say what is wrong with a file, a line for each fault",
    "import": "put the configuration of a file in force, all or nothing",
    "add": "add what a shipped set-up has beside the configuration; nothing that is there changes",
    "hand-over": "give the open leads of a lead type another type, all that can have it",
    "setups": "list the set-ups that are shipped; with a name, print one as a file",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for verb, purpose in VERBS.items():
        command = verbs.add_parser(verb, help=purpose, description=f"{purpose[0].upper()}{purpose[1:]}.")
        if verb == "setups":
            command.add_argument("name", nargs="?", metavar="NAME", help="the set-up to print")
        elif verb == "add":
            command.add_argument("name", metavar="NAME", help="the set-up to add")
        elif verb == "hand-over":
            _add_handing(command)
        else:
            command.add_argument("file", type=Path, metavar="FILE", help="a file in YAML; - is the terminal")
        if verb in ("import", "add", "hand-over"):
            command.add_argument(
                "--dry-run", action="store_true", help="show what would change, store nothing"
            )
        if verb == "import":
            command.add_argument(
                "--move",
                action="append",
                default=[],
                metavar="[TYPE:]OLD=NEW",
                help="move open leads from a status that goes away to another of the same state",
            )
        options.add_data(command)


def _add_handing(command: argparse.ArgumentParser) -> None:
    command.add_argument("type", metavar="TYPE", help="the lead type whose open leads go")
    command.add_argument("to", metavar="OTHER", help="the lead type that they get")
    command.add_argument(
        "--move",
        action="append",
        default=[],
        metavar="[opportunity:|lead:]OLD=NEW",
        help="the status that leads get whose own the other type does not allow",
    )


def run(arguments: argparse.Namespace) -> int:
    """Export, check, import, add, or list what is shipped; only that last one needs no database."""
    if arguments.verb == "setups":
        installation.enter_without_database()
        from leadwright.console.configuration_files import list_setups

        return list_setups(arguments.name)
    text = _text(arguments.file) if arguments.verb in ("check", "import") else ""
    with installation.database(arguments.data):
        installation.enter()
        from leadwright.console.configuration_files import add, bring_in, check, export, hand_over

        if arguments.verb == "hand-over":
            return hand_over(arguments.type, arguments.to, moves=arguments.move, dry_run=arguments.dry_run)
        if arguments.verb == "add":
            return add(arguments.name, dry_run=arguments.dry_run)
        if arguments.verb == "export":
            _write(arguments.file, export())
            return 0
        if arguments.verb == "check":
            return check(arguments.file, text)
        return bring_in(arguments.file, text, moves=arguments.move, dry_run=arguments.dry_run)


def _text(file: Path) -> str:
    try:
        return sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as no:
        raise installation.Stop(f"{file} cannot be read: {no}") from None


def _write(file: Path, text: str) -> None:
    if str(file) == "-":
        print(text, end="")
        return
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as no:
        raise installation.Stop(f"{file} cannot be written: {no}") from None

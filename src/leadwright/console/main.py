"""The `leadwright` command: one word for each thing that is done from a shell."""

import argparse
import sys
from typing import Protocol

from leadwright import __version__
from leadwright.config.cluster import NoDatabase
from leadwright.console import (
    checking,
    configuration,
    demo,
    erasing_again,
    founding,
    importing,
    migrate,
    outbox,
    quarantine,
    receiving,
    retaining,
    rotating,
    serve,
    tokens,
    verify_history,
    work,
)
from leadwright.console.installation import Stop


class Home(Protocol):
    """The module of a command: what the command takes, and what it does."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Say what the command takes."""

    def run(self, arguments: argparse.Namespace) -> int | None:
        """Do it; returns the exit code."""


COMMANDS: dict[str, tuple[str, Home]] = {
    "demo": ("try it: a database, demo people and leads, the product in your browser", demo),
    "init": ("make a new house: the database, the first organisation and its administrator", founding),
    "serve": ("run the web server", serve),
    "work": ("run a worker: clocks, mails, the seals of history", work),
    "migrate": ("bring the database up to date, as the owner of its tables", migrate),
    "token": ("create or revoke a token for the API", tokens),
    "import": ("bring in leads from a file", importing),
    "quarantine": ("list what could not be read, and read it again", quarantine),
    "receive": (
        "take in one mail, as a mail server hands it over; or read again what could not be read",
        receiving,
    ),
    "outbox": ("let mails wait, or leave again", outbox),
    "config": ("export, check or import the configuration as one file", configuration),
    "verify-history": ("read all of history again and name what was tampered with", verify_history),
    "erase-again": ("repeat the erasures of people after a backup was restored", erasing_again),
    "rotate-key": ("encrypt with the secret in force what earlier secrets encrypted", rotating),
    "retain": ("let contacts go by the active rules of retention", retaining),
    "check": ("prove that the installation is sound", checking),
}


def main(arguments: list[str] | None = None) -> int:
    """Read the command line and do what it says; returns the exit code."""
    parsed = parser().parse_args(arguments)
    try:
        return int(parsed.run(parsed) or 0)
    except (Stop, NoDatabase) as stop:
        print(f"leadwright: {stop}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands, each with its --help."""
    top = argparse.ArgumentParser(prog="leadwright", description="Every lead has a clock.")
    top.add_argument("--version", action="version", version=f"leadwright {__version__}")
    words = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (purpose, home) in COMMANDS.items():
        word = words.add_parser(name, help=purpose, description=f"{purpose[0].upper()}{purpose[1:]}.")
        home.add_arguments(word)
        word.set_defaults(run=home.run)
    return top


if __name__ == "__main__":
    sys.exit(main())

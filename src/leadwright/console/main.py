"""The `leadwright` command: one word for each thing that is done from a shell."""

import argparse
import sys
from importlib import import_module

from leadwright import __version__
from leadwright.console.above import Stop, module

COMMANDS = {
    "demo": "try it: a database, demo people and leads, the product in your browser",
    "init": "make a new house: the database, the first organisation and its administrator",
    "serve": "run the web server",
    "work": "run a worker: clocks, mails, the seals of history",
    "migrate": "bring the database up to date, as the owner of its tables",
    "token": "create or revoke a token for the API",
    "import": "bring in leads from a file",
    "config": "export, check or import the configuration as one file",
    "verify-history": "read all of history again and name what was tampered with",
    "erase-again": "repeat the erasures of people after a backup was restored",
    "retain": "let contacts go by the active rules of retention",
    "check": "prove that the installation is sound",
}
HOMES = {
    "import": "importing",
    "config": "configuration",
    "verify-history": "verify_history",
    "check": "checking",
    "erase-again": "erasing_again",
    "retain": "retaining",
    "token": "tokens",
    "init": "founding",
}


def main(arguments: list[str] | None = None) -> int:
    """Read the command line and do what it says; returns the exit code."""
    parsed = parser().parse_args(arguments)
    try:
        return int(parsed.run(parsed) or 0)
    except (Stop, module("cluster").NoDatabase) as stop:
        print(f"leadwright: {stop}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands, each with its --help."""
    made = argparse.ArgumentParser(prog="leadwright", description="Every lead has a clock.")
    made.add_argument("--version", action="version", version=f"leadwright {__version__}")
    commands = made.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, purpose in COMMANDS.items():
        home = import_module(f"leadwright.console.{HOMES.get(name, name)}")
        command = commands.add_parser(name, help=purpose, description=f"{purpose[0].upper()}{purpose[1:]}.")
        home.add_arguments(command)
        command.set_defaults(run=home.run)
    return made


if __name__ == "__main__":
    sys.exit(main())

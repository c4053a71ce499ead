"""`leadwright outbox`: whether mails leave; after a restore they wait until somebody lets them go."""

import argparse

from leadwright.console import installation, options
from leadwright.foundation.clock import now
from leadwright.history.facts import SYSTEM

VERBS = {
    "status": "say whether mails leave, and how many wait",
    "pause": "let mails wait from now on; they are still written",
    "resume": "let mails leave again, those that waited first",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for verb, purpose in VERBS.items():
        command = verbs.add_parser(verb, help=purpose, description=f"{purpose[0].upper()}{purpose[1:]}.")
        options.add_data(command)


def run(arguments: argparse.Namespace) -> None:
    """Pause, resume, and in any case say how it stands."""
    with installation.database(arguments.data):
        installation.enter()
        from leadwright.messages.actions import is_paused, pause, resume
        from leadwright.messages.models import Message

        if arguments.verb == "pause":
            pause(by=SYSTEM, at=now())
        elif arguments.verb == "resume":
            resume(by=SYSTEM, at=now())
        waiting = Message.objects.waiting().count()
        print(f"Mails {'wait' if is_paused() else 'leave'}; {waiting} in the outbox.")

"""`leadwright token`: tokens for the API; one is shown once and stored as a digest."""

import argparse

from leadwright.console import installation, options
from leadwright.foundation.clock import now
from leadwright.foundation.refusals import Refused
from leadwright.history.facts import SYSTEM


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for verb, purpose in {
        "create": "print a new token, and nothing else",
        "revoke": "let none of a user's tokens work any longer",
    }.items():
        command = verbs.add_parser(verb, help=purpose, description=f"{purpose[0].upper()}{purpose[1:]}.")
        command.add_argument("email", metavar="EMAIL", help="the user that the token acts for")
        options.add_data(command)
        if verb == "create":
            _add_choices(command)


def _add_choices(command: argparse.ArgumentParser) -> None:
    command.add_argument("--name", default="", help="what it is for, as lists of tokens say it")
    command.add_argument("--read-only", action="store_true", help="let it read and change nothing")
    command.add_argument(
        "--days", type=int, metavar="N", help="for how many days it works (at most LEADWRIGHT_TOKEN_DAYS)"
    )


def run(arguments: argparse.Namespace) -> None:
    """Create or revoke."""
    with installation.database(arguments.data):
        installation.enter()
        from leadwright.people.actions.tokens import create_token, revoke_tokens
        from leadwright.people.models import User

        user = User.objects.filter(email=arguments.email.strip().lower()).first()
        if user is None:
            raise installation.Stop(f"There is no user {arguments.email}.")
        try:
            if arguments.verb == "create":
                chosen = {name: getattr(arguments, name) for name in ("name", "read_only", "days")}
                print(create_token(user, by=SYSTEM, at=now(), **chosen))
            else:
                revoke_tokens(user, by=SYSTEM, at=now())
        except Refused as refused:
            raise installation.Stop(refused.sentence) from None

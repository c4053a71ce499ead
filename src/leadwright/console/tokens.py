"""`leadwright token`: tokens for the API; one is shown once and stored as a digest."""

import argparse

from django.utils.module_loading import import_string

from leadwright.console import above, options
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


def run(arguments: argparse.Namespace) -> None:
    """Create or revoke."""
    with above.database(arguments.data):
        above.enter()
        user = _user(arguments.email)
        try:
            if arguments.verb == "create":
                print(
                    import_string("leadwright.people.actions.doors.create_token")(user, by=SYSTEM, at=now())
                )
            else:
                import_string("leadwright.people.actions.doors.revoke_tokens")(user, by=SYSTEM, at=now())
        except Refused as refused:
            raise above.Stop(refused.sentence) from None


def _user(email: str) -> object:
    found = import_string("leadwright.people.models.User").objects.filter(email=email.strip().lower()).first()
    if found is None:
        raise above.Stop(f"There is no user {email}.")
    return found

"""`leadwright receive`: one mail from standard input, as a mail server hands it over; or reads again what waits."""

import argparse
import sys

from leadwright.config.cluster import NoDatabase
from leadwright.console import installation, options
from leadwright.foundation.clock import now

# What mail servers know (sysexits.h): no mail, refused for good, try again later.
EX_DATAERR, EX_UNAVAILABLE, EX_TEMPFAIL = 65, 69, 75


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    options.add_data(parser)
    parser.add_argument("--organisation", default="", metavar="NAME", help="whose mail it is")
    parser.add_argument(
        "--sender", default="", metavar="ADDRESS", help="who sent it, as the mail server knows"
    )
    parser.add_argument("--recipient", default="", metavar="ADDRESS", help="to whom it was sent")
    parser.add_argument(
        "--again", action="store_true", help="take in nothing, but read again all that could not be read"
    )


def run(arguments: argparse.Namespace) -> int:
    """Store the mail, then file it; whatever fails before it is stored is to be tried again later."""
    from django.db import DatabaseError

    content = b"" if arguments.again else sys.stdin.buffer.read()
    try:
        with installation.database(arguments.data):
            installation.enter()
            from leadwright.inbox.receiving import NoHome, largest
            from leadwright.mails.taking import read_all_again, take

            if arguments.again:
                number, stuck = read_all_again(now())
                print(f"{number} read again; {stuck} cannot be read still.")
                return 0
            if not content.strip():
                return _ended(EX_DATAERR, "There is no mail on standard input.")
            if len(content) > largest():
                return _ended(EX_UNAVAILABLE, "The mail is larger than LEADWRIGHT_MAIL_LARGEST allows.")
            envelope = {"from": arguments.sender, "to": arguments.recipient}
            try:
                take(content, envelope=envelope, organisation=arguments.organisation, at=now())
            except NoHome as fault:
                return _ended(EX_TEMPFAIL, str(fault))
            return 0
    except (installation.Stop, NoDatabase, DatabaseError, OSError) as fault:
        return _ended(EX_TEMPFAIL, str(fault).strip())


def _ended(code: int, words: str) -> int:
    print(f"leadwright: {words}", file=sys.stderr)
    return code

"""`leadwright init`: a new house with its first organisation and administrator."""

import argparse
from importlib import import_module
from typing import Any

from django.db import transaction

from leadwright.console import above, children, options
from leadwright.foundation.clock import now
from leadwright.foundation.refusals import NotFound, Refused
from leadwright.history.facts import SYSTEM


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    options.add_data(parser)
    parser.add_argument("--organisation", required=True, metavar="NAME", help="the first organisation")
    parser.add_argument("--email", required=True, help="its administrator's address")
    parser.add_argument("--name", default="Administrator", help="the administrator's name (Administrator)")
    parser.add_argument("--country", default="BE", metavar="CODE", help="the organisation's country (BE)")
    parser.add_argument(
        "--setup", metavar="NAME", help="what to begin with; `leadwright config setups` lists it"
    )
    parser.add_argument("--time-zone", default="Europe/Brussels", help="its time zone (Europe/Brussels)")


def run(arguments: argparse.Namespace) -> None:
    """Make the database, the organisation and the invitation, and print the one link that leads in."""
    with above.database(arguments.data, fresh=True):
        children.run("migrate", environment={"LEADWRIGHT_QUIET": "1"})
        above.enter()
        try:
            print(found(arguments))
        except Refused as refused:
            raise above.Stop(_told(refused, arguments)) from None


def _told(refused: Refused, arguments: argparse.Namespace) -> str:
    """Return what went wrong; a set-up that there is not is named, with those that there are."""
    if not isinstance(refused, NotFound):
        return refused.sentence
    known: Any = import_module("leadwright.leads.configuration.setups")
    return f"There is no set-up {arguments.setup}; choose one of: {', '.join(known.SETUPS)}."


@transaction.atomic
def found(arguments: argparse.Namespace) -> str:
    """Enter the organisation with one group and unit, and return its administrator's invitation link."""
    people: Any = import_module("leadwright.people.models")
    organisations: Any = import_module("leadwright.people.actions.organisations")
    users: Any = import_module("leadwright.people.actions.users")
    beginning: Any = import_module("leadwright.leads.actions.beginning")
    if people.Organisation.objects.exists():
        raise above.Stop("This house has an organisation already; its administrators invite further users.")
    at = now()
    if arguments.setup:
        beginning.begun(arguments.setup, by=SYSTEM, at=at)
    organisation = organisations.found(
        arguments.organisation, country=arguments.country, time_zone=arguments.time_zone, by=SYSTEM, at=at
    )
    unit = organisations.add_unit(organisations.add_group(organisation, name="Main"), name="Main")
    profile = people.Profile.objects.get(code="administrator")
    new = users.NewUser(email=arguments.email, name=arguments.name, unit=unit, profile=profile)
    link: str = users.enter_user(new, by=SYSTEM, at=at)[1]
    return link

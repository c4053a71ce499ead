"""The first organisation of a new house, with one group, one unit and its administrator."""

import argparse

from django.db import transaction

from leadwright.console.installation import Stop
from leadwright.foundation.clock import now
from leadwright.history.facts import SYSTEM
from leadwright.leads.actions.beginning import begun
from leadwright.people.actions import organisations, users
from leadwright.people.models import Organisation, Profile
from leadwright.people.shipped import FIRST_ADMINISTRATOR


@transaction.atomic
def enter(arguments: argparse.Namespace) -> str:
    """Enter it and return its administrator's invitation link; a house that has one already refuses."""
    if Organisation.objects.exists():
        raise Stop("This house has an organisation already; its administrators invite further users.")
    at = now()
    if arguments.setup:
        begun(arguments.setup, by=SYSTEM, at=at)
    organisation = organisations.establish(
        arguments.organisation, country=arguments.country, time_zone=arguments.time_zone, by=SYSTEM, at=at
    )
    unit = organisations.add_unit(organisations.add_group(organisation, name="Main"), name="Main")
    profiles = list(Profile.objects.filter(code__in=FIRST_ADMINISTRATOR))
    new = users.NewUser(email=arguments.email, name=arguments.name, unit=unit, profiles=profiles)
    return users.enter_user(new, by=SYSTEM, at=at)[1]

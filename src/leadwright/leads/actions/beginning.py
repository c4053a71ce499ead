"""Begin with a shipped set-up or with what is there, the first thing that an administrator is asked; or add one."""

from datetime import datetime

from django.db import transaction

from leadwright.history.facts import Party
from leadwright.history.record import record
from leadwright.leads.actions.configuring import Faulty, put, replaced
from leadwright.leads.configuration.adding import with_missing
from leadwright.leads.configuration.changes import Change, changes, completed, with_unmentioned
from leadwright.leads.configuration.directory import Directory
from leadwright.leads.configuration.facts import SetupAdded, SetupChosen
from leadwright.leads.configuration.linter import lint
from leadwright.leads.configuration.rows import remove_left_out, stored
from leadwright.leads.configuration.setups import setup_of
from leadwright.leads.models import Lead, SetupChoice
from leadwright.leads.rules_lock import hold_rules_alone
from leadwright.people.access import require
from leadwright.people.models import User


def is_to_be_asked() -> bool:
    """Tell whether nobody has chosen what to begin with, and no lead has been entered yet."""
    return not Lead.objects.exists() and not SetupChoice.objects.exists()


def begin(code: str, *, by: User, at: datetime) -> list[Change]:
    """Put a shipped set-up in force as a user who may; returns what differs now."""
    require(by, "configuration.edit")
    return begun(code, by=by.party(), at=at)


@transaction.atomic
def begun(code: str, *, by: Party, at: datetime) -> list[Change]:
    """Put a shipped set-up in force. Where there is no lead yet nothing else is kept; else it is retired."""
    setup = setup_of(code)
    hold_rules_alone()
    if Lead.objects.exists():
        result = replaced(lambda _old: setup.blueprint, by=by, at=at)
    else:
        result = _begun_anew(code, by=by, at=at)
    _chosen(code, by=by, at=at)
    return result


def _begun_anew(code: str, *, by: Party, at: datetime) -> list[Change]:
    old = stored()
    new = with_unmentioned(old, setup_of(code).blueprint)
    directory = Directory.for_blueprint(new)
    if faults := lint(new, directory.known()):
        raise Faulty(faults)
    result = put(old, new, directory, by=by, at=at)
    remove_left_out(old, new)
    return result


def compared(code: str) -> list[Change]:
    """Return what a set-up would change; nothing is stored."""
    old, new = stored(), setup_of(code).blueprint
    return changes(old, completed(old, new) if Lead.objects.exists() else with_unmentioned(old, new))


def add(code: str, *, by: User, at: datetime) -> list[Change]:
    """Add to the present configuration what a shipped set-up has beside it, as a user who may."""
    require(by, "configuration.edit")
    return added(code, by=by.party(), at=at)


@transaction.atomic
def added(code: str, *, by: Party, at: datetime, dry_run: bool = False) -> list[Change]:
    """Add what of a shipped set-up is missing by its code; nothing that is there changes. A dry run only tells."""
    setup = setup_of(code)
    result = replaced(
        lambda old: with_missing(old, setup.blueprint, setup.labels), by=by, at=at, dry_run=dry_run
    )
    if not dry_run:
        if is_to_be_asked():
            SetupChoice.objects.create(setup="", at=at)
        record(SetupAdded(setup=code, by=by, at=at))
    return result


def missing(code: str) -> list[Change]:
    """Return what a set-up would add; nothing is stored."""
    old, setup = stored(), setup_of(code)
    return changes(old, with_missing(old, setup.blueprint, setup.labels))


@transaction.atomic
def keep(*, by: User, at: datetime) -> None:
    """Begin with what is there; nobody is asked again."""
    require(by, "configuration.edit")
    _chosen("", by=by.party(), at=at)


def _chosen(code: str, *, by: Party, at: datetime) -> None:
    SetupChoice.objects.create(setup=code, at=at)
    record(SetupChosen(setup=code, by=by, at=at))

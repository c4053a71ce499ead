"""A process by its code, as far as somebody may know of it."""

from django.db.models import QuerySet

from leadwright.diagrams.defining import is_code
from leadwright.diagrams.models import Diagram, Version
from leadwright.foundation.refusals import NotFound
from leadwright.people.access import may, require
from leadwright.people.models import User


def fetch_diagram(code: str, *, by: User) -> Diagram:
    """Return a process; a foreign and an absent one look the same."""
    rows = Diagram.objects.within_reach(by)
    row = rows.filter(code=code).first() if is_code(code) else None
    if row is None:
        raise NotFound
    return row


def versions_known(diagram: Diagram, *, by: User) -> list[Version]:
    """Return the versions that somebody may know of, the newest first: drafts are for configurators."""
    return list(_known(diagram, by).defer("xml"))


def fetch_version(diagram: Diagram, number: int | None, *, by: User) -> Version:
    """Return a version by its number, else the newest that somebody may know of."""
    rows = _known(diagram, by)
    row = rows.filter(number=number).first() if number is not None else rows.first()
    if row is None:
        raise NotFound
    return row


def _known(diagram: Diagram, by: User) -> "QuerySet[Version]":
    rows = Version.objects.filter(diagram=diagram).order_by("-number")
    return rows if may(by, "configuration.edit") else rows.filter(published_at__isnull=False)


def locked_diagram(code: str, *, by: User) -> Diagram:
    """Lock a process that somebody may change."""
    seen = fetch_diagram(code, by=by)
    require(by, "configuration.edit")
    return Diagram.objects.select_for_update(of=("self",)).get(pk=seen.pk)


def is_offered(code: str) -> bool:
    """Tell whether a process of a code can be begun: published and not retired."""
    return Diagram.objects.offered().filter(code=code).exists()

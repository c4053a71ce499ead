"""Where a field is asked for: from which status or transition on, on which activities, and on which tasks."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from leadwright.fields.models import OwnField
from leadwright.fields.reading import Unfit
from leadwright.fields.subjects import Subject

Codes = Collection[str]


def places_in(row: OwnField, given: Any, known: Codes) -> list[str]:
    """Return from where on a field is required; raises Unfit."""
    strange = _strange(given, known)
    if strange is None:
        return list(dict.fromkeys(given))
    if row.subject in (Subject.ACTIVITY, Subject.TASK):
        raise Unfit(_("choose one of: {codes}").format(codes=", ".join(sorted(known))))
    reason = _("write codes of statuses, or of transitions such as new>in-contact; there is no “{name}”")
    raise Unfit(reason.format(name=strange))


def kinds_in(row: OwnField, given: Any, known: Codes) -> list[str]:
    """Return the kinds of activities that a field is narrowed to, one that it has already among them; raises Unfit."""
    if given and row.subject != Subject.ACTIVITY:
        raise Unfit(_("only a field of activities is narrowed to kinds of them"))
    if _strange(given, {*known, *row.activity_kinds}) is not None:
        raise Unfit(_("choose some of: {codes}").format(codes=", ".join(sorted(known))))
    return list(dict.fromkeys(given))


def steps_in(row: OwnField, given: Any) -> bool:
    """Return whether a field is one of steps of processes alone; raises Unfit."""
    if not isinstance(given, bool):
        raise Unfit(_("write true or false"))
    if given and row.subject != Subject.TASK:
        raise Unfit(_("only a field of tasks is narrowed to steps of processes"))
    return given


def _strange(given: Any, known: Codes) -> str | None:
    """Return the first code that is none of those, or what is no list at all."""
    if not isinstance(given, list | tuple):
        return str(given)[:60]
    return next((str(code)[:60] for code in given if not isinstance(code, str) or code not in known), None)

"""Copy the values of a field into another, since a kind never changes: counted first, then done in sets."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from leadwright.fields import tracing
from leadwright.fields.actions.defining import locked
from leadwright.fields.answering import Known
from leadwright.fields.computing import compute
from leadwright.fields.converting import as_text, converted
from leadwright.fields.facts import FieldCopied, ValueCopied
from leadwright.fields.models import OwnField
from leadwright.fields.questions import index_anew, rows_read_by, tables_with_fields
from leadwright.fields.reading import EMPTY, Around, Unfit
from leadwright.fields.subjects import Kind, Sees
from leadwright.foundation.batches import action
from leadwright.foundation.copying import update_each
from leadwright.foundation.money import is_currency
from leadwright.foundation.numbers import number_in
from leadwright.foundation.refusals import Refused, field_error, refuse_fields
from leadwright.history.record import record
from leadwright.people.models import User

AT_ONCE = 500
MOST_EXAMPLES = 10
MOST_ASKED = 50
LONGEST_EXAMPLE = 100


@dataclass(frozen=True, kw_only=True)
class Example:
    """A value that cannot be copied, and why."""

    value: str
    reason: str


@dataclass
class Copied:
    """How many rows get a value, have one already, or have one that the other field cannot hold, with examples."""

    copied: int = 0
    filled: int = 0
    unfit: int = 0
    examples: list[Example] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Copying:
    """From which field values go into which, by whom, and whether what is there is overwritten."""

    start: OwnField
    end: OwnField
    around: Around
    by: User
    at: datetime
    overwrite: bool
    result: Copied = field(default_factory=Copied)


@transaction.atomic
def copy(
    field_id: int,
    to: object,
    *,
    by: User,
    at: datetime,
    dry_run: bool = False,
    overwrite: bool = False,
    currency: str = "",
) -> Copied:
    """Copy the values of a field into another of the same subject and owner; a dry run only counts.

    What has a value there keeps it unless it is to be overwritten. Numbers become amounts of the currency.
    """
    start, end = _pair(field_id, to, by)
    if currency and not is_currency(currency):
        refuse_fields([field_error("currency", "FIELD_INVALID", reason=_("write its code, such as EUR"))])
    around = Around(home=by.organisation_id, currency=currency)
    copying = Copying(start=start, end=end, around=around, by=by, at=at, overwrite=overwrite)
    last: int | None = 0
    while last is not None:
        last = _copy_set(copying, last, dry_run=dry_run)
    if not dry_run:
        record(FieldCopied(definition=start, to=end.key, rows=copying.result.copied, by=by.party(), at=at))
    return copying.result


def _pair(field_id: int, to: object, by: User) -> tuple[OwnField, OwnField]:
    """Lock both fields, and refuse with FIELD_INVALID one that values cannot be copied into."""
    number = number_in(to)
    both = OwnField.objects.filter(pk__in=[field_id, number or 0]).order_by("pk")
    list(both.select_for_update(of=("self",)).values_list("pk"))
    start = locked(field_id, by=by)
    if to in EMPTY:
        refuse_fields([field_error("to", "FIELD_REQUIRED")])
    end = _beside(start).filter(pk=number or 0).first()
    reason = _("name another field of the same subject and for the same companies") if end is None else ""
    if end is None or (reason := _reason_against(start, end)):
        raise Refused("FIELD_INVALID", errors=[field_error("to", "FIELD_INVALID", reason=reason)])
    return start, end


def targets_of(start: OwnField) -> list[OwnField]:
    """Return the fields that the values of a field can be copied into."""
    return [other for other in _beside(start) if not _reason_against(start, other)]


def _beside(start: OwnField) -> QuerySet[OwnField]:
    rows = OwnField.objects.filter(subject=start.subject, organisation=start.organisation_id, purged_at=None)
    return rows.exclude(pk=start.pk).prefetch_related("choice_rows")


def _reason_against(start: OwnField, end: OwnField) -> str:
    """Return why values cannot go from one field into another: nobody else may come to know them by that."""
    if end.is_retired:
        return _("it is retired and takes no values")
    if end.is_computed:
        return _("it is computed, and takes no values")
    if end.sees not in (start.sees, *([Sees.SENDER, Sees.HANDLER] if start.sees == Sees.BOTH else [])):
        return _("more people would see the values; let the same people see both fields")
    if start.is_personal and not end.is_personal:
        return _("the values are personal, and would not be erased there; make it personal too")
    if start.kind == Kind.MONEY and end.kind != Kind.MONEY:
        return _("amounts are copied into fields of amounts alone, since not everybody may know them")
    if end.activity_kinds and not set(start.activity_kinds or [""]) <= set(end.activity_kinds):
        return _("activities of some kinds would not have it; let it be of the same kinds")
    if end.is_of_steps and not start.is_of_steps:
        return _("tasks made by hand would not have it; let it be one of all tasks")
    return ""


@action
def _copy_set(copying: Copying, after: int, *, dry_run: bool) -> int | None:
    """Copy, or count, the next rows; returns the last of them, or None where there are no more."""
    start, end, result = copying.start, copying.end, copying.result
    rows = _next(copying, after, dry_run=dry_run)
    known = Known([start], [row.own_fields for row in rows], frozenset())
    changed: list[tuple[Any, Any]] = []
    unfit: list[tuple[int, Example]] = []
    for row in rows:
        value, there = row.own_fields[str(start.pk)], row.own_fields.get(str(end.pk))
        try:
            new = converted(start, end, value, known=known, around=copying.around)
        except Unfit as no:
            text = as_text(known.part(start, value))[:LONGEST_EXAMPLE]
            unfit.append((row.pk, Example(value=text, reason=str(no))))
            continue
        if there is not None and not copying.overwrite:
            result.filled += 1
        elif there != new:
            changed.append((row, new))
    result.copied += len(changed)
    result.unfit += len(unfit)
    _add_examples(copying, unfit)
    if changed and not dry_run:
        _store(copying, changed)
    return rows[-1].pk if len(rows) == AT_ONCE else None


def _next(copying: Copying, after: int, *, dry_run: bool) -> list[Any]:
    rows = (
        tables_with_fields()[copying.start.subject]
        .changeable()
        .filter(own_fields__has_key=str(copying.start.pk), pk__gt=after)
    )
    if not dry_run:
        rows = rows.select_for_update(no_key=True, of=("self",))
    return list(rows.order_by("pk")[:AT_ONCE])


def _store(copying: Copying, changes: Sequence[tuple[Any, Any]]) -> None:
    """Store and record the rows that are held, each with its new value; what follows from it is reckoned anew.

    When a row was changed last stays as it was: nobody's data is kept longer because a field got another kind.
    """
    end, key, rows = copying.end, str(copying.end.pk), [row for row, _new in changes]
    texts = []
    for row, new in changes:
        texts.append(tracing.texts([end], row.own_fields, {key: new}))
        row.own_fields = {**row.own_fields, key: new}
        compute(row)
        row.version += 1
    update_each(rows, ["own_fields", "version"])
    if end.is_searchable:
        index_anew(end.subject, [row.pk for row in rows])
    for row, said in zip(rows, texts, strict=True):
        record(ValueCopied(row=row, texts=said, by=copying.by.party(), at=copying.at))


def _add_examples(copying: Copying, unfit: Sequence[tuple[int, Example]]) -> None:
    """Keep different values as examples, only of rows of which who copies may read the field."""
    examples = copying.result.examples
    some = unfit[:MOST_ASKED] if len(examples) < MOST_EXAMPLES else ()
    if not some:
        return
    seen = rows_read_by(copying.start, [key for key, _example in some], copying.by)
    for key, example in some:
        if key in seen and example not in examples and len(examples) < MOST_EXAMPLES:
            examples.append(example)

"""A list of leads as a sheet: the columns of the list and the own fields, as far as its reader knows them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from leadwright.contacts.field_words import kind_in_words
from leadwright.contacts.own import contacts_in
from leadwright.fields.definitions import Fields
from leadwright.fields.exporting import OwnCells, headings, in_columns
from leadwright.fields.filtering import is_own
from leadwright.fields.ordering import own_sorted
from leadwright.fields.subjects import Sees
from leadwright.foundation.cells import Cell
from leadwright.foundation.labels import label_in
from leadwright.foundation.moments import snapshot_of
from leadwright.foundation.money import minor_digits
from leadwright.foundation.sheets import CHUNK, Column, Sheet, Wanted
from leadwright.leads.fields import BY_NAME
from leadwright.leads.levels import levels_in_words
from leadwright.leads.listing import Narrow, as_they_are, chosen_leads
from leadwright.leads.narrowing import on_side_of
from leadwright.leads.own_orders import order_of
from leadwright.leads.states import Acceptance, ClockKind, Qualification, Scale, State
from leadwright.leads.telling import knows_contact_of, may_know, own_fields_for, own_fields_of
from leadwright.people.access import require
from leadwright.people.actions.security import EXPORTED, note_event
from leadwright.people.filtering import Chosen
from leadwright.people.models import User
from leadwright.people.reach import Permission

EXPORT: Permission = "lead.export"
Row = Mapping[str, Any]
Words = str | Promise
Said = Callable[[Row], Cell]


def _column(key: str, words: Words, value: Said, label: Said | None = None) -> Column[Row]:
    """Return a column that is called as said, else as the field of leads that it holds."""
    return Column(key=key, words=words or BY_NAME[key].label, value=value, label=label)


def _plain(key: str, words: Words = "", *, column: str = "") -> Column[Row]:
    return _column(key, words, lambda row: row[column or key])


def _coded(key: str) -> Column[Row]:
    """Return a column of codes of records, which have labels."""
    return _column(key, "", lambda row: row[f"{key}__code"], partial(_label, key))


def _label(key: str, row: Row) -> Cell:
    code = row[f"{key}__code"]
    return code and label_in(row[f"{key}__labels"], get_language(), code)


def _choice(key: str, choices: Mapping[str, Words], words: Words = "") -> Column[Row]:
    return _column(
        key,
        words,
        lambda row: row[key],
        lambda row: str(choices[row[key]]) if row[key] in choices else row[key],
    )


def _level(scale: Scale) -> Column[Row]:
    key = scale.value
    return _column(key, "", lambda row: row[key], lambda row: row["levels"][scale].get(row[key], row[key]))


def _contact(key: str, words: Words, column: str) -> Column[Row]:
    return _column(key, words, lambda row: row[column] if row["knows_contact"] else None)


def _contact_kind(row: Row) -> Cell:
    kind: str | None = row["contact__kind"] if row["knows_contact"] else None
    return kind


def _contact_kind_in_words(row: Row) -> Cell:
    return kind_in_words(row["contact__kind"]) if row["knows_contact"] else None


def _amount(amount: Decimal | None, currency: str) -> Cell:
    """Return an amount with as many decimals as its currency has."""
    return None if amount is None else round(amount, minor_digits(currency))


COLUMNS: tuple[Column[Row], ...] = (
    _plain("number", gettext_lazy("Lead number")),
    _coded("type"),
    _coded("status"),
    _choice("state", dict(State.choices)),
    _choice("acceptance", dict(Acceptance.choices), gettext_lazy("Acceptance")),
    _choice("qualification", dict(Qualification.choices)),
    _plain("description"),
    _coded("source"),
    _coded("category"),
    _plain("owner", gettext_lazy("Owner (e-mail)"), column="owner__email"),
    _plain("owner_name", gettext_lazy("Owner"), column="owner__name"),
    _plain("sender", gettext_lazy("Sender (number)"), column="sender_id"),
    _plain("sender_name", gettext_lazy("Sender"), column="sender__name"),
    _plain("organisation", gettext_lazy("Partner (number)"), column="organisation_id"),
    _plain("organisation_name", gettext_lazy("Partner"), column="organisation__name"),
    _plain("unit", gettext_lazy("Unit (number)"), column="unit_id"),
    _plain("unit_name", gettext_lazy("Unit"), column="unit__name"),
    _contact("contact", gettext_lazy("Contact (number)"), "contact_id"),
    _column("contact_kind", gettext_lazy("Kind of contact"), _contact_kind, _contact_kind_in_words),
    _contact("contact_name", gettext_lazy("Contact"), "contact__name"),
    _contact("contact_company", gettext_lazy("Company of the contact"), "contact__company__name"),
    _column("target_amount", "", lambda row: _amount(row["target_amount"], row["target_currency"])),
    _plain("target_currency"),
    _plain("success_rate"),
    _level(Scale.PRIORITY),
    _level(Scale.IMPORTANCE),
    _plain("started_at"),
    _plain("expected_completion_at"),
    _plain("completed_at"),
    _plain("next_due_at", gettext_lazy("Next due")),
    _choice("next_due_kind", dict(ClockKind.choices), gettext_lazy("Due for")),
    _plain("updated_at", gettext_lazy("Last changed")),
)
ROW = (
    *("number", "type__code", "type__labels", "status__code", "status__labels", "state", "acceptance"),
    *("qualification", "description", "source__code", "source__labels", "category__code", "category__labels"),
    *("owner__email", "owner__name", "sender_id", "sender__name", "organisation_id", "organisation__name"),
    *("unit_id", "unit__name", "contact_id", "contact__kind", "contact__name", "contact__company__name"),
    *("contact__organisation_id", "origin_id", "target_amount", "target_currency", "success_rate"),
    *("priority", "importance", "started_at", "expected_completion_at", "completed_at", "next_due_at"),
    *("next_due_kind", "updated_at", "own_fields"),
)


@dataclass(frozen=True)
class _Sides:
    """The companies that a row names."""

    organisation_id: int | None
    sender_id: int | None
    origin_id: int


def export(
    chosen: Chosen,
    *,
    narrow: Narrow = as_they_are,
    wanted: Wanted,
) -> Sheet:
    """Return all leads of a list in its order; that somebody took them along stands in the security log."""
    user = chosen.reader.user
    require(user, EXPORT)
    fields, columns = _fields(chosen, narrow), _columns(user)
    parts = (
        _rows(lines_of, columns, fields, by=user, in_words=wanted.in_words)
        for lines_of in _walked(chosen, narrow)
    )
    return Sheet(
        name=_("leads"),
        headings=[*(column.heading for column in columns), *headings(fields)],
        parts=parts,
        wanted=wanted,
        zone=ZoneInfo(user.time_zone),
        noted=partial(note_event, EXPORTED, attempt=wanted.asked, user=user, at=wanted.at),
    )


def _columns(user: User) -> list[Column[Row]]:
    return [column for column in COLUMNS if may_know(user, column.key)]


def _fields(chosen: Chosen, narrow: Narrow) -> Fields:
    by = chosen.reader.user
    rows = chosen_leads(chosen, narrow=narrow)
    return in_columns(own_fields_for(by, tuple(Sees)), lambda field: on_side_of(rows, field, by))


def _walked(chosen: Chosen, narrow: Narrow) -> Iterator[list[tuple[Any, ...]]]:
    """Return the rows of a list in parts, all of one moment."""
    rows = chosen_leads(chosen, narrow=narrow)
    in_order = own_sorted(rows, order_of(chosen)) if is_own(chosen.order) else rows.sorted(chosen.order)
    return snapshot_of(in_order.values_list(*ROW), size=CHUNK)


def _rows(
    values: Sequence[tuple[Any, ...]],
    columns: Sequence[Column[Row]],
    fields: Fields,
    *,
    by: User,
    in_words: bool,
) -> list[list[Cell]]:
    levels = {scale: levels_in_words(scale) for scale in Scale} if in_words else {}
    rows = [_row(line, by) | {"levels": levels} for line in values]
    own = [row["own_fields"] for row in rows]
    cells = OwnCells(fields, own, contacts_in(fields, own, by), in_words=in_words)
    return [
        [*(column.cell(row, in_words=in_words) for column in columns), *cells.of(row["own_fields"], seen)]
        for row in rows
        for seen in [own_fields_of(by, _sides(row))]
    ]


def _row(line: tuple[Any, ...], by: User) -> dict[str, Any]:
    row = dict(zip(ROW, line[: len(ROW)], strict=True))
    owner = row["contact__organisation_id"]
    row["knows_contact"] = row["contact_id"] is not None and knows_contact_of(
        by, owner=owner, origin=row["origin_id"]
    )
    return row


def _sides(row: Row) -> _Sides:
    return _Sides(row["organisation_id"], row["sender_id"], row["origin_id"])

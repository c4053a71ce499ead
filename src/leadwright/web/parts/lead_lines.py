"""The lines of a list: from plain values to words, drawn without a model object or a macro."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leadwright.diagrams.steps import in_words
from leadwright.fields.definitions import Fields
from leadwright.foundation.asked import answered
from leadwright.foundation.formats import locale_of, moment, money, percent
from leadwright.foundation.labels import label_in
from leadwright.foundation.text import initials, shade
from leadwright.leads.fields import Side
from leadwright.leads.levels import is_important
from leadwright.leads.models import Lead, Party
from leadwright.leads.own import in_columns
from leadwright.leads.parties import lines_of
from leadwright.leads.running_clocks import RunningClock, clock_of_kind, clocks_of_each
from leadwright.leads.states import FINAL
from leadwright.leads.telling import Sides, knows_contact_of, may_know, sides_of
from leadwright.people.models import User
from leadwright.web.parts.clock_face import face
from leadwright.web.parts.next_steps import COLUMNS as NEXT_STEP
from leadwright.web.parts.next_steps import Steps
from leadwright.web.parts.shapes import LeadRow

COLUMNS = (
    "number",
    "contact__name",
    "contact__company__name",
    "description",
    "status__labels",
    "status__code",
    "status__tone",
    "state",
    "owner__name",
    "target_amount",
    "target_currency",
    "success_rate",
    "next_due_kind",
    "next_due_at",
    "version",
    "contact__organisation",
    "origin",
    "organisation",
    "organisation__name",
    "importance",
    *NEXT_STEP,
)
# What is asked for beside where own fields are columns of the list.
OWN = ("own_fields",)
# What is asked for beside in the list of sales opportunities.
SALE = ("kind__labels", "kind__code", "steps", "step_when_lost")
Clocks = Mapping[int, list[RunningClock]]


@dataclass(frozen=True, kw_only=True)
class Reader:
    """For whom the lines are written: looked up once a list."""

    language: str
    locale: str
    zone: tzinfo
    at: datetime
    due: str
    nameless: str
    user: User
    knows_amounts: bool
    important: str
    steps: Steps


def lead_rows(rows: list[tuple[Any, ...]], at: datetime, *, by: User) -> list[LeadRow]:
    """Return the lines of a list as far as a user may know them, with their clocks in one more query."""
    clocks = clocks_of_each([row[0] for row in rows if row[13] is not None])
    language = get_language() or "en"
    reader = Reader(
        language=language,
        locale=locale_of(language),
        zone=timezone.get_current_timezone(),
        at=at,
        due=_("due %(moment)s"),
        nameless=_("Without contact"),
        user=by,
        knows_amounts=may_know(by, "target_amount"),
        important=_("Important"),
        steps=Steps(by, at),
    )
    return [_row(row, clocks, reader) for row in rows]


def lead_rows_with(
    columns: Fields, rows: list[tuple[Any, ...]], at: datetime, *, by: User, names: tuple[str, ...] = COLUMNS
) -> list[LeadRow]:
    """Return the same lines with own fields as columns, and with kind and step where `names` hold `SALE`."""
    lines = lead_rows(rows, at, by=by)
    data = [dict(zip(names, row, strict=False)) for row in rows]
    if SALE[0] in names:
        lines = [_with_sale(line, row, by) for line, row in zip(lines, data, strict=True)]
    if not columns:
        return lines
    leads = [(Sides(row["organisation"], row["sender"], row["origin"]), row["own_fields"]) for row in data]
    own = in_columns(columns, leads, by=by)
    return [replace(line, own=cells) for line, cells in zip(lines, own, strict=True)]


def _with_sale(line: LeadRow, row: Mapping[str, Any], by: User) -> LeadRow:
    """Return a line with the kind and the step of its lead, as far as a user may know of them."""
    if row["step_when_lost"]:
        line = replace(line, waits_at=_("lost at: %(step)s") % {"step": in_words([row["step_when_lost"]])})
    if Side.HANDLER not in sides_of(by, Sides(row["organisation"], row["sender"], row["origin"])):
        return line
    code = row["kind__code"]
    kind = label_in(row["kind__labels"], get_language() or "en", code) if code else ""
    return replace(line, sale=kind, waits_at=line.waits_at or in_words(row["steps"]))


def _row(row: tuple[Any, ...], clocks: Clocks, reader: Reader) -> LeadRow:
    number, name, company, text, labels, code, tone, state, owner, amount, currency, success = row[:12]
    kind, due = row[12], row[13]
    if not knows_contact_of(reader.user, owner=row[15], origin=row[16]):
        name = company = None
    clock = clock_of_kind(clocks.get(number, []), kind)
    drawn = face(
        kind=kind or None,
        due_at=due,
        now=reader.at,
        started_at=clock.started_at if clock else None,
        closed=state in FINAL,
    )
    return LeadRow(
        number=number,
        version=row[14],
        address=f"/leads/{number}/",
        name=company or name or reader.nameless,
        detail=" · ".join(part for part in (name if company else "", text[:120]) if part),
        status=label_in(labels, reader.language, code),
        tone=tone or state.lower(),
        owner=owner or "",
        shade=shade(owner) if owner else "nobody",
        initials=initials(owner) if owner else "–",
        partner=(row[18] or "") if row[17] != reader.user.organisation_id else "",
        amount=_amount(amount, currency, reader),
        success=percent(success, reader.locale),
        face=drawn,
        important=reader.important if is_important(row[19]) else "",
        step=reader.steps.step_of(dict(zip(COLUMNS, row, strict=False))),
        due=reader.due % {"moment": moment(due, reader.locale, reader.zone)} if due else "",
    )


def _amount(amount: Decimal | None, currency: str, reader: Reader) -> str:
    if not reader.knows_amounts:
        return ""
    return "—" if amount is None else money(amount, currency, reader.locale)


def lines_on_page(lead: Lead) -> list[Party]:
    """Return the lines of a lead that a page draws: several parts of it ask, and the database is asked once."""
    return answered(("lines on page", lead.pk), lambda: lines_of(lead))

"""What hangs on a lead as its page tells it: products of interest, team, competitors and notes."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leadwright.foundation.formats import locale_of, moment
from leadwright.foundation.keyset import page
from leadwright.leads.models import Competitor, Lead, Note, ProductOfInterest
from leadwright.leads.references import offered_competitors, offered_products
from leadwright.leads.rules import rules_in_force
from leadwright.leads.sides import name_of_other_side
from leadwright.leads.team import team_of
from leadwright.leads.telling import visible_to
from leadwright.people.access import reaches
from leadwright.people.models import User
from leadwright.web.leads.around import products_of

NEWEST = 5
PAGE = 40


@dataclass(frozen=True, kw_only=True)
class ProductLine:
    """One product of interest."""

    id: int
    label: str
    kind: str
    notes: str


@dataclass(frozen=True, kw_only=True)
class NoteLine:
    """One note; `reading` says who reads it beside the writer's own side."""

    text: str
    who: str
    at: str
    reading: str = ""


@dataclass(frozen=True, kw_only=True)
class Attachments:
    """What hangs on a lead; what the organisation has no use for is left out."""

    products: tuple[ProductLine, ...]
    has_products: bool
    team: tuple[tuple[int, str], ...]
    has_team: bool
    competitors: tuple[tuple[str, str], ...]
    has_competitors: bool
    notes: tuple[NoteLine, ...]
    older_notes: str
    is_older: bool
    may_note: bool
    other_side: str


def record_of(lead: Lead, *, by: User, may_edit: bool, notes_from: str) -> Attachments:
    """Return what the page shows beside the lead's own fields; notes from a place on, or the newest few."""
    products = tuple(map(_product, products_of(lead)))
    named = rules_in_force().listed(Competitor)
    competitors = tuple((row.code, row.label) for row in named if row.pk in lead.competitor_ids)
    knows_team = "team" in visible_to(by, lead)
    notes, older = _notes(lead, by, notes_from)
    return Attachments(
        products=products,
        has_products=bool(products) or (may_edit and bool(offered_products(lead.type))),
        team=tuple((row.pk, row.name) for row in team_of(lead)) if knows_team else (),
        has_team=knows_team and lead.organisation_id is not None and not lead.is_waiting,
        competitors=competitors,
        has_competitors=bool(competitors) or (may_edit and bool(offered_competitors())),
        notes=notes,
        older_notes=older,
        is_older=bool(notes_from),
        may_note=reaches(by, "lead.edit", lead),
        other_side=name_of_other_side(lead, by.organisation_id),
    )


def _product(line: ProductOfInterest) -> ProductLine:
    kind = str(line.product.get_kind_display())
    return ProductLine(id=line.pk, label=line.product.label, kind=kind, notes=line.notes)


def _notes(lead: Lead, by: User, cursor: str) -> tuple[tuple[NoteLine, ...], str]:
    rows = lead.notes.open_to(by).newest_first().in_lines()
    result, after = page(rows, cursor=cursor, size=PAGE if cursor else NEWEST)
    return tuple(_note(row, by) for row in result), after


def _note(note: Note, by: User) -> NoteLine:
    own = note.organisation_id == by.organisation_id
    who = note.by.name if own else f"{note.by.name}, {note.organisation.name}"
    return NoteLine(
        text=note.text,
        who=who,
        at=moment(note.at, locale_of(get_language() or "en"), timezone.get_current_timezone()),
        reading=_("shared") if note.is_shared else "",
    )

"""What the overview shows above the list: key figures, and the leads that wait for an answer."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from leadwright.foundation.formats import locale_of, money, number, percent, short_money
from leadwright.foundation.labels import label_in
from leadwright.foundation.money import currency_of_country
from leadwright.foundation.quarters import quarter_start
from leadwright.leads.due import days_to_accept
from leadwright.leads.figures import Figures, figures
from leadwright.leads.listing import unplanned, waiting_for
from leadwright.leads.models import Lead
from leadwright.leads.running_clocks import RunningClock, clock_of_kind, clocks_of_each
from leadwright.leads.states import ClockKind
from leadwright.leads.telling import known_to, knows_contact_of
from leadwright.people.access import may
from leadwright.people.models import User
from leadwright.web.parts.clock_face import face
from leadwright.web.parts.lead_links import address_with
from leadwright.web.parts.shapes import OfferCard, Tile

OFFERS = 6
COLUMNS = (
    "number",
    "contact__name",
    "contact__company__name",
    "description",
    "source__labels",
    "source__code",
    "next_due_at",
    "sender",
    "contact__organisation",
    "origin",
)


@dataclass(frozen=True, kw_only=True)
class Aside:
    """What stands below a figure, and its tone: late or none."""

    words: str = ""
    tone: str = ""


def figures_of(user: User, at: datetime) -> Figures:
    """Return the key figures of a user, in the currency of his company's country."""
    quarter = quarter_start(at, ZoneInfo(user.time_zone))
    currency = currency_of_country(user.organisation.country, otherwise="EUR")
    return figures(user, at=at, quarter=quarter, currency=currency)


def tiles(user: User, at: datetime) -> list[Tile]:
    """Return the key figures as tiles, each a link to the leads that it counts."""
    data = figures_of(user, at)
    return [*_to_do(data), *_unplanned(user, at), *_value(data), *_pace(data)]


def _unplanned(user: User, at: datetime) -> list[Tile]:
    """Return how many open leads of his own a user has planned nothing on, if planning is his at all."""
    if not may(user, "lead.schedule"):
        return []
    count = unplanned(user, at=at)
    aside = Aside(words=_("of your open leads"))
    return [_tile(_("Nothing planned"), count, aside, owner="me", next_activity="none")]


def _overdue(count: int) -> Aside:
    if not count:
        return Aside(words=_("none overdue"))
    return Aside(words=ngettext("%(n)d overdue", "%(n)d overdue", count) % {"n": count}, tone="late")


def _tile(name: str, count: int, aside: Aside, *, value: str = "", **filters: str) -> Tile:
    return Tile(
        name=name,
        count=count,
        value=value or number(count, _locale()),
        aside=aside.words,
        tone=aside.tone,
        href=address_with(**{"owner": "any"} | filters),
    )


def _to_do(data: Figures) -> list[Tile]:
    return [
        _tile(_("To accept"), data.to_accept, _overdue(data.to_accept_overdue), acceptance="AWAITING"),
        _tile(_("To qualify"), data.to_qualify, _overdue(data.to_qualify_overdue), qualification="due"),
        _tile(_("Overdue"), data.overdue, _updates(data), due="overdue"),
    ]


def _updates(data: Figures) -> Aside:
    updates, reviews = data.updates_overdue, data.reviews_due
    words = []
    if updates:
        words.append(ngettext("%(n)d update overdue", "%(n)d updates overdue", updates) % {"n": updates})
    if reviews:
        words.append(ngettext("%(n)d to look at again", "%(n)d to look at again", reviews) % {"n": reviews})
    return Aside(words=" · ".join(words), tone="late") if words else Aside(words=_("no update overdue"))


def _value(data: Figures) -> list[Tile]:
    value, words = "", [""]
    if data.amount is not None and data.weighted is not None and data.opportunities:
        value, words = _worth(data, data.amount, data.weighted)
    won = [] if data.won_value is None else _sum(data.won_value, data.won, data.won_priced, data.currency)
    lost = ngettext("%(n)d lost", "%(n)d lost", data.lost) % {"n": data.lost}
    opportunities, aside = data.opportunities, Aside(words=" · ".join(filter(None, words)))
    won_aside = Aside(words=" · ".join([*won, lost]))
    return [
        _tile(_("Open opportunities"), opportunities, aside, value=value, qualification="OPPORTUNITY"),
        _tile(_("Won this quarter"), data.won, won_aside, state="WON", closed="quarter"),
    ]


def _worth(data: Figures, amount: Decimal, weighted: Decimal) -> tuple[str, list[str]]:
    """Return what the opportunities are worth, and what stands beside it; where none has an amount it is no sum."""
    left_out = _left_out(data.opportunities, data.priced, data.currency)
    if not data.priced:
        return "", left_out
    total, share = (short_money(some, data.currency, _locale()) for some in (amount, weighted))
    count = ngettext("%(n)d opportunity", "%(n)d opportunities", data.opportunities)
    weight = _("%(count)s · weighted %(amount)s")
    return total, [weight % {"count": count % {"n": data.opportunities}, "amount": share}, *left_out]


def _sum(total: Decimal, count: int, priced: int, currency: str) -> list[str]:
    """Return a sum with what it leaves out; without a single amount there is none."""
    return [*([money(total, currency, _locale())] if priced else []), *_left_out(count, priced, currency)]


def _left_out(count: int, priced: int, currency: str) -> list[str]:
    """Say how many of the counted leads a sum leaves out."""
    without = count - priced
    words = ngettext(
        "%(n)d without an amount in %(currency)s", "%(n)d without an amount in %(currency)s", without
    )
    return [words % {"n": without, "currency": currency}] if without else []


def _pace(data: Figures) -> list[Tile]:
    words = [ngettext("of %(n)d closed", "of %(n)d closed", data.decided) % {"n": data.decided}]
    if data.median_days is not None:
        words.append(_("median %(n)d d to close") % {"n": data.median_days})
    rate, open_leads = percent(data.win_rate, _locale()), Aside(words=_("open leads"))
    pace = Aside(words=" · ".join(words))
    return [
        _tile(_("Win rate, 90 days"), data.decided, pace, value=rate, state="any", closed="90"),
        _tile(_("Past expected date"), data.past_expected, open_leads, past_expected="true"),
    ]


def _locale() -> str:
    return locale_of(get_language() or "en")


def waiting(user: User, at: datetime) -> dict[str, Any]:
    """Return the leads that this user could accept now, the most urgent first; for a distributor, the queue."""
    result = waiting_for(user, COLUMNS, most=OFFERS + 1)
    cards = _cards(result[:OFFERS], user, at, may_reject=may(user, "lead.reject"))
    more = len(result) > OFFERS
    return {
        "offers": cards,
        "offers_more": more,
        "offers_count": f"{OFFERS}+" if more else len(cards),
        "days_to_accept": days_to_accept(),
        "is_queue": may(user, "lead.offer") and not may(user, "lead.accept"),
    }


def _cards(rows: list[tuple[Any, ...]], user: User, at: datetime, *, may_reject: bool) -> list[OfferCard]:
    """Return the cards with their clocks; a lead in the queue has no clock of this kind."""
    clocks = clocks_of_each([row[0] for row in rows])
    nearest = {number: clock_of_kind(running, ClockKind.ACCEPT) for number, running in clocks.items()}
    return [_card(row, nearest.get(row[0]), user, at, may_reject=may_reject) for row in rows]


def _card(
    row: tuple[Any, ...],
    clock: RunningClock | None,
    user: User,
    at: datetime,
    *,
    may_reject: bool,
) -> OfferCard:
    pk, name, company, text, labels, code, _due, sender, owner, origin = row
    if not knows_contact_of(user, owner=owner, origin=origin):
        name = company = None
    start, due = (clock.started_at, clock.due_at) if clock else (None, None)
    return OfferCard(
        number=pk,
        name=company or name or _("Without contact"),
        face=face(kind="accept" if due else None, due_at=due, now=at, started_at=start),
        what=text,
        source=label_in(labels, get_language(), code) if labels else "",
        may_reject=may_reject and sender is not None,
    )


def card_of(
    lead: Lead,
    at: datetime,
    *,
    by: User,
    fault: str = "",
    reason: str = "",
    result: str = "",
    is_open: bool = False,
) -> OfferCard:
    """Return the card of one lead after somebody has answered it, or tried to."""
    contact = known_to(by, lead).contact
    name = (contact.company.name if contact.company else contact.name) if contact else _("Without contact")
    return OfferCard(
        number=lead.pk,
        name=name,
        face=face(kind=lead.next_due_kind or None, due_at=lead.next_due_at, now=at),
        what=lead.description,
        source=lead.source.label if lead.source else "",
        may_reject=lead.sender_id is not None,
        fault=fault,
        reason=reason,
        result=result,
        open=is_open,
    )

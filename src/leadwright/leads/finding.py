"""Find leads by what somebody types, open and closed ones, in spite of a typing error."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from leadwright.contacts.candidates import MOST_WORDS, sought
from leadwright.contacts.matching.normal import plain
from leadwright.leads.models import Lead, LeadQuerySet
from leadwright.leads.sought import nearly_written, number_named, words_in, written
from leadwright.leads.states import OPEN
from leadwright.people.models import User

MOST = 25


@dataclass(frozen=True, kw_only=True)
class LeadHits:
    """The leads that a text means, the open ones apart; `exact` if they hold its words as they are written."""

    open: tuple[int, ...] = ()
    closed: tuple[int, ...] = ()
    exact: bool = True

    @property
    def numbers(self) -> tuple[int, ...]:
        """All of them, the open ones first."""
        return self.open + self.closed


def lead_named(text: str, *, by: User) -> int | None:
    """Return the number of the lead within reach that a text names, such as L-17 or 17, if it does."""
    number = number_named(text)
    rows = Lead.objects.within_reach(by, "lead.view")
    return number if number is not None and rows.filter(pk=number).exists() else None


def find_leads(text: str, *, by: User, limit: int = MOST) -> LeadHits:
    """Return up to so many open and so many closed leads that a text means; errors are forgiven if nothing fits."""
    near = sought([], [plain(word) for word in words_in(text)][:MOST_WORDS]).words

    def known(word: str) -> Sequence[str]:
        return near.get(plain(word), ())

    exact = _hits(written(text, known=known), by, limit, exact=True)
    return exact if exact.numbers else _hits(nearly_written(text, known=known), by, limit, exact=False)


def _hits(condition: Q | None, by: User, limit: int, *, exact: bool) -> LeadHits:
    if condition is None:
        return LeadHits(exact=exact)
    rows: LeadQuerySet = Lead.objects.within_reach(by, "lead.view").filter(condition)
    return LeadHits(
        open=tuple(rows.open().sorted("clock").values_list("pk", flat=True)[:limit]),
        closed=tuple(rows.exclude(state__in=OPEN).sorted("-number").values_list("pk", flat=True)[:limit]),
        exact=exact,
    )

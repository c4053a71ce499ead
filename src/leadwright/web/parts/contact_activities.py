"""What was done with a contact and what is planned, on the pages of people, companies and customers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from leadwright.activities.filters import ACTIVITIES
from leadwright.activities.lifecycle import Verb, is_possible
from leadwright.activities.models import Activity, ActivityQuerySet, Participant, with_participants
from leadwright.activities.own import answers_in_words
from leadwright.activities.states import CLOSED, OPEN, ActivityState
from leadwright.contacts.models import Contact
from leadwright.fields.columns import Cell
from leadwright.foundation.subqueries import among
from leadwright.history.lines import Change, Line
from leadwright.leads.filters import reader_of
from leadwright.leads.models import ActivityKind
from leadwright.leads.rules import rules_in_force
from leadwright.people.access import may
from leadwright.people.filtering import Chosen
from leadwright.people.models import User
from leadwright.web.base.requests import WebRequest
from leadwright.web.parts.acting import new_with
from leadwright.web.parts.activity_lines import ActivityLine, activity_lines
from leadwright.web.parts.history import HistoryItem, HistoryPage, history_item

MOST_PLANNED, MOST_DONE = 10, 20


@dataclass(frozen=True, kw_only=True)
class Planned:
    """An open activity; who may complete it ticks it off."""

    line: ActivityLine
    may_complete: bool


@dataclass(frozen=True, kw_only=True)
class ContactActivities:
    """The timeline of a contact: what is planned, what was done, by what it is narrowed, and the forms that add to it.

    `plan` and `log` are empty for whoever may enter nothing; `everything` leads to the list if that holds more.
    """

    planned: tuple[Planned, ...]
    done: HistoryPage
    kinds: tuple[tuple[str, str], ...]
    what: str
    words: str
    address: str
    everything: str = ""
    plan: str = ""
    log: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Tell whether not all of it is listed."""
        return bool(self.what or self.words)


def contact_activities(
    request: WebRequest, contact: Contact, *, account: int | None = None
) -> ContactActivities:
    """Return the activities in which a contact takes part, or anybody of a company, or that a customer's leads have."""
    user, kinds = request.user, _kinds()
    what, words = _asked(request, "what"), _asked(request, "words")
    what = what if what in dict(kinds) else ""
    rows = _around(contact, account, user)
    rows = ACTIVITIES.narrow(rows, _chosen(user, what, words, request.now))
    planned = list(rows.filter(state__in=OPEN).order_by("starts_at", "pk")[: MOST_PLANNED + 1])
    done = list(rows.filter(state__in=CLOSED).order_by("-starts_at", "-pk")[: MOST_DONE + 1])
    prefetch_related_objects([*planned, *done], with_participants())
    has_more = len(planned) > MOST_PLANNED or len(done) > MOST_DONE
    may_enter = may(user, "activity.edit") and contact.erased_at is None
    return ContactActivities(
        planned=_planned(planned[:MOST_PLANNED], user, request.now),
        done=HistoryPage(items=_done(done[:MOST_DONE], user, request.now)),
        kinds=kinds,
        what=what,
        words=words,
        address=request.path,
        everything=f"{reverse('activities')}?contact={contact.pk}" if has_more else "",
        plan=new_with(contact.pk, back=request.path, state="planned") if may_enter else "",
        log=new_with(contact.pk, back=request.path, state="done") if may_enter else "",
    )


def _kinds() -> tuple[tuple[str, str], ...]:
    rows = rules_in_force().listed(ActivityKind)
    return (("", _("Everything")), *((row.code, row.label) for row in rows))


def _asked(request: WebRequest, name: str) -> str:
    return request.GET.get(name, "").strip()[:100].replace("\x00", "")


def _chosen(user: User, what: str, words: str, at: datetime) -> Chosen:
    values: dict[str, Any] = {"kind": (what,)} if what else {}
    return Chosen(reader=reader_of(user, at), values=values | ({"q": words} if words else {}), order="at")


def _around(contact: Contact, account: int | None, user: User) -> ActivityQuerySet:
    """Return the activities within reach: their keys are asked for first, by who takes part and by the leads."""
    contacts = Contact.objects.filter(Q(pk=contact.pk) | Q(company=contact.pk)).values("pk")
    keys: QuerySet[Any, Any] = Participant.objects.filter(contact__in=contacts).values_list("activity")
    if account is not None:
        of_leads = Activity.objects.filter(lead__account=account).values_list("pk")
        keys = keys.union(of_leads, all=True)
    rows: ActivityQuerySet = Activity.objects.within_reach(user).with_surroundings().filter(among("pk", keys))
    return rows


def _planned(rows: Sequence[Activity], user: User, at: datetime) -> tuple[Planned, ...]:
    lines = activity_lines(rows, by=user, at=at)
    return tuple(
        Planned(line=line, may_complete=is_possible(row, Verb.COMPLETE, by=user))
        for row, line in zip(rows, lines, strict=True)
    )


def _done(rows: Sequence[Activity], user: User, at: datetime) -> tuple[HistoryItem, ...]:
    answers = answers_in_words(rows, by=user)
    return tuple(
        history_item(
            _line(row, known, cells), who=row.owner.name, when=row.starts_at, at=at, address=known.address
        )
        for row, known, cells in zip(rows, activity_lines(rows, by=user, at=at), answers, strict=True)
    )


def _line(row: Activity, known: ActivityLine, answers: Iterable[Cell]) -> Line:
    """Return an activity as a line of history."""
    is_done = row.state == ActivityState.COMPLETED
    named = [
        Change(field="participants", label=_("Who takes part"), after=known.who),
        Change(field="lead", label=_("Lead"), after=f"L-{row.lead_id}" if row.lead_id else ""),
        Change(field="reason", label=_("Reason"), after=row.cancel_reason),
        *(Change(field="own", label=cell.label, after=cell.words) for cell in answers),
    ]
    return Line(
        icon=known.icon if is_done else "close",
        tone="good" if is_done else "warn",
        title=f"{known.kind}: {row.subject}" if row.subject else known.kind,
        note="\n".join(text for text in (row.details, row.notes, row.next_step) if text),
        changes=tuple(change for change in named if change.after),
    )

"""Rules of retention: which contacts have been kept long enough, first shown, then let go."""

import logging
from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db import DatabaseError, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from leadwright.contacts.models import Contact
from leadwright.foundation.refusals import NotFound, Refused, field_error, refuse, refuse_fields
from leadwright.history.facts import SYSTEM
from leadwright.history.record import record
from leadwright.leads.models import Lead, Party
from leadwright.leads.states import OPEN, State
from leadwright.people.access import require
from leadwright.people.models import User
from leadwright.privacy.erasing import erase_contacts, hold
from leadwright.privacy.facts import RetentionChanged
from leadwright.privacy.models import Reason, RetentionRule, Subject

BATCH = 200
# A page waits for its answer: it lets fewer go at a time than a night does.
AT_ONCE = 20
log = logging.getLogger("leadwright.privacy")


@transaction.atomic
def set_rule(subject: object, *, months: object, active: object, by: User, at: datetime) -> RetentionRule:
    """Set for how long contacts of a kind are kept; a rule that is not active only counts."""
    require(by, "privacy.manage")
    faults = []
    if subject not in Subject.values:
        faults.append(field_error("subject", "FIELD_INVALID", reason=_("choose lost, won or unused")))
    if isinstance(months, bool) or not isinstance(months, int) or not 1 <= months <= 240:
        reason = _("write a number of months from 1 to 240")
        faults.append(field_error("months", "FIELD_INVALID", reason=reason))
    if not isinstance(active, bool):
        faults.append(field_error("active", "FIELD_INVALID", reason=_("it is true or false")))
    refuse_fields(faults)
    rule, _made = RetentionRule.objects.update_or_create(
        organisation=by.organisation,
        subject=str(subject),
        defaults={"months": cast(int, months), "is_active": bool(active), "changed_at": at},
    )
    record(RetentionChanged(rule=rule, by=by.party(), at=at))
    return rule


def months_before(at: datetime, months: int) -> datetime:
    """Return the same day and time some months earlier; the 31st becomes the last day of a shorter month."""
    year, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    return at.replace(year=year, month=month + 1, day=min(at.day, monthrange(year, month + 1)[1]))


def due(rule: RetentionRule, *, at: datetime) -> Any:
    """Return the contacts that a rule lets go: none of their leads is open, and the last closed long enough ago.

    A contact with a won lead is let go by the rule for won leads alone. A company is let go when its people
    are, never before them.
    """
    since = months_before(at, rule.months)
    rows = Contact.objects.standing().filter(organisation=rule.organisation_id, updated_at__lt=since)
    rows = rows.exclude(Exists(Contact.objects.standing().filter(company=OuterRef("pk"))))
    leads = Lead.objects.filter(contact=OuterRef("pk"))
    lines = Party.objects.filter(Q(person=OuterRef("pk")) | Q(company=OuterRef("pk")))
    if rule.subject == Subject.UNUSED:
        return rows.exclude(Exists(leads)).exclude(Exists(lines)).order_by("pk")
    rows = rows.filter(Exists(leads)).exclude(Exists(leads.filter(_fresh(since))))
    rows = rows.exclude(Exists(lines.filter(_fresh(since, of="lead__"))))
    won = Exists(leads.filter(state=State.WON))
    return (rows.filter(won) if rule.subject == Subject.WON else rows.exclude(won)).order_by("pk")


def _fresh(since: datetime, *, of: str = "") -> Q:
    """Return when a lead keeps its contacts: while it is open, or when it was touched or closed not long ago."""
    is_open = Q(**{f"{of}state__in": OPEN, f"{of}deleted_at": None})
    return is_open | Q(**{f"{of}updated_at__gte": since}) | Q(**{f"{of}completed_at__gte": since})


@dataclass(frozen=True, kw_only=True)
class Due:
    """What a rule lets go now: how many contacts, since when the longest kept has not changed, and the first."""

    rule: RetentionRule
    count: int
    oldest: datetime | None
    first: tuple[Contact, ...]


def dry_run(subject: str, *, by: User, at: datetime, size: int) -> Due:
    """Count what a rule of one's own company lets go, and show the first, the longest kept in front."""
    require(by, "privacy.manage")
    rule = _own(subject, by)
    rows = due(rule, at=at)
    first = tuple(rows.order_by("updated_at", "pk")[:size])
    return Due(
        rule=rule, count=rows.order_by().count(), oldest=first[0].updated_at if first else None, first=first
    )


def _own(subject: str, by: User) -> RetentionRule:
    rows = RetentionRule.objects.within_reach(by, "privacy.manage")
    rule: RetentionRule | None = rows.filter(subject=subject[:10].replace("\x00", "")).first()
    if rule is None:
        raise NotFound
    return rule


def run_now(subject: str, *, by: User, at: datetime) -> int:
    """Run one's own active rule at once, for one batch; returns how many contacts were let go."""
    require(by, "privacy.manage")
    rule = _own(subject, by)
    if not rule.is_active:
        refuse("RULE_INACTIVE")
    return run(rule, at=at, most=AT_ONCE)


def run(rule: RetentionRule, *, at: datetime, most: int | None = None) -> int:
    """Erase what an active rule lets go, each contact in a transaction of its own; returns how many.

    A contact that cannot be erased is told in the log and does not hold up the others.
    """
    done, last = 0, 0
    while rule.is_active and (most is None or done < most):
        size = BATCH if most is None else min(BATCH, most - done)
        pks = list(due(rule, at=at).filter(pk__gt=last).values_list("pk", flat=True)[:size])
        if not pks:
            break
        done += sum(_tried(rule, pk, at=at) for pk in pks)
        last = pks[-1]
    return done


def _tried(rule: RetentionRule, pk: int, *, at: datetime) -> bool:
    try:
        return _let_go(rule, pk, at=at)
    except NotFound:
        return False
    except (Refused, DatabaseError):
        log.exception("contact %s could not be let go", pk)
        return False


@transaction.atomic
def _let_go(rule: RetentionRule, pk: int, *, at: datetime) -> bool:
    """Erase one contact unless it came to life since the rule was asked; nothing can be tied to it meanwhile."""
    hold([pk])
    if not due(rule, at=at).filter(pk=pk).exists():
        return False
    erase_contacts([pk], organisation_id=rule.organisation_id, by=SYSTEM, at=at, reason=Reason.RETENTION)
    return True


def counted(*, at: datetime) -> list[tuple[RetentionRule, int]]:
    """Return how many contacts each rule of every company would let go now, those that only count too."""
    rules = RetentionRule.objects.select_related("organisation").order_by("organisation", "subject")
    return [(rule, due(rule, at=at).order_by().count()) for rule in rules]


def run_all(*, at: datetime) -> int:
    """Run every active rule once; returns how many contacts were let go."""
    rules = RetentionRule.objects.filter(is_active=True).order_by("pk")
    return sum(run(rule, at=at) for rule in rules)

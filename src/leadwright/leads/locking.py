"""How leads are held: a number is locked within reach, and only then is it read what the lead has become."""

from collections.abc import Collection

from leadwright.foundation.batches import known, note, write_waiting
from leadwright.foundation.refusals import NotFound
from leadwright.foundation.subqueries import among
from leadwright.leads.fetching import note_mark, with_surroundings
from leadwright.leads.models import Lead, LeadQuerySet
from leadwright.leads.rules_lock import forget_rules, hold_rules, holding_rules
from leadwright.people.compiled import CompiledForReaders
from leadwright.people.models import User

HELD = "leads that are held"


def _to_lock(reader: User, *, number: int) -> LeadQuerySet:
    rows: LeadQuerySet = Lead.objects.within_reach(reader, "lead.view").filter(pk=number)
    return rows.select_for_update().only("pk").annotate(rules=holding_rules())


def _known(reader: User, *, numbers: list[int]) -> LeadQuerySet:
    rows: LeadQuerySet = Lead.objects.filter(among("pk", numbers)).order_by("pk")
    return with_surroundings(rows, reader)


_TO_LOCK = CompiledForReaders("lead.view", _to_lock, number=int)
_KNOWN = CompiledForReaders("lead.view", _known, numbers=list)


def locked(number: int, *, by: User) -> Lead:
    """Lock a lead within reach by its number alone, and only then read what it has become.

    The lock joins nothing: PostgreSQL would check a row that it had to wait for against the rows that
    were joined before, and hand out the old owner or status, or no lead at all. Of the lead itself it looks
    at the row as it has become, so its reach is asked in the same statement, in which the rules are held too.
    """
    held = _held()
    if number in held:
        return _within_reach(held[number])
    write_waiting()
    forget_rules()
    if not list(_TO_LOCK.rows(by, number=number)):
        raise NotFound
    (lead,) = _read([number], by=by)
    return lead


def lock_each(numbers: Collection[int], *, by: User) -> list[Lead]:
    """Lock several leads in the order of their numbers, for the rest of the action; returns those within reach."""
    hold_rules()
    rows = Lead.objects.within_reach(by, "lead.view").filter(pk__in=numbers).order_by("pk")
    leads = _read(list(rows.select_for_update().values_list("pk", flat=True)), by=by)
    note(HELD, dict.fromkeys(numbers) | {lead.pk: lead for lead in leads})
    return leads


def _held() -> dict[int, Lead | None]:
    return known(HELD, dict)


def _within_reach(lead: Lead | None) -> Lead:
    if lead is None:
        raise NotFound
    return lead


def _read(numbers: Collection[int], *, by: User) -> list[Lead]:
    """Read leads that are held; the mark of the rules is read along, since they are held too."""
    return [note_mark(lead) for lead in _KNOWN.rows(by, numbers=list(numbers))]

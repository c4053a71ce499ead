"""Which figures are of the leads that somebody may see: each lead in one place, however many reaches see it."""

from dataclasses import dataclass

from django.db.models import Q

from leadwright.leads.models import FigureLevel
from leadwright.people.models import User
from leadwright.people.reach import Reach, Reaches


@dataclass(frozen=True, kw_only=True)
class Part:
    """Leads that totals are kept of: the conditions on totals of each level, and the one on the leads themselves."""

    totals: tuple[Q, ...]
    leads: Q
    by_hour: bool = False


@dataclass(frozen=True, kw_only=True)
class Parts:
    """All that somebody may see: parts with totals, and the leads that he owns or works on beside these.

    No two of them take the same lead. `beside` is a condition on leads, and `held` one on what owners hold in all
    places: without such a total none of the leads that he owns lies beside.
    """

    parts: tuple[Part, ...] = ()
    beside: Q | None = None
    held: Q | None = None


def parts_of(user: User, reaches: Reaches, *, has_strays: bool = True) -> Parts:
    """Return the leads that reaches let a user see; without strays none that he owns lies beside the parts."""
    home = user.organisation_id
    if Reach.ALL in reaches:
        return Parts(parts=(Part(totals=(Q(level=FigureLevel.SENT),), leads=Q(), by_hour=True),))
    sent = Part(totals=(Q(level=FigureLevel.SENT, place=home),), leads=Q(origin_id=home), by_hour=True)
    if Reach.SENT not in reaches:
        return _inside(user, reaches, has_strays=has_strays)
    inside = _inside(user, reaches, has_strays=has_strays)
    apart = [_but_sent(part, home) for part in inside.parts]
    beside = inside.beside & ~Q(origin_id=home) if inside.beside else None
    return Parts(parts=(sent, *apart), beside=beside, held=inside.held)


def _but_sent(part: Part, home: int) -> Part:
    totals = tuple(some & ~Q(origin=home) for some in part.totals)
    return Part(totals=totals, leads=part.leads & ~Q(origin_id=home))


def _inside(user: User, reaches: Reaches, *, has_strays: bool) -> Parts:
    """Return what reaches within a company let see; of these a user has one."""
    home, unit = user.organisation_id, user.unit_id
    if Reach.ORGANISATION in reaches:
        totals = Q(level=FigureLevel.ORGANISATION, place=home)
        return Parts(parts=(Part(totals=(totals,), leads=Q(organisation_id=home)),))
    works = Q(team__contains=[user.pk], organisation_id=home)
    own = Q(owner_id=user.pk)
    mine = own | works if has_strays else works
    if Reach.GROUP in reaches:
        groups = user.seen_group_ids
        of_groups = Q(level=FigureLevel.GROUP, place__in=groups, organisation=home)
        of_unit = Q(level=FigureLevel.UNIT, place=unit, organisation=home) & ~Q(group__in=groups)
        near = Q(group_id__in=groups) | Q(unit_id=unit)
        part = Part(totals=(of_groups, of_unit), leads=near & Q(organisation_id=home))
        held = Q(organisation=home) & ~(Q(group__in=groups) | Q(unit=unit))
        return Parts(parts=(part,), beside=mine & Q(organisation_id=home) & ~near, held=held)
    if Reach.UNIT in reaches:
        near = Q(unit_id=unit)
        part = Part(totals=(Q(level=FigureLevel.UNIT, place=unit),), leads=near)
        return Parts(parts=(part,), beside=mine & ~near, held=~Q(unit=unit))
    if Reach.TEAM in reaches:
        return Parts(beside=own | works)
    return Parts(beside=own) if Reach.OWN in reaches else Parts()

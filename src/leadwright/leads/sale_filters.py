"""The filters of leads by how they are sold: the step of the process, and what is a sales opportunity at all."""

from collections.abc import Collection

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leadwright.diagrams.steps import step_names
from leadwright.leads.filter_values import coded
from leadwright.leads.models import LeadQuerySet, OpportunityKind
from leadwright.leads.narrowing import coded_as, of_states, side_of_handler
from leadwright.leads.states import Qualification, State
from leadwright.people.filter_kinds import chosen_of, yes_no
from leadwright.people.filtering import Chosen, Filter

STEP = chosen_of(lambda reader: list(step_names().items()))


def of_kinds(rows: LeadQuerySet, codes: Collection[str], chosen: Chosen) -> LeadQuerySet:
    """Take the rows of some kinds of opportunity, which the side alone knows that works them."""
    mine = rows.filter(side_of_handler(chosen.reader.user))
    return coded_as("kind", OpportunityKind)(mine, codes, chosen)


def at_steps(rows: LeadQuerySet, steps: Collection[str], chosen: Chosen) -> LeadQuerySet:
    """Take the rows that the reader's own side works and that wait at one of some steps."""
    mine = rows.filter(side_of_handler(chosen.reader.user))
    return mine.filter(~Q(steps=[]), steps__overlap=list(steps))


def lost_at_steps(rows: LeadQuerySet, steps: Collection[str], chosen: Chosen) -> LeadQuerySet:
    """Take the rows that were lost while they waited at one of some steps."""
    return of_states(rows, {State.LOST}).filter(step_when_lost__in=list(steps))


def is_sale(rows: LeadQuerySet, value: bool, chosen: Chosen) -> LeadQuerySet:
    """Take the opportunities and what has a kind of opportunity that the reader may know; or the rest."""
    has_kind = side_of_handler(chosen.reader.user) & Q(kind__isnull=False)
    condition = Q(qualification=Qualification.OPPORTUNITY) | has_kind
    return rows.filter(condition if value else ~condition)


SALE_FILTERS: tuple[Filter[LeadQuerySet], ...] = (
    Filter(
        name="sale",
        words=_("Sales opportunity"),
        kind=yes_no(),
        narrow=is_sale,
        hint=_("an opportunity, or a lead that has a kind of opportunity"),
    ),
    Filter(
        name="kind",
        words=_("Kind of opportunity"),
        kind=coded(OpportunityKind),
        many=True,
        narrow=of_kinds,
    ),
    Filter(
        name="step",
        words=_("Step"),
        kind=STEP,
        many=True,
        narrow=at_steps,
        hint=_("of the process, where the lead stands now"),
    ),
    Filter(
        name="step_when_lost",
        words=_("Step at which it was lost"),
        kind=STEP,
        many=True,
        narrow=lost_at_steps,
    ),
)

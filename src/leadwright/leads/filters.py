"""The filters of a list of leads, a row each: page, API, links and acts on several leads draw from here."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from leadwright.fields.filtering import Faceted, is_own, with_own
from leadwright.fields.subjects import Sees
from leadwright.leads.features import Features
from leadwright.leads.filter_values import (
    ACCOUNT,
    CONTACT,
    CURRENCY,
    GROUP,
    OWNER,
    PARTNER,
    SENDER,
    UNIT,
    coded,
    levels,
)
from leadwright.leads.gaps import Gap
from leadwright.leads.models import (
    Category,
    Competitor,
    Lead,
    LeadFacet,
    LeadQuerySet,
    LeadType,
    OutcomeReason,
    Product,
    ProductOfInterest,
    Source,
    Status,
)
from leadwright.leads.narrowing import (
    among_values,
    at_column,
    by_clock,
    by_next_activity,
    closed_lately,
    coded_as,
    completed,
    for_reason,
    in_amounts,
    in_currency,
    in_states,
    is_marked_important,
    is_opportunity,
    is_overdue,
    naming,
    of_contact,
    of_owner,
    of_priority,
    of_qualification,
    of_status,
    on_side_of,
    past_expected,
    with_gaps,
)
from leadwright.leads.orders import KNOWS_AMOUNTS, ORDERS, USUAL
from leadwright.leads.sale_filters import SALE_FILTERS
from leadwright.leads.states import Acceptance, Feature, Qualification, Scale, State
from leadwright.leads.telling import own_fields_for
from leadwright.people.filter_kinds import AMOUNT, DAY, TEXT, closed, yes_no
from leadwright.people.filtering import Chosen, Filter, FilterTable, Reader
from leadwright.people.models import User
from leadwright.people.narrowing import from_day, up_to_day


def reader_of(user: User, at: datetime) -> Reader:
    """Return who reads a list, with the parts of the product that are switched on."""
    return Reader(user=user, at=at, has=Features().has)


STATES = {"open": _("open"), **dict(State.choices), "any": _("any")}
QUALIFICATIONS = {"due": _("to qualify"), **dict(Qualification.choices)}
CLOCKS = {"overdue": _("overdue"), "week": _("due within a week")}
NEXT = {"none": _("nothing planned"), "overdue": _("overdue"), "today": _("today"), "later": _("later")}
CLOSED = {"quarter": _("this quarter"), "90": _("in the last 90 days")}
FILTERS: tuple[Filter[LeadQuerySet], ...] = (
    Filter(
        name="q",
        steady=True,
        words=_("Text"),
        kind=TEXT,
        narrow=lambda rows, text, chosen: rows.matching(text),
        hint=_("words of number, description, contact or company"),
    ),
    Filter(
        name="type",
        steady=True,
        words=_("Type"),
        kind=coded(LeadType),
        many=True,
        narrow=coded_as("type", LeadType),
    ),
    Filter(name="state", steady=True, words=_("State"), kind=closed(STATES), many=True, narrow=in_states),
    Filter(name="status", steady=True, words=_("Status"), kind=coded(Status), many=True, narrow=of_status),
    Filter(
        name="category",
        steady=True,
        words=_("Category"),
        kind=coded(Category),
        many=True,
        narrow=coded_as("category", Category),
    ),
    Filter(
        name="priority",
        steady=True,
        words=_("Priority"),
        kind=levels(Scale.PRIORITY),
        many=True,
        narrow=of_priority,
    ),
    Filter(
        name="importance",
        steady=True,
        words=_("Importance"),
        kind=levels(Scale.IMPORTANCE),
        many=True,
        narrow=among_values("importance"),
    ),
    Filter(
        name="important",
        steady=True,
        words=_("Important"),
        kind=yes_no(),
        narrow=is_marked_important,
        hint=_("of the importance from which leads are marked"),
    ),
    Filter(
        name="source",
        steady=True,
        words=_("Source"),
        kind=coded(Source),
        many=True,
        narrow=coded_as("source", Source),
    ),
    Filter(
        name="owner",
        steady=True,
        words=_("Owner"),
        kind=OWNER,
        narrow=of_owner,
        hint=_("me, team, none, any, or an e-mail address"),
    ),
    Filter(name="unit", words=_("Unit"), kind=UNIT, narrow=at_column("unit")),
    Filter(name="group", words=_("Group"), kind=GROUP, narrow=at_column("group")),
    Filter(
        name="partner",
        words=_("Partner"),
        kind=PARTNER,
        narrow=at_column("organisation"),
        hint=_("the number of the organisation that handles the lead"),
    ),
    Filter(name="sender", words=_("Sender"), kind=SENDER, narrow=at_column("sender")),
    Filter(name="contact", words=_("Contact"), kind=CONTACT, narrow=of_contact, followed=True),
    Filter(
        name="account",
        words=_("Account"),
        kind=ACCOUNT,
        narrow=at_column("account"),
        followed=True,
        part=Feature.CONVERSION,
    ),
    Filter(
        name="product",
        steady=True,
        words=_("Product"),
        kind=coded(Product),
        many=True,
        narrow=naming(ProductOfInterest, "product", Product),
        part=Feature.PRODUCTS,
    ),
    Filter(
        name="competitor",
        steady=True,
        words=_("Competitor"),
        kind=coded(Competitor),
        many=True,
        narrow=naming(Lead.competitors.through, "competitor", Competitor),
        part=Feature.COMPETITORS,
    ),
    Filter(
        name="lost_reason",
        steady=True,
        words=_("Reason for losing it"),
        kind=coded(OutcomeReason),
        many=True,
        narrow=for_reason,
    ),
    Filter(
        name="acceptance",
        steady=True,
        words=_("Acceptance"),
        kind=closed(dict(Acceptance.choices)),
        many=True,
        narrow=among_values("acceptance"),
    ),
    Filter(
        name="qualification",
        steady=True,
        words=_("Qualification"),
        kind=closed(QUALIFICATIONS),
        many=True,
        narrow=of_qualification,
    ),
    Filter(name="opportunity", steady=True, words=_("Opportunity"), kind=yes_no(), narrow=is_opportunity),
    Filter(name="overdue", words=_("Overdue"), kind=yes_no(), narrow=is_overdue),
    Filter(name="due", words=_("Clock"), kind=closed(CLOCKS), narrow=by_clock),
    Filter(
        name="next_activity",
        words=_("Next activity"),
        kind=closed(NEXT),
        many=True,
        narrow=by_next_activity,
        hint=_("of open leads that your own company works"),
    ),
    Filter(name="closed", words=_("Closed"), kind=closed(CLOSED), narrow=closed_lately),
    Filter(
        name="gap",
        steady=True,
        words=_("Gap"),
        kind=closed(dict(Gap.choices)),
        many=True,
        narrow=with_gaps,
    ),
    Filter(name="started_from", words=_("Started from"), kind=DAY, narrow=from_day("started_at")),
    Filter(name="started_to", words=_("Started up to"), kind=DAY, narrow=up_to_day("started_at")),
    Filter(
        name="expected_from", words=_("Expected from"), kind=DAY, narrow=from_day("expected_completion_at")
    ),
    Filter(
        name="expected_to",
        words=_("Expected up to"),
        kind=DAY,
        narrow=up_to_day("expected_completion_at"),
        other_names=("expected_by",),
    ),
    Filter(name="past_expected", words=_("Past expected date"), kind=yes_no(), narrow=past_expected),
    Filter(
        name="completed_from", words=_("Completed from"), kind=DAY, narrow=completed(from_day("completed_at"))
    ),
    Filter(
        name="completed_to", words=_("Completed up to"), kind=DAY, narrow=completed(up_to_day("completed_at"))
    ),
    Filter(
        name="amount_from",
        words=_("Amount from"),
        kind=AMOUNT,
        narrow=in_amounts("gte"),
        needs=KNOWS_AMOUNTS,
    ),
    Filter(
        name="amount_to",
        words=_("Amount up to"),
        kind=AMOUNT,
        narrow=in_amounts("lte"),
        needs=KNOWS_AMOUNTS,
    ),
    Filter(
        name="currency",
        words=_("Currency"),
        kind=CURRENCY,
        narrow=in_currency,
        needs=KNOWS_AMOUNTS,
        hint=_("of the amounts; without it, that of your own organisation"),
    ),
    *SALE_FILTERS,
)
# Of an own field of one side only the leads on which the reader is on that side.
FACETED = Faceted(facets=LeadFacet, sided=on_side_of)
LEADS: FilterTable[LeadQuerySet] = FilterTable(filters=FILTERS, orders=ORDERS, usual_order=USUAL)


def table_for(user: User) -> FilterTable[LeadQuerySet]:
    """Return the filters and orders of leads with those by the own fields that a user knows."""
    return with_own(LEADS, own_fields_for(user, tuple(Sees)), FACETED, by=user)


def table_of(chosen: Chosen) -> FilterTable[LeadQuerySet]:
    """Return the table by which something was chosen."""
    by_own = any(is_own(name) for name in (*chosen.values, chosen.order))
    return table_for(chosen.reader.user) if by_own else LEADS

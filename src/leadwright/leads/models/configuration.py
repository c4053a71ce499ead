"""The organisation's own words and rules: rows, not code."""

from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from leadwright.accounts.models import AccountClass, CreditRating
from leadwright.foundation.labels import Listed, Named, label_in
from leadwright.leads.states import Approach, Control, Notified, ProductKind, ReasonKind, Scale, State


def _ids() -> "ArrayField[Iterable[int], list[int]]":
    return ArrayField(models.BigIntegerField(), default=list, blank=True)


class Status(Listed):
    """The organisation's label of one life-cycle state."""

    state = models.CharField(max_length=12, choices=State.choices)
    tone = models.CharField(max_length=12, blank=True)

    class Meta(Listed.Meta):
        constraints = [
            models.UniqueConstraint(fields=["id", "state"], name="a_status_and_its_state_go_together"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="a_status_has_a_known_state"),
        ]


class Source(Listed):
    """Where a lead came from."""


class OutcomeReason(Listed):
    """Why a lead was lost, or why it was no lead at all."""

    kind = models.CharField(max_length=20, choices=ReasonKind.choices, default=ReasonKind.CLOSING)
    needs_text = models.BooleanField(default=False)


class DealSegment(Listed):
    """What a closed deal was about."""


class DealType(Listed):
    """A kind of product in a deal."""


class Category(Listed):
    """A business classification that guides how a lead is handled: business customer, private customer.

    Its guidance says in each language how; whoever sees the category reads it on the lead.
    """

    guidance: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(default=dict)

    @property
    def advice(self) -> str:
        """The guidance in the active language, else in English; empty if there is none."""
        return label_in(self.guidance, get_language(), "")


class Competitor(Listed):
    """A business that can reach the same lead for the same product or goal."""

    website = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True)


class Product(Listed):
    """Something that is sold: a physical good or a service."""

    kind = models.CharField(max_length=10, choices=ProductKind.choices)
    description = models.TextField(blank=True)

    class Meta(Listed.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ProductKind.values), name="a_product_is_a_good_or_a_service"
            )
        ]


class ActivityKind(Listed):
    """A kind of call, mail, meeting or other activity; `kind` says in which manner it is done."""

    kind = models.CharField(max_length=10, choices=Approach.choices)

    class Meta(Listed.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=Approach.values), name="an_activity_is_done_in_a_known_manner"
            )
        ]


class OpportunityKind(Listed):
    """How an opportunity is worked: `kind` says who moves it, `diagram` names the process whose steps it goes.

    With `waits_for_end` it cannot be won before its process is at its end.
    """

    kind = models.CharField(max_length=10, choices=Control.choices)
    diagram = models.CharField(max_length=60, blank=True)
    waits_for_end = models.BooleanField(default=False)

    class Meta(Listed.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=Control.values), name="an_opportunity_is_moved_in_a_known_manner"
            ),
            models.CheckConstraint(
                condition=Q(kind=Control.NONE, diagram="") | ~Q(kind=Control.NONE) & ~Q(diagram=""),
                name="an_opportunity_that_is_moved_has_steps",
            ),
        ]


class MinimumDealValue(models.Model):
    """The least that an opportunity can be closed with, in one currency."""

    currency = models.CharField(max_length=3, unique=True)
    amount = models.DecimalField(max_digits=19, decimal_places=4)


class TaskNotice(models.Model):
    """When somebody gets notices of a task, in hundredths of its working time; who has no row gets the usual ones."""

    whom = models.CharField(max_length=13, choices=Notified.choices, unique=True)
    percents: "ArrayField[list[int], list[int]]" = ArrayField(models.SmallIntegerField(), default=list)


class SwitchedOff(models.Model):
    """A part of the product that this installation does without."""

    feature = models.CharField(max_length=30, unique=True)


class RulesMark(models.Model):
    """One row: a mark that is new after each change of the configuration; triggers write it."""

    id = models.SmallIntegerField(primary_key=True)
    mark = models.UUIDField()


class SetupChoice(models.Model):
    """The set-up that an installation began with; without a name it kept what was there."""

    setup = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()


class LeadType(Listed):
    """How leads of one kind behave."""

    statuses = models.ManyToManyField(Status, through="TypeStatus", related_name="types")
    categories = models.ManyToManyField(Category, related_name="+")
    products = models.ManyToManyField(Product, related_name="+")
    activity_kinds = models.ManyToManyField(ActivityKind, related_name="+")
    groups = _ids()
    units = _ids()
    priority = models.SmallIntegerField(null=True)
    importance = models.SmallIntegerField(null=True)
    estimate_amount = models.IntegerField(default=3)
    estimate_unit = models.CharField(max_length=8, default="months")
    is_qualified = models.BooleanField(default=True)
    closing_data_when_lost = models.BooleanField(default=True)
    opportunity_status = models.ForeignKey(Status, null=True, on_delete=models.PROTECT, related_name="+")
    nurture_status = models.ForeignKey(Status, null=True, on_delete=models.PROTECT, related_name="+")
    nurture_progress_status = models.ForeignKey(Status, null=True, on_delete=models.PROTECT, related_name="+")
    invalid_status = models.ForeignKey(Status, null=True, on_delete=models.PROTECT, related_name="+")
    acceptance_working_days = models.SmallIntegerField(default=3)
    qualification_days = models.SmallIntegerField(default=7)
    qualification_reminder_days = models.SmallIntegerField(default=7)
    update_first_days = models.SmallIntegerField(default=7)
    update_every_days = models.SmallIntegerField(default=30)
    review_days = models.SmallIntegerField(default=90)
    longest_postponement_days = models.SmallIntegerField(default=7)


class TypeStatus(models.Model):
    """A status that leads of a type may have; one is initial, and each state has a default."""

    type = models.ForeignKey(LeadType, on_delete=models.CASCADE, related_name="allowed")
    status = models.ForeignKey(Status, on_delete=models.PROTECT, related_name="+")
    is_initial = models.BooleanField(default=False)
    is_default = models.BooleanField(default=False)

    class Meta:
        ordering = ["status__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["type", "status"], name="a_type_allows_a_status_once"),
            models.UniqueConstraint(
                fields=["type"], condition=Q(is_initial=True), name="one_initial_status_per_type"
            ),
        ]


class Transition(models.Model):
    """A move that the table allows, to everybody or to some; what is not in the table cannot happen.

    Whom it is open to are ids, not relations: they are read with each lead, in the one query of the table.
    """

    type = models.ForeignKey(LeadType, on_delete=models.CASCADE, related_name="transitions")
    from_status = models.ForeignKey(Status, on_delete=models.PROTECT, related_name="+")
    to_status = models.ForeignKey(Status, on_delete=models.PROTECT, related_name="+")
    groups = _ids()
    units = _ids()
    users = _ids()
    profiles = _ids()
    required: "ArrayField[Iterable[str], list[str]]" = ArrayField(
        models.CharField(max_length=30), default=list, blank=True
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_status=models.F("to_status")), name="a_transition_leads_elsewhere"
            ),
        ]


class LeadDefinition(Named):
    """The rules of the whole installation; one definition is active."""

    is_active = models.BooleanField(default=False)
    types = models.ManyToManyField(LeadType, related_name="definitions")
    lost_reasons = models.ManyToManyField(OutcomeReason, related_name="definitions")
    sources = models.ManyToManyField(Source, related_name="definitions")
    competitors = models.ManyToManyField(Competitor, related_name="definitions")
    default_currency = models.CharField(max_length=3, default="EUR")
    deal_type_required = models.BooleanField(default=False)
    block_win = models.BooleanField(default=True)
    important_from = models.PositiveSmallIntegerField(null=True, default=4)
    converts = models.BooleanField(default=False)
    account_class = models.ForeignKey(AccountClass, null=True, on_delete=models.PROTECT, related_name="+")
    credit_rating = models.ForeignKey(CreditRating, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Named.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["is_active"], condition=Q(is_active=True), name="one_active_definition"
            )
        ]


class Level(models.Model):
    """A step of one of a definition's two scales, with its label; one supported step is the default."""

    definition = models.ForeignKey(LeadDefinition, on_delete=models.CASCADE, related_name="levels")
    scale = models.CharField(max_length=10, choices=Scale.choices)
    level = models.SmallIntegerField()
    labels: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(default=dict)
    is_supported = models.BooleanField(default=True)
    is_default = models.BooleanField(default=False)

    class Meta:
        ordering = ["scale", "level"]
        constraints = [
            models.UniqueConstraint(
                fields=["definition", "scale", "level"], name="a_level_stands_once_on_its_scale"
            ),
            models.UniqueConstraint(
                fields=["definition", "scale"],
                condition=Q(is_default=True),
                name="one_default_level_on_a_scale",
            ),
            models.CheckConstraint(
                condition=~Q(is_default=True) | Q(is_supported=True), name="a_default_level_is_supported"
            ),
        ]

    @property
    def label(self) -> str:
        """The label in the active language, else the number."""
        return label_in(self.labels, get_language(), str(self.level))

"""The lead: the noun that everything here is about."""

from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from leadwright.fields.computing import compute
from leadwright.foundation.batches import write
from leadwright.leads.estimate import estimate_between
from leadwright.leads.models.indexes import indexes
from leadwright.leads.models.keys import RuleKey
from leadwright.leads.models.queries import LeadQueries
from leadwright.leads.models.storing import store_comments, store_leads
from leadwright.leads.models.work import LeadAtWork
from leadwright.leads.states import FINAL, OPEN, Acceptance, ClockKind, Qualification, State
from leadwright.people.models import sort_name_of

NEVER = datetime(9999, 12, 31, tzinfo=UTC)
AMOUNT: "models.DecimalField[Any, Any]" = models.DecimalField(max_digits=19, decimal_places=4)


class LeadQuerySet(LeadQueries["Lead"]):
    """Leads, and what can be asked about them."""


LeadManager = models.Manager.from_queryset(LeadQuerySet)


class Lead(LeadAtWork):
    """A piece of information that can bring business, from its first save until it is won or lost."""

    number = models.BigAutoField(primary_key=True)
    type = RuleKey("leads.LeadType", on_delete=models.PROTECT, related_name="leads", db_index=False)
    status = RuleKey("leads.Status", on_delete=models.PROTECT, related_name="leads", db_index=False)
    state = models.CharField(max_length=12, choices=State.choices)
    acceptance = models.CharField(max_length=12, choices=Acceptance.choices, default=Acceptance.NOT_NEEDED)
    qualification = models.CharField(max_length=12, choices=Qualification.choices, default=Qualification.NONE)
    category = RuleKey(
        "leads.Category", null=True, on_delete=models.PROTECT, related_name="leads", db_index=False
    )
    source = RuleKey(
        "leads.Source", null=True, on_delete=models.PROTECT, related_name="leads", db_index=False
    )
    description = models.TextField(blank=True)
    contact = models.ForeignKey(
        "contacts.Contact", null=True, on_delete=models.PROTECT, related_name="leads", db_index=False
    )
    contact_email = models.CharField(max_length=254, blank=True)
    contact_phone = models.CharField(max_length=32, blank=True)
    account = models.ForeignKey(
        "accounts.Account", null=True, on_delete=models.PROTECT, related_name="leads", db_index=False
    )

    sender = models.ForeignKey(
        "people.Organisation", null=True, on_delete=models.PROTECT, related_name="sent_leads", db_index=False
    )
    organisation = models.ForeignKey(
        "people.Organisation",
        null=True,
        on_delete=models.PROTECT,
        related_name="handled_leads",
        db_index=False,
    )
    origin = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    group = models.ForeignKey("people.Group", on_delete=models.PROTECT, related_name="+", db_index=False)
    group_is_chosen = models.BooleanField(default=False)
    unit = models.ForeignKey(
        "people.Unit", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    owner = models.ForeignKey(
        "people.User", null=True, on_delete=models.PROTECT, related_name="owned_leads", db_index=False
    )
    offered_to = models.ForeignKey(
        "people.User", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    accepted_by = models.ForeignKey(
        "people.User", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    created_by = models.ForeignKey(
        "people.User", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    team: "ArrayField[list[int], list[int]]" = ArrayField(models.BigIntegerField(), default=list)
    competitors = models.ManyToManyField("leads.Competitor", related_name="+")

    target_amount = models.DecimalField(max_digits=19, decimal_places=4, null=True)
    target_currency = models.CharField(max_length=3, blank=True)
    success_rate = models.SmallIntegerField(null=True)
    priority = models.SmallIntegerField()
    importance = models.SmallIntegerField()

    started_at = models.DateTimeField()
    expected_completion_at = models.DateTimeField()
    estimate_amount = models.IntegerField(null=True)
    estimate_unit = models.CharField(max_length=8, blank=True)
    accepted_at = models.DateTimeField(null=True)
    qualified_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    lost_reason = RuleKey(
        "leads.OutcomeReason", null=True, on_delete=models.PROTECT, related_name="leads", db_index=False
    )
    reason_text = models.TextField(blank=True)
    deal_segment = RuleKey(
        "leads.DealSegment", null=True, on_delete=models.PROTECT, related_name="leads", db_index=False
    )
    deal_value = models.DecimalField(max_digits=19, decimal_places=4, null=True)
    deal_currency = models.CharField(max_length=3, blank=True)
    deal_types = models.ManyToManyField("leads.DealType", related_name="leads")

    next_due_at = models.DateTimeField(null=True)
    next_due_kind = models.CharField(max_length=10, choices=ClockKind.choices, blank=True)
    version = models.IntegerField(default=1)
    gaps: "ArrayField[list[str], list[str]]" = ArrayField(models.CharField(max_length=30), default=list)
    external_key = models.CharField(max_length=200, blank=True)
    contact_sort = models.CharField(max_length=220, blank=True, db_collation="C")
    partner_sort = models.CharField(max_length=220, blank=True, db_collation="C")
    search = models.TextField(blank=True)

    due_order = models.GeneratedField(
        expression=Coalesce(F("next_due_at"), Value(NEVER)),
        output_field=models.DateTimeField(),
        db_persist=True,
    )
    rank = models.GeneratedField(
        expression=Value(10) - F("priority"), output_field=models.SmallIntegerField(), db_persist=True
    )
    amount_order = models.GeneratedField(
        expression=Coalesce(F("target_amount"), Value(-1), output_field=AMOUNT),
        output_field=AMOUNT,
        db_persist=True,
    )

    # What a lead that is not stored yet comes with: its maker's comment, which lies in a table of its own.
    first_comment: str = ""
    # Of a lead that is brought in: the columns of which its file says nothing.
    unsaid: frozenset[str] = frozenset()
    fetched_comment: str
    fetched_comment_of: int | None

    objects = LeadManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=State.LOST) | Q(lost_reason__isnull=False) | ~Q(gaps=[]),
                name="a_lost_lead_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state=State.LOST) | Q(lost_reason__isnull=True),
                name="only_a_lost_lead_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.WON, State.LOST], completed_at__isnull=False)
                | Q(completed_at__isnull=True, state__in=[*OPEN, State.CANCELLED])
                | ~Q(gaps=[]),
                name="a_completed_lead_has_a_completion_date",
            ),
            models.CheckConstraint(
                condition=~Q(acceptance=Acceptance.AWAITING)
                | Q(owner__isnull=True, unit__isnull=False, accepted_by__isnull=True),
                name="a_waiting_lead_has_a_unit_and_no_owner",
            ),
            models.CheckConstraint(
                condition=~Q(acceptance=Acceptance.ACCEPTED)
                | Q(owner__isnull=False, accepted_by__isnull=False),
                name="an_accepted_lead_has_an_owner",
            ),
            models.CheckConstraint(
                condition=Q(success_rate__isnull=True) | Q(success_rate__range=(0, 100)),
                name="a_success_rate_is_a_percentage",
            ),
            models.CheckConstraint(condition=Q(priority__range=(1, 10)), name="a_priority_is_one_to_ten"),
            models.CheckConstraint(
                condition=Q(importance__range=(1, 8)), name="an_importance_is_one_to_eight"
            ),
            models.CheckConstraint(
                condition=Q(target_amount__isnull=True) | ~Q(target_currency=""),
                name="a_target_has_a_currency",
            ),
            models.CheckConstraint(
                condition=Q(deal_value__isnull=True) | ~Q(deal_currency=""), name="a_deal_has_a_currency"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=FINAL) | Q(next_due_at__isnull=True), name="a_closed_lead_has_no_clock"
            ),
            models.CheckConstraint(
                condition=Q(next_activity__isnull=True, next_activity_at__isnull=True, open_activities=0)
                | Q(next_activity__isnull=False, next_activity_at__isnull=False, open_activities__gte=1),
                name="a_next_activity_is_an_open_one",
            ),
        ]
        indexes = tuple(indexes())

    def __str__(self) -> str:
        return f"L-{self.number}"

    @cached_property
    def competitor_ids(self) -> list[int]:
        """The ids of the competitors that the lead names, asked for unless they were fetched along."""
        known: list[int] | None = getattr(self, "fetched_competitors", None)
        return list(self.competitors.values_list("pk", flat=True)) if known is None else known

    def note_attachments(self, *kinds: str, exist: bool = True) -> None:
        """Know from now on that the lead has attachments of some kinds, or none of them."""
        for kind in kinds:
            setattr(self, f"has_{kind}", exist)

    def may_have(self, attachments: str) -> bool:
        """Tell whether it is worth asking for attachments of a kind: not if the fetch saw that there are none."""
        return bool(getattr(self, f"has_{attachments}", True))

    @property
    def own_channels(self) -> dict[str, str]:
        """The address and the number that were given for this lead alone."""
        return {"contact_email": self.contact_email, "contact_phone": self.contact_phone}

    def comment_of(self, organisation_id: int | None) -> str:
        """Return what a company says about the lead for itself, asked for unless it was fetched along."""
        if organisation_id == getattr(self, "fetched_comment_of", 0):
            return str(getattr(self, "fetched_comment", ""))
        kept = self.comments.filter(organisation=organisation_id).values_list("text", flat=True).first()
        return kept or ""

    def keep_comment(self, text: str, organisation_id: int) -> None:
        """Let a company say something else about the lead, or nothing any more."""
        if text != self.comment_of(organisation_id):
            write(store_comments, self.comments.model(lead=self, organisation_id=organisation_id, text=text))
            self.fetched_comment, self.fetched_comment_of = text, organisation_id

    def store(self, *, at: datetime, **changes: Any) -> Self:
        """Write changes; the state follows the status, a closed lead has no clock, the version rises by one.

        Another contact does not inherit the address and the number that were given for the former one.
        """
        if "contact" in changes and changes["contact"].pk != self.contact_id:
            changes = {"contact_email": "", "contact_phone": ""} | changes
        if "status" in changes and changes["status"].state in FINAL:
            changes |= {"next_due_at": None, "next_due_kind": "", "next_due_postponed": False}
        if "organisation" in changes:
            changes["partner_sort"] = sort_name_of(changes["organisation"])
        for name, value in changes.items():
            setattr(self, name, value)
        self.state = self.status.state
        if compute(self):
            changes["own_fields"] = self.own_fields
        self.version, self.updated_at = self.version + 1, at
        self.write(*changes, "state", "version", "updated_at")
        return self

    def write(self, *names: str) -> None:
        """Let an action store these fields of the locked lead at its end, with all others, in one statement."""
        write(store_leads, (self, names))

    @property
    def estimate(self) -> str:
        """The estimated completion time as it was given, such as `5 days`; if it was not, what the dates say."""
        if self.estimate_amount is not None:
            return f"{self.estimate_amount} {self.estimate_unit}"
        zone = self.origin.time_zone
        amount, unit = estimate_between(self.started_at, self.expected_completion_at, time_zone=zone)
        return f"{amount} {unit}"

    @property
    def email(self) -> str:
        """Where mail about the lead goes: its own address, else that of the contact."""
        return self.contact_email or (self.contact.email if self.contact else "")

    @property
    def phone(self) -> str:
        """Where calls about the lead go: its own number, else that of the contact."""
        return self.contact_phone or (self.contact.phone if self.contact else "")

    @property
    def is_open(self) -> bool:
        """Tell whether the lead can still be worked on."""
        return self.state in OPEN

    @property
    def is_opportunity(self) -> bool:
        """Tell whether qualification found a project."""
        return self.qualification == Qualification.OPPORTUNITY

    @property
    def is_waiting(self) -> bool:
        """Tell whether the lead waits to be accepted."""
        return self.acceptance == Acceptance.AWAITING

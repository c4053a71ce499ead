"""The ledger: events that are only added, and their personal words beside them."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL

from leadwright.consent.deriving import Act, Statement
from leadwright.consent.family import FAMILY
from leadwright.consent.models.lists import ConsentPurpose, ConsentSender, Wording
from leadwright.contacts.models import Contact


class Origin(models.TextChoices):
    """Who brought an event in."""

    USER = "user"
    PERSON = "person"
    IMPORT = "import"


class EventQuerySet(models.QuerySet["Event"]):
    """Questions about the ledger."""

    def about(self, contact_id: int) -> "EventQuerySet":
        """Return the events of a contact and of all that were merged into it."""
        return self.filter(contact_id__in=RawSQL(FAMILY, [contact_id]))  # noqa: S611 - no text of a user

    def until(self, at: datetime) -> "EventQuerySet":
        """Return what had happened at a moment."""
        return self.filter(at__lte=at)

    def with_words(self) -> "EventQuerySet":
        """Fetch senders, purposes, wordings and the words of the events along."""
        return self.select_related("sender", "purpose", "wording", "text")

    def in_order(self) -> "EventQuerySet":
        """Return the events as they are folded: by time, then as they were written."""
        return self.order_by("at", "pk")


class Event(models.Model):
    """Something said about one contact × channel × sender × purpose. It is inserted once and never changed."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="+", db_index=False)
    channel = models.CharField(max_length=60)
    sender = models.ForeignKey(ConsentSender, on_delete=models.PROTECT, related_name="+")
    purpose = models.ForeignKey(ConsentPurpose, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=10)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    origin = models.CharField(max_length=10, choices=Origin.choices)
    wording = models.ForeignKey(Wording, null=True, on_delete=models.PROTECT, related_name="+")
    awaits_until = models.DateTimeField(null=True)
    evidence_at = models.DateTimeField(null=True)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.BigIntegerField(null=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(act__in=list(Act)), name="an_event_is_a_known_act"),
            models.CheckConstraint(condition=Q(origin__in=Origin.values), name="an_event_has_its_origin"),
            models.CheckConstraint(
                condition=Q(at__lte=F("recorded_at")), name="no_event_is_written_before_it_happens"
            ),
            models.CheckConstraint(
                condition=Q(awaits_until__isnull=True) | Q(act=Act.GIVEN),
                name="only_what_is_given_waits_to_be_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(evidence_at__isnull=True) | Q(act=Act.IMPORTED),
                name="only_what_is_imported_has_older_evidence",
            ),
        ]
        indexes = [models.Index(fields=["contact", "at", "id"], name="consents_of_a_contact")]

    def __str__(self) -> str:
        return f"{self.act} #{self.pk}"

    @property
    def cell(self) -> tuple[str, int, int]:
        """Where the event belongs: channel, sender and purpose."""
        return (self.channel, self.sender_id, self.purpose_id)

    @property
    def source(self) -> str:
        """Where it came from, in somebody's words; empty once they are erased."""
        text: EventText | None = getattr(self, "text", None)
        return text.source if text else ""

    @property
    def evidence(self) -> str:
        """What shows it, in somebody's words; empty once they are erased."""
        text: EventText | None = getattr(self, "text", None)
        return text.evidence if text else ""

    def payload(self) -> Statement:
        """Return what the derivation needs of it."""
        return Statement(
            at=self.at,
            id=self.pk,
            act=Act(self.act),
            awaits_until=self.awaits_until,
            evidence_at=self.evidence_at,
        )


class EventText(models.Model):
    """The source and evidence of an event in somebody's words, apart from it so that they can be erased."""

    event = models.OneToOneField(Event, on_delete=models.DO_NOTHING, primary_key=True, related_name="text")
    source = models.CharField(max_length=200, blank=True)
    evidence = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"text of #{self.event_id}"

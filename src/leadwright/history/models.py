"""The append-only log: entries, the personal values beside them, and the seals that chain them."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import JSONObject

from leadwright.history.lines import ReadableEntry

SEALED_FIELDS = (
    "at",
    "fact",
    "actor_kind",
    "actor_id",
    "organisation_id",
    "subject_kind",
    "subject_id",
    "organisations",
    "details",
    "digests",
    "corrects",
)
WHO = ("actor_name", "subject_name")


class EntryQuerySet(models.QuerySet["Entry"]):
    """Questions about what has happened."""

    def about(self, kind: str, id: int) -> "EntryQuerySet":  # noqa: A002 - the word of every subject
        """Return the entries about one subject."""
        return self.filter(subject_kind=kind, subject_id=id)

    def concerning(self, organisation_id: int) -> "EntryQuerySet":
        """Return the entries that concern an organisation."""
        return self.filter(organisations__contains=[organisation_id])

    def newest_first(self) -> "EntryQuerySet":
        """Return the entries with the latest happening first, each with its texts at hand."""
        return self.order_by("-at", "-id").with_texts()

    def with_texts(self) -> "EntryQuerySet":
        """Fetch the personal values of each entry along, in the same query."""
        own = Value.objects.filter(entry=models.OuterRef("pk"))
        return self.annotate(
            fetched_texts=ArraySubquery(own.values_list(JSONObject(field="field", value="value")))
        )

    def unsealed(self) -> "EntryQuerySet":
        """Return the entries that no seal points to, in the order of their numbers."""
        seals = Seal.objects.filter(entry=models.OuterRef("pk"))
        return self.filter(~models.Exists(seals)).order_by("pk")


class Entry(models.Model):
    """One thing that happened. It is inserted once and never changed; a correction is a new entry.

    `at` never goes back in a history; `by_clock` is what the machine's clock said where that was earlier.
    """

    at = models.DateTimeField()
    by_clock = models.DateTimeField(null=True)
    fact = models.CharField(max_length=60)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.BigIntegerField(null=True)
    organisation_id = models.BigIntegerField(null=True)
    subject_kind = models.CharField(max_length=30)
    subject_id = models.BigIntegerField()
    organisations: "ArrayField[list[int], list[int]]" = ArrayField(models.BigIntegerField(), default=list)
    details: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    digests: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    corrects = models.BigIntegerField(null=True)
    hash = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "-at"], name="entries_about_a_subject"),
            models.Index(fields=["fact", "-at"], name="entries_of_a_fact"),
        ]

    def __str__(self) -> str:
        return f"{self.fact} #{self.pk}"

    def content(self) -> dict[str, Any]:
        """Return what the entry's hash covers; what the clock said stands in it only where it differed."""
        clock = {"by_clock": self.by_clock} if self.by_clock else {}
        return {name: getattr(self, name) for name in SEALED_FIELDS} | clock

    def texts(self) -> dict[str, str]:
        """Return the personal values that are still there, by their names."""
        fetched: list[dict[str, str]] | None = getattr(self, "fetched_texts", None)
        if fetched is None:
            return dict(self.values.values_list("field", "value"))
        return {text["field"]: text["value"] for text in fetched}

    def readable(self) -> ReadableEntry:
        """Return the entry as it is read: its details, and the texts that are still there."""
        texts = self.texts()
        return ReadableEntry(
            id=self.pk,
            at=self.at,
            fact=self.fact,
            actor_kind=self.actor_kind,
            actor_id=self.actor_id,
            actor_name=texts.get("actor_name", ""),
            organisation_id=self.organisation_id,
            details=self.details,
            texts={name: text for name, text in texts.items() if name not in WHO},
        )


class Value(models.Model):
    """A name or free text of an entry, apart from it so that it can be erased with its salt."""

    entry = models.ForeignKey(Entry, on_delete=models.DO_NOTHING, related_name="values", db_constraint=False)
    field = models.CharField(max_length=60)
    salt = models.CharField(max_length=32)
    value = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "field"], name="a_field_of_an_entry_has_one_value")
        ]

    def __str__(self) -> str:
        return f"{self.field} of #{self.entry_id}"


class Seal(models.Model):
    """One link of the chain. It points to its entry by number alone, so that a deleted entry shows."""

    position = models.BigIntegerField(primary_key=True)
    entry = models.BigIntegerField(unique=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(position__gte=1), name="the_chain_starts_at_one")
        ]

    def __str__(self) -> str:
        return f"seal {self.position}"

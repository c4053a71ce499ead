"""The definitions of own fields and their choices, and the shape of the tables in which rows are found by them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, Value
from django.utils.translation import get_language

from leadwright.fields.subjects import FREE, Kind, Sees, Subject
from leadwright.foundation.expressions.kinds import Kind as ExpressionKind
from leadwright.foundation.labels import label_in
from leadwright.people.access import may
from leadwright.people.models import Organisation, User

if TYPE_CHECKING:
    from collections.abc import Sequence

Labels = dict[str, str]
Values = dict[str, Any]


class OwnFieldQuerySet(models.QuerySet["OwnField"]):
    """Questions about own fields."""

    def within_reach(self, user: User) -> "OwnFieldQuerySet":
        """Return the fields that a user may know of: those for all, and those of his company; none that is purged."""
        return self.filter(
            Q(organisation=None) | Q(organisation=user.organisation_id), purged_at=None
        ).prefetch_related("choice_rows")

    def manageable_by(self, user: User) -> "OwnFieldQuerySet":
        """Return the fields that a user may change: a configurator those for all, an admin those of his company."""
        return self.within_reach(user).ever_manageable_by(user)

    def ever_manageable_by(self, user: User) -> "OwnFieldQuerySet":
        """Return the fields that a user may change or might have changed: those that are purged too."""
        own = Q(organisation=user.organisation_id) if may(user, "user.manage") else Q(pk=None)
        common = Q(organisation=None) if may(user, "configuration.edit") else Q(pk=None)
        return self.filter(own | common)


class OwnField(models.Model):
    """A field that an organisation made: for everybody, or for its own people alone.

    The values lie on the rows themselves, keyed by the id of the field, in the canonical form of its kind.
    """

    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=10, choices=Subject.choices)
    key = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    labels: "models.JSONField[Labels, Labels]" = models.JSONField()
    helps: "models.JSONField[Labels, Labels]" = models.JSONField(default=dict)
    sections: "models.JSONField[Labels, Labels]" = models.JSONField(default=dict)
    position = models.IntegerField(default=0)
    unit = models.CharField(max_length=20, blank=True)
    default: "models.JSONField[Any, Any]" = models.JSONField(null=True)
    sees = models.CharField(max_length=10, choices=Sees.choices, default=Sees.BOTH)
    is_personal = models.BooleanField(default=True)
    is_filterable = models.BooleanField(default=False)
    is_searchable = models.BooleanField(default=False)
    required_from: "ArrayField[Sequence[str], list[str]]" = ArrayField(
        models.CharField(max_length=130), default=list
    )
    activity_kinds: "ArrayField[Sequence[str], list[str]]" = ArrayField(
        models.CharField(max_length=60), default=list
    )
    is_of_steps = models.BooleanField(default=False, db_default=False)
    condition: "models.JSONField[Any, Any]" = models.JSONField(null=True)
    expression = models.TextField(blank=True)
    is_stale = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True)
    purged_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    objects = OwnFieldQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "organisation", "key"],
                condition=Q(purged_at=None),
                nulls_distinct=False,
                name="a_field_key_is_used_once",
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """What it is called in the active language, else in English, else its key."""
        return label_in(self.labels, get_language(), self.key)

    @property
    def help(self) -> str:
        """What it is for, in the active language, else in English."""
        return label_in(self.helps, get_language(), "")

    @property
    def section(self) -> str:
        """Under which heading it stands, in the active language, else in English."""
        return label_in(self.sections, get_language(), "")

    @property
    def name(self) -> str:
        """Its name in the tables of the house: in history, in lists, and for whoever decides who may know it."""
        return f"own.{self.pk}"

    @property
    def is_retired(self) -> bool:
        """Tell whether it takes no new values."""
        return self.retired_at is not None

    @property
    def is_computed(self) -> bool:
        """Tell whether its values follow from other fields."""
        return bool(self.expression)

    def is_of_kind(self, code: str) -> bool:
        """Tell whether activities of a kind have it: those of every kind, unless it names some."""
        return not self.activity_kinds or code in self.activity_kinds

    @property
    def is_free(self) -> bool:
        """Tell whether it holds words that somebody typed."""
        return self.kind in FREE

    @property
    def choices(self) -> "tuple[FieldChoice, ...]":
        """Its choices in their order, retired ones too."""
        return tuple(self.choice_rows.all())

    @property
    def offered(self) -> "tuple[FieldChoice, ...]":
        """The choices that can still be chosen."""
        return tuple(row for row in self.choices if not row.is_retired)


class FieldChoice(models.Model):
    """One choice of a field: values refer to its id, so it may be renamed."""

    field = models.ForeignKey(OwnField, on_delete=models.CASCADE, related_name="choice_rows")
    code = models.CharField(max_length=60)
    labels: "models.JSONField[Labels, Labels]" = models.JSONField()
    position = models.IntegerField(default=0)
    is_retired = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["field", "code"], name="a_choice_code_is_used_once")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """What it is called in the active language, else in English, else its code."""
        return label_in(self.labels, get_language(), self.code)


class ChosenColumns(models.Model):
    """Which own fields somebody reads as columns of a list, by their ids: one that is retired stays chosen."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=10, choices=Subject.choices)
    field_ids: "ArrayField[Sequence[int], list[int]]" = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "subject"], name="columns_are_chosen_once")]


class FieldsMark(models.Model):
    """One row: a mark that is new after each change of a field; triggers write it."""

    id = models.SmallIntegerField(primary_key=True)
    mark = models.UUIDField()


class WithOwnFields(models.Model):
    """A row that has own fields: canonical values, keyed by the ids of the fields; an empty one is not there."""

    own_fields: "models.JSONField[Values, Values]" = models.JSONField(
        default=dict, db_default=Value({}, output_field=models.JSONField())
    )

    SUBJECT: ClassVar[Subject]
    # What expressions may name beside own fields, and of which kind each is.
    EXPRESSION_NAMES: ClassVar[Mapping[str, ExpressionKind]] = {}

    class Meta:
        abstract = True

    @classmethod
    def changeable(cls) -> "models.QuerySet[Any]":
        """Return the rows whose values may still change."""
        return cls._default_manager.all()

    @property
    def field_companies(self) -> tuple[int, ...]:
        """The companies that have fields of their own on the row."""
        raise NotImplementedError

    def has_field(self, field: OwnField) -> bool:
        """Tell whether a field of its subject and its companies is one of the row."""
        del field
        return True

    def named_value(self, name: str) -> object:
        """Return the value of a shipped field that expressions may name."""
        raise NotImplementedError


class Facet(models.Model):
    """What a row says in a field that lists are narrowed or sorted by; a trigger keeps it equal to the row.

    `value` is a code, an id, a currency, or the beginning of a text in small letters; `number` is where a number, an
    amount, a day (since 1970) or a moment (in seconds) lies, and for a choice its place.
    """

    id = models.BigAutoField(primary_key=True)
    field = models.ForeignKey(OwnField, on_delete=models.CASCADE, related_name="+", db_index=False)
    value = models.CharField(max_length=200, db_collation="C")
    number = models.DecimalField(max_digits=30, decimal_places=6)

    class Meta:
        abstract = True

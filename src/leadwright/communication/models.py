"""The nouns of the room: media, templates, communications with the contacts of leads, and what mails carry."""

from collections.abc import Sequence
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, gettext_lazy

from leadwright.consent.models import ConsentPurpose, ConsentSender
from leadwright.contacts.models import Contact
from leadwright.files.models import LONGEST_NAME, File
from leadwright.foundation.labels import Listed, label_in
from leadwright.leads.models import Lead
from leadwright.people.access import may
from leadwright.people.models import Organisation, User

Labels = dict[str, str]
Texts = dict[str, dict[str, str]]


class Target(models.TextChoices):
    """Where a medium reaches somebody."""

    EMAIL = "email", gettext_lazy("at the e-mail address of the lead")
    PHONE = "phone", gettext_lazy("at the telephone number of the lead")
    NONE = "none", gettext_lazy("elsewhere")


class Direction(models.TextChoices):
    """Who spoke to whom."""

    OUTGOING = "outgoing", gettext_lazy("Outgoing")
    INCOMING = "incoming", gettext_lazy("Incoming")


class Role(models.TextChoices):
    """In which line of the head of a mail somebody stands."""

    TO = "to", gettext_lazy("To")
    CC = "cc", gettext_lazy("Cc")


class Medium(Listed):
    """By what people communicate. What goes to an e-mail address is sent by the product, all else is noted."""

    target = models.CharField(max_length=10, choices=Target.choices, default=Target.NONE)
    limit = models.IntegerField(null=True)
    consent_channel = models.CharField(max_length=60, blank=True)

    class Meta(Listed.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                condition=Q(limit__isnull=True) | Q(limit__gte=1), name="a_medium_carries_at_least_a_sign"
            )
        ]

    @property
    def is_sent(self) -> bool:
        """Tell whether the product itself sends what goes out by it."""
        return self.target == Target.EMAIL


class TemplateQuerySet(models.QuerySet["Template"]):
    """Questions about templates."""

    def within_reach(self, user: User) -> "TemplateQuerySet":
        """Return the templates that a user may know of: those for all, and those of his company."""
        rows = self.filter(Q(organisation=None) | Q(organisation=user.organisation_id))
        return rows.select_related("medium", "sender", "purpose")

    def manageable_by(self, user: User) -> "TemplateQuerySet":
        """Return the templates that a user may change: a configurator those for all, an admin his company's."""
        own = Q(organisation=user.organisation_id) if may(user, "user.manage") else Q(pk=None)
        common = Q(organisation=None) if may(user, "configuration.edit") else Q(pk=None)
        return self.within_reach(user).filter(own | common)

    def effective(self, day: date, unit_id: int | None) -> "TemplateQuerySet":
        """Return what can be chosen on a day in a unit: one that names no unit is for each of them."""
        begun = Q(effective_from=None) | Q(effective_from__lte=day)
        lasting = Q(effective_until=None) | Q(effective_until__gte=day)
        fitting = Q(unit_ids=[]) | Q(unit_ids__contains=[unit_id or 0])
        return self.filter(begun, lasting, fitting, is_retired=False, medium__is_retired=False)


class Template(models.Model):
    """A text with tags that an organisation keeps for itself, or that is there for all companies."""

    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=60)
    labels: "models.JSONField[Labels, Labels]" = models.JSONField()
    position = models.IntegerField(default=0)
    texts: "models.JSONField[Texts, Texts]" = models.JSONField()
    medium = models.ForeignKey(Medium, on_delete=models.PROTECT, related_name="+")
    unit_ids: "ArrayField[Sequence[int], list[int]]" = ArrayField(models.BigIntegerField(), default=list)
    effective_from = models.DateField(null=True)
    effective_until = models.DateField(null=True)
    is_marketing = models.BooleanField(default=False)
    sender = models.ForeignKey(ConsentSender, null=True, on_delete=models.PROTECT, related_name="+")
    purpose = models.ForeignKey(ConsentPurpose, null=True, on_delete=models.PROTECT, related_name="+")
    type_codes: "ArrayField[Sequence[str], list[str]]" = ArrayField(
        models.CharField(max_length=60), default=list
    )
    product_codes: "ArrayField[Sequence[str], list[str]]" = ArrayField(
        models.CharField(max_length=60), default=list
    )
    is_retired = models.BooleanField(default=False)
    version = models.IntegerField(default=1)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code"], nulls_distinct=False, name="a_template_code_is_used_once"
            ),
            models.CheckConstraint(
                condition=Q(is_marketing=False) | Q(sender__isnull=False, purpose__isnull=False),
                name="marketing_has_a_sender_and_a_purpose",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """What it is called in the active language, else in English, else its code."""
        return label_in(self.labels, get_language(), self.code)

    def holds_on(self, day: date) -> bool:
        """Tell whether it can be chosen on a day, as far as days decide."""
        begun = self.effective_from is None or self.effective_from <= day
        return begun and (self.effective_until is None or day <= self.effective_until)

    def text_in(self, language: str) -> tuple[str, str]:
        """Return subject and body in a language, else in English, else in the first that there is."""
        for known in (language, "en", *self.texts):
            if text := self.texts.get(known):
                return text.get("subject", ""), text.get("body", "")
        return "", ""


class CommunicationQuerySet(models.QuerySet["Communication"]):
    """Questions about communications."""

    def open_to(self, user: User) -> "CommunicationQuerySet":
        """Return those of the user's own organisation, and those that were shared with it."""
        home = user.organisation_id
        shared = Q(is_shared=True) & (Q(shared_with=None) | Q(shared_with=home))
        return self.filter(Q(organisation=home) | shared)

    def newest_first(self) -> "CommunicationQuerySet":
        """Sort by the moment of writing, with what is said about each."""
        return self.order_by("-pk").select_related(
            "by", "organisation", "medium", "template", "sender", "purpose"
        )


class Communication(models.Model):
    """What was said to the contact of a lead, or by it: sent by the product, or noted; it is never changed.

    A mail to several is a row for the first of them, and for each other one a copy with a message of its own.
    """

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="communications", db_index=False)
    contact = models.ForeignKey(Contact, null=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    medium = models.ForeignKey(Medium, on_delete=models.PROTECT, related_name="+")
    direction = models.CharField(max_length=10, choices=Direction.choices)
    address = models.CharField(max_length=254, blank=True)
    role = models.CharField(max_length=2, choices=Role.choices, default=Role.TO)
    copy_of = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="copies")
    subject = models.CharField(max_length=250, blank=True)
    text = models.TextField(blank=True)
    template = models.ForeignKey(Template, null=True, on_delete=models.PROTECT, related_name="+")
    is_marketing = models.BooleanField(default=False)
    sender = models.ForeignKey(ConsentSender, null=True, on_delete=models.PROTECT, related_name="+")
    purpose = models.ForeignKey(ConsentPurpose, null=True, on_delete=models.PROTECT, related_name="+")
    is_automatic = models.BooleanField(default=False)
    message_key = models.CharField(max_length=200, blank=True)
    dropped_at = models.DateTimeField(null=True)
    is_shared = models.BooleanField(default=False)
    shared_with = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")

    objects = CommunicationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["message_key"], condition=~Q(message_key=""), name="a_message_tells_one_communication"
            ),
            models.CheckConstraint(
                condition=Q(dropped_at__isnull=True) | ~Q(message_key=""), name="only_what_is_sent_is_dropped"
            ),
        ]
        indexes = [models.Index(fields=["lead", "-id"], name="communications_of_a_lead")]

    def __str__(self) -> str:
        return f"{self.direction} #{self.pk}"


class Enclosure(models.Model):
    """A file that a mail carries: what it was called and how large it was stays known when the file is deleted."""

    communication = models.ForeignKey(
        Communication, on_delete=models.CASCADE, related_name="enclosures", db_index=False
    )
    file = models.ForeignKey(File, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=LONGEST_NAME, blank=True)
    size = models.BigIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["communication", "file"], name="a_mail_carries_a_file_once")
        ]

    def __str__(self) -> str:
        return self.name

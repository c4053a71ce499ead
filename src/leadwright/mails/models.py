"""A mail as it was read, whose it is, and what hangs on it."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from leadwright.contacts.models import Contact
from leadwright.foundation.refusals import NotFound
from leadwright.inbox.models import RawArrival
from leadwright.leads.models import Lead
from leadwright.people.access import may
from leadwright.people.models import Organisation, User
from leadwright.people.reach import Permission


class Direction(models.TextChoices):
    """Whether a mail came in or went out."""

    IN = "in"
    OUT = "out"


def words_of_copy(pk: int) -> str:
    """Return what is kept with an arrival that is the same as a mail: by it the copy is known."""
    return f"It is the same as mail {pk}."


class MailKind(models.TextChoices):
    """What a mail is."""

    MAIL = "mail", _("mail")
    AUTOMATIC = "automatic", _("automatic reply")
    BOUNCE = "bounce", _("came back")
    CALENDAR_ANSWER = "calendar_answer", _("answer to an invitation")


# What a program sent is no contact with anybody.
BY_PROGRAMS = (MailKind.AUTOMATIC, MailKind.BOUNCE)


class MailQuerySet(models.QuerySet["Mail"]):
    """Questions about mails."""

    def within_reach(self, user: User, permission: Permission) -> "MailQuerySet":
        """Return the mails that a permission of the user reaches.

        `mail.manage` reaches those of the own organisation that have no lead; a permission about leads those of the
        leads that it reaches, as far as they are the own organisation's or shared with it.
        """
        if permission == "mail.manage":
            return self.filter(_without_lead(user)) if may(user, permission) else self.none()
        return self.filter(_of_leads(user, permission))

    def readable_by(self, user: User) -> "MailQuerySet":
        """Return all mails that a user may read."""
        of_leads = _of_leads(user, "lead.view")
        return self.filter(of_leads | _without_lead(user) if may(user, "mail.manage") else of_leads)

    def open_to(self, user: User) -> "MailQuerySet":
        """Return the mails of leads that a user sees: his own organisation's, and those that were shared with it."""
        return self.filter(_open_to(user.organisation_id))

    def fetch(self, pk: int, *, by: User) -> "Mail":
        """Return a mail that a user may read, with its lead and contact, or refuse as if it had never been."""
        row = self.readable_by(by).with_surroundings().filter(pk=pk).first()
        if row is None:
            raise NotFound
        return row

    def with_surroundings(self) -> "MailQuerySet":
        """Fetch along what pages and answers name, and whether there is HTML, which comes when it is asked for."""
        rows = self.select_related("lead", "contact", "organisation", "put_aside_by")
        return rows.defer("html").annotate(html_is_there=~Q(html=""))

    def waiting(self) -> "MailQuerySet":
        """Return the mails without a lead that nobody has put aside."""
        return self.filter(lead=None, put_aside_at=None)

    def newest_first(self) -> "MailQuerySet":
        """Sort by arrival."""
        return self.order_by("-pk")


def _of_leads(user: User, permission: Permission) -> Q:
    """Return the mails of leads within reach; the lead of each row is looked up, whoever reaches very many."""
    lead = Lead.objects.within_reach(user, permission).filter(pk=OuterRef("lead"))
    return Q(_open_to(user.organisation_id), Exists(lead), lead__isnull=False)


def _without_lead(user: User) -> Q:
    return Q(lead=None, organisation=user.organisation_id)


def _open_to(home: int) -> Q:
    shared = Q(is_shared=True) & (Q(shared_with=None) | Q(shared_with=home))
    return Q(organisation=home) | shared


class Mail(models.Model):
    """One mail; its bytes lie in the inbox for as long as they are kept.

    `organisation` is whose mail it is: of a lead whoever handled it when the mail came to it. The other side reads
    only what is shared with it.
    """

    Kind = MailKind

    direction = models.CharField(max_length=3, choices=Direction.choices, default=Direction.IN)
    kind = models.CharField(max_length=20, choices=MailKind.choices)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    lead = models.ForeignKey(Lead, null=True, on_delete=models.PROTECT, related_name="mails", db_index=False)
    contact = models.ForeignKey(Contact, null=True, on_delete=models.PROTECT, related_name="+")
    arrival = models.OneToOneField(RawArrival, null=True, on_delete=models.SET_NULL, related_name="mail")
    message_id = models.CharField(max_length=320, blank=True)
    in_reply_to = models.CharField(max_length=320, blank=True)
    sender = models.CharField(max_length=254, blank=True)
    sender_name = models.CharField(max_length=200, blank=True)
    recipients: "ArrayField[list[str], list[str]]" = ArrayField(
        models.CharField(max_length=254), default=list
    )
    subject = models.CharField(max_length=250, blank=True)
    text = models.TextField(blank=True)
    quoted = models.TextField(blank=True)
    html = models.TextField(blank=True)
    remote_images = models.IntegerField(default=0)
    attachments: "models.JSONField[list[dict[str, Any]], list[dict[str, Any]]]" = models.JSONField(
        default=list
    )
    calendar: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    # By which the same mail is known when it arrives a second time.
    digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField()
    is_shared = models.BooleanField(default=False)
    shared_with = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    put_aside_at = models.DateTimeField(null=True)
    put_aside_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    put_aside_reason = models.CharField(max_length=500, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "message_id", "digest"],
                condition=~Q(message_id=""),
                name="a_mail_is_filed_once",
            ),
            models.CheckConstraint(
                condition=Q(lead__isnull=True) | Q(put_aside_at__isnull=True),
                name="a_mail_of_a_lead_is_not_put_aside",
            ),
            models.CheckConstraint(
                condition=Q(is_shared=False) | Q(lead__isnull=False), name="only_a_mail_of_a_lead_is_shared"
            ),
        ]
        indexes = [
            models.Index(fields=["lead", "-id"], condition=Q(lead__isnull=False), name="mails_of_a_lead"),
            models.Index(fields=["organisation", "-id"], name="mails_of_an_organisation"),
            models.Index(
                fields=["organisation", "-id"],
                condition=Q(lead__isnull=True, put_aside_at__isnull=True),
                name="mails_that_wait",
            ),
            models.Index(
                fields=["organisation", "-id"],
                condition=Q(put_aside_at__isnull=False),
                name="mails_that_are_put_aside",
            ),
            models.Index(fields=["message_id"], name="mails_by_message_id"),
            models.Index(fields=["sender"], name="mails_by_sender"),
        ]

    def __str__(self) -> str:
        return f"mail {self.pk}"

    @property
    def has_html(self) -> bool:
        """Tell whether it was written in HTML, without fetching that where it is known along with the mail."""
        known: bool | None = self.__dict__.get("html_is_there")
        return bool(self.html) if known is None else known

    @property
    def is_by_program(self) -> bool:
        """Tell whether no person wrote it."""
        return self.kind in BY_PROGRAMS

    @property
    def author(self) -> str:
        """Who wrote it: the name, else the address."""
        return self.sender_name or self.sender

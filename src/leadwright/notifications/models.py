"""A notification, and what a user chose to be notified of."""

from collections.abc import Callable, Collection
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q

from leadwright.activities.models import Activity
from leadwright.foundation.refusals import NotFound
from leadwright.leads.models import Lead
from leadwright.notifications.kinds import Kind
from leadwright.people.models import User
from leadwright.tasks.models import Task

# What a notification can be about, and which of these a user may see.
SUBJECTS: "dict[str, Callable[[User], models.QuerySet[Any]]]" = {
    "lead": lambda user: Lead.objects.within_reach(user, "lead.view"),
    "activity": Activity.objects.within_reach,
    "task": Task.objects.within_reach,
}


class NotificationQuerySet(models.QuerySet["Notification"]):
    """Questions about notifications."""

    def of(self, user: User, *, about: Collection[str] = tuple(SUBJECTS)) -> "NotificationQuerySet":
        """Return a user's own, as far as the user may still see what they are about.

        Where it is known that they are about some kinds of subjects alone, the reach of the others is not asked for.
        """
        seen = [Q(**{name: None}) | Exists(SUBJECTS[name](user).filter(pk=OuterRef(name))) for name in about]
        return self.filter(*seen, user=user.pk)

    def in_list(self, user: User, *, about: Collection[str] = tuple(SUBJECTS)) -> "NotificationQuerySet":
        """Return what stands in a user's list, the latest first."""
        return self.of(user, about=about).filter(in_app=True).order_by("-pk")

    def unread(self) -> "NotificationQuerySet":
        """Return what was not read yet."""
        return self.filter(read_at=None)

    def fetch(self, pk: int, *, by: User) -> "Notification":
        """Return one of a user's list, or refuse as if it had never been."""
        row = self.in_list(by).filter(pk=pk).first()
        if row is None:
            raise NotFound
        return row


class Notification(models.Model):
    """Something that happened and concerns a user: facts, of which words are made for whoever reads it.

    `mail_at` says when it is mailed, alone or with others; it is empty once that was done.
    """

    key = models.CharField(max_length=120, unique=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    lead = models.ForeignKey(Lead, null=True, on_delete=models.CASCADE, related_name="+")
    activity = models.ForeignKey(Activity, null=True, on_delete=models.CASCADE, related_name="+")
    task = models.ForeignKey(Task, null=True, on_delete=models.CASCADE, related_name="+")
    details: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    in_app = models.BooleanField(default=True)
    mail_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    # While it is written: whether it may be mailed at all.
    may_mail = True

    objects = NotificationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(lead__isnull=False) | Q(activity__isnull=False) | Q(task__isnull=False),
                name="a_notification_is_about_something",
            )
        ]
        indexes = [
            models.Index(fields=["user", "-id"], name="notifications_of_a_user"),
            models.Index(
                fields=["user", "-id"],
                condition=Q(in_app=True, read_at__isnull=True),
                name="notifications_unread",
            ),
            models.Index(
                fields=["mail_at"], condition=Q(mail_at__isnull=False), name="notifications_to_mail"
            ),
        ]

    def __str__(self) -> str:
        return f"notification {self.pk}"


class Choice(models.Model):
    """What a user chose: kinds that are not listed, those mailed at once, those mailed each morning, quiet hours.

    Who has chosen nothing has everything in the list, and no further mails.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="notification_choice")
    unlisted: "ArrayField[list[str], list[str]]" = ArrayField(models.CharField(max_length=12), default=list)
    at_once: "ArrayField[list[str], list[str]]" = ArrayField(models.CharField(max_length=12), default=list)
    gathered: "ArrayField[list[str], list[str]]" = ArrayField(models.CharField(max_length=12), default=list)
    quiet_from = models.TimeField(null=True)
    quiet_to = models.TimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_to=None)
                | Q(quiet_from__isnull=False, quiet_to__isnull=False),
                name="quiet_hours_begin_and_end",
            )
        ]

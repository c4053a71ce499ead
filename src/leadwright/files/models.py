"""Files that hang on something, and how much of the store each company uses."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leadwright.people.models import Organisation, User

LONGEST_NAME = 200


class Preview(models.TextChoices):
    """Whether a small picture of a file can be shown."""

    NONE = "none", _("none")
    WAITING = "waiting", _("waiting")
    MADE = "made", _("made")


class FileQuerySet(models.QuerySet["File"]):
    """Questions about files."""

    def on(self, kind: str, key: int) -> "FileQuerySet":
        """Return what hangs on one subject."""
        return self.filter(subject_kind=kind, subject_id=key)

    def open_to(self, user: User) -> "FileQuerySet":
        """Return the files of the user's own organisation, and those that were shared with it.

        One that was shared before anybody had the subject is for whoever gets it.
        """
        home = user.organisation_id
        shared = Q(is_shared=True) & (Q(shared_with=None) | Q(shared_with=home))
        return self.filter(Q(organisation=home) | shared)

    def newest_first(self) -> "FileQuerySet":
        """Sort by the moment of adding."""
        return self.order_by("-pk").select_related("by", "organisation")

    def in_lines(self) -> "FileQuerySet":
        """Fetch what a line says of each, and nothing else of whoever added it."""
        return self.only("name", "size", "at", "preview", "is_shared", "by__name", "organisation__name")


class File(models.Model):
    """Bytes that somebody attached: they lie in the store under a key of our own, and are never shown as they are.

    The name and the type of media are what somebody said; nothing trusts them.
    """

    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    name = models.CharField(max_length=LONGEST_NAME)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    is_shared = models.BooleanField(default=False)
    shared_with = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=60)
    preview = models.CharField(max_length=10, choices=Preview.choices, default=Preview.NONE)
    preview_key = models.CharField(max_length=60, blank=True)

    objects = FileQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["key"], name="a_body_is_of_one_file"),
            models.CheckConstraint(
                condition=Q(preview=Preview.MADE) ^ Q(preview_key=""), name="a_made_preview_lies_somewhere"
            ),
        ]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "-id"], name="files_of_a_subject"),
            models.Index(fields=["preview_key"], condition=~Q(preview_key=""), name="files_by_preview"),
            models.Index(fields=["id"], condition=Q(preview=Preview.WAITING), name="files_without_preview"),
        ]

    def is_open_to(self, organisation_id: int) -> bool:
        """Tell whether a company may read the file: its own, or one that was shared with it."""
        shared = self.is_shared and self.shared_with_id in (None, organisation_id)
        return shared or self.organisation_id == organisation_id


class Quota(models.Model):
    """How many bytes of the store a company uses: one row, locked by whoever adds or takes away."""

    organisation = models.OneToOneField(
        Organisation, primary_key=True, on_delete=models.PROTECT, related_name="+"
    )
    used = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(used__gte=0), name="nobody_uses_less_than_nothing")]

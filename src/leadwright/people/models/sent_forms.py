"""Which forms of pages were stored, so that none counts twice."""

from django.db import models


class SentForm(models.Model):
    """A form that was stored, by its key: what it said, as a mark, and the page that came of it."""

    user = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    address = models.CharField(max_length=2000, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="a_form_is_stored_once")]
        indexes = [models.Index(fields=["at"], name="sent_forms_by_age")]

    def __str__(self) -> str:
        return f"form {self.pk}"

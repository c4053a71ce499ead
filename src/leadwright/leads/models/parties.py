"""Who takes part in a lead: lines of a company and a person with their roles, and renewed interest."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leadwright.contacts.models import Contact
from leadwright.foundation.labels import Listed
from leadwright.leads.models.keys import RuleKey


class RoleKind(models.TextChoices):
    """Whose role it is: that of a partner in the deal, or of a person in the decision."""

    PARTNER = "partner", _("of a company")
    PERSON = "person", _("of a person")


class PartyRole(Listed):
    """What a company or a person is in a lead, in the organisation's own words."""

    kind = models.CharField(max_length=10, choices=RoleKind.choices)


class Party(models.Model):
    """One line of a lead: a legal entity and a contact person; the main line holds the lead's contact."""

    lead = models.ForeignKey("leads.Lead", on_delete=models.CASCADE, related_name="parties")
    company = models.ForeignKey(Contact, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Contact, null=True, on_delete=models.PROTECT, related_name="+")
    role = RuleKey(PartyRole, null=True, on_delete=models.PROTECT, related_name="+")
    person_role = RuleKey(PartyRole, null=True, on_delete=models.PROTECT, related_name="+")
    is_main = models.BooleanField(default=False)
    position = models.IntegerField(default=0)

    class Meta:
        ordering = ["-is_main", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(company__isnull=False) | Q(person__isnull=False), name="a_party_names_somebody"
            ),
            models.UniqueConstraint(
                fields=["lead"], condition=Q(is_main=True), name="a_lead_has_one_main_party"
            ),
        ]

    @property
    def contact(self) -> Contact | None:
        """Whom the line is about: the person, else the company."""
        return self.person or self.company

    @property
    def contact_id(self) -> int | None:
        """The id of whom the line is about."""
        return self.person_id or self.company_id


class Interest(models.Model):
    """The customer showed interest again while the lead was open."""

    lead = models.ForeignKey("leads.Lead", on_delete=models.CASCADE, related_name="interests")
    at = models.DateTimeField()
    by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    source = RuleKey("leads.Source", null=True, on_delete=models.PROTECT, related_name="+")
    description = models.TextField()

    class Meta:
        ordering = ["-at", "-pk"]

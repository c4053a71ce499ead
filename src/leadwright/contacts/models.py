"""People and companies, owned by the organisation that entered them."""

from django.db import models
from django.db.models import Q

from leadwright.foundation.refusals import NotFound
from leadwright.people.models import Organisation, User
from leadwright.people.reach import Permission, Reach


class Kind(models.TextChoices):
    """What a contact is."""

    PERSON = "person"
    COMPANY = "company"


class ContactQuerySet(models.QuerySet["Contact"]):
    """Questions about contacts."""

    def within_reach(self, user: User, permission: Permission) -> "ContactQuerySet":
        """Return the contacts of the user's organisation and those lent to it with a lead."""
        reach = user.reach_of(permission)
        if reach is Reach.NONE:
            return self.none()
        if reach is Reach.ALL:
            return self
        lent = Loan.objects.filter(organisation=user.organisation_id).values("contact")
        return self.filter(Q(organisation_id=user.organisation_id) | Q(pk__in=lent))

    def found(self, pk: int) -> "Contact":
        """Return the contact with this id, or refuse as if it had never been."""
        contact = self.filter(pk=pk).first()
        if contact is None:
            raise NotFound
        return contact

    def after(self, sort_name: str, pk: int) -> "ContactQuerySet":
        """Return what comes after a place in the order of names."""
        return self.filter(Q(sort_name__gt=sort_name) | Q(sort_name=sort_name, pk__gt=pk))

    def matching(self, text: str) -> "ContactQuerySet":
        """Return the contacts whose name, e-mail or phone holds each word of the text."""
        rows = self
        for word in text.split():
            rows = rows.filter(search__contains=word)
        return rows


class Contact(models.Model):
    """A person or a company that a lead is about."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="contacts")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=200)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    country = models.CharField(max_length=2, blank=True)
    city = models.CharField(max_length=100, blank=True)
    vat_number = models.CharField(max_length=30, blank=True)
    company = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="people"
    )
    language = models.CharField(max_length=10, blank=True)
    external_key = models.CharField(max_length=200, blank=True)
    sort_name = models.CharField(max_length=220, db_collation="C")
    search = models.TextField(blank=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    objects = ContactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values), name="a_contact_is_a_person_or_a_company"
            ),
            models.CheckConstraint(
                condition=Q(company__isnull=True) | Q(kind=Kind.PERSON),
                name="only_a_person_works_for_a_company",
            ),
            models.UniqueConstraint(
                fields=["organisation", "external_key"],
                condition=~Q(external_key=""),
                name="a_contact_is_brought_in_once",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "sort_name", "id"], name="contacts_by_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def has_channel(self) -> bool:
        """Tell whether the contact can be reached at all."""
        return bool(self.email or self.phone)


class Loan(models.Model):
    """An organisation sees a contact of another because it handles a lead of it."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="loans")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    lead = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "contact", "lead"], name="a_loan_is_made_once")
        ]
        indexes = [models.Index(fields=["lead"], name="loans_of_a_lead")]

"""People and companies, owned by the organisation that entered them."""

from collections.abc import Collection
from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery

from leadwright.fields.models import WithOwnFields
from leadwright.fields.subjects import Subject
from leadwright.foundation.refusals import NotFound
from leadwright.foundation.subqueries import among
from leadwright.foundation.text import name_key
from leadwright.people.models import Organisation, User
from leadwright.people.reach import Permission, Reach


class Kind(models.TextChoices):
    """What a contact is."""

    PERSON = "person"
    COMPANY = "company"


class ContactQuerySet(models.QuerySet["Contact"]):
    """Questions about contacts."""

    def within_reach(self, user: User, permission: Permission) -> "ContactQuerySet":
        """Return the contacts of the user's organisation and those lent to it with a lead.

        A contact with an access group is seen by that group, and by those that it collaborates with.
        """
        return self.open_to(user, permission).standing()

    def open_to(self, user: User, permission: Permission) -> "ContactQuerySet":
        """Return the same contacts with those that no longer stand for themselves: what they left behind stays."""
        reaches = user.reaches_of(permission)
        if not reaches:
            return self.none()
        if Reach.ALL in reaches:
            return self.all()
        lent = Exists(_loans_to(user).filter(contact=OuterRef("pk")))
        return self.filter(_of_the_company(user) | Q(lent))

    def by_reach(
        self, user: User, permission: Permission, *, lenders: Collection[int] | None = None
    ) -> "list[ContactQuerySet]":
        """Return the contacts within reach as parts that each have an index: the company's own, and the others.

        Those that were lent are looked up from their loans: whoever walked all contacts of their owner in an
        order would pass by any number that was not lent. Where lenders are named, there are only theirs.
        """
        reaches = user.reaches_of(permission)
        if not reaches or Reach.ALL in reaches:
            return [self.within_reach(user, permission)]
        own, loans = _of_the_company(user), _loans_to(user)
        parts = [self.filter(own).standing()]
        if lenders is not None:
            loans = loans.filter(lender__in=lenders)
        if lenders or lenders is None:
            lent = among("pk", loans.values_list("contact").distinct())
            parts.append(self.filter(lent).exclude(own).standing())
        return parts

    def with_loans_to(self, user: User) -> "ContactQuerySet":
        """Return the contacts that are not the user's own, each with a lead that it was lent for, if it was.

        A subquery for a value is asked of each row as it comes; EXISTS may be answered by reading all loans first.
        """
        return self.exclude(_of_the_company(user)).standing().annotate(lent_for=_lead_of_loan(user))

    def lent_to(self, user: User) -> "ContactQuerySet":
        """Return those of a few contacts that were lent to the user's company."""
        rows = self.exclude(_of_the_company(user)).standing()
        return rows.alias(loan=_lead_of_loan(user)).filter(loan__isnull=False)

    def standing(self) -> "ContactQuerySet":
        """Return the contacts that still stand for themselves: neither merged into another nor erased."""
        return self.filter(merged_into=None, erased_at=None)

    def fetch(self, pk: int) -> "Contact":
        """Return the contact with this id, or refuse as if it had never been."""
        contact = self.filter(pk=pk).first()
        if contact is None:
            raise NotFound
        return contact

    def survivor_of(self, pk: int) -> "Contact | None":
        """Return the contact that an id stands for since it was merged, when that one is among these rows."""
        merged = Contact.objects.filter(pk=pk, erased_at=None).values_list("merged_into", flat=True).first()
        while merged is not None:
            pk = merged
            merged = Contact.objects.filter(pk=pk).values_list("merged_into", flat=True).first()
        return self.filter(pk=pk).first()

    def with_channels(self) -> "ContactQuerySet":
        """Fetch the addresses, numbers and groups along, in three more queries."""
        return self.prefetch_related("emails", "phones", "groups")

    def beginning(self, text: str) -> "ContactQuerySet":
        """Return the contacts whose name begins as typed, whatever the accents and capitals."""
        return self.filter(sort_name__startswith=name_key(text.replace("\x00", "")))


def _of_the_company(user: User) -> Q:
    shared = Q(access_group=None) | Q(access_group__in=user.seen_group_ids)
    return Q(shared, organisation_id=user.organisation_id)


def _loans_to(user: User) -> "models.QuerySet[Loan]":
    return Loan.objects.filter(organisation=user.organisation_id)


def _lead_of_loan(user: User) -> Subquery:
    return Subquery(_loans_to(user).filter(contact=OuterRef("pk")).values("lead")[:1])


class Contact(WithOwnFields):
    """A person or a company that a lead is about; `email` and `phone` repeat the main ones of its channels."""

    SUBJECT = Subject.CONTACT
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="contacts", db_index=False
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=200)
    given_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100, blank=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    street = models.CharField(max_length=200, blank=True)
    street_extra = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=20, blank=True)
    city = models.CharField(max_length=100, blank=True)
    region = models.CharField(max_length=100, blank=True)
    country = models.CharField(max_length=2, blank=True)
    vat_number = models.CharField(max_length=30, blank=True)
    vat_rate = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    register_number = models.CharField(max_length=40, blank=True)
    company = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="people"
    )
    job_title = models.CharField(max_length=100, blank=True)
    birth_date = models.DateField(null=True)
    groups = models.ManyToManyField("contacts.ContactGroup", related_name="contacts")
    segment = models.CharField(max_length=60, blank=True)
    fleet_code = models.CharField(max_length=60, blank=True)
    remarks = models.TextField(blank=True)
    language = models.CharField(max_length=10, blank=True)
    access_group = models.ForeignKey("people.Group", null=True, on_delete=models.PROTECT, related_name="+")
    external_key = models.CharField(max_length=200, blank=True)
    is_blocked = models.BooleanField(default=False)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged_from")
    erased_at = models.DateTimeField(null=True)
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
            models.CheckConstraint(
                condition=Q(vat_rate__isnull=True) | Q(vat_rate__range=(0, 100)),
                name="a_vat_rate_is_a_percentage",
            ),
            models.CheckConstraint(
                condition=Q(birth_date__isnull=True) | Q(kind=Kind.PERSON),
                name="only_a_person_was_born",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="no_contact_is_merged_into_itself",
            ),
            models.UniqueConstraint(
                fields=["organisation", "external_key"],
                condition=~Q(external_key=""),
                name="a_contact_is_brought_in_once",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "sort_name", "id"], name="contacts_by_name"),
            models.Index(fields=["organisation", "kind", "sort_name", "id"], name="contacts_by_kind"),
            models.Index(fields=["organisation", "country", "sort_name", "id"], name="contacts_by_country"),
            models.Index(fields=["organisation", "created_at", "id"], name="contacts_by_entry"),
            models.Index(fields=["organisation", "updated_at", "id"], name="contacts_by_change"),
            models.Index(
                fields=["organisation", "sort_name", "id"],
                condition=Q(is_blocked=True),
                name="contacts_that_are_blocked",
            ),
        ]

    @property
    def field_companies(self) -> tuple[int, ...]:
        """The company that owns it."""
        return (self.organisation_id,)

    def __str__(self) -> str:
        return self.name

    @property
    def has_channel(self) -> bool:
        """Tell whether the contact can be reached at all."""
        return bool(self.email or self.phone)

    def age_on(self, day: date) -> int | None:
        """Return the age in whole years on a day, or None while the birth date is unknown."""
        born = self.birth_date
        if born is None:
            return None
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


class Loan(models.Model):
    """An organisation sees a contact of another because it handles a lead of it."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="loans")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+", db_index=False)
    # The owner of the contact: the database enters it.
    lender = models.ForeignKey(
        Organisation, null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    lead = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "contact", "lead"], name="a_loan_is_made_once")
        ]
        indexes = [
            models.Index(fields=["lead"], name="loans_of_a_lead"),
            models.Index(fields=["organisation", "lender", "contact"], name="loans_of_a_lender"),
        ]

"""The account receivable: what makes a contact a customer, and where its invoices go."""

from collections.abc import Collection

from django.db import models
from django.db.models import Q

from leadwright.contacts.models import Contact
from leadwright.fields.models import WithOwnFields
from leadwright.fields.subjects import Subject
from leadwright.foundation.compiled import Compiled
from leadwright.foundation.numbers import integer_in
from leadwright.foundation.refusals import NotFound
from leadwright.foundation.subqueries import among
from leadwright.foundation.text import name_key
from leadwright.people.models import User
from leadwright.people.reach import Permission

LONGEST_TERM = 365


class AccountQuerySet(models.QuerySet["Account"]):
    """Questions about accounts."""

    def within_reach(self, user: User, permission: Permission) -> "AccountQuerySet":
        """Return the accounts of the contacts that a permission of the user reaches.

        An account outlives its contact: of one that was merged or erased it is still there for the books.
        """
        return self.filter(contact__in=Contact.objects.open_to(user, permission).values("pk"))

    def fetch(self, number: int) -> "Account":
        """Return the account with this number, with what it is classified by, or refuse as if it had never been."""
        account = self.with_classes().filter(pk=number).first()
        if account is None:
            raise NotFound
        return account

    def with_classes(self) -> "AccountQuerySet":
        """Fetch class, rating and contact along."""
        return self.select_related("account_class", "credit_rating", "contact", "opened_by")

    def matching(self, text: str) -> "AccountQuerySet":
        """Return the accounts whose name begins as typed, or that have the number, written A-17 or 17."""
        plain = text.replace("\x00", "").strip()
        digits = plain.upper().removeprefix("A-")
        if (number := integer_in(digits)) is not None:
            return self.filter(pk=number)
        return self.filter(sort_name__startswith=name_key(plain))

    def by_name(self, *, falls: bool = False) -> "AccountQuerySet":
        """Sort by name, from A to Z or the other way round."""
        return self.order_by("-sort_name", "-pk") if falls else self.order_by("sort_name", "pk")


class Account(WithOwnFields):
    """An account receivable; a contact has at most one, and with it counts as a customer."""

    SUBJECT = Subject.ACCOUNT
    number = models.BigAutoField(primary_key=True)
    contact = models.OneToOneField(Contact, on_delete=models.PROTECT, related_name="account")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="accounts")
    account_class = models.ForeignKey(
        "accounts.AccountClass", null=True, on_delete=models.PROTECT, related_name="accounts"
    )
    credit_rating = models.ForeignKey(
        "accounts.CreditRating", null=True, on_delete=models.PROTECT, related_name="accounts"
    )
    name = models.CharField(max_length=200)
    email = models.CharField(max_length=254, blank=True)
    street = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=20, blank=True)
    city = models.CharField(max_length=100, blank=True)
    country = models.CharField(max_length=2, blank=True)
    vat_number = models.CharField(max_length=30, blank=True)
    currency = models.CharField(max_length=3)
    payment_days = models.SmallIntegerField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    opened_from = models.BigIntegerField(null=True)
    updated_at = models.DateTimeField()
    version = models.IntegerField(default=1)
    sort_name = models.CharField(max_length=220, db_collation="C")

    objects = AccountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(payment_days__range=(0, LONGEST_TERM)), name="an_invoice_is_paid_within_a_year"
            ),
            models.CheckConstraint(condition=~Q(currency=""), name="an_account_has_a_currency"),
        ]
        indexes = [
            models.Index(fields=["organisation", "sort_name", "number"], name="accounts_by_name"),
            models.Index(fields=["sort_name", "number"], name="accounts_of_all_by_name"),
        ]

    @property
    def field_companies(self) -> tuple[int, ...]:
        """The company that owns it."""
        return (self.organisation_id,)

    def __str__(self) -> str:
        return f"A-{self.number}"


def _of_contacts(contacts: list[int]) -> AccountQuerySet:
    return Account.objects.filter(among("contact", contacts)).only("contact", "number")


_OF_CONTACTS = Compiled(_of_contacts, contacts=list)


def account_numbers(contact_ids: Collection[int]) -> dict[int, int]:
    """Return the numbers of the accounts that some contacts have, in one query."""
    rows = _OF_CONTACTS.rows(contacts=list(contact_ids)) if contact_ids else ()
    return {row.contact_id: row.pk for row in rows}

"""The e-mail addresses and telephone numbers of a contact: several of each, one of each the main one."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from leadwright.contacts.models.contact import Contact


class Email(models.Model):
    """One e-mail address of a contact."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="emails")
    address = models.CharField(max_length=254)
    label = models.CharField(max_length=60, blank=True)
    is_main = models.BooleanField(default=False)

    class Meta:
        ordering = ["-is_main", "pk"]
        constraints = [
            models.UniqueConstraint("contact", Lower("address"), name="an_address_of_a_contact_is_told_once"),
            models.UniqueConstraint(
                fields=["contact"], condition=Q(is_main=True), name="a_contact_has_one_main_address"
            ),
        ]
        indexes = [models.Index(Lower("address"), name="contacts_by_address")]

    def __str__(self) -> str:
        return self.address


class Phone(models.Model):
    """One telephone number of a contact, kept in E.164."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="phones")
    number = models.CharField(max_length=20)
    label = models.CharField(max_length=60, blank=True)
    is_main = models.BooleanField(default=False)

    class Meta:
        ordering = ["-is_main", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["contact", "number"], name="a_number_of_a_contact_is_told_once"),
            models.UniqueConstraint(
                fields=["contact"], condition=Q(is_main=True), name="a_contact_has_one_main_number"
            ),
        ]
        indexes = [models.Index(fields=["number"], name="contacts_by_number")]

    def __str__(self) -> str:
        return self.number

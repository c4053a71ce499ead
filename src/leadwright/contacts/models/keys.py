"""What contacts are found by: the keys of each, and the words that names are made of.

Both indexes are kept true at once (fastupdate off): a list of pending entries is read whole by every question,
and an import asks thousands.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from leadwright.contacts.models.contact import Contact
from leadwright.people.models import Organisation


class ContactKeys(models.Model):
    """The keys of one contact: `w:` a word of its name, `e:` an address, `p:` a number, and so on."""

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, primary_key=True, related_name="keys")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+", db_index=False)
    keys = ArrayField(models.TextField())

    class Meta:
        indexes = [GinIndex(fields=["organisation", "keys"], name="contacts_by_key", fastupdate=False)]


class NameWord(models.Model):
    """A word that some name holds, with what is left of it when letters are missing; the same one may come twice."""

    word = models.CharField(max_length=40, db_collation="C")
    rests = ArrayField(models.IntegerField())

    class Meta:
        indexes = [
            GinIndex(fields=["rests"], name="words_by_rest", fastupdate=False),
            models.Index(fields=["word"], name="words_in_order"),
        ]

    def __str__(self) -> str:
        return self.word

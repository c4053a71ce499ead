"""Which contacts equal a blocked one of their own company, by what, while nobody has said that they are others.

An e-mail address, a VAT or a register number in common keeps a contact from leads; a telephone number, which
people share, only warns. Whoever belongs to another company is told nothing of it.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery

from leadwright.contacts.blocked_keys import shared_with_blocked
from leadwright.contacts.duplicates import SAME
from leadwright.contacts.matching import Feature
from leadwright.contacts.models import BlockedKey, Contact
from leadwright.people.models import User

FEATURES = {"e": Feature.EMAIL, "v": Feature.VAT, "r": Feature.REGISTER, "p": Feature.PHONE}


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """A blocked contact that another one equals, or None when the reader cannot see it, and by what."""

    contact: Contact | None
    features: tuple[Feature, ...]

    @property
    def is_sure(self) -> bool:
        """Tell whether it stands in the way of leads: a telephone number alone does not."""
        return any(feature is not Feature.PHONE for feature in self.features)

    @property
    def codes(self) -> list[str]:
        """What the two have in common, as the API says it for duplicates."""
        return [f"same_{feature.name.lower()}" for feature in self.features]

    @property
    def words(self) -> str:
        """What the two have in common, for people."""
        return ", ".join(str(SAME[feature]) for feature in self.features)


def likenesses(contact: Contact, *, by: User) -> list[Likeness]:
    """Return the blocked contacts that one of the reader's own company equals, the oldest first."""
    if contact.is_blocked or contact.organisation_id != by.organisation_id:
        return []
    features: dict[int, set[Feature]] = defaultdict(set)
    for pk, key in BlockedKey.objects.filter(pk__in=_keys_shared_by(contact)).values_list("contact", "key"):
        features[pk].add(FEATURES[key[0]])
    if not features:
        return []
    visible = Contact.objects.within_reach(by, "contact.view").in_bulk(list(features))
    return [
        Likeness(contact=visible.get(pk), features=tuple(f for f in FEATURES.values() if f in features[pk]))
        for pk in sorted(features)
    ]


def _keys_shared_by(contact: Contact) -> list[int]:
    shared = ArraySubquery(shared_with_blocked().values("pk"))
    return list(Contact.objects.filter(pk=contact.pk).values_list(shared, flat=True).get())

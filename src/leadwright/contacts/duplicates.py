"""Likely duplicates: which contacts within reach could be the one that somebody is about to enter, and why."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leadwright.contacts.candidates import MOST_WORDS, candidates, sought
from leadwright.contacts.indexing import records_of
from leadwright.contacts.matching import USUAL, Feature, Level, Record, Score, prepared, scored
from leadwright.contacts.matching.tolerance import sure_keys, telling, words_of
from leadwright.contacts.models import Contact
from leadwright.people.models import User

LIMIT = 10
LEAST = 0.01
CERTAIN = 0.99
# From which probability two contacts are called the same, until somebody says otherwise.
SURE = 0.9
CHANNELS = (Feature.EMAIL, Feature.PHONE, Feature.VAT, Feature.REGISTER)
NAMES = (Feature.GIVEN, Feature.FAMILY, Feature.NAME)
SAME = {
    Feature.GIVEN: _("same given name"),
    Feature.FAMILY: _("same family name"),
    Feature.NAME: _("same name"),
    Feature.STREET: _("same street"),
    Feature.HOUSE: _("same house number"),
    Feature.EXTRA: _("same rest of the address"),
    Feature.POSTCODE: _("same postcode"),
    Feature.CITY: _("same city"),
    Feature.REGION: _("same region"),
    Feature.BIRTH: _("same birth date"),
    Feature.EMAIL: _("same e-mail address"),
    Feature.PHONE: _("same telephone number"),
    Feature.VAT: _("same VAT number"),
    Feature.REGISTER: _("same register number"),
    Feature.COMPANY: _("same company"),
}
SIMILAR = {
    Feature.GIVEN: _("similar given name"),
    Feature.FAMILY: _("similar family name"),
    Feature.NAME: _("similar name"),
    Feature.STREET: _("similar street"),
    Feature.EXTRA: _("similar rest of the address"),
    Feature.POSTCODE: _("similar postcode"),
    Feature.CITY: _("similar city"),
    Feature.BIRTH: _("similar birth date"),
    Feature.EMAIL: _("similar e-mail address"),
    Feature.PHONE: _("similar telephone number"),
    Feature.VAT: _("similar VAT number"),
    Feature.REGISTER: _("similar register number"),
    Feature.COMPANY: _("similar company"),
}


@dataclass(frozen=True, kw_only=True)
class Reason:
    """What speaks for a match: a code such as same_phone, and words for people."""

    code: str
    detail: str | Promise


@dataclass(frozen=True, kw_only=True)
class Match:
    """A contact that may be the same, how probable that is (0 to 1), and why, the strongest reason first."""

    contact: Contact
    probability: float
    reasons: tuple[Reason, ...]


def likely(draft: Record, *, by: User, limit: int = LIMIT, but: int | None = None) -> list[Match]:
    """Return the contacts within the user's reach that the draft may repeat, the most probable first.

    `but` leaves out the contact that is being edited. The number of queries does not depend on what is found.
    """
    words = telling(words_of(draft), most=MOST_WORDS)
    result = candidates(sought(sure_keys(draft), words), by=by)
    rows = Contact.objects.within_reach(by, "contact.view").filter(pk__in=result).exclude(pk=but or 0)
    ready = prepared(draft)
    data = [(pk, scored(ready, prepared(record), weights=USUAL)) for pk, record in records_of(rows)]
    near = sorted((pair for pair in data if is_likely(pair[1])), key=lambda pair: (-pair[1].weight, pair[0]))
    best = dict(near[:limit])
    contacts = Contact.objects.select_related("company").with_channels().in_bulk(list(best))
    return [_match(contacts[pk], score) for pk, score in best.items() if pk in contacts]


def shares_channel(draft: Record, *, by: User) -> bool:
    """Tell whether a contact may have an address or a number of the draft: a quick look before a careful one."""
    keys = [key for key in sure_keys(draft) if key.startswith(("e:", "p:"))]
    return bool(keys and candidates(sought(keys, ()), by=by))


def is_likely(score: Score) -> bool:
    """Tell whether somebody should look: a probability that counts, or a channel or number in common."""
    return score.probability >= LEAST or any(
        feature in CHANNELS and level is Level.EXACT for feature, level in score.reasons
    )


def is_certain(score: Score) -> bool:
    """Tell whether no one needs to look: a channel or VAT number in common, and a name that is not another."""
    data = dict(score.reasons)
    sure = any(data.get(feature) is Level.EXACT for feature in (Feature.EMAIL, Feature.PHONE, Feature.VAT))
    named = any(feature in data for feature in NAMES) and not any(
        item in NAMES for item, _level in score.against
    )
    return sure and named and score.probability >= CERTAIN


def _match(contact: Contact, score: Score) -> Match:
    reasons = (_reason(feature, level) for feature, level in score.reasons)
    return Match(
        contact=contact,
        probability=round(score.probability, 4),
        reasons=tuple(reason for reason in reasons if reason is not None),
    )


def _reason(feature: Feature, level: Level) -> Reason | None:
    kind, words = ("same", SAME) if level is Level.EXACT else ("similar", SIMILAR)
    detail = words.get(feature)
    return Reason(code=f"{kind}_{feature.name.lower()}", detail=detail) if detail else None

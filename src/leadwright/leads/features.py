"""The parts of the product that an installation can do without: what is switched off is not there."""

from collections.abc import Iterable

from leadwright.foundation.refusals import refuse
from leadwright.leads.models import LeadDefinition
from leadwright.leads.rules import rules_in_force
from leadwright.leads.states import Feature

# The words in addresses, of pages and of the API alike, that belong to a part. The links in mails by which
# people confirm or withdraw a consent are none of them: they always work.
WORDS = {
    "import": Feature.IMPORT,
    "vcards": Feature.VCARDS,
    "vcard": Feature.VCARDS,
    "consents": Feature.CONSENTS,
    "consent-lists": Feature.CONSENTS,
    "products": Feature.PRODUCTS,
    "competitors": Feature.COMPETITORS,
    "team": Feature.TEAM,
    "notes": Feature.NOTES,
    "customers": Feature.CONVERSION,
    "convert": Feature.CONVERSION,
    "account_classes": Feature.CONVERSION,
    "credit_ratings": Feature.CONVERSION,
}
PLACES = {"company/consent/": Feature.CONSENTS, "api/v1/accounts": Feature.CONVERSION}


class Features:
    """What is switched on; the rules are asked only if somebody wants to know."""

    @property
    def off(self) -> frozenset[str]:
        """The codes of what is switched off."""
        return rules_in_force().switched_off

    def has(self, feature: str) -> bool:
        """Tell whether a part is there."""
        return feature not in self.off

    def refuse_if_off(self, feature: str) -> None:
        """Refuse with FEATURE_OFF (404) unless a part is there."""
        if not self.has(feature):
            refuse("FEATURE_OFF")

    def has_place(self, route: str) -> bool:
        """Tell whether an address is there, by the route that leads to it; most belong to no part."""
        return all(self.has(feature) for feature in _parts_of(route))


def refuse_if_off(feature: Feature) -> None:
    """Refuse a verb of a part that is switched off, whichever way it was asked for."""
    Features().refuse_if_off(feature)


def converts(definition: LeadDefinition) -> bool:
    """Tell whether a won lead makes its contact a customer: by the definition, while the part is there."""
    return definition.converts and Features().has(Feature.CONVERSION)


def _parts_of(route: str) -> Iterable[str]:
    named = {WORDS[word] for word in route.split("/") if word in WORDS}
    return named | {part for place, part in PLACES.items() if route.startswith(place)}

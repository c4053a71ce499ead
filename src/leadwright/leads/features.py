"""The parts of the product that an installation can do without: what is switched off is not there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from leadwright.foundation.refusals import refuse
from leadwright.leads.models import LeadDefinition
from leadwright.leads.rules import rules_in_force
from leadwright.leads.states import Feature

# The lists of the settings that belong to a part.
LISTS: dict[str, Feature] = {
    "products": Feature.PRODUCTS,
    "competitors": Feature.COMPETITORS,
    "account_classes": Feature.CONVERSION,
    "credit_ratings": Feature.CONVERSION,
    "consent_channels": Feature.CONSENTS,
    "consent_senders": Feature.CONSENTS,
    "consent_purposes": Feature.CONSENTS,
}
View = Callable[..., Any]


class Features:
    """What is switched on; the rules are asked only if somebody wants to know."""

    @property
    def off(self) -> frozenset[str]:
        """The codes of what is switched off."""
        return rules_in_force().switched_off

    def has(self, feature: str) -> bool:
        """Tell whether a part is there."""
        return feature not in self.off

    def has_list(self, kind: str) -> bool:
        """Tell whether a list of the settings is there; most belong to no part."""
        return kind not in LISTS or self.has(LISTS[kind])


def refuse_if_off(feature: Feature) -> None:
    """Refuse a verb of a part that is switched off, whichever way it was asked for."""
    if not Features().has(feature):
        refuse("FEATURE_OFF")


def converts(definition: LeadDefinition) -> bool:
    """Tell whether a won lead makes its contact a customer: by the definition, while the part is there."""
    return definition.converts and Features().has(Feature.CONVERSION)


def part_of(feature: Feature) -> Callable[[View], View]:
    """Let a view belong to a part, on either face: while that is switched off, the view is not there."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            refuse_if_off(feature)
            return view(*args, **kwargs)

        guarded.__dict__["feature"] = feature
        return guarded

    return guard

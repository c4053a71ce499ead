"""The lists of which templates and media name rows: what can be chosen now, or what a configuration file says."""

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import TypeVar

from leadwright.communication.models import Medium
from leadwright.communication.offering import offered_media
from leadwright.consent.models import ConsentChannel, ConsentPurpose, ConsentSender
from leadwright.foundation.labels import Listed
from leadwright.leads.configuration.blueprint import Blueprint
from leadwright.leads.models import LeadType, Product

Row = TypeVar("Row", bound=Listed)


class Lists:
    """Rows that can be named, by their codes: those that are not retired."""

    @cached_property
    def media(self) -> Mapping[str, Medium]:
        """By what people communicate."""
        return {row.code: row for row in offered_media()}

    @cached_property
    def channels(self) -> Collection[str]:
        """The channels of consent."""
        return list(_offered(ConsentChannel))

    @cached_property
    def senders(self) -> Mapping[str, ConsentSender]:
        """In whose name something is said."""
        return _offered(ConsentSender)

    @cached_property
    def purposes(self) -> Mapping[str, ConsentPurpose]:
        """What something is said about."""
        return _offered(ConsentPurpose)

    @cached_property
    def types(self) -> Collection[str]:
        """The lead types."""
        return sorted(_offered(LeadType))

    @cached_property
    def products(self) -> Collection[str]:
        """The products."""
        return sorted(_offered(Product))


class ListsOfFile(Lists):
    """Rows that the same file names, retired ones too; what is not stored yet stands in for its row."""

    def __init__(self, blueprint: Blueprint, media: Mapping[str, Medium]) -> None:
        codes = {
            kind: [row.code for row in blueprint.entries(kind)]
            for kind in ("consent_channels", "consent_senders", "consent_purposes", "products")
        }
        self.media, self.channels = media, codes["consent_channels"]
        self.senders = _standing_in(ConsentSender, codes["consent_senders"])
        self.purposes = _standing_in(ConsentPurpose, codes["consent_purposes"])
        self.types, self.products = [row.code for row in blueprint.types], codes["products"]


def _offered(model: type[Row]) -> dict[str, Row]:
    return {row.code: row for row in model._default_manager.filter(is_retired=False)}


def _standing_in(model: type[Row], codes: Collection[str]) -> dict[str, Row]:
    stored = {row.code: row for row in model._default_manager.all()}
    return {code: stored.get(code) or model(code=code) for code in codes}

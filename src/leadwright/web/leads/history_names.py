"""The names behind the ids and codes that entries of history hold."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db.models import CharField, Value
from django.utils.translation import get_language

from leadwright.contacts.models import Contact
from leadwright.foundation.labels import Named, label_in
from leadwright.history.models import Entry
from leadwright.leads.models import Category, Competitor, LostReason, PartyRole, Product, Source, Status
from leadwright.leads.rules import rules_in_force
from leadwright.people.models import Organisation, User
from leadwright.web.base.choices import branded

USERS = ("owner", "from_owner", "to_owner", "user", "member")
Kind = type[User] | type[Organisation] | type[Contact]


class Names:
    """What is named in some entries: people and companies by one query, codes from the rules in force."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        wanted: dict[Kind, set[Any]] = {User: set(), Organisation: set(), Contact: set()}
        for entry in entries:
            told, changes = entry.details, entry.details.get("changes", {})
            wanted[User] |= {*changes.get("owner", ()), *(told.get(name) for name in USERS)}
            wanted[Contact] |= {*changes.get("contact", ()), told.get("company"), told.get("person")}
            wanted[Organisation].add(told.get("organisation"))
        found = _names(wanted)
        self.users = found[User]
        self.organisations = found[Organisation]
        self.contacts = found[Contact]

    @cached_property
    def statuses(self) -> dict[str, str]:
        """The labels of statuses by their codes."""
        return _labels(Status)

    @cached_property
    def reasons(self) -> dict[str, str]:
        """The labels of reasons by their codes."""
        return _labels(LostReason)

    @cached_property
    def sources(self) -> dict[int | str, str]:
        """The labels of sources by their codes, and by their ids."""
        return {**_labels(Source), **_labels(Source, key="pk")}

    @cached_property
    def categories(self) -> dict[int, str]:
        """The labels of categories by their ids."""
        return _labels(Category, key="pk")

    @cached_property
    def roles(self) -> dict[str, str]:
        """The labels of what companies and people are in a lead, by their codes."""
        return _labels(PartyRole)

    @cached_property
    def products(self) -> dict[str, str]:
        """The labels of products by their codes."""
        return _labels(Product)

    @cached_property
    def competitors(self) -> dict[str, str]:
        """The labels of competitors by their codes."""
        return _labels(Competitor)


def _names(wanted: dict[Kind, set[Any]]) -> dict[Kind, dict[int, str]]:
    """Ask for the names of all kinds at once."""
    found: dict[Kind, dict[int, str]] = {kind: {} for kind in wanted}
    kinds = {kind.__name__: kind for kind in wanted}
    parts = []
    for name, kind in kinds.items():
        if ids := [one for one in wanted[kind] if isinstance(one, int)]:
            marked = kind._default_manager.filter(pk__in=ids).annotate(named_as=Value(name, CharField()))
            parts.append(marked.order_by().values_list("named_as", "pk", "name"))
    if parts:
        for name, pk, label in parts[0].union(*parts[1:], all=True):
            found[kinds[name]][pk] = label
    return found


def _labels(model: type[Named], key: str = "code") -> dict[Any, str]:
    rows, language = rules_in_force().listed(model), get_language()
    return {getattr(row, key): branded(label_in(row.labels, language, row.code)) for row in rows}

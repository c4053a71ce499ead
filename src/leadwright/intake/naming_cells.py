"""Whom the cells of a file name: contacts and users by number, address or name, all asked for at once."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from leadwright.contacts.models import Contact, ContactQuerySet
from leadwright.contacts.models.channels import Email
from leadwright.fields.reading import Unfit
from leadwright.fields.subjects import Kind
from leadwright.foundation.numbers import number_in
from leadwright.foundation.text import fault_in_line, name_key, trimmed
from leadwright.history.facts import Party
from leadwright.people.models import Organisation, User

NAMING = frozenset({Kind.CONTACT, Kind.USER})
# So many texts are asked for at once.
MANY = 5_000
Meant = Mapping[str, set[int]]


@dataclass(frozen=True, kw_only=True)
class People:
    """Whom some texts name: the rows with their number, their address or their name."""

    numbered: frozenset[int] = frozenset()
    addressed: Meant = field(default_factory=dict)
    called: Meant = field(default_factory=dict)

    def rows_of(self, text: str, key: str) -> Collection[int]:
        """Return the rows that a text means: by a number it is that one, by an address those that have it."""
        number = number_in(text)
        if number is not None:
            return {number} & self.numbered
        return self.addressed.get(text.lower()) or self.called.get(key, set())


class NamedCells:
    """Finds the contacts and users that cells name, of those within the importer's reach."""

    def __init__(self, organisation: Organisation, by: User | Party) -> None:
        self.contacts = contacts_for(organisation, by)
        self.users = User.objects.filter(organisation=organisation, is_active=True)
        self.known = {Kind.CONTACT: People(), Kind.USER: People()}

    def ask(self, kind: Kind, texts: Collection[str]) -> None:
        """Find out whom texts name, in as many questions for many as for few."""
        plain = {text for text in map(trimmed, texts) if text and not fault_in_line(text)}
        if plain:
            asked = self._contacts if kind is Kind.CONTACT else self._users
            self.known[kind] = asked(plain)

    def row_of(self, kind: Kind, text: str) -> int | None:
        """Return the id of the only row that a text names; none and several are Unfit, and nothing is guessed."""
        text = trimmed(text)
        if not text:
            return None
        rows = self.known[kind].rows_of(text, _key(text) if kind is Kind.CONTACT else text)
        if len(rows) == 1:
            return next(iter(rows))
        raise Unfit((_of_several if rows else _of_none)(kind).format(text=text[:60], number=len(rows)))

    def _contacts(self, texts: Collection[str]) -> People:
        numbers = {number for text in texts if (number := number_in(text)) is not None}
        lent = Email.objects.filter(contact__in=self.contacts)
        return People(
            numbered=frozenset(
                _pks(numbers, lambda some: self.contacts.filter(pk__in=some).values_list("pk"))
            ),
            addressed=_by(
                {text.lower() for text in texts if "@" in text},
                lambda some: (
                    lent.annotate(plain=Lower("address"))
                    .filter(plain__in=some)
                    .values_list("plain", "contact")
                ),
            ),
            called=_by(
                {_key(text) for text in texts} - {""},
                lambda some: self.contacts.filter(sort_name__in=some).values_list("sort_name", "pk"),
            ),
        )

    def _users(self, texts: Collection[str]) -> People:
        return People(
            addressed=_by(
                {text.lower() for text in texts if "@" in text},
                lambda some: self.users.filter(email__in=some).values_list("email", "pk"),
            ),
            called=_by(texts, lambda some: self.users.filter(name__in=some).values_list("name", "pk")),
        )


def contacts_for(organisation: Organisation, by: User | Party) -> ContactQuerySet:
    """Return the contacts that a file can name: those within the reach of whoever brings it in, else its company's."""
    if isinstance(by, User):
        return Contact.objects.within_reach(by, "contact.view")
    return Contact.objects.filter(organisation=organisation).standing()


def _key(text: str) -> str:
    return name_key(text)


def _parts(values: Collection[Any]) -> Iterator[list[Any]]:
    ordered = sorted(values)
    return (ordered[place : place + MANY] for place in range(0, len(ordered), MANY))


def _pks(numbers: Collection[int], asked: Callable[[list[int]], Iterable[tuple[int]]]) -> set[int]:
    return {pk for part in _parts(numbers) for (pk,) in asked(part)}


def _by(
    texts: Collection[str], asked: Callable[[list[str]], Iterable[tuple[str, int]]]
) -> dict[str, set[int]]:
    """Return ids by the texts that mean them."""
    result: dict[str, set[int]] = {}
    for part in _parts(texts):
        for text, pk in asked(part):
            result.setdefault(text, set()).add(pk)
    return result


def _of_several(kind: Kind) -> str:
    if kind is Kind.CONTACT:
        return _("“{text}” means {number} contacts; write the number of the one that is meant")
    return _("“{text}” means {number} users; write the e-mail address of the one that is meant")


def _of_none(kind: Kind) -> str:
    if kind is Kind.CONTACT:
        return _(
            "“{text}” is no contact that you may see; write its number, an e-mail address of it or its name"
        )
    return _("“{text}” is no active user of your company; write the e-mail address or the full name of one")

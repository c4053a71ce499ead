"""What the filters of leads can be set to: codes, levels, people and places, never beyond the reader's reach."""

from collections.abc import Callable

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from leadwright.contacts.models import Contact
from leadwright.foundation.labels import Named
from leadwright.foundation.money import currency_of_country, is_currency
from leadwright.foundation.numbers import number_in
from leadwright.leads.levels import offered_levels
from leadwright.leads.models import Lead, LeadQuerySet
from leadwright.leads.references import possible_owners
from leadwright.leads.rules import rules_in_force
from leadwright.leads.states import Feature, Scale
from leadwright.people.filter_kinds import chosen_of, level, row
from leadwright.people.filtering import Choices, Kind, Reader, Unfit
from leadwright.people.models import Group, Organisation, Unit, User

MOST = 200
HIGHEST = {Scale.PRIORITY: 10, Scale.IMPORTANCE: 8}


def coded(model: type[Named]) -> Kind:
    """Return the kind of a configuration list, retired rows too: leads still have them."""
    return chosen_of(lambda reader: [(row.code, row.label) for row in rules_in_force().listed(model)])


def levels(scale: Scale) -> Kind:
    """Return the kind of the levels of a scale."""

    def choices(reader: Reader) -> Choices:
        return [(str(row.level), f"{row.label} ({row.level})") for row in offered_levels(scale)]

    return level(HIGHEST[scale], choices)


def currency_for(user: User) -> str:
    """Return the currency in which a reader means an amount who names none: that of the own organisation."""
    definition = rules_in_force().definition
    usual = definition.default_currency if definition is not None else "EUR"
    return currency_of_country(user.organisation.country, otherwise=usual)


def _currency(text: str, reader: Reader) -> str:
    if not is_currency(text.upper()):
        raise Unfit(_("there is no such currency; write its code, such as EUR"))
    return text.upper()


CURRENCY = Kind(read=_currency, control="text", schema={"type": "string", "pattern": "^[A-Za-z]{3}$"})


def _words_for_owners(reader: Reader) -> Choices:
    team = [("team", _("me or my teams"))] if reader.has(Feature.TEAM) else []
    return [("me", _("me")), *team, ("any", _("anybody")), ("none", _("nobody"))]


def _owners(reader: Reader) -> Choices:
    people = possible_owners(reader.user.organisation_id).values_list("email", "name")[:MOST]
    return [*_words_for_owners(reader), *people]


def _owner(text: str, reader: Reader) -> str | int:
    """Return me, team, none or any as they are, and of a person the key."""
    plain = text.lower()
    if plain in dict(_words_for_owners(reader)):
        return plain
    user = User.objects.filter(email=plain).first()
    is_own = user is not None and user.organisation_id == reader.user.organisation_id
    if user is None or not (is_own or _on_a_lead(reader, owner=user.pk)):
        raise Unfit(_("write me, team, none, any, or the e-mail address of somebody whose leads you can see"))
    return user.pk


OWNER = Kind(read=_owner, control="choice", schema={"type": "string"}, choices=_owners)


def _on_a_lead(reader: Reader, **place: int) -> bool:
    rows: LeadQuerySet = Lead.objects.within_reach(reader.user, "lead.view")
    return rows.filter(**place).exists()


def _lead(text: str, reader: Reader) -> int:
    number = number_in(text.upper().removeprefix("L-"))
    if number is None or not _on_a_lead(reader, pk=number):
        raise Unfit(_("write the number of a lead that you can see, such as 1042"))
    return number


LEAD = Kind(read=_lead, control="text", schema={"type": "string", "pattern": "^([Ll]-)?[0-9]+$"})


def _seen(known: Callable[[User], "QuerySet[Model]"], column: str = "") -> Callable[[int, Reader], bool]:
    """Return what tells a row that the reader knows, or that stands on a lead within the reader's reach."""

    def is_seen(pk: int, reader: Reader) -> bool:
        is_known = known(reader.user).filter(pk=pk).exists()
        return is_known or bool(column and _on_a_lead(reader, **{column: pk}))

    return is_seen


def _own_units(user: User) -> "QuerySet[Unit]":
    return Unit.objects.filter(group__organisation=user.organisation_id).order_by("group__name", "name")


def _own_groups(user: User) -> "QuerySet[Group]":
    return Group.objects.filter(organisation=user.organisation_id).order_by("name", "pk")


def _units(reader: Reader) -> Choices:
    rows = _own_units(reader.user).values_list("pk", "name", "group__name")
    return [(str(pk), f"{name} · {group}") for pk, name, group in rows]


def _groups(reader: Reader) -> Choices:
    return [(str(pk), name) for pk, name in _own_groups(reader.user).values_list("pk", "name")]


def _partners(reader: Reader) -> Choices:
    own = Organisation.objects.filter(pk=reader.user.organisation_id)
    rows = (own | Organisation.objects.partners_of(reader.user)).order_by("name").values_list("pk", "name")
    return [(str(pk), name) for pk, name in rows[:MOST]]


def _senders(reader: Reader) -> Choices:
    rows = Organisation.objects.vendors_of(reader.user.organisation_id).values_list("pk", "name")
    return [(str(pk), name) for pk, name in rows]


UNIT = row(_seen(_own_units, "unit"), _units)
GROUP = row(_seen(_own_groups), _groups)
PARTNER = row(_seen(Organisation.objects.known_to, "organisation"), _partners)
SENDER = row(_seen(Organisation.objects.known_to, "sender"), _senders)
CONTACT = row(_seen(lambda user: Contact.objects.within_reach(user, "contact.view"), "contact"))
ACCOUNT = row(lambda pk, reader: _on_a_lead(reader, account=pk))

"""A contact as its page tells it: facts, channels, leads, people and history."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, Q
from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leadwright.contacts.channels import phone_in_words
from leadwright.contacts.models import Contact, Kind
from leadwright.contacts.telling import hidden_from
from leadwright.contacts.titles import title_in_words
from leadwright.contacts.warnings import warnings_about
from leadwright.foundation.formats import day, locale_of
from leadwright.foundation.money import country_name
from leadwright.leads.models import Lead, LeadQuerySet
from leadwright.leads.states import OPEN, State
from leadwright.messages.refused import refused_among
from leadwright.people.models import User
from leadwright.web.parts.acting import CALL, MAIL, acting_by, form_beside
from leadwright.web.parts.lead_lines import COLUMNS, lead_rows
from leadwright.web.parts.lead_links import address_with
from leadwright.web.parts.shapes import LeadRow, Tile

LEADS = 20
Facts = list[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class ChannelLine:
    """An address or a number, as a link; beside it `form` opens, in which what came of it is kept."""

    link: str
    text: str
    label: str
    is_main: bool
    form: str = ""


def facts_of(contact: Contact, *, by: User, at: datetime) -> Facts:
    """Return what is kept of a contact, without what is empty."""
    is_person = contact.kind == Kind.PERSON
    age = contact.age_on(at.astimezone(ZoneInfo(by.time_zone)).date())
    born = contact.birth_date
    birth = day(born, locale_of(get_language() or "en"), ZoneInfo(by.time_zone)) if born else ""
    rate, owns = contact.vat_rate, not hidden_from(by, contact)
    rows = [
        (_("Title"), title_in_words(contact.title) if is_person else _("Company")),
        (_("Function"), contact.job_title),
        (_("Date of birth"), birth),
        (_("Age"), "" if age is None else str(age)),
        (_("Register number"), contact.register_number),
        (_("VAT number"), contact.vat_number),
        (_("VAT percentage"), "" if rate is None else f"{formats.number_format(rate.normalize())} %"),
        *(_of_the_owner(contact) if owns else ()),
        (_("Preferred language"), contact.language),
    ]
    return [(name, value) for name, value in rows if value]


def _of_the_owner(contact: Contact) -> Facts:
    return [
        (_("Contact groups"), ", ".join(group.label for group in contact.groups.all())),
        (_("Segment"), contact.segment),
        (_("Fleet code"), contact.fleet_code),
        (_("Access group"), contact.access_group.name if contact.access_group else ""),
    ]


def address_of(contact: Contact) -> list[str]:
    """Return the postal address, line by line."""
    locale = locale_of(get_language() or "en")
    town = " ".join(part for part in (contact.postcode, contact.city) if part)
    country = country_name(contact.country, locale) if contact.country else ""
    return [line for line in (contact.street, contact.street_extra, town, contact.region, country) if line]


def channels_of(contact: Contact, *, by: User) -> list[ChannelLine]:
    """Return the addresses and numbers, the main ones first."""
    acting = acting_by(by)
    write, call = (form_beside(acting, approach, contact.pk) for approach in (MAIL, CALL))
    emails = [
        ChannelLine(
            link=f"mailto:{email.address}",
            text=email.address,
            label=email.label,
            is_main=email.is_main,
            form=write,
        )
        for email in contact.emails.all()
    ]
    phones = [
        ChannelLine(
            link=f"tel:{phone.number}",
            text=phone_in_words(phone.number),
            label=phone.label,
            is_main=phone.is_main,
            form=call,
        )
        for phone in contact.phones.all()
    ]
    return phones + emails


def forms_for(people: Iterable[Contact], *, by: User) -> dict[int, str]:
    """Return the forms that open beside a mail to the people of a company, by their keys."""
    acting = acting_by(by)
    return {person.pk: form_beside(acting, MAIL, person.pk) for person in people}


def notices_of(contact: Contact) -> list[str]:
    """Return what somebody who looks at the contact should know."""
    rows = []
    if contact.is_blocked:
        rows.append(_("This contact is blocked: no new lead can be made with it, and none of its leads won."))
    if contact.company and contact.company.is_blocked:
        rows.append(_("The company of this contact, {name}, is blocked.").format(name=contact.company.name))
    refused = refused_among([row.address for row in contact.emails.all()])
    sentence = _("The mail server refuses {address}: “{answer}”. Correct the address.")
    rows += [sentence.format(address=address, answer=answer) for address, answer in refused.items()]
    return rows + warnings_about(contact)


def leads_of(contact: Contact, user: User) -> LeadQuerySet:
    """Return the leads of a contact, and of a company's people, that the user may see."""
    own = Q(contact=contact)
    if contact.kind == Kind.COMPANY:
        # Asked apart, since an index finds the people and then their leads; joined, every lead was read.
        own = Q(contact__in=Contact.objects.filter(Q(pk=contact.pk) | Q(company=contact)).values("pk"))
    rows: LeadQuerySet = Lead.objects.within_reach(user, "lead.view").filter(own)
    return rows


def lead_tiles(contact: Contact, user: User) -> list[Tile]:
    """Return how many leads of the contact are open, won and lost, each a way to their list."""
    counted = dict(leads_of(contact, user).order_by().values_list("state").annotate(n=Count("pk")))
    groups = (
        (_("Open"), OPEN, ""),
        (_("Won"), (State.WON,), "WON"),
        (_("Lost"), (State.LOST,), "LOST"),
        (_("Cancelled"), (State.CANCELLED,), "CANCELLED"),
    )
    return [
        Tile(
            name=name,
            value=str(sum(counted.get(state, 0) for state in states)),
            href=address_with(contact=str(contact.pk), owner="any", **({"state": wanted} if wanted else {})),
        )
        for name, states, wanted in groups
    ]


def latest_leads(contact: Contact, user: User, at: datetime) -> list[LeadRow]:
    """Return the newest leads of a contact."""
    rows = leads_of(contact, user).order_by("-number").values_list(*COLUMNS)
    return lead_rows(list(rows[:LEADS]), at, by=user)

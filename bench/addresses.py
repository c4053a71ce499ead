"""Every page of the product by the addresses that it has, with keys of rows that somebody can reach."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern, URLResolver, get_resolver

from leadwright.accounts.models import Account
from leadwright.contacts.models import Contact
from leadwright.intake.models import Import
from leadwright.leads.configuration.blueprint import LISTS
from leadwright.leads.configuration.rows import stored
from leadwright.leads.models import Lead
from leadwright.people.models import Profile, User
from leadwright.privacy.models import Subject

PLACEHOLDER = re.compile(r"<(?:\w+:)?\w+>|\(\?P<\w+>[^)]*\)")
# Programs read what lies below, but for the two pages about it.
OF_PROGRAMS = ("api/v1/", "health")
READ_BY_PEOPLE = ("api/v1/docs", "api/v1/openapi.json")
# What a page shows once it is asked for something; {lead} and {contact} are numbers in reach.
ASKED = (
    "leads/?q=printers",
    "leads/?owner=any&state=any",
    "leads/?select=1",
    "search/?q=peeters",
    "search/?q=peters jan",
    "contacts/?q=peeters",
    "contacts/?kind=company",
    "contacts/?customer=yes",
    "contacts/alike/?name=Jan Peeters",
    "contacts/companies/?company=b",
    "leads/new/?q=peeters",
    "leads/new/contact/?name=Jan Peeters",
    "leads/new/role/?contact={contact}&source=showroom",
    "leads/new/existing/?contact={contact}&source=showroom",
    "leads/new/details/?contact={contact}&source=showroom",
    "leads/{lead}/?history=all",
    "leads/{lead}/contacts/add/?q=peeters",
    "leads/bulk/?verb=assign&lead={lead}.1",
    "contacts/{contact}/merge/?q=peeters",
    "contacts/{contact}/consents/write/?channel=sms&sender=brand&purpose=events",
    "company/rights/?lead={lead}",
    "company/privacy/?person=peeters",
    "company/privacy/preview/?contact={contact}",
)


@dataclass(kw_only=True)
class Keys:
    """What stands in the places of an address, by how the address begins; the longest beginning counts."""

    values: dict[str, list[str]] = field(default_factory=dict)

    def filled(self, route: str) -> list[str]:
        """Return the addresses of a route; none when there is no such row, or a secret stands in it."""
        if "{}" not in route:
            return [route]
        known = [start for start in self.values if route.startswith(start)]
        keys = self.values[max(known, key=len)] if known else []
        return [route.replace("{}/{}/{}", key).replace("{}", key, 1) for key in keys if "{}" not in key]

    def asked(self) -> list[str]:
        """Return the addresses with a question."""
        places = {"lead": self.values["leads/{}"][:1], "contact": self.values["contacts/{}"][:1]}
        known = {name: keys[0] for name, keys in places.items() if keys}
        return [
            page.format(**known)
            for page in ASKED
            if all(f"{{{n}}}" not in page for n in places if n not in known)
        ]


def routes() -> list[str]:
    """Return the route of each page, with {} where a key stands."""
    found = {PLACEHOLDER.sub("{}", raw).replace("^", "").replace("$", "") for raw in _walk(get_resolver())}
    return sorted(route for route in found if route in READ_BY_PEOPLE or not route.startswith(OF_PROGRAMS))


def _walk(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from _walk(pattern, route)


def pages(user: User) -> list[str]:
    """Return the address of each page with rows that a user can reach."""
    keys = keys_for(user)
    addresses = [address for route in routes() for address in keys.filled(route)]
    return [f"/{address}" for address in (*addresses, *keys.asked()) if "{}" not in address]


def keys_for(user: User) -> Keys:
    """Return rows that a user can reach: leads of several states, the first and the last of others."""
    contacts = Contact.objects.within_reach(user, "contact.view")
    values = {
        "leads/{}": _leads(user),
        "contacts/{}": _ends(contacts, "pk"),
        "customers/{}": _ends(Account.objects.within_reach(user, "contact.view"), "number"),
        "leads/import/{}": _ends(Import.objects.within_reach(user, "lead.import"), "pk"),
        "company/users/{}": _ends(User.objects.filter(organisation=user.organisation_id), "pk"),
        "company/profiles/{}": _ends(Profile.objects.known_to(user), "pk"),
        "company/privacy/rules/{}": list(Subject.values),
    }
    return Keys(values=values | _of_settings())


def _leads(user: User) -> list[str]:
    reach = Lead.objects.within_reach(user, "lead.view")
    own = reach.filter(owner=user)
    kinds = (own.filter(state="IN_PROGRESS"), reach.filter(acceptance="AWAITING"), reach.filter(state="WON"))
    return [str(lead.pk) for kind in kinds for lead in kind.order_by("-pk")[:1]]


def _ends(rows: "QuerySet[Any]", column: str) -> list[str]:
    ends = (rows.order_by("pk"), rows.order_by("-pk"))
    return sorted({str(key) for end in ends for key in end.values_list(column, flat=True)[:1]})


def _of_settings() -> dict[str, list[str]]:
    """Return the first row of each list of the settings, and the first way from one status to another."""
    rules = stored()
    rows = {kind: getattr(rules, kind)[:1] for kind in (*LISTS, "types", "definitions")}
    values = {f"company/settings/{kind}/{{}}": [row.code for row in some] for kind, some in rows.items()}
    kind = rules.types[0]
    return values | {
        "company/settings/types/{}/{}/{}": [
            f"{kind.code}/{move.start}/{move.end}" for move in kind.transitions[:1]
        ]
    }

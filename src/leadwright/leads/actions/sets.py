"""Which verbs are done to several leads as one set, and what they need to know of all of them beforehand."""

from collections.abc import Mapping, Sequence
from typing import Any

from leadwright.clocks.actions import running_of_each
from leadwright.contacts.actions import loans_of
from leadwright.leads.customers import know_accounts
from leadwright.leads.lifecycle import Verb
from leadwright.leads.models import Lead
from leadwright.leads.offers import last_offers_of, open_offers_of
from leadwright.leads.parties import know_lines

# They hold contacts, and those are held before any lead, or write what has to have its number at once.
ALONE = frozenset((Verb.QUALIFY, Verb.WIN, Verb.COMMUNICATE))
ANSWERING = frozenset((Verb.OFFER, Verb.WITHDRAW, Verb.ACCEPT, Verb.REJECT, Verb.CANCEL, Verb.DELETE))
NAMING = frozenset((Verb.OFFER, Verb.EDIT, Verb.LOSE, Verb.CANCEL))
OF_SENDER = frozenset((Verb.LOSE, Verb.CANCEL))
LENDING = frozenset((Verb.OFFER, Verb.EDIT))


def is_set(verb: str, data: Mapping[str, Any]) -> bool:
    """Tell whether a verb holds nothing but the leads: it is done to all of them in one transaction."""
    return Verb(verb) not in ALONE and not data.get("contact")


def prepare(verb: str, leads: Sequence[Lead]) -> None:
    """Ask at once for what the verb looks at in each of these leads, which are held."""
    numbers, kind = [lead.pk for lead in leads], Verb(verb)
    running_of_each("lead", numbers)
    if kind in ANSWERING:
        open_offers_of(numbers)
    if kind in OF_SENDER:
        last_offers_of([lead.pk for lead in leads if lead.sender_id is not None])
    if kind in NAMING:
        know_lines(leads)
    if kind in LENDING:
        loans_of(numbers)
    if kind is Verb.EDIT:
        know_accounts(leads)

"""What a lead is found by: its number, description, contact and company, kept in one indexed text."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Q

from leadwright.contacts.models import Contact
from leadwright.fields.searching import words_in
from leadwright.fields.subjects import Subject
from leadwright.foundation.copying import update_each
from leadwright.foundation.subqueries import among
from leadwright.foundation.text import sort_key
from leadwright.leads.models import Interest, Lead, Party
from leadwright.leads.parties import WHO, everybody, lines_of

LONGEST, LONGEST_OWN = 4000, 2000
AT_ONCE = 2_000


def words_of(lead: Lead, people: Iterable[Contact], wishes: Iterable[str] = ()) -> str:
    """Return the text that a lead is found by: its number, whom it names, and what is wanted, newest first.

    The own fields that are searched come behind it, so that neither takes the place of the other.
    """
    parts = [str(lead.number)]
    for contact in people:
        parts += [contact.name, contact.email, contact.phone]
        parts += [contact.company.name] if contact.company else []
    parts += [lead.contact_email, lead.contact_phone, *wishes, lead.description]
    own = sort_key(" ".join(words_in(lead.own_fields, Subject.LEAD)))[:LONGEST_OWN]
    return " ".join(filter(None, (sort_key(" ".join(part for part in parts if part))[:LONGEST], own)))


def index(lead: Lead, *, lines: Iterable[Party] | None = None, wishes: Iterable[str] | None = None) -> None:
    """Keep the search text and the sort key of a lead true; no version rises for that.

    Lines and wishes that are not handed in are asked for.
    """
    if wishes is None:
        wishes = lead.interests.values_list("description", flat=True) if lead.may_have("interests") else ()
    lead.search = words_of(lead, everybody(lines_of(lead) if lines is None else lines), wishes)
    lead.contact_sort = lead.contact.sort_name if lead.contact else ""
    lead.write("search", "contact_sort")


def index_numbers(numbers: Iterable[int]) -> None:
    """Index leads again, in the same statements for any number of them in a part."""
    ordered = sorted(set(numbers))
    for start in range(0, len(ordered), AT_ONCE):
        _index_together(ordered[start : start + AT_ONCE])


def index_leads_of(contact: Contact) -> None:
    """Index the leads of a contact, and of its people, again after it has changed."""
    concerned = [contact.pk, *contact.people.values_list("pk", flat=True)]
    lines = Party.objects.filter(Q(person__in=concerned) | Q(company=contact)).values_list("lead")
    for lead in Lead.objects.filter(among("pk", lines)).select_related("contact"):
        index(lead)


def index_leads_naming(contacts: Collection[int]) -> None:
    """Index the leads of many contacts, and of their people, again: in the same statements for any number of each."""
    people = Contact.objects.filter(company__in=contacts).values("pk")
    named = Q(person__in=contacts) | Q(person__in=people) | Q(company__in=contacts)
    index_numbers(Party.objects.filter(named).values_list("lead", flat=True))


def _index_together(numbers: Collection[int]) -> None:
    leads = list(Lead.objects.filter(pk__in=numbers).select_related("contact"))
    lines: dict[int, list[Party]] = defaultdict(list)
    for line in Party.objects.select_related(*WHO).filter(lead__in=numbers):
        lines[line.lead_id].append(line)
    wishes: dict[int, list[str]] = defaultdict(list)
    for lead, wish in Interest.objects.filter(lead__in=numbers).values_list("lead", "description"):
        wishes[lead].append(wish)
    for row in leads:
        row.search = words_of(row, everybody(lines[row.pk]), wishes[row.pk])
        row.contact_sort = row.contact.sort_name if row.contact else ""
    if leads:
        update_each(leads, ("search", "contact_sort"))

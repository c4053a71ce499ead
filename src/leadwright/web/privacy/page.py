"""Erasures in words: what would go, what stays, and what a receipt says."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from leadwright.contacts.models import Contact
from leadwright.contacts.national import is_kept
from leadwright.contacts.recalling import sharers
from leadwright.foundation.personal import Mention
from leadwright.people.models import User
from leadwright.privacy.models import Reason, Subject
from leadwright.web.parts.contact_lines import ContactRow, contact_rows

PLACES = {
    "contacts": (
        gettext_noop("Contact records"),
        gettext_noop("name, addresses, numbers and all other fields, with what was merged into them"),
    ),
    "numbers": (gettext_noop("National numbers"), gettext_noop("the number and its legal basis")),
    "leads": (
        gettext_noop("Leads"),
        gettext_noop(
            "descriptions, comments and reasons; the person's name and addresses in the texts of others"
        ),
    ),
    "activities": (
        gettext_noop("Activities"),
        gettext_noop("subject, details and notes; kind, time and direction stay"),
    ),
    "accounts": (
        gettext_noop("Accounts receivable"),
        gettext_noop("name, address and VAT number; number, class, rating and dates stay for the books"),
    ),
    "mails": (
        gettext_noop("Mails received"),
        gettext_noop("who wrote what to whom; the person's addresses in the mails of others"),
    ),
    "arrivals": (
        gettext_noop("Originals of mails"),
        gettext_noop("all bytes, also of what could not be read and names the person"),
    ),
    "communications": (
        gettext_noop("Communications"),
        gettext_noop("addresses, subjects, texts and names of files; medium, time and direction stay"),
    ),
    "messages": (gettext_noop("Mails"), gettext_noop("subject and text; one that still waits is not sent")),
    "history": (gettext_noop("History entries"), gettext_noop("names, old and new values, what was written")),
    "consents": (gettext_noop("Consents"), gettext_noop("sources and evidence; a refusal stays a refusal")),
    "attachments": (
        gettext_noop("Attached files"),
        gettext_noop("names, contents and pictures; addresses in the names of other files"),
    ),
    "files": (gettext_noop("Imported files"), gettext_noop("the lines that name the person")),
    "exports": (gettext_noop("Exports of everything"), gettext_noop("all of them, which can be made anew")),
    "answers": (gettext_noop("Answers of the API"), gettext_noop("those that were kept to be given again")),
}
MENTIONS = {
    "contacts_contact.remarks": gettext_noop("remarks"),
    "contacts_contact.job_title": gettext_noop("job title"),
    "consent_eventtext.source": gettext_noop("source of a consent"),
    "consent_eventtext.evidence": gettext_noop("evidence of a consent"),
    "leads_lead.description": gettext_noop("description"),
    "leads_lead.reason_text": gettext_noop("reason of the end"),
    "leads_comment.text": gettext_noop("comment"),
    "leads_offer.reason": gettext_noop("reason of an answer to an offer"),
    "leads_interest.description": gettext_noop("wish of the customer"),
    "leads_productofinterest.notes": gettext_noop("note on a product"),
    "leads_note.text": gettext_noop("note"),
}
REASONS = {
    Reason.REQUEST: gettext_noop("At the person's request"),
    Reason.RETENTION: gettext_noop("By a rule of retention"),
    Reason.RESTORE: gettext_noop("Again, after a backup was restored"),
}
SUBJECTS = {
    Subject.LOST: (
        gettext_noop("Lost"),
        gettext_noop("Contacts whose leads are all closed, none of them won; counted from the last change."),
    ),
    Subject.WON: (
        gettext_noop("Won"),
        gettext_noop("Contacts with a won lead and no open one; counted from the last change."),
    ),
    Subject.UNUSED: (
        gettext_noop("Unused"),
        gettext_noop("Contacts that never had a lead; counted from the last change of the contact."),
    ),
}


@dataclass(frozen=True, kw_only=True)
class PlaceLine:
    """One place of personal data with how many rows of it are meant."""

    label: str
    detail: str
    number: int


def place_lines(counts: Mapping[str, int]) -> list[PlaceLine]:
    """Return what was counted, in words; a place that this installation does not use is left out when empty."""
    data = {code: number for code, number in counts.items() if number or code != "numbers" or is_kept()}
    known = sorted(data, key=lambda code: list(PLACES).index(code) if code in PLACES else len(PLACES))
    return [_place(code, data[code]) for code in known]


def _place(code: str, number: int) -> PlaceLine:
    label, detail = PLACES.get(code, (code, ""))
    return PlaceLine(label=_(label), detail=_(detail) if detail else "", number=number)


@dataclass(frozen=True, kw_only=True)
class MentionLine:
    """A text about another contact that names the person, and the page where it stands."""

    address: str
    key: str
    name: str
    place: str
    is_ticked: bool


def mention_lines(mentions: Collection[Mention], by: User, *, ticked: Collection[str]) -> list[MentionLine]:
    """Return where the person is named in what is written about others."""
    contacts = Contact.objects.within_reach(by, "contact.view").in_bulk({row.contact for row in mentions})
    lines = []
    for row in mentions:
        if row.lead is not None:
            address, name = reverse("lead", args=[row.lead]), f"L-{row.lead}"
        elif row.contact in contacts:
            address, name = reverse("contact", args=[row.contact]), contacts[row.contact].name
        else:
            continue
        place, is_ticked = _(MENTIONS[row.place]), row.key in ticked
        lines.append(MentionLine(address=address, key=row.key, name=name, place=place, is_ticked=is_ticked))
    return lines


def reason_in_words(reason: str) -> str:
    """Return why somebody was erased."""
    return _(REASONS[Reason(reason)])


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A contact that can be ticked: whether it is, and whether it only shares an address or a number."""

    row: ContactRow
    is_ticked: bool
    shares: bool


def candidates(result: Collection[int], by: User, *, ticked: Collection[int]) -> list[Candidate]:
    """Return these contacts, then the others of the company that share an address or a number with them."""
    also = (
        [pk for pk in sharers(result, organisation_id=by.organisation_id) if pk not in result]
        if result
        else []
    )
    rows = Contact.objects.within_reach(by, "contact.view").filter(organisation=by.organisation_id)
    known = {row.pk: row for row in rows.filter(pk__in=[*result, *also]).select_related("company")}
    view = contact_rows([known[pk] for pk in (*result, *also) if pk in known], by)
    return [Candidate(row=row, is_ticked=row.id in ticked, shares=row.id in also) for row in view]

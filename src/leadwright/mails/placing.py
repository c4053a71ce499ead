"""Find out whose a mail is: by what it answers, else by who wrote it; the most certain comes first."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from leadwright.contacts.models import Contact, Email
from leadwright.foundation.subqueries import among
from leadwright.inbox.letters.letter import Kind, Letter
from leadwright.leads.models import Lead, Party
from leadwright.mails.models import Mail
from leadwright.messages.models import Message
from leadwright.people.models import Organisation, User

MOST_CONTACTS = 200


@dataclass(frozen=True, kw_only=True)
class Placed:
    """To which lead and contact a mail belongs; none is a place too."""

    lead: int | None = None
    contact: int | None = None


NOWHERE = Placed()


def place(letter: Letter, organisation: Organisation) -> Placed:
    """Return whose a letter is that arrived for an organisation.

    What a mail says that it answers is believed only if whoever sent it belongs to that lead; else somebody has
    made it up, or passed it on, and a person decides.
    """
    if letter.kind == Kind.BOUNCE:
        return _by_bounce(letter)
    answered = _answered_lead(letter)
    if answered is not None:
        lead = Lead.objects.filter(pk=answered, deleted_at=None).select_related("contact").first()
        if lead is None or not is_correspondent(letter.sender, lead):
            return NOWHERE
        return Placed(lead=lead.pk, contact=_contact_on(lead, letter.sender))
    return _by_address(letter.sender, organisation) if letter.sender else NOWHERE


def _answered_lead(letter: Letter) -> int | None:
    """Return the lead that the nearest mail is about which this one answers, ours or one that came in."""
    ids = list(letter.references)
    if not ids:
        return None
    sent = Message.objects.filter(message_id__in=ids, subject_kind="lead", subject_id__isnull=False)
    received = Mail.objects.filter(message_id__in=ids, lead__isnull=False).order_by("-pk")
    known: dict[str, int | None] = dict(received.values_list("message_id", "lead"))
    known.update(sent.values_list("message_id", "subject_id"))
    return next((known[row] for row in ids if row in known), None)


def _by_bounce(letter: Letter) -> Placed:
    """Return the lead about which the mail was that came back: its id and its address both have to be named."""
    bounce = letter.bounce
    message = returned_message(letter) if bounce else None
    if message is None or message.subject_kind != "lead" or message.subject_id is None:
        return NOWHERE
    is_there = Lead.objects.filter(pk=message.subject_id, deleted_at=None).exists()
    return Placed(lead=message.subject_id) if is_there else NOWHERE


def returned_message(letter: Letter) -> Message | None:
    """Return the message of ours that came back."""
    if letter.bounce is None:
        return None
    rows = Message.objects.filter(message_id__in=letter.bounce.message_ids, state=Message.State.SENT)
    named = set(letter.bounce.addresses)
    return next((row for row in rows if row.address.lower() in named), None)


def is_correspondent(address: str, lead: Lead) -> bool:
    """Tell whether an address is that of a contact of a lead, or of a user who sees the lead."""
    if not address:
        return False
    if address == lead.contact_email.lower() or _contact_on(lead, address) is not None:
        return True
    users = User.objects.filter(email__iexact=address, is_active=True)[:5]
    return any(Lead.objects.within_reach(user, "lead.view").filter(pk=lead.pk).exists() for user in users)


def _contact_on(lead: Lead, address: str) -> int | None:
    """Return the contact of a lead that has an address: the main one first, then those that take part."""
    lines = Party.objects.filter(lead=lead).values_list("person", "company")
    named = [lead.contact_id, lead.contact.company_id if lead.contact else None]
    named += [pk for line in lines for pk in line]
    having = set(
        _having(address).filter(contact__in=[pk for pk in named if pk]).values_list("contact", flat=True)
    )
    if address == lead.contact_email.lower():
        return lead.contact_id
    return next((pk for pk in named if pk in having), None)


def _having(address: str) -> "QuerySet[Email]":
    return Email.objects.alias(plain=Lower("address")).filter(plain=address)


def _by_address(address: str, organisation: Organisation) -> Placed:
    """Return the one open lead of an organisation whose contact has an address, else the one contact."""
    standing = Contact.objects.standing().filter(pk__in=_having(address).values("contact"))
    contacts = dict(standing.values_list("pk", "organisation")[:MOST_CONTACTS])
    mine = Q(organisation=organisation) | Q(origin=organisation) | Q(sender=organisation)
    of_its_own = ~Q(contact_email="") & Q(own_address=address)
    theirs = Q(among("contact", list(contacts))) | of_its_own
    rows = Lead.objects.open().alias(own_address=Lower("contact_email"))
    leads = list(rows.filter(mine, theirs, deleted_at=None).order_by("pk")[:2])
    if len(leads) == 1:
        return Placed(lead=leads[0].pk, contact=leads[0].contact_id)
    own = [pk for pk, owner in contacts.items() if owner == organisation.pk]
    return Placed(contact=own[0]) if len(own) == 1 else NOWHERE

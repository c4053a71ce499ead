"""A lead that one company sent and another handles, with a marker in everything that one side keeps to itself."""

from dataclasses import dataclass
from typing import Any

from leadwright.accounts.models import Account
from leadwright.activities import actions as activities
from leadwright.communication.actions import communicate
from leadwright.contacts.models import Contact, ContactGroup
from leadwright.fields.actions import make
from leadwright.files.models import File
from leadwright.leads import actions
from leadwright.leads.models import DealSegment, Lead
from leadwright.mails import actions as mail_actions
from leadwright.mails.models import Mail
from leadwright.people.models import User
from tests.accounts.converting import DATA as ACCOUNT
from tests.activities.making import log
from tests.files.attaching import attach
from tests.inbox.writing import raw
from tests.mails.arriving import mailed
from tests.makers import NOON, House, change_rights, make_contact, make_group, make_unit, make_user, qualify
from tests.tasks.making import complete as complete_task
from tests.tasks.making import make_task

TARGET, DEAL = "777123.45", "888321.50"
AMOUNTS = ("777123", "777K", "888321", "888K", "287535", "288K")

# What each side keeps to itself, by the place where it stands.
OF_THE_SENDER = {
    "leads_comment.text": "senderscomment",
    "leads_note.text": "sendersnote",
    "files_file.name": "sendersattachment",
    "leads_offer.reason": "earlierreason",
    "leads_offer.organisation": "Earlierpartner",
    "leads_lead.external_key": "senderskey",
    "leads_lead.own_fields of the sender": "sendersfield",
    "leads_lead.own_fields of the sender's own": "sendersown",
    "contacts_contact.own_fields": "ownersfield",
    "contacts_contact.remarks": "sendersremarks",
    "contacts_contact.segment": "senderssegment",
    "contacts_contact.fleet_code": "sendersfleet",
    "contacts_contact.groups": "sendersgroup",
    "contacts_contact.external_key": "contactskey",
}
OF_THE_HANDLER = {
    "leads_comment.text": "handlerscomment",
    "leads_note.text": "handlersnote",
    "files_file.name": "handlersattachment",
    "communication_communication.text": "handlersletter",
    "communication_enclosure.name": "handlersenclosure",
    "mails_mail.text": "handlersmail",
    "mails_mail.quoted": "handlersquote",
    "mails_mail.subject": "handlerssubject",
    "leads_lead.group": "Handlersgroup",
    "leads_lead.own_fields of the handler": "handlersfield",
    "leads_lead.own_fields of the handler's own": "handlersown",
    "leads_lead.team": "Handlersmember",
    "leads_lead.latest_notes": "handlerslatest",
    "activities_activity.subject": "handlerscall",
    "activities_activity.details": "handlersdetails",
    "activities_activity.own_fields": "handlersanswer",
    "activities_activity.own_fields of the handler's own": "handlersthought",
    "tasks_task.own_fields": "handlersreply",
    "tasks_task.own_fields of the handler's own": "handlersreckoning",
    "leads_party.company": "Addedcompany",
    "leads_party.person": "Addedperson",
}


@dataclass(frozen=True, kw_only=True)
class Planted:
    """The rows, and the markers of each side by the place where they stand."""

    house: House
    lead: Lead
    closed: Lead
    contact: Contact
    added: Contact
    of_the_sender: dict[str, str]
    of_the_handler: dict[str, str]
    readers_of_the_sender: tuple[User, ...]
    readers_of_the_handler: tuple[User, ...]


def plant() -> Planted:
    """Let a lead be sent, rejected, sent again and accepted; each side writes wherever it can."""
    house = House()
    _own_fields(house)
    contact = _contact_of_the_sender(house)
    lead = _sent(house, contact)
    added = _worked(house, lead)
    closed = _closed(house)
    return Planted(
        house=house,
        lead=Lead.objects.get(pk=lead.pk),
        closed=closed,
        contact=contact,
        added=added,
        of_the_sender=OF_THE_SENDER,
        of_the_handler=OF_THE_HANDLER,
        readers_of_the_sender=(house.dina, make_user("vera", unit=house.dina.unit, profile="administrator")),
        readers_of_the_handler=(house.ann, house.adm, house.nina),
    )


def _own_fields(house: House) -> None:
    """Make fields that one side alone knows: of those for all, and of each company's own."""
    change_rights(house.dina, configuration_edit="all", user_manage="organisation")
    usual = {"kind": "text", "label": "Hint", "filterable": True}
    for maker, subject, key, sees in (
        (house.dina, "lead", "senders_hint", "sender"),
        (house.dina, "lead", "handlers_hint", "handler"),
        (house.dina, "lead", "own_hint", "both"),
        (house.adm, "lead", "own_hint", "both"),
        (house.dina, "contact", "owners_hint", "sender"),
        (house.dina, "activity", "handlers_hint", "handler"),
        (house.adm, "activity", "own_hint", "both"),
        (house.dina, "task", "handlers_hint", "both"),
        (house.adm, "task", "own_hint", "both"),
    ):
        make(usual | {"subject": subject, "key": key, "sees": sees}, by=maker, at=NOON)
    change_rights(house.dina, configuration_edit="none", user_manage="none")


def _contact_of_the_sender(house: House) -> Contact:
    ContactGroup.objects.create(code="sendersgroup", labels={"en": "Sendersgroup"})
    words: dict[str, Any] = {
        "remarks": "sendersremarks",
        "segment": "senderssegment",
        "fleet_code": "sendersfleet",
    }
    words["fields"] = {"owners_hint": "ownersfield"}
    contact = make_contact(house.dina, **words, groups=["brand-group", "sendersgroup"])
    Contact.objects.filter(pk=contact.pk).update(external_key="contactskey")
    return contact


def _sent(house: House, contact: Contact) -> Lead:
    more: dict[str, Any] = {"target_amount": {"amount": TARGET}, "success_rate": 37}
    more["fields"] = {"senders_hint": "sendersfield", "own_hint": "sendersown"}
    lead = house.queued(contact=contact, comment="senderscomment", **more)
    Lead.objects.filter(pk=lead.pk).update(external_key="senderskey")
    house.south.name = "Earlierpartner"
    house.south.save()
    actions.offer(lead.pk, by=house.dina, at=NOON, unit=house.cas.unit_id)
    actions.reject(lead.pk, by=house.cas, at=NOON, reason="earlierreason")
    actions.write_note(lead.pk, {"text": "sendersnote"}, by=house.dina, at=NOON)
    attach(lead, house.dina, "sendersattachment.txt")
    attach(contact, house.dina, "sendersattachment.txt")
    actions.offer(lead.pk, by=house.dina, at=NOON, unit=house.u1.pk)
    return qualify(actions.accept(lead.pk, by=house.ann, at=NOON), "opportunity", by=house.ann)


def _worked(house: House, lead: Lead) -> Contact:
    actions.write_note(lead.pk, {"text": "handlersnote"}, by=house.ann, at=NOON)
    words = "handlersmail\n\nOn Monday, Ann wrote:\n> handlersquote"
    mail = mailed(raw(words, subject="handlerssubject"), organisation="Partner P")
    mail_actions.attach(mail.pk, {"lead": lead.pk}, by=house.ann, at=NOON)
    said = {"subject": "handlerscall", "details": "handlersdetails", "notes": "handlerslatest"}
    attach(log(lead, house.ann, **said), house.ann, "handlersattachment.txt")
    answers = {"handlers_hint": "handlersanswer", "own_hint": "handlersthought"}
    visit = log(lead, house.ann, "meeting", fields=answers)
    activities.share(visit.pk, by=house.ann, at=NOON)
    replies = {"handlers_hint": "handlersreply", "own_hint": "handlersreckoning"}
    complete_task(make_task(house.ann, lead=lead, fields=replies), house.ann)
    attach(lead, house.ann, "handlersattachment.txt")
    enclosed = attach(lead, house.ann, "handlersenclosure.txt")
    letter = {"medium": "letter", "subject": "handlersletter", "body": "handlersletter"}
    communicate(lead.pk, letter, by=house.ann, at=NOON)
    mail = {"medium": "email", "subject": "handlersletter", "body": "handlersletter", "files": [enclosed.pk]}
    communicate(lead.pk, mail, by=house.ann, at=NOON)
    member = make_user("handlersmember", unit=house.u2)
    actions.add_member(lead.pk, member.email, by=house.ann, at=NOON)
    company = make_contact(house.ann, name="Addedcompany")
    person = make_contact(house.ann, kind="person", name="Addedperson", company=company.pk)
    actions.add_party(lead.pk, {"person": {"id": person.pk}}, by=house.ann, at=NOON)
    version = Lead.objects.get(pk=lead.pk).version
    words = {"handlers_hint": "handlersfield", "own_hint": "handlersown"}
    data = {"comment": "handlerscomment", "fields": words}
    actions.edit(lead.pk, data, by=house.ann, at=NOON, version=version)
    home = make_unit(make_group(house.partner, "Handlersgroup"), "U3")
    actions.assign(lead.pk, by=house.adm, at=NOON, group=home.group_id)
    return person


def _closed(house: House) -> Lead:
    lead = qualify(house.accepted(target_amount={"amount": TARGET}), "opportunity", by=house.ann)
    deal = {"deal_segment": DealSegment.objects.first().code, "deal_value": {"amount": DEAL}}
    return actions.win(lead.pk, by=house.ann, at=NOON, account=ACCOUNT, **deal)


def keys_of(planted: Planted) -> dict[str, list[object]]:
    """Return the keys under which the addresses of each kind of object are asked for."""
    account = Account.objects.values_list("pk", flat=True).first() or 0
    return {
        "lead": [planted.lead.pk, planted.closed.pk],
        "contact": [planted.contact.pk, planted.added.pk, planted.closed.contact_id],
        "account": [account],
        "file": list(File.objects.values_list("pk", flat=True)),
        "mail": list(Mail.objects.values_list("pk", flat=True)),
        "": [""],
    }

"""What follows when something was written into the ledger."""

from leadwright.consent.actions.writing import language_of
from leadwright.consent.facts import ConsentGiven
from leadwright.consent.links import withdrawal_headers
from leadwright.consent.models import ConsentChannel
from leadwright.contacts.models import Kind
from leadwright.foundation.labels import label_in
from leadwright.messages.actions import queue


def mail_question(fact: ConsentGiven) -> None:
    """Mail somebody who is to confirm the text that it is about, with the links to answer."""
    if fact.letter is None:
        return
    event, contact, language = fact.event, fact.contact, language_of(fact.contact)
    queue(
        key=f"consent:{event.pk}",
        kind="confirm_consent",
        to=contact.email,
        template="confirm_consent",
        context={
            "name": contact.name if contact.kind == Kind.PERSON else "",
            "organisation": contact.organisation.name,
            "wording": event.wording.text if event.wording else "",
            "channel": ConsentChannel.label_of(event.channel, language),
            "sender": label_in(event.sender.labels, language, event.sender.code),
            "purpose": label_in(event.purpose.labels, language, event.purpose.code),
            "link": fact.letter.confirm,
            "withdraw_link": fact.letter.withdraw,
            "until": fact.letter.until,
        },
        at=fact.at,
        subject_kind="contact",
        subject_id=contact.pk,
        headers=withdrawal_headers(fact.letter.withdraw),
        language=language,
        time_zone=contact.organisation.time_zone,
    )

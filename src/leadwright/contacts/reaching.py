"""The channels of a contact as they are sent: several addresses and numbers, one of each the main one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from leadwright.contacts.fields import Cleaner
from leadwright.contacts.models import Contact, Email, Phone
from leadwright.foundation.text import fault_in_line, trimmed
from leadwright.values.context import Unreadable
from leadwright.values.emails import plain_email
from leadwright.values.phones import typed_phone

MOST = 20
LONGEST_LABEL = 60


@dataclass(frozen=True, kw_only=True)
class Channel:
    """One address or number, with a label of the user's own."""

    value: str
    label: str = ""
    is_main: bool = False

    @property
    def key(self) -> str:
        """By what two channels of one contact are the same."""
        return self.value.lower()


@dataclass(frozen=True, kw_only=True)
class Channels:
    """All addresses and numbers of one contact, the main one first."""

    emails: tuple[Channel, ...] = ()
    phones: tuple[Channel, ...] = ()

    @property
    def email(self) -> str:
        """The main address, if there is one."""
        return self.emails[0].value if self.emails else ""

    @property
    def phone(self) -> str:
        """The main number, if there is one."""
        return self.phones[0].value if self.phones else ""

    def addresses(self) -> list[str]:
        """Return the addresses alone."""
        return [email.value for email in self.emails]

    def numbers(self) -> list[str]:
        """Return the numbers alone."""
        return [phone.value for phone in self.phones]

    def payload(self) -> dict[str, str]:
        """Return the channels as history keeps them."""
        return {
            "emails": ", ".join(email.value for email in self.emails),
            "phones": ", ".join(phone.value for phone in self.phones),
        }


def channels_of(contact: Contact) -> Channels:
    """Return the channels that a contact has now."""
    return Channels(
        emails=tuple(
            Channel(value=email.address, label=email.label, is_main=email.is_main)
            for email in contact.emails.all()
        ),
        phones=tuple(
            Channel(value=phone.number, label=phone.label, is_main=phone.is_main)
            for phone in contact.phones.all()
        ),
    )


def read_channels(
    data: Mapping[str, Any], cleaner: Cleaner, *, country: str, before: Channels | None = None
) -> Channels:
    """Return the channels after a change; `emails` replaces them all, `email` only the main one."""
    known = before or Channels()
    emails = _Reader("email", "emails", "address", lambda text: (plain_email(text), ""), cleaner)
    phones = _Reader("phone", "phones", "number", partial(_phone, country=country), cleaner)
    faults = len(cleaner.faults)
    channels = Channels(emails=emails.read(data, known.emails), phones=phones.read(data, known.phones))
    if not channels.emails and not channels.phones and len(cleaner.faults) == faults:
        cleaner.fault("email", "CONTACT_CHANNEL_REQUIRED")
    return channels


def _phone(text: str, *, country: str) -> tuple[str, str]:
    """Return a number, and its extension as a label."""
    phone = typed_phone(text, country=country)
    return phone.number, extension_label(phone.extension)


def extension_label(extension: str) -> str:
    """Return how an extension is kept: in the label of its number."""
    return _("ext. {extension}").format(extension=extension) if extension else ""


@dataclass
class _Reader:
    """Reads the channels of one kind; what is read is a value, and what its label says of it beside."""

    single: str
    many: str
    part: str
    clean: Callable[[str], tuple[str, str]]
    cleaner: Cleaner

    def read(self, data: Mapping[str, Any], known: tuple[Channel, ...]) -> tuple[Channel, ...]:
        rows = self._listed(data[self.many]) if data.get(self.many) is not None else list(known)
        if data.get(self.single) is not None:
            rows = self._with_main(rows, data[self.single], listed=data.get(self.many) is not None)
        return _main_first(rows)

    def _listed(self, given: Any) -> list[Channel]:
        if not isinstance(given, list | tuple) or len(given) > MOST:
            self._unfit(self.many, _("it must be a list of at most {number}").format(number=MOST))
            return []
        rows = [self._row(f"{self.many}.{place}", item) for place, item in enumerate(given)]
        result = list({row.key: row for row in reversed(rows) if row}.values())[::-1]
        if sum(row.is_main for row in result) > 1:
            self._unfit(self.many, _("mark one of them as the main one"))
        return result

    def _row(self, place: str, given: Any) -> Channel | None:
        if isinstance(given, str):
            given = {self.part: given}
        if not isinstance(given, Mapping) or set(given) - {self.part, "label", "main"}:
            self._unfit(place, _("give {part}, label and main").format(part=self.part))
            return None
        label, main = given.get("label") or "", given.get("main", False)
        if not isinstance(main, bool):
            self._unfit(f"{place}.main", _("it is true or false"))
            return None
        if not isinstance(label, str) or len(label) > LONGEST_LABEL or fault_in_line(label):
            self._unfit(f"{place}.label", _("at most {number} characters").format(number=LONGEST_LABEL))
            return None
        value, more = self._value(f"{place}.{self.part}", given.get(self.part))
        if len(label := _labelled(trimmed(label), more)) > LONGEST_LABEL:
            self._unfit(f"{place}.label", _("at most {number} characters").format(number=LONGEST_LABEL))
        return Channel(value=value, label=label, is_main=main) if value else None

    def _with_main(self, rows: list[Channel], given: Any, *, listed: bool) -> list[Channel]:
        if given == "":
            return rows if listed else rows[1:]
        value, more = self._value(self.single, given)
        if not value:
            return rows
        same = [row for row in rows if row.key == value.lower()]
        label = _labelled(same[0].label if same else "", more)[:LONGEST_LABEL]
        first = Channel(value=value, label=label, is_main=True)
        others = rows if listed or same else rows[1:]
        return [first, *(replace(row, is_main=False) for row in others if row.key != first.key)]

    def _value(self, place: str, given: Any) -> tuple[str, str]:
        text = trimmed(given) if isinstance(given, str) else ""
        if not text:
            self._unfit(place, _("it must be a text"))
            return "", ""
        if fault := fault_in_line(text):
            self._unfit(place, fault)
            return "", ""
        try:
            return self.clean(text)
        except Unreadable as fault:
            self._unfit(place, str(fault))
            return "", ""

    def _unfit(self, place: str, reason: str) -> None:
        self.cleaner.fault(place, "FIELD_INVALID", reason=reason)


def _labelled(label: str, more: str) -> str:
    return label if more in label else ", ".join(filter(None, (label, more)))


def _main_first(rows: list[Channel]) -> tuple[Channel, ...]:
    main = next((row for row in rows if row.is_main), rows[0] if rows else None)
    if main is None:
        return ()
    return (replace(main, is_main=True), *(replace(row, is_main=False) for row in rows if row is not main))


def store_channels(contact: Contact, channels: Channels) -> None:
    """Make the rows of a contact's channels what they are to be."""
    kept = channels_of(contact)
    if kept.emails != channels.emails:
        Email.objects.filter(contact=contact).delete()
        _add_emails(contact, channels)
    if kept.phones != channels.phones:
        Phone.objects.filter(contact=contact).delete()
        _add_phones(contact, channels)


def add_channels(contact: Contact, channels: Channels) -> None:
    """Store the channels of a new contact."""
    _add_emails(contact, channels)
    _add_phones(contact, channels)


def _add_emails(contact: Contact, channels: Channels) -> None:
    Email.objects.bulk_create(
        Email(contact=contact, address=email.value, label=email.label, is_main=email.is_main)
        for email in channels.emails
    )


def _add_phones(contact: Contact, channels: Channels) -> None:
    Phone.objects.bulk_create(
        Phone(contact=contact, number=phone.value, label=phone.label, is_main=phone.is_main)
        for phone in channels.phones
    )

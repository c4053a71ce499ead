"""A mail as pages tell it: a line of a list, and in full with its quote folded."""

from dataclasses import dataclass
from datetime import datetime

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from leadwright.foundation import formats, local
from leadwright.foundation.keyset import page
from leadwright.leads.models import Lead
from leadwright.mails.listing import mails_on_seen
from leadwright.mails.models import Mail, MailKind
from leadwright.people.models import User

OF_LEAD, PAGE = 6, 40
PREVIEW = 160
ANSWERS = {
    "accepted": gettext_lazy("accepted"),
    "declined": gettext_lazy("declined"),
    "tentative": gettext_lazy("perhaps"),
    "delegated": gettext_lazy("handed on to somebody else"),
}


@dataclass(frozen=True, kw_only=True)
class MailLine:
    """One mail of a list."""

    id: int
    author: str
    subject: str
    preview: str
    at: str
    moment: str
    kind: str = ""
    aside: str = ""


@dataclass(frozen=True, kw_only=True)
class MailSheet:
    """One mail with all that it says."""

    line: MailLine
    sender: str
    recipients: str
    sent_at: str
    arrived_at: str
    text: str
    quoted: str
    has_html: bool
    pictures: str
    answer: str
    attachments: tuple[tuple[str, str, str], ...]
    is_shared: bool


@dataclass(frozen=True, kw_only=True)
class MailsPanel:
    """The mails of a lead: some of them, where the older ones are, and where the newest are."""

    mails: tuple[MailSheet, ...]
    older: str
    newest: str


def mail_line(mail: Mail, *, at: datetime) -> MailLine:
    """Return a mail as a line."""
    zone = timezone.get_current_timezone()
    words = " ".join(mail.text.split())
    aside = ""
    if mail.put_aside_at is not None:
        who = mail.put_aside_by.name if mail.put_aside_by else ""
        aside = f"{who}: {mail.put_aside_reason}"
    return MailLine(
        id=mail.pk,
        author=mail.author or _("Unknown sender"),
        subject=mail.subject or _("Without a subject"),
        preview=words if len(words) <= PREVIEW else f"{words[: PREVIEW - 1]}…",
        at=formats.short_moment(mail.arrived_at, at, local.locale(), zone),
        moment=local.moment(mail.arrived_at),
        kind="" if mail.kind == MailKind.MAIL else str(MailKind(mail.kind).label),
        aside=aside,
    )


def mail_sheet(mail: Mail, *, at: datetime) -> MailSheet:
    """Return a mail as its page shows it."""
    pictures = ngettext(
        "%(n)d picture from elsewhere was not fetched.",
        "%(n)d pictures from elsewhere were not fetched.",
        mail.remote_images,
    )
    return MailSheet(
        line=mail_line(mail, at=at),
        sender=mail.sender,
        recipients=", ".join(mail.recipients),
        sent_at=local.moment(mail.sent_at) if mail.sent_at else _("unknown"),
        arrived_at=local.moment(mail.arrived_at),
        text=mail.text,
        quoted=mail.quoted,
        has_html=mail.has_html,
        pictures=pictures % {"n": mail.remote_images} if mail.remote_images else "",
        answer=str(ANSWERS.get(mail.calendar.get("answer", ""), "")),
        attachments=tuple(
            (str(row["name"]), str(row["type"]), filesizeformat(int(row["size"]))) for row in mail.attachments
        ),
        is_shared=mail.is_shared,
    )


def mails_on(lead: Lead, *, by: User, at: datetime, cursor: str) -> MailsPanel:
    """Return the mails of a lead that its reader may know, the newest first."""
    size = PAGE if cursor else OF_LEAD
    rows, older = page(mails_on_seen(lead, by=by), cursor=cursor, size=size, order="mails")
    return MailsPanel(
        mails=tuple(mail_sheet(row, at=at) for row in rows),
        older=older,
        newest=reverse("lead", args=[lead.pk]) if cursor else "",
    )

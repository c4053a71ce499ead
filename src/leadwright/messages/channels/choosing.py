"""Which channel this installation uses."""

from django.conf import settings

from leadwright.messages.channels import Channel
from leadwright.messages.channels.mailbox import MailboxChannel
from leadwright.messages.channels.smtp import SmtpChannel, read_server


def chosen_channel() -> Channel | None:
    """Return the way out, or None when no mail server is named: then messages wait."""
    if settings.MAIL_CHANNEL == "mailbox":
        return MailboxChannel()
    return SmtpChannel(read_server(settings.SMTP_URL)) if settings.SMTP_URL else None

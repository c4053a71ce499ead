"""The mailbox of the demo: each mail that the product sends, with links that work."""

import re
from textwrap import shorten
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from leadwright.communication.enclosing import carried_by
from leadwright.files.quotas import words_of
from leadwright.foundation.formats import locale_of, moment, short_moment
from leadwright.foundation.keyset import page
from leadwright.foundation.pages import render
from leadwright.foundation.refusals import NotFound
from leadwright.messages.models import Message
from leadwright.web.base.paging import PAGE, page_links
from leadwright.web.base.requests import WebRequest
from leadwright.web.parts.shapes import Letter, LetterPart

ADDRESSES, PREVIEW = 8, 110
LINK = re.compile(r"https?://[^\s<>\"']+")


def _refuse_outside_the_demo() -> None:
    if not settings.DEMO:
        raise NotFound


@require_safe
def index(request: WebRequest) -> HttpResponse:
    """List the mails, the latest first; one recipient can be chosen."""
    _refuse_outside_the_demo()
    chosen = request.GET.get("to", "")
    if not chosen.isprintable():
        raise NotFound
    rows = Message.objects.filter(address=chosen) if chosen else Message.objects.all()
    data = rows.newest_first().values_list("pk", "address", "subject", "text", "created_at", named=True)
    result, after = page(data, cursor=request.GET.get("cursor"), size=PAGE)
    context = {
        "letters": [_line(row, request) for row in result],
        "addresses": _addresses(request, chosen),
        "chosen": chosen,
        **page_links(request, "letters", after, to=chosen),
        "base": _base(request),
    }
    return render(request, "mailbox/list.html", context)


def _addresses(request: WebRequest, chosen: str) -> list[str]:
    """Return whose mails can be chosen: the reader's own first, then those of others who sign in."""
    rows = Message.objects.exclude(recipient_user=None).order_by("address")
    result = set(rows.values_list("address", flat=True).distinct()[:ADDRESSES])
    own = request.user.email if request.user.is_authenticated else ""
    return sorted({*result, own, chosen} - {""}, key=lambda row: (row != own, row))


def _base(request: WebRequest) -> str:
    return "app.html" if request.user.is_authenticated else "mailbox/outside.html"


def _line(row: tuple[Any, ...], request: WebRequest) -> Letter:
    pk, address, subject, text, created_at = row
    locale, zone = locale_of(get_language() or "en"), timezone.get_current_timezone()
    at = short_moment(created_at, request.now, locale, zone)
    return Letter(id=pk, to=address, subject=subject, at=at, preview=_preview(text))


def _preview(text: str) -> str:
    """Return the beginning of a mail after its greeting, without addresses, cut between words."""
    _greeting, _gap, rest = text.partition("\n\n")
    return shorten(LINK.sub("", rest or text), PREVIEW, placeholder=" …")


@require_safe
def letter(request: WebRequest, pk: int) -> HttpResponse:
    """Show one mail; its links lead where a reader's would."""
    _refuse_outside_the_demo()
    message = Message.objects.filter(pk=pk).first()
    if message is None:
        raise NotFound
    locale, zone = locale_of(get_language() or "en"), timezone.get_current_timezone()
    data = Letter(
        id=message.pk,
        to=message.address,
        subject=message.subject,
        at=moment(message.created_at, locale, zone),
        message_id=message.message_id,
        parts=tuple(parts_of(message.text)),
        carried=tuple((row.name, words_of(row.size)) for row in carried_by(message.key)),
    )
    return render(request, "mailbox/letter.html", {"letter": data, "base": _base(request)})


def parts_of(text: str) -> list[LetterPart]:
    """Cut a text into plain runs and links into the product; a foreign address stays plain."""
    parts, at = [], 0
    for result in LINK.finditer(text):
        address = result.group()
        if not address.startswith(settings.BASE_URL + "/"):
            continue
        parts += [LetterPart(text=text[at : result.start()]), LetterPart(text=address, link=_path(address))]
        at = result.end()
    return [part for part in [*parts, LetterPart(text=text[at:])] if part.text]


def _path(address: str) -> str:
    return address.removeprefix(settings.BASE_URL)

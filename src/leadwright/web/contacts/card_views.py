"""Contacts as vCards: handed out as a file, and brought in from one after a look at it."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from leadwright.contacts.cards import bring_in as bring_in_cards
from leadwright.contacts.cards import hand_out as hand_out_cards
from leadwright.contacts.cards import read_cards
from leadwright.contacts.models import Contact
from leadwright.contacts.vcard import MOST
from leadwright.foundation.pages import render
from leadwright.foundation.text import sort_key
from leadwright.leads.features import part_of
from leadwright.leads.states import Feature
from leadwright.people.access import require
from leadwright.web.base.requests import WebRequest, go, typed
from leadwright.web.contacts.card_forms import CardsForm, ChosenCardsForm
from leadwright.web.contacts.cards import card_lines
from leadwright.web.contacts.list import chosen_contacts


@part_of(Feature.VCARDS)
@require_POST
def hand_out_card(request: WebRequest, pk: int) -> HttpResponse:
    """Hand out one contact."""
    rows = Contact.objects.within_reach(request.user, "contact.view").select_related("company")
    contact = rows.with_channels().fetch(pk)
    name = "-".join(sort_key(contact.name).split())[:60]
    return _file(hand_out_cards([contact], by=request.user, at=request.now), name)


@part_of(Feature.VCARDS)
@require_POST
def hand_out(request: WebRequest) -> HttpResponse:
    """Hand out the contacts of a list, as it is narrowed."""
    require(request.user, "contact.export")
    contacts = chosen_contacts(request, most=MOST)
    return _file(hand_out_cards(contacts, by=request.user, at=request.now), _("contacts"))


def _file(text: str, name: str) -> HttpResponse:
    plain = "".join(letter for letter in name if letter.isascii() and (letter.isalnum() or letter == "-"))
    response = HttpResponse(text, content_type="text/vcard; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{plain or "contact"}.vcf"'
    return response


@part_of(Feature.VCARDS)
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: WebRequest) -> HttpResponse:
    """Put up a file of cards, look at them, and bring in those that are wanted."""
    require(request.user, "contact.create")
    if request.method == "POST" and "text" in request.POST:
        return _bring_in_chosen(request)
    form = CardsForm(typed(request), request.FILES if request.method == "POST" else None)
    if request.method == "POST":
        cards = form.tried(lambda: read_cards(form.content()))
        if cards is not None:
            context = {"cards": card_lines(cards, request.user), "text": form.text()}
            return render(request, "contacts/cards_chosen.html", context)
    return render(request, "contacts/cards.html", {"form": form}, status=form.status)


def _bring_in_chosen(request: WebRequest) -> HttpResponse:
    form = ChosenCardsForm(request.POST)
    done = form.tried(lambda: bring_in_cards(form.chosen(), by=request.user, at=request.now))
    if done is None:
        sentence = (
            form.refusal.sentence if form.refusal else _("Tick cards of this file, or put it up again.")
        )
        messages.error(request, sentence)
        return render(request, "contacts/cards.html", {"form": CardsForm()}, status=422)
    made = sum(item.contact is not None for item in done)
    sentence = ngettext("%(n)d contact is brought in.", "%(n)d contacts are brought in.", made) % {"n": made}
    messages.success(request, sentence)
    for row in [item for item in done if item.contact is None][:20]:
        messages.warning(request, _("{name}: {reason}").format(name=row.name or "?", reason=row.reason))
    return go(request, f"{reverse('contacts')}?ordering=-created")

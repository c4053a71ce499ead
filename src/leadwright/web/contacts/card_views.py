"""Contacts as vCards: handed out as a file, and brought in from one after a look at it."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leadwright.contacts.cards import bring_in as bring_in_cards
from leadwright.contacts.cards import hand_out as hand_out_cards
from leadwright.contacts.models import Contact
from leadwright.foundation.pages import render
from leadwright.foundation.text import sort_key
from leadwright.leads.features import part_of
from leadwright.leads.states import Feature
from leadwright.people.access import require
from leadwright.web.base.requests import WebRequest, go, typed
from leadwright.web.base.uploads import is_too_large
from leadwright.web.contacts.card_forms import CardsForm, ChosenCardsForm
from leadwright.web.contacts.cards import card_lines, outcome
from leadwright.web.contacts.list import exported_cards


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
def hand_out(request: WebRequest) -> HttpResponseBase:
    """Hand out all contacts of a list, as it is narrowed."""
    return exported_cards(request).answer(request)


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
    if request.method == "POST" and "content" in request.POST:
        return _bring_in_chosen(request)
    files = request.FILES if request.method == "POST" else None
    form = CardsForm(typed(request), files, too_large=is_too_large(request))
    if request.method == "POST":
        cards = form.tried(form.cards)
        if cards is not None:
            context = {"cards": card_lines(cards, request.user), "content": form.again()}
            return render(request, "contacts/cards_chosen.html", context)
    return render(request, "contacts/cards.html", {"form": form}, status=form.status)


def _bring_in_chosen(request: WebRequest) -> HttpResponse:
    form = ChosenCardsForm(request.POST)
    cards = form.tried(form.cards)
    if cards is None:
        sentence = _("Tick cards of this file, or put it up again.")
        messages.error(request, form.refusal.sentence if form.refusal else sentence)
        return render(request, "contacts/cards.html", {"form": CardsForm()}, status=422)
    wanted = [cards[place] for place in form.wanted() if place < len(cards)]
    done = bring_in_cards(wanted, by=request.user, at=request.now, unless_known=form.unless_known())
    result = outcome(done, unticked=len(cards) - len(wanted))
    if result.left:
        return render(request, "contacts/cards_done.html", {"outcome": result})
    for sentence in result.sentences:
        messages.success(request, sentence)
    return go(request, f"{reverse('contacts')}?ordering=-created")

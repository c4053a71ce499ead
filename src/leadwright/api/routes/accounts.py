"""Accounts receivable: list, read and change; they are opened by winning or converting a lead."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from leadwright.accounts import actions, listing
from leadwright.accounts.filters import ACCOUNTS, accounts_for
from leadwright.accounts.lifecycle import allowed_actions
from leadwright.accounts.models import Account
from leadwright.api import contact_shapes as shapes
from leadwright.api.answers import json, limit_of, version_of
from leadwright.api.bodies import SENT, known
from leadwright.api.documented import nouns, parts
from leadwright.api.lead_answers import asker, number_of
from leadwright.api.lead_bodies import AccountChange
from leadwright.api.parameters import BY_OWN_FIELDS, chosen, parameters_of
from leadwright.api.shapes import actions_open
from leadwright.foundation.clock import now
from leadwright.leads.features import part_of
from leadwright.leads.states import Feature
from leadwright.people.access import require

router = Router()


@router.get(
    "",
    operation_id="list_accounts",
    response={200: parts.Page[nouns.Account]},
    openapi_extra={"parameters": parameters_of(ACCOUNTS, BY_OWN_FIELDS)},
)
@part_of(Feature.CONVERSION)
def index(request: HttpRequest) -> HttpResponse:
    """List the accounts within reach by name; with q those whose name begins so, or that have the number."""
    by, size = asker(request), limit_of(request.GET.get("limit"))
    require(by, "contact.view")
    narrowed = chosen(request, accounts_for(by), by=by, at=now())
    lines, after = listing.page(narrowed, cursor=request.GET.get("cursor"), size=size)
    return json({"items": shapes.accounts(lines, by=by), "next": after or None, "count": None})


@router.get("/{number}", operation_id="get_account", response={200: nouns.AccountWithActions})
@part_of(Feature.CONVERSION)
def show(request: HttpRequest, number: str) -> HttpResponse:
    """Read one account, by its number: 17 or A-17, with what may be done with it."""
    account = Account.objects.within_reach(asker(request), "contact.view").fetch(_number(number))
    return json(_with_actions(account, request), version=account.version)


@router.patch("/{number}", operation_id="change_account", response={200: nouns.AccountWithActions})
@part_of(Feature.CONVERSION)
def change(request: HttpRequest, number: str, body: AccountChange = SENT) -> HttpResponse:
    """Change an account on the version named by If-Match; an absent field stays."""
    version = version_of(request)
    sent = known(request, AccountChange)
    account = actions.edit(_number(number), sent, by=asker(request), at=now(), version=version)
    return json(_with_actions(account, request), version=account.version)


def _with_actions(account: Account, request: HttpRequest) -> dict[str, Any]:
    (answer,) = shapes.accounts([account], by=asker(request))
    return answer | actions_open(allowed_actions(account, asker(request)))


def _number(text: str) -> int:
    return number_of(text.removeprefix("A-"))

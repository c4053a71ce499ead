"""My company: its units and people; Administration: its users."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadwright.clocks.models import calendar_of
from leadwright.clocks.worktime import end_of_working_day, next_day_off
from leadwright.foundation.formats import locale_of, long_day, moment, week
from leadwright.foundation.keyset import page
from leadwright.foundation.money import country_name, currency_of_country
from leadwright.foundation.pages import render
from leadwright.foundation.refusals import NotFound
from leadwright.leads.due import days_to_accept
from leadwright.leads.models import Lead
from leadwright.messages.refused import refused_among
from leadwright.people.access import may, require
from leadwright.people.actions.tokens import tokens_of
from leadwright.people.actions.users import NewUser, add_user, edit_user, invite_again
from leadwright.people.lifecycle import Verb, allowed_actions, check
from leadwright.people.models import User
from leadwright.people.moves import open_verbs
from leadwright.web.base.merging import latest_change
from leadwright.web.base.paging import PAGE, page_links
from leadwright.web.base.requests import WebRequest, go, takes, typed
from leadwright.web.company.forms import GENERAL, ROLES, EditUserForm, UserForm

COLUMNS = (
    *("pk", "name", "email", "unit__name", "unit__group__name", "profile_names"),
    *("is_active", "password", "can_sign_in"),
)


@dataclass(frozen=True, kw_only=True)
class Person:
    """A user as lists show one."""

    id: int
    name: str
    email: str
    unit: str
    group: str
    profiles: str
    is_active: bool
    joined: bool
    refused: str = ""


def people_page(request: WebRequest) -> tuple[list[Person], str]:
    """Return a page of the users whom the reader may see, by name, and where it goes on."""
    rows = User.objects.within_reach(request.user, "user.view").with_profile_names().order_by("name", "pk")
    data = rows.values_list(*COLUMNS, named=True)
    result, after = page(data, cursor=request.GET.get("cursor"), size=PAGE)
    refused = refused_among([row.email for row in result])
    return [_person(row, refused.get(row.email.lower(), "")) for row in result], after


def _person(row: tuple[Any, ...], refused: str) -> Person:
    pk, name, email, unit, group, profiles, is_active, password, can_sign_in = row
    joined = not password.startswith("!")
    return Person(
        id=pk,
        name=name,
        email=email,
        unit=unit,
        group=group,
        profiles=", ".join(profiles),
        is_active=is_active and can_sign_in,
        joined=joined,
        refused=refused,
    )


def facts_of(by: User, at: datetime) -> tuple[tuple[str, str], ...]:
    """Return what there is to know about the reader's company, and the calendar that its deadlines follow."""
    home, calendar = by.organisation, calendar_of(by.organisation_id)
    locale, zone = locale_of(get_language() or "en"), ZoneInfo(calendar.time_zone)
    off = next_day_off(calendar, at.astimezone(zone).date())
    due = end_of_working_day(calendar, at, days_to_accept())
    facts = (
        (_("Name"), home.name),
        (_("Brand name"), home.brand_name),
        (_("Country"), country_name(home.country, locale)),
        (_("Time zone"), calendar.time_zone),
        (_("Currency"), currency_of_country(home.country, otherwise="EUR")),
        (_("Working days"), week(calendar.weekdays, locale)),
        (_("Next day off"), long_day(off, locale, zone) if off else ""),
        (_("Offered now, due"), moment(due, locale, timezone.get_current_timezone())),
    )
    return tuple((name, value) for name, value in facts if value)


def open_leads(by: User, users: list[int]) -> dict[int, int]:
    """Return how many open leads each of some users has, as far as the reader reaches them."""
    rows = Lead.objects.within_reach(by, "lead.view").open().filter(owner__in=users).order_by()
    return dict(rows.values_list("owner").annotate(number=Count("pk")))


@require_safe
@takes("cursor")
def show(request: WebRequest) -> HttpResponse:
    """Show the company with the days it works, its units and people, and how many leads each of them has."""
    people, after = people_page(request)
    context = {
        "company": {"name": request.user.organisation.name, "facts": facts_of(request.user, request.now)},
        "leads": open_leads(request.user, [person.id for person in people]),
        "may_manage": may(request.user, "user.manage"),
        "may_configure": may(request.user, "configuration.edit"),
        "people": people,
        "people_count": User.objects.within_reach(request.user, "user.view").count(),
        **page_links(request, "people", after),
    }
    return render(request, "company/show.html", context)


@require_safe
@takes("cursor")
def users(request: WebRequest) -> HttpResponse:
    """List the users of the company."""
    require(request.user, "user.manage")
    people, after = people_page(request)
    context = {
        "users": people,
        "users_count": User.objects.within_reach(request.user, "user.manage").count(),
        **page_links(request, "users", after),
    }
    return render(request, "company/users.html", context)


def _form_page(request: WebRequest, form: UserForm, **context: Any) -> HttpResponse:
    general = [name for name in GENERAL if name in form.fields]
    data = {"form": form, "general": general, "roles": ROLES, "address": request.path}
    data["roles_first"], data["tabs"] = form.roles_first, isinstance(form, EditUserForm)
    return render(request, "company/user_form.html", data | context, status=form.status)


@require_http_methods(["GET", "HEAD", "POST"])
def new_user(request: WebRequest) -> HttpResponse:
    """Add a user, who gets an invitation by mail."""
    require(request.user, "user.manage")
    form = UserForm(typed(request), by=request.user)
    if request.method == "POST":
        name = form.tried(lambda: add_user(NewUser(**form.payload()), by=request.user, at=request.now))
        if name is not None:
            messages.success(request, _("%(name)s is invited by mail.") % {"name": name})
            return go(request, reverse("company-users"))
    return _form_page(
        request,
        form,
        title=_("Add new user"),
        submit=_("Save and invite"),
        footnote=_("An invitation is sent by mail."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def user(request: WebRequest, pk: int) -> HttpResponse:
    """Change a user of the company."""
    result = _user_for(request, pk)
    check(result, Verb.EDIT, by=request.user)
    initial = {
        "name": result.name,
        "phone": result.phone,
        "language": result.language,
        "unit": str(result.unit_id),
        "profiles": [profile.code for profile in result.held],
        "is_active": result.is_active,
    }
    form = EditUserForm(typed(request), by=request.user, initial=initial)
    form.changed_by = partial(latest_change, "user", pk, organisation_id=request.user.organisation_id)
    if request.method == "POST" and form.done(
        lambda: edit_user(pk, by=request.user, at=request.now, **form.payload())
    ):
        messages.success(request, _("The user is saved."))
        return go(request, reverse("company-users"))
    return _form_page(
        request,
        form,
        title=result.name,
        submit=_("Save"),
        footnote=result.email,
        refused=refused_among([result.email]).get(result.email.lower(), ""),
        user_id=pk,
        tokens=tokens_of(result, at=request.now),
        may_invite=Verb.INVITE in open_verbs(allowed_actions(result, request.user)),
    )


def _user_for(request: WebRequest, pk: int) -> User:
    result: User | None = User.objects.within_reach(request.user, "user.view").filter(pk=pk).first()
    if result is None:
        raise NotFound
    require(request.user, "user.manage")
    return result


@require_POST
def invite(request: WebRequest, pk: int) -> HttpResponse:
    """Send the invitation once more; the link of the former one stops working."""
    invited = invite_again(pk, by=request.user, at=request.now)
    messages.success(request, _("%(name)s is invited by mail.") % {"name": invited.name})
    return go(request, reverse("company-users"))

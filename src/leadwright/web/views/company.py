"""My company: its units and people; Administration: its users."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadwright.foundation.formats import locale_of
from leadwright.foundation.keyset import page
from leadwright.foundation.money import country_name, currency_of_country
from leadwright.foundation.pages import render
from leadwright.foundation.refusals import NotFound
from leadwright.people.access import may, require
from leadwright.people.actions.users import NewUser, add_user, edit_user, invite_again
from leadwright.people.models import User
from leadwright.web.forms.company import GENERAL, ROLES, EditUserForm, UserForm
from leadwright.web.paging import PAGE
from leadwright.web.requests import WebRequest, go, typed

COLUMNS = ("pk", "name", "email", "unit__name", "profile__name", "is_active", "password", "can_sign_in")


@dataclass(frozen=True, kw_only=True)
class Person:
    """A user as lists show one."""

    id: int
    name: str
    email: str
    unit: str
    profile: str
    is_active: bool
    joined: bool


def people_page(request: WebRequest) -> tuple[list[Person], str]:
    """Return a page of the users whom the reader may see, by name, and where it goes on."""
    rows = User.objects.within_reach(request.user, "user.view").order_by("name", "pk")
    told = rows.values_list(*COLUMNS, named=True)
    found, after = page(told, cursor=request.GET.get("cursor"), size=PAGE)
    return [_person(row) for row in found], after


def _person(row: tuple[Any, ...]) -> Person:
    pk, name, email, unit, profile, is_active, password, can_sign_in = row
    joined = not password.startswith("!")
    return Person(
        id=pk,
        name=name,
        email=email,
        unit=unit,
        profile=profile,
        is_active=is_active and can_sign_in,
        joined=joined,
    )


@require_safe
def show(request: WebRequest) -> HttpResponse:
    """Show the company with its units and people."""
    people, after = people_page(request)
    home = request.user.organisation
    facts = (
        (_("Name"), home.name),
        (_("Country"), country_name(home.country, locale_of(get_language() or "en"))),
        (_("Time zone"), home.time_zone),
        (_("Currency"), currency_of_country(home.country, otherwise="EUR")),
    )
    context = {
        "company": {"name": home.name, "facts": facts},
        "may_manage": may(request.user, "user.manage"),
        "may_configure": may(request.user, "configuration.edit"),
        "people": people,
        "people_count": User.objects.within_reach(request.user, "user.view").count(),
        "people_next": f"?cursor={after}" if after else "",
        "people_first": reverse("company") if request.GET.get("cursor") else "",
    }
    return render(request, "company/show.html", context)


@require_safe
def users(request: WebRequest) -> HttpResponse:
    """List the users of the company."""
    require(request.user, "user.manage")
    people, after = people_page(request)
    context = {
        "users": people,
        "users_count": User.objects.within_reach(request.user, "user.manage").count(),
        "users_next": f"?cursor={after}" if after else "",
        "users_first": reverse("company-users") if request.GET.get("cursor") else "",
    }
    return render(request, "company/users.html", context)


def _form_page(request: WebRequest, form: UserForm, **context: Any) -> HttpResponse:
    general = [name for name in GENERAL if name in form.fields]
    told = {"form": form, "general": general, "roles": ROLES, "address": request.path}
    told["roles_first"] = form.roles_first
    return render(request, "company/user_form.html", told | context, status=form.status)


@require_http_methods(["GET", "HEAD", "POST"])
def new_user(request: WebRequest) -> HttpResponse:
    """Add a user, who gets an invitation by mail."""
    require(request.user, "user.manage")
    form = UserForm(typed(request), by=request.user)
    if request.method == "POST":
        made = form.tried(lambda: add_user(NewUser(**form.told()), by=request.user, at=request.now))
        if made is not None:
            messages.success(request, _("%(name)s is invited by mail.") % {"name": made.name})
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
    found = _user_for(request, pk)
    initial = {
        "name": found.name,
        "phone": found.phone,
        "language": found.language,
        "unit": str(found.unit_id),
        "profile": found.profile.code,
        "is_active": found.is_active,
    }
    form = EditUserForm(typed(request), by=request.user, initial=initial)
    if request.method == "POST" and form.done(
        lambda: edit_user(pk, by=request.user, at=request.now, **form.told())
    ):
        messages.success(request, _("The user is saved."))
        return go(request, reverse("company-users"))
    return _form_page(
        request,
        form,
        title=found.name,
        submit=_("Save"),
        footnote=found.email,
        user_id=pk,
        may_invite=not found.has_usable_password(),
    )


def _user_for(request: WebRequest, pk: int) -> User:
    found: User | None = User.objects.within_reach(request.user, "user.view").filter(pk=pk).first()
    if found is None:
        raise NotFound
    require(request.user, "user.manage")
    return found


@require_POST
def invite(request: WebRequest, pk: int) -> HttpResponse:
    """Send the invitation once more; the link of the former one stops working."""
    invited = invite_again(pk, by=request.user, at=request.now)
    messages.success(request, _("%(name)s is invited by mail.") % {"name": invited.name})
    return go(request, reverse("company-users"))

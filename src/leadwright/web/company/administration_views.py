"""Administration: partners, groups and units, the working calendar."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Count, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leadwright.clocks.actions import change_own_calendar
from leadwright.clocks.models import calendar_of
from leadwright.clocks.worktime import end_of_working_day
from leadwright.foundation.formats import locale_of
from leadwright.foundation.keyset import page
from leadwright.foundation.money import country_name
from leadwright.foundation.pages import render
from leadwright.foundation.refusals import refuse
from leadwright.leads.due import days_to_accept
from leadwright.people.access import may, require
from leadwright.people.actions.partners import NewPartner, add_partner
from leadwright.people.actions.units import choose_reception, open_group, open_unit
from leadwright.people.models import Organisation, Profile, Unit, User
from leadwright.web.base.forms import ActForm
from leadwright.web.base.paging import PAGE, page_links
from leadwright.web.base.requests import WebRequest, go, takes, typed
from leadwright.web.company.forms import CalendarForm, GroupForm, PartnerForm, ReceptionForm, UnitForm
from leadwright.web.company.holiday_gaps import holiday_gaps

ACTIVE = Q(is_active=True, can_sign_in=True)


@require_safe
def index(request: WebRequest) -> HttpResponse:
    """Show what a company admin can look after."""
    by = request.user
    require(by, "user.manage")
    context = {
        "users_count": User.objects.within_reach(by, "user.manage").count(),
        "profiles_count": Profile.objects.known_to(by).count(),
        "units_count": Unit.objects.filter(group__organisation=by.organisation_id).count(),
        "may_add_partners": may(by, "partner.manage"),
        "partners_count": Organisation.objects.partners_of(by).count(),
        "may_forget": may(by, "privacy.manage"),
        "may_configure": may(by, "configuration.edit"),
        "time_zone": calendar_of(by.organisation_id).time_zone,
    }
    return render(request, "company/admin.html", context)


@dataclass(frozen=True, kw_only=True)
class Partner:
    """A partner as the list shows one."""

    name: str
    country: str
    units: int
    users: int


def _number(rows: "QuerySet[Unit] | QuerySet[User]", home: str) -> Coalesce:
    counted = rows.order_by().values(home).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0, output_field=IntegerField())


def _partners_page(request: WebRequest) -> tuple[list[Partner], str]:
    rows = Organisation.objects.partners_of(request.user).order_by("name", "pk")
    units = Unit.objects.filter(group__organisation=OuterRef("pk"))
    users = User.objects.get_queryset().filter(ACTIVE, organisation=OuterRef("pk"))
    counted = rows.annotate(
        unit_count=_number(units, "group__organisation"), user_count=_number(users, "organisation")
    )
    data = counted.values_list("pk", "name", "country", "unit_count", "user_count", named=True)
    result, after = page(data, cursor=request.GET.get("cursor"), size=PAGE)
    locale = locale_of(get_language() or "en")
    return [
        Partner(name=name, country=country_name(country, locale), units=unit_count, users=user_count)
        for _pk, name, country, unit_count, user_count in result
    ], after


@require_safe
@takes("cursor")
def partners(request: WebRequest) -> HttpResponse:
    """List the companies to which leads can be offered."""
    require(request.user, "partner.manage")
    result, after = _partners_page(request)
    context = {
        "partners": result,
        "partners_count": Organisation.objects.partners_of(request.user).count(),
        **page_links(request, "partners", after),
    }
    return render(request, "company/partners.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_partner(request: WebRequest) -> HttpResponse:
    """Add a partner; its first company admin gets an invitation by mail."""
    require(request.user, "partner.manage")
    form = PartnerForm(typed(request), by=request.user)
    if request.method == "POST":
        made = form.tried(
            lambda: add_partner(NewPartner(**form.cleaned_data), by=request.user, at=request.now)
        )
        if made is not None:
            text = _("%(company)s is a partner now; you can offer leads to it.") % {"company": made.name}
            messages.success(request, text)
            return go(request, reverse("company-partners"))
    return render(request, "company/partner_form.html", {"form": form}, status=form.status)


UNIT_FORMS: dict[str, Callable[..., ActForm]] = {
    "group": GroupForm,
    "unit": UnitForm,
    "reception": ReceptionForm,
}


@require_http_methods(["GET", "HEAD", "POST"])
def units(request: WebRequest) -> HttpResponse:
    """Show the groups with their units; add one, or choose which takes offers."""
    require(request.user, "user.manage")
    forms = {part: form(by=request.user) for part, form in UNIT_FORMS.items()}
    status = 200
    if request.method == "POST":
        part = request.POST.get("part", "")
        if part not in UNIT_FORMS:
            refuse("MALFORMED", reason=_("it does not say what to change"))
        form = forms[part] = UNIT_FORMS[part](typed(request), by=request.user)
        if form.done(lambda: _change_units(part, form, request)):
            messages.success(request, _("Saved."))
            return go(request, reverse("company-units"))
        status = form.status
    context = {f"{part}_form": form for part, form in forms.items()} | {"groups": _groups(request.user)}
    return render(request, "company/units.html", context, status=status)


def _change_units(part: str, form: ActForm, request: WebRequest) -> object:
    data, by, at = form.cleaned_data, request.user, request.now
    if part == "group":
        return open_group(data["name"], by=by, at=at)
    if part == "unit":
        return open_unit(data["name"], group_id=int(data["group"]), by=by, at=at)
    return choose_reception(int(data["unit"]), by=by, at=at)


def _groups(by: User) -> list[dict[str, object]]:
    """Return the groups of the reader's company, each with its units, their people, and the reception."""
    reception = by.organisation.receiving_unit()
    active = Count("users", filter=Q(users__is_active=True, users__can_sign_in=True))
    units = Unit.objects.order_by("name", "pk").annotate(people=active)
    groups = by.organisation.groups.order_by("name", "pk").prefetch_related(Prefetch("units", units))
    return [
        {"name": group.name, "units": [_unit(unit, reception) for unit in group.units.all()]}
        for group in groups
    ]


def _unit(unit: Any, reception: Unit | None) -> dict[str, object]:
    return {"name": unit.name, "people": unit.people, "receives": unit == reception}


@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: WebRequest) -> HttpResponse:
    """Choose the days on which the company works; running deadlines follow."""
    require(request.user, "user.manage")
    now_in_force = calendar_of(request.user.organisation_id)
    form = CalendarForm(typed(request), calendar=now_in_force)
    if request.method == "POST":
        moved = form.tried(lambda: change_own_calendar(**form.cleaned_data, by=request.user, at=request.now))
        if moved is not None:
            text = ngettext(
                "Saved. %(number)s deadline has moved.", "Saved. %(number)s deadlines have moved.", moved
            )
            messages.success(request, text % {"number": moved})
            return go(request, reverse("company-calendar"))
    days = days_to_accept()
    due = end_of_working_day(now_in_force, request.now, days)
    gaps = holiday_gaps(now_in_force, request.user.organisation.country, request.now)
    context = {"form": form, "days": days, "due": due, "gaps": gaps}
    return render(request, "company/calendar.html", context, status=form.status)

"""Administration: the roles of the company, shipped ones and its own."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leadwright.foundation.pages import render
from leadwright.foundation.refusals import NotFound, Refused
from leadwright.people.access import require
from leadwright.people.actions.profiles import change_profile, copy_profile, remove_profile
from leadwright.people.giving import may_give, refuse_unchangeable
from leadwright.people.models import Profile, User
from leadwright.web.base.requests import WebRequest, go, typed
from leadwright.web.company.allowances import table_of
from leadwright.web.company.profile_forms import CopyProfileForm, ProfileForm


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: WebRequest) -> HttpResponse:
    """List the roles with how many of the company have each; copy one."""
    by = request.user
    require(by, "user.manage")
    profiles = _counted(by)
    choices = [(str(profile.pk), profile.name) for profile in profiles if may_give(profile, by=by)]
    form = CopyProfileForm(typed(request), choices=choices)
    if request.method == "POST":
        made = form.tried(
            lambda: copy_profile(
                int(form.cleaned_data["profile"]), name=form.cleaned_data["name"], by=by, at=request.now
            )
        )
        if made is not None:
            messages.success(request, _("Saved. Choose now what %(role)s may do.") % {"role": made.name})
            return go(request, reverse("company-profile", args=[made.pk]))
    own = [profile for profile in profiles if profile.organisation_id]
    shipped = [profile for profile in profiles if not profile.organisation_id]
    context = {"form": form, "own": own, "shipped": shipped}
    return render(request, "company/profiles.html", context, status=form.status)


def _counted(by: User) -> list[Profile]:
    people = Count("users", filter=Q(users__organisation=by.organisation_id))
    return list(Profile.objects.known_to(by).annotate(people=people).order_by("pk"))


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: WebRequest, pk: int) -> HttpResponse:
    """Show what a role allows; one of the company's own can be changed."""
    profile = _profile_for(request, pk)
    if profile.organisation_id is None or not may_give(profile, by=request.user):
        return _read(request, profile)
    form = ProfileForm(typed(request), profile=profile, by=request.user)
    if request.method == "POST" and form.done(
        lambda: change_profile(pk, by=request.user, at=request.now, **form.payload())
    ):
        messages.success(request, _("Saved. It holds from the next request on."))
        return go(request, reverse("company-profile", args=[pk]))
    return render(
        request, "company/profile.html", _permissions_table(profile) | {"form": form}, status=form.status
    )


def _read(request: WebRequest, profile: Profile) -> HttpResponse:
    """Show a role that the reader cannot change."""
    if request.method == "POST":
        refuse_unchangeable(profile, by=request.user)
    context = _permissions_table(profile) | {"table": table_of(profile)}
    return render(request, "company/profile.html", context)


def _profile_for(request: WebRequest, pk: int) -> Profile:
    require(request.user, "user.manage")
    profile = Profile.objects.known_to(request.user).filter(pk=pk).first()
    if profile is None:
        raise NotFound
    return profile


def _permissions_table(profile: Profile) -> dict[str, Any]:
    return {"profile": profile, "title": profile.name}


@require_POST
def remove(request: WebRequest, pk: int) -> HttpResponse:
    """Remove a role that nobody has; one in use stays, and the notice says how many have it."""
    try:
        remove_profile(pk, by=request.user, at=request.now)
    except Refused as no:
        if no.status != 409:
            raise
        messages.error(request, no.sentence)
        return go(request, reverse("company-profile", args=[pk]))
    messages.success(request, _("The role is removed."))
    return go(request, reverse("company-profiles"))

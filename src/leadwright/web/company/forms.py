"""The forms of My company: users, partners, groups and units, the working calendar."""

import re
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from leadwright.clocks.worktime import WorkCalendar, countries_with_holidays
from leadwright.foundation.formats import locale_of, weekdays
from leadwright.people.giving import may_give
from leadwright.people.models import Profile, Unit, User
from leadwright.web.base.choices import named_countries, own_groups, own_units, time_zones
from leadwright.web.base.fields import Address
from leadwright.web.base.forms import ActForm, blank, let_choose, put_choices
from leadwright.web.company.allowances import Allowance, allowances_of

GENERAL = ("name", "email", "phone", "language", "unit", "is_active")
ROLES = ("profiles",)
DAY = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)|(?P<d>\d\d?)[-/.](?P<m>\d\d?)[-/.](?P<y>\d{4})",
    re.ASCII,
)


def profiles_for(user: User) -> list[Profile]:
    """Return the roles that somebody may give."""
    rows = Profile.objects.known_to(user).order_by("pk")
    return [profile for profile in rows if may_give(profile, by=user)]


class UserForm(ActForm):
    """General information and, on the second tab, the role."""

    places: ClassVar[dict[str, str]] = {}
    name = forms.CharField(label=gettext_lazy("Name"), max_length=150)
    email = Address(label=gettext_lazy("E-mail"), max_length=254, widget=forms.EmailInput)
    phone = forms.CharField(label=gettext_lazy("Phone"), required=False, max_length=32)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    unit = forms.ChoiceField(label=gettext_lazy("Unit"))
    profiles = forms.MultipleChoiceField(
        label=gettext_lazy("Roles"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Several roles allow together what each of them allows."),
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        let_choose(self, "unit", blank(own_units(by)))
        self.offered = profiles_for(by)
        let_choose(self, "profiles", [(profile.code, profile.name) for profile in self.offered])
        self.initial.setdefault("language", by.language)

    @property
    def roles_first(self) -> bool:
        """Tell whether the fault is on the second tab alone."""
        return bool(self.errors) and set(self.errors) <= set(ROLES)

    def payload(self) -> dict[str, Any]:
        """Return what the actions ask for, with unit and profiles as rows."""
        typed = dict(self.cleaned_data)
        units = Unit.objects.select_related("group__organisation")
        typed["unit"] = units.get(pk=typed["unit"], group__organisation=self.by.organisation_id)
        typed["profiles"] = [profile for profile in self.offered if profile.code in typed["profiles"]]
        return typed

    @property
    def allowances(self) -> dict[str, list[Allowance]]:
        """Return what each offered role allows, by its code: it is seen before it is given."""
        return {profile.code: allowances_of(profile) for profile in self.offered}


class EditUserForm(UserForm):
    """The same for a user who exists: the address stays, access can be switched off."""

    merges = True
    is_active = forms.BooleanField(label=gettext_lazy("May sign in"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["email"]


class PartnerForm(ActForm):
    """A company to which leads will be offered, its first unit, and who looks after it."""

    company = forms.CharField(label=gettext_lazy("Company"), max_length=200)
    country = forms.ChoiceField(label=gettext_lazy("Country"))
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"))
    unit = forms.CharField(
        label=gettext_lazy("First unit"),
        max_length=200,
        help_text=gettext_lazy("Offers to this company arrive here; it can add more units itself."),
    )
    name = forms.CharField(label=gettext_lazy("Name of its company admin"), max_length=150)
    email = Address(
        label=gettext_lazy("E-mail of its company admin"), max_length=254, widget=forms.EmailInput
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        let_choose(self, "country", named_countries())
        let_choose(self, "time_zone", time_zones())
        self.initial.setdefault("country", by.organisation.country)
        self.initial.setdefault("time_zone", by.organisation.time_zone)


class GroupForm(ActForm):
    """A further group of one's own company."""

    name = forms.CharField(label=gettext_lazy("Name of the group"), max_length=200)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="group_%s", **kwargs)
        del by


class UnitForm(ActForm):
    """A further unit in a group of one's own company."""

    name = forms.CharField(label=gettext_lazy("Name of the unit"), max_length=200)
    group = forms.ChoiceField(label=gettext_lazy("Group"))

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="unit_%s", **kwargs)
        put_choices(self, "group", own_groups(by))


class ReceptionForm(ActForm):
    """The unit that takes offers to the company as a whole."""

    merges = True
    unit = forms.ChoiceField(label=gettext_lazy("Reception"))

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="reception_%s", **kwargs)
        unit = by.organisation.receiving_unit()
        let_choose(self, "unit", own_units(by))
        self.initial.setdefault("unit", str(unit.pk) if unit else "")


class CalendarForm(ActForm):
    """The days on which a company works."""

    merges = True
    weekdays = forms.MultipleChoiceField(
        label=gettext_lazy("Working days"), widget=forms.CheckboxSelectMultiple
    )
    country = forms.ChoiceField(label=gettext_lazy("Public holidays of"), required=False)
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"))
    closing_days = forms.CharField(
        label=gettext_lazy("Closing days"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("One date on each line, such as 2026-12-24 or 24/12/2026."),
    )

    def __init__(self, *args: Any, calendar: WorkCalendar, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = weekdays(locale_of(get_language() or "en"))
        holidays = blank(named_countries(countries_with_holidays()), _("No public holidays"))
        let_choose(self, "weekdays", [(str(n), name) for n, name in enumerate(names)])
        let_choose(self, "country", holidays)
        let_choose(self, "time_zone", time_zones())
        self.initial = {
            "weekdays": [str(day) for day in sorted(calendar.weekdays)],
            "country": calendar.country or "",
            "time_zone": calendar.time_zone,
            "closing_days": "\n".join(day.isoformat() for day in sorted(calendar.closing_days)),
        }

    def clean_weekdays(self) -> list[int]:
        """Return the days of the week as numbers, Monday is 0."""
        return [int(day) for day in self.cleaned_data["weekdays"]]

    def clean_closing_days(self) -> list[date]:
        """Return the dates of the lines, or name the first line that is none."""
        lines = [line.strip() for line in self.cleaned_data["closing_days"].splitlines()]
        return sorted({_day(line) for line in lines if line})


def _day(text: str) -> date:
    result = DAY.fullmatch(text)
    rows = [int(part) for part in result.groups() if part] if result else []
    try:
        return date(*rows) if result and result["year"] else date(*reversed(rows))
    except (ValueError, TypeError):
        raise forms.ValidationError(_("“%(text)s” is not a date.") % {"text": text[:40]}) from None

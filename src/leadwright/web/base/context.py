"""The frame around each page: rail, search and account, computed only when a page draws it."""

from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from leadwright.foundation.clock import now
from leadwright.foundation.pages import address
from leadwright.leads.features import Features
from leadwright.notifications.standing import standing_of
from leadwright.people.access import may
from leadwright.people.models import Organisation, User
from leadwright.people.reach import Permission
from leadwright.tasks.mine import Counts
from leadwright.web.base.form_keys import FormInput
from leadwright.web.base.shapes import Link, Place

REMEMBERED = 30


def page_context(request: HttpRequest) -> dict[str, Any]:
    """Give templates `layout`, what is switched on, and the theme that the reader has chosen."""
    return {
        "csrf_input": FormInput(request),
        "layout": SimpleLazyObject(lambda: _context(request)),
        "features": getattr(request, "features", None) or Features(),
        "theme": request.COOKIES.get(settings.THEME_COOKIE_NAME, ""),
        "demo_people": SimpleLazyObject(_demo_people),
    }


def _demo_people() -> list[tuple[str, str, str]]:
    """Return who can sign in to a demo: address, roles and company; nobody outside a demo."""
    if not settings.DEMO:
        return []
    rows = User.objects.who_sign_in().with_profiles().filter(is_demo=True)
    people = rows.select_related("organisation").order_by("pk")
    return [(user.email, user.roles, user.organisation.name) for user in people]


def _context(request: HttpRequest) -> dict[str, Any]:
    user = request.user
    if not user.is_authenticated:
        return {
            "places": [],
            "vendors": [],
            "me": None,
            "unread": 0,
            "q": "",
            "organisation": "",
            "to_enter": [],
        }
    standing = standing_of(user, getattr(request, "now", None) or now())
    return {
        "places": _places(user, standing.tasks),
        "vendors": _vendors(request, user),
        "organisation": user.organisation.name,
        "q": "" if request.path.startswith(address("lead-new")) else request.GET.get("q", ""),
        "to_enter": _to_enter(user),
        "me": user,
        "unread": standing.unread,
    }


def _to_enter(user: User) -> list[Place]:
    """Return what a user may enter: an opportunity first."""
    rows: list[tuple[Permission, Place]] = [
        ("lead.create", Place(key="lead", label=_("Opportunity"), address=address("lead-new"), icon="flag")),
        (
            "contact.create",
            Place(key="contact", label=_("Contact"), address=address("contact-new"), icon="people"),
        ),
        (
            "activity.edit",
            Place(
                key="activity",
                label=_("Activity"),
                address=f"{address('activity-new')}?state=planned",
                icon="calendar",
            ),
        ),
        ("task.edit", Place(key="task", label=_("Task"), address=address("task-new"), icon="tasks")),
        (
            "user.manage",
            Place(key="user", label=_("Colleague"), address=address("company-user-new"), icon="person"),
        ),
    ]
    return [place for permission, place in rows if may(user, permission)]


def _places(user: User, todo: Counts) -> list[Place]:
    places = [
        Place(key="overview", label=_("Overview"), address=address("overview"), icon="overview"),
        Place(key="leads", label=_("Leads"), address=address("leads"), icon="leads"),
        *_opportunities(user),
        *_tasks(user, todo),
        Place(key="activities", label=_("Business interactions"), address=address("activities"), icon="task"),
        Place(key="calendar", label=_("Calendar"), address=address("calendar"), icon="calendar"),
        Place(key="contacts", label=_("Contacts"), address=address("contacts"), icon="people"),
        Place(key="company", label=_("My company"), address=address("company"), icon="company", far=True),
    ]
    if may(user, "mail.manage"):
        label = _("Incoming mail")
        places.append(Place(key="mails", label=label, address=address("mails"), icon="inflow", far=True))
    if settings.DEMO:
        label = _("Mailbox")
        places.append(Place(key="mailbox", label=label, address=address("mailbox"), icon="mailbox", far=True))
    return places


def _opportunities(user: User) -> list[Place]:
    """Return the entry of the sales opportunities, for whoever sees leads."""
    if not may(user, "lead.view"):
        return []
    label = _("Sales opportunities")
    return [Place(key="opportunities", label=label, address=address("opportunities"), icon="flag", far=True)]


def _tasks(user: User, todo: Counts) -> list[Place]:
    """Return the entry of the reader's tasks, with how many are open and whether some are late."""
    if not may(user, "task.view"):
        return []
    return [
        Place(
            key="tasks",
            label=_("My tasks"),
            address=address("tasks"),
            icon="tasks",
            count=todo.open,
            late=todo.overdue > 0,
        )
    ]


def _vendors(request: HttpRequest, user: User) -> list[Link]:
    chosen = request.GET.get("sender")
    return [
        Link(
            label=name,
            address=f"{address('leads')}?sender={pk}&owner=any",
            current=chosen == str(pk),
        )
        for pk, name in vendors_of(user.organisation_id)
    ]


def vendors_of(organisation_id: int) -> list[tuple[int, str]]:
    """Return the vendors whose leads an organisation sees, its own name first if it is one; kept for a moment."""
    key = f"vendors-{organisation_id}"
    rows: list[tuple[int, str]] | None = cache.get(key)
    if rows is None:
        rows = list(Organisation.objects.vendors_of(organisation_id).values_list("pk", "name"))
        cache.set(key, rows, REMEMBERED)
    return rows

"""Rules of retention: how long contacts are kept, what a rule would let go, and letting it go now."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadwright.foundation.pages import render
from leadwright.foundation.refusals import refuse
from leadwright.people.access import require
from leadwright.privacy import retaining
from leadwright.privacy.models import RetentionRule, Subject
from leadwright.web.base.requests import WebRequest, go
from leadwright.web.privacy.forms import RuleForm
from leadwright.web.privacy.page import SUBJECTS

MOST_PREVIEWED = 50
USUAL_MONTHS = 36


@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: WebRequest) -> HttpResponse:
    """Show the three rules with how many contacts each lets go; change one."""
    require(request.user, "privacy.manage")
    rows = RetentionRule.objects.within_reach(request.user, "privacy.manage")
    known = {row.subject: row for row in rows}
    forms = {subject: _form(subject, known.get(subject)) for subject in Subject.values}
    status = 200
    if request.method == "POST":
        subject = request.POST.get("subject", "")
        if subject not in forms:
            refuse("FIELD_INVALID", field="subject", reason=_("choose lost, won or unused"))
        form = forms[subject] = _form(subject, known.get(subject), request.POST)
        if form.done(lambda: _changed(request, subject, form)):
            messages.success(request, _("Saved."))
            return go(request, reverse("company-privacy-rules"))
        status = form.status
    context = {"rules": [_rule_page(request, subject, forms[subject], known) for subject in Subject.values]}
    return render(request, "privacy/retention.html", context, status=status)


def _form(subject: str, rule: RetentionRule | None, typed: QueryDict | None = None) -> RuleForm:
    data = {"months": rule.months, "is_active": rule.is_active} if rule else {"months": USUAL_MONTHS}
    return RuleForm(typed, initial=data, auto_id=f"{subject}_%s")


def _changed(request: WebRequest, subject: str, form: RuleForm) -> object:
    cleaned_data = form.cleaned_data
    return retaining.set_rule(
        subject,
        months=cleaned_data["months"],
        active=cleaned_data["is_active"],
        by=request.user,
        at=request.now,
    )


def _rule_page(
    request: WebRequest, subject: str, form: RuleForm, known: dict[str, RetentionRule]
) -> dict[str, object]:
    label, detail = SUBJECTS[Subject(subject)]
    rule = known.get(subject)
    due = retaining.dry_run(subject, by=request.user, at=request.now, size=1) if rule else None
    data = {"label": _(label), "detail": _(detail), "form": form, "rule": rule, "due": due}
    return data | {"subject": subject}


@require_safe
def due(request: WebRequest, subject: str) -> HttpResponse:
    """Show which contacts a rule lets go now, the longest kept first; nothing is changed."""
    result = retaining.dry_run(subject, by=request.user, at=request.now, size=MOST_PREVIEWED)
    rule = result.rule
    label, detail = SUBJECTS[Subject(rule.subject)]
    context = {
        "rule": rule,
        "label": _(label),
        "detail": _(detail),
        "due": result,
        "batch": retaining.AT_ONCE,
    }
    return render(request, "privacy/retention_due.html", context)


@require_POST
def run(request: WebRequest, subject: str) -> HttpResponse:
    """Let go now what an active rule lets go, up to one batch; the rest goes at night."""
    done = retaining.run_now(subject, by=request.user, at=request.now)
    text = ngettext("%(n)d contact is erased.", "%(n)d contacts are erased.", done) % {"n": done}
    messages.success(request, text)
    return go(request, reverse("company-privacy-due", args=[subject]))

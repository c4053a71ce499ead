"""An offer is answered from its mail: by one person, once, until the deadline, while the company allows it."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from leadwright.clocks.sweep import sweep
from leadwright.foundation.clock import now
from leadwright.history.models import Entry
from leadwright.leads import actions
from leadwright.leads.answer_links import links_of_reminder
from leadwright.leads.models import Lead
from leadwright.messages.models import Message
from leadwright.people.actions.mail_answers import allow_answers_by_mail
from leadwright.people.models import User
from tests.makers import NOON, House, fresh, qualify

WEEK_AGO = now() - timedelta(days=7, hours=1)
LINK = re.compile(r"(/answer/[^/\s]+/)")


@pytest.fixture
def allowed(house: House) -> House:
    """Return the house in which partner P lets offers be answered from the mail."""
    allow_answers_by_mail(allowed=True, by=house.adm, at=NOON)
    house.adm.organisation.refresh_from_db()
    return house


def links_in(lead: Lead, user: User) -> list[str]:
    """Return the addresses in the mail of an offer: to accept, and to reject."""
    mail = Message.objects.get(kind="new_lead", subject_id=lead.pk, recipient_user=user)
    assert mail.holds_secret is bool(LINK.search(mail.text))
    return LINK.findall(mail.text)


def offered(house: House) -> Lead:
    return fresh(house.offered(at=now()))


def test_without_the_policy_the_mail_has_no_such_link(house: House) -> None:
    assert links_in(offered(house), house.ann) == []


def test_one_press_accepts_as_the_person_whom_the_mail_was_for(allowed: House) -> None:
    lead = offered(allowed)
    accept, _reject = links_in(lead, allowed.ann)
    page = Client().get(accept)
    assert "You answer as Ann" in page.text
    assert lead.description not in page.text
    assert Client().post(accept).status_code == 200
    assert (fresh(lead).owner, fresh(lead).acceptance) == (allowed.ann, "ACCEPTED")
    assert Entry.objects.get(fact="lead.accepted").actor_id == allowed.ann.pk


def test_rejecting_asks_why_and_takes_silence_as_everywhere(allowed: House) -> None:
    lead, other = offered(allowed), offered(allowed)
    _accept, reject = links_in(lead, allowed.ann)
    assert 'name="reason"' in Client().get(reject).text
    assert Client().post(reject, {"reason": "too far"}).status_code == 200
    assert Entry.objects.get(fact="lead.rejected").texts()["reason"] == "too far"
    _accept, reject = links_in(other, allowed.ann)
    assert Client().post(reject).status_code == 200
    assert (fresh(lead).organisation, fresh(other).organisation) == (None, None)


def test_looking_changes_nothing_however_often(allowed: House) -> None:
    lead = offered(allowed)
    accept, reject = links_in(lead, allowed.ann)
    entries = Entry.objects.count()
    assert {Client().get(link).status_code for link in (accept, reject) for _time in range(25)} == {200}
    assert (fresh(lead).version, Entry.objects.count()) == (lead.version, entries)
    answer = Client().get(accept)
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "default-src" in answer["Content-Security-Policy"]


def test_a_link_works_once(allowed: House) -> None:
    lead = offered(allowed)
    accept, reject = links_in(lead, allowed.ann)
    Client().post(accept)
    version = fresh(lead).version
    for link in (accept, reject):
        assert Client().get(link).status_code == 410
        assert Client().post(link, {"reason": "no"}).status_code == 410
    assert fresh(lead).version == version


def test_a_link_answers_no_later_offer_of_the_same_lead(allowed: House) -> None:
    lead = offered(allowed)
    accept, _reject = links_in(lead, allowed.ann)
    actions.withdraw(lead.pk, by=allowed.dina, at=now())
    actions.offer(lead.pk, by=allowed.dina, at=now(), unit=allowed.u1.pk)
    assert Client().post(accept).status_code == 410
    assert fresh(lead).is_waiting


def test_a_link_ends_with_the_deadline(allowed: House) -> None:
    lead = fresh(allowed.offered(at=now() - timedelta(days=60)))
    accept, _reject = links_in(lead, allowed.ann)
    answer = Client().post(accept)
    assert (answer.status_code, "The time to answer this offer is over" in answer.text) == (410, True)
    assert fresh(lead).is_waiting


def test_after_the_policy_is_switched_off_links_say_so_and_do_nothing(allowed: House) -> None:
    lead = offered(allowed)
    accept, _reject = links_in(lead, allowed.ann)
    allow_answers_by_mail(allowed=False, by=allowed.adm, at=now())
    for answer in (Client().get(accept), Client().post(accept)):
        assert (answer.status_code, "sign in to answer it" in answer.text) == (410, True)
    assert fresh(lead).is_waiting


def test_the_link_of_somebody_who_was_switched_off_is_unknown(allowed: House) -> None:
    lead = offered(allowed)
    accept, _reject = links_in(lead, allowed.ann)
    User.objects.get_queryset().filter(pk=allowed.ann.pk).update(is_active=False)
    assert (Client().get(accept).status_code, Client().post(accept).status_code) == (404, 404)
    assert fresh(lead).is_waiting


def test_a_link_that_was_changed_is_unknown(allowed: House) -> None:
    lead = offered(allowed)
    accept, reject = links_in(lead, allowed.ann)
    head, tail = accept.rstrip("/").rsplit(":", 1)
    for made_up in (f"{head}:{tail[::-1]}/", f"{head}:{reject.rstrip('/').rsplit(':', 1)[1]}/", "/answer/x/"):
        assert Client().post(made_up).status_code == 404
    assert fresh(lead).is_waiting


def test_an_admin_switches_it_on_and_nobody_else(house: House, enter) -> None:
    assert enter(house.ann).post("/company/answers/", {"allowed": "on"}).status_code == 403
    assert enter(house.adm).post("/company/answers/", {"allowed": "on"}).status_code == 303
    house.partner.refresh_from_db()
    assert house.partner.answers_by_mail


def test_a_reminder_is_answered_once_and_that_counts_as_an_update(allowed: House) -> None:
    lead = qualify(allowed.accepted(at=now() - timedelta(days=8)), "opportunity", by=allowed.ann, at=WEEK_AGO)
    sweep(now())
    link = LINK.findall(Message.objects.get(kind="opportunity_update", subject_id=lead.pk).text)[0]
    assert {Client().get(link).status_code for _time in range(50)} == {200}
    assert Client().post(link).status_code == 200
    entry = Entry.objects.get(fact="lead.still_worked")
    assert (entry.actor_id, fresh(lead).next_due_at > now()) == (allowed.ann.pk, True)
    assert (Client().get(link).status_code, Client().post(link).status_code) == (410, 410)


def test_a_reminder_of_another_owners_or_of_long_ago_is_answered_no_more(allowed: House) -> None:
    lead = qualify(allowed.accepted(at=now() - timedelta(days=8)), "opportunity", by=allowed.ann, at=WEEK_AGO)
    old, new = (
        links_of_reminder(fresh(lead), allowed.ann, at=at)["working"].removeprefix(settings.BASE_URL)
        for at in (now() - timedelta(days=15), now())
    )
    assert Client().post(old).status_code == 410
    actions.assign(lead.pk, by=allowed.ann, at=now(), owner=allowed.bob.email)
    assert Client().post(new).status_code == 404
    assert not Entry.objects.filter(fact="lead.still_worked").exists()

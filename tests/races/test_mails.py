"""Two who take one mail at once: it is filed once, belongs to one lead, or is put aside, and history says which."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.test import Client

from leadwright.foundation.clock import now
from leadwright.history.models import Entry
from leadwright.inbox.models import Entrance, RawArrival
from leadwright.inbox.receiving import Parcel, keep
from leadwright.leads.models import Lead
from leadwright.mails.filing import file_waiting
from leadwright.mails.models import Mail
from leadwright.people.models import User
from tests.inbox.writing import raw
from tests.mails.arriving import mailed
from tests.makers import House, make_lead, token_of
from tests.races.serving import at_once

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def house(committed: None) -> House:
    """Return a vendor and its partners, committed."""
    return House()


@pytest.fixture
def ask(house: House) -> Callable[..., Any]:
    """Return how somebody asks the API for something about a mail; it gives the status."""
    tokens = {user.pk: token_of(user) for user in (house.ann, house.bob)}

    def sent(act: str, mail: Mail, body: dict[str, Any], *, by: User) -> int:
        headers = {"Authorization": f"Bearer {tokens[by.pk]}"}
        address = f"/api/v1/mails/{mail.pk}/{act}"
        return Client().post(address, body, content_type="application/json", headers=headers).status_code

    return sent


def taken(turn: int, at: Any) -> Mail:
    return mailed(raw(f"mail {turn}"), organisation="Partner P", at=at)


def facts(mail: Mail) -> list[str]:
    wanted = ("mail.attached", "mail.put_aside")
    rows = Entry.objects.filter(fact__in=wanted, details__mail=mail.pk)
    aside = Entry.objects.about("mail", mail.pk).filter(fact="mail.put_aside")
    return [*rows.values_list("fact", flat=True), *aside.values_list("fact", flat=True)]


def test_two_threads_take_one_arrival_and_it_is_filed_once(house: House, rounds: int) -> None:
    for turn in range(rounds):
        parcel = Parcel(content=raw(f"mail {turn}"), entrance=Entrance.PIPE, organisation=house.vendor)
        arrival = keep(parcel, at=now())
        looked_at = at_once([partial(file_waiting, now())] * 2)
        assert sum(looked_at) == 1
        assert Mail.objects.filter(arrival=arrival).count() == 1
        assert RawArrival.objects.get(pk=arrival.pk).verdict == "READ"


def test_two_who_hand_over_the_same_bytes_store_them_once(house: House, rounds: int) -> None:
    for turn in range(rounds):
        parcel = Parcel(content=raw(f"mail {turn}"), entrance=Entrance.PIPE, organisation=house.vendor)
        first, second = at_once([partial(keep, parcel, at=now())] * 2)
        assert first.pk == second.pk


def test_two_who_file_one_mail_with_two_leads_file_it_with_one(house: House, rounds: int, ask) -> None:
    leads = [make_lead(user, at=now()) for user in (house.ann, house.bob)]
    for turn in range(rounds):
        mail = taken(turn, now())
        people = ((house.ann, leads[0]), (house.bob, leads[1]))
        answers = at_once([partial(ask, "attach", mail, {"lead": lead.pk}, by=user) for user, lead in people])
        assert sorted(answers) == [200, 409]
        assert Mail.objects.get(pk=mail.pk).lead_id == leads[answers.index(200)].pk
        assert facts(mail) == ["mail.attached"]


def test_one_makes_a_lead_of_a_mail_while_another_puts_it_aside(house: House, rounds: int, ask) -> None:
    for turn in range(rounds):
        mail, before = taken(turn, now()), Lead.objects.count()
        body = {"type": "partner-lead", "owner": house.ann.email, "confirm_new": True}
        body["contact"] = {"kind": "person", "name": f"Jan {turn}", "email": f"jan{turn}@customer.example"}
        made, aside = at_once(
            [
                partial(ask, "lead", mail, body, by=house.ann),
                partial(ask, "put-aside", mail, {"reason": "spam"}, by=house.bob),
            ]
        )
        # What was put aside first can still become a lead; what is a lead is put aside by nobody.
        assert (made, aside) in ((201, 409), (201, 200))
        assert Lead.objects.count() == before + 1
        assert Mail.objects.get(pk=mail.pk).put_aside_at is None

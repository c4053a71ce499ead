"""A tile says what the list says that it leads to, for everybody; after an act all of a page agrees."""

import re

import pytest
from django.core.cache import cache

from leadwright.foundation.clock import now
from leadwright.leads import actions
from leadwright.leads.models import Lead
from leadwright.web.leads.overview import tiles
from tests.makers import NOON, House, make_lead, make_user, moment, qualify

LONG_AGO = moment("2026-02-02 10:00")
ROLES = ["dina", "ann", "bob", "adm", "nina", "cas", "vera"]


def priced(house, at=NOON):
    """Make an opportunity with an amount."""
    lead = house.accepted(at=at, target_amount={"amount": "900", "currency": "EUR"})
    return qualify(lead, "opportunity", by=house.ann, at=at)


class BusyHouse(House):
    """A house with leads in each state, some of them late, some without an amount."""

    def _made(self):
        super()._made()
        profile = "administrator company-admin lead-distributor"
        self.vera = make_user("vera", unit=self.dina.unit, profile=profile)
        for at in (LONG_AGO, NOON):
            self.queued(at=at), self.offered(at=at), self.accepted(at=at)
            self.qualified(at=at), priced(self, at=at)
            make_lead(self.cas, at=at), make_lead(self.dina, at=at)
            actions.win(make_lead(self.bob, at=at).pk, by=self.bob, at=now())
            actions.lose(make_lead(self.ann, at=at).pk, by=self.ann, at=now(), reason="price")
        late = Lead.objects.filter(owner=self.ann).order_by("pk")[:1].get()
        late.store(at=NOON, expected_completion_at=LONG_AGO)
        return vars(self)


@pytest.fixture
def busy(db):
    """Return the house with all those leads."""
    return BusyHouse()


def rows_of(client, address):
    """Return how many leads a list says it has, and how many it draws."""
    page = client.get(address).text
    counted = re.search(r'id="counted">(\d+) lead', page)
    return int(counted[1]), len(re.findall(r'class="cover strong" href="/leads/', page))


@pytest.mark.parametrize("role", ROLES)
def test_the_number_of_each_tile_is_that_of_its_list(busy, enter, role):
    client, user = enter(getattr(busy, role)), getattr(busy, role)
    client.get("/")
    for tile in tiles(user, now()):
        assert rows_of(client, tile.href) == (tile.count, tile.count), tile.name
        assert str(tile.count) in f"{tile.value} {tile.aside}", tile.name


def test_who_owns_no_open_lead_sees_all_that_there_are(house, enter):
    lead = house.accepted()
    for user in (house.adm, house.nina, house.bob):
        assert f'href="/leads/{lead.pk}/"' in enter(user).get("/").text
    own = make_lead(house.bob)
    cache.clear()
    page = enter(house.bob).get("/").text
    assert f'href="/leads/{own.pk}/"' in page
    assert f'href="/leads/{lead.pk}/"' not in page


def test_an_overdue_update_is_in_a_tile(house, enter):
    house.qualified(at=LONG_AGO)
    page = enter(house.ann).get("/").text
    assert '<span class="name">Overdue</span> <span class="value">1</span>' in page
    assert "1 update overdue" in page


def test_a_sum_says_which_leads_have_no_amount(house, enter):
    house.qualified(), house.qualified()
    client = enter(house.ann)
    assert "2 without an amount in EUR" in client.get("/").text
    cache.clear()
    priced(house)
    assert "3 opportunities · weighted" in client.get("/").text
    assert "2 without an amount in EUR" in client.get("/").text


def test_after_an_answer_in_place_the_list_and_the_count_agree_too(house, enter):
    lead, _other = house.offered(), house.offered()
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/?owner=me"}
    answer = enter(house.ann).post(f"/leads/{lead.pk}/accept/", {"from": "overview"}, headers=headers).text
    assert 'id="offers-count" hx-swap-oob="true">1<' in answer
    panel = answer[answer.index('id="list"') :]
    assert 'hx-swap-oob="true"' in panel[:100]
    assert "1 lead ·" in panel
    assert f'href="/leads/{lead.pk}/"' in panel


def test_a_form_of_a_lead_lets_the_figures_be_counted_anew(house, enter):
    lead, client = house.accepted(), enter(house.ann)
    assert '<span class="name">To qualify</span> <span class="value">1<' in client.get("/").text
    assert (
        client.post(f"/leads/{lead.pk}/lose/", {"status_code": "closed-lost", "reason": "price"}).status_code
        == 303
    )
    assert '<span class="name">To qualify</span> <span class="value">0<' in client.get("/").text

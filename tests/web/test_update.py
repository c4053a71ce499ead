"""The window of an update: its fields follow the choice, and behind it are the same acts."""

import re

import pytest

from leadwright.history.models import Entry
from leadwright.leads import actions
from leadwright.leads.models import Lead, LeadType
from tests.accounts.converting import let_convert
from tests.makers import NOON, House, change_rights, fresh, make_lead
from tests.web.sheets import Sheet, sheet_at

OVER = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "div#dialog"}


def window(client, lead: Lead) -> Sheet:
    return sheet_at(client, f"/leads/{lead.pk}/update/", "description")


def send(client, lead: Lead, **typed: str):
    return client.post(f"/leads/{lead.pk}/update/", window(client, lead).sent(**typed))


def radios(page: str) -> dict[str, str]:
    """Return the choices of the window, each with the part that it opens."""
    tags = re.findall(r'<input type="radio" name="outcome"[^>]*>', page)
    return {re.search(r'value="([^"]*)"', tag)[1]: re.search(r'data-then="([^"]*)"', tag)[1] for tag in tags}


def test_before_qualification_it_offers_the_three_outcomes(house: House, enter) -> None:
    page = enter(house.ann).get(f"/leads/{house.accepted().pk}/update/", **OVER).text
    assert "Update Lead/Opportunity" in page
    assert list(radios(page)) == ["opportunity", "nurture", "invalid"]
    assert 'name="deal_segment"' not in page


def test_of_an_opportunity_it_offers_how_it_goes_on_and_how_it_ends(house: House, enter) -> None:
    page = enter(house.ann).get(f"/leads/{house.qualified().pk}/update/").text
    assert radios(page) == {
        "working-with-customer": "in_progress",
        "closed-won": "won",
        "closed-lost": "lost",
    }


def test_qualifying_takes_amount_rate_and_date_along(house: House, enter) -> None:
    lead = house.accepted()
    answer = send(
        enter(house.ann), lead, outcome="opportunity", amount="4100", success_rate="30", expected="2027-02-12"
    )
    assert answer.status_code == 303
    done = fresh(lead)
    assert (done.qualification, str(done.target_amount), done.success_rate) == (
        "OPPORTUNITY",
        "4100.0000",
        30,
    )
    assert f"{done.expected_completion_at:%Y-%m-%d}" == "2027-02-12"
    names = list(Entry.objects.about("lead", lead.pk).order_by("pk").values_list("fact", flat=True))
    assert names[-2:] == ["lead.edited", "lead.qualified"]


def test_what_is_refused_of_one_part_leaves_all_as_it_was(house: House, enter) -> None:
    lead = house.accepted()
    answer = send(enter(house.ann), lead, outcome="invalid", amount="4100")
    assert (answer.status_code, "Choose a reason." in answer.text) == (422, True)
    assert 'value="4100"' in answer.text
    assert (fresh(lead).target_amount, fresh(lead).version) == (None, lead.version)
    wrong = send(enter(house.ann), lead, outcome="opportunity", success_rate="130")
    assert (wrong.status_code, 'id="id_success_rate_error"' in wrong.text) == (422, True)
    assert fresh(lead).qualification == "NONE"


def test_an_opportunity_is_won_in_the_window(house: House, enter) -> None:
    lead = house.qualified()
    typed = {"outcome": "closed-won", "deal_segment": "office", "description": "the board said yes"}
    client = enter(house.ann)
    assert "at least €200" in send(client, lead, **typed, deal_value="199").text
    assert send(client, lead, **typed, deal_value="900").status_code == 303
    done = fresh(lead)
    assert (done.state, done.status.code, done.description) == ("WON", "closed-won", "the board said yes")


def test_an_opportunity_is_lost_in_the_window_with_its_reason(house: House, enter) -> None:
    LeadType.objects.update(closing_data_when_lost=False)
    lead, client = house.qualified(), enter(house.ann)
    assert "Choose a reason." in send(client, lead, outcome="closed-lost").text
    assert send(client, lead, outcome="closed-lost", reason="price").status_code == 303
    assert (fresh(lead).state, fresh(lead).lost_reason.code) == ("LOST", "price")


def test_an_opportunity_goes_on_with_another_rate(house: House, enter) -> None:
    lead = house.qualified()
    assert send(enter(house.ann), lead, success_rate="60", deal_value="12").status_code == 303
    assert (fresh(lead).state, fresh(lead).success_rate, fresh(lead).deal_value) == ("IN_PROGRESS", 60, None)


def test_winning_opens_the_account_where_that_is_on(house: House, enter) -> None:
    let_convert()
    lead, client = house.qualified(), enter(house.ann)
    typed = {"outcome": "closed-won", "deal_segment": "office", "deal_value": "900"}
    assert 'id="id_account_country_error"' in send(client, lead, **typed, account_country="").text
    assert send(client, lead, **typed, account_country="BE", account_currency="EUR").status_code == 303
    assert fresh(lead).account is not None


@pytest.mark.parametrize("right", ["lead_win", "lead_lose"])
def test_an_end_that_somebody_may_not_make_is_not_offered(house: House, enter, right: str) -> None:
    lead = house.qualified()
    change_rights(house.ann, **{right: "none"})
    page = enter(house.ann).get(f"/leads/{lead.pk}/update/").text
    assert len(radios(page)) == 2
    assert "permission" not in page


def test_who_may_not_edit_qualifies_without_amounts(house: House, enter) -> None:
    lead = make_lead(house.ann)
    change_rights(house.ann, lead_edit="none")
    client = enter(house.ann)
    assert 'name="amount"' not in client.get(f"/leads/{lead.pk}/update/").text
    assert send(client, lead, outcome="nurture").status_code == 303
    assert fresh(lead).qualification == "NURTURE"


def test_what_another_changed_meanwhile_stays(house: House, enter) -> None:
    lead, client = house.qualified(), enter(house.ann)
    sheet = window(client, lead)
    actions.edit(lead.pk, {"success_rate": 40}, by=house.bob, at=NOON, version=fresh(lead).version)
    assert client.post(f"/leads/{lead.pk}/update/", sheet.sent(description="called")).status_code == 303
    assert (fresh(lead).success_rate, fresh(lead).description) == (40, "called")

"""Category, levels and key dates of a lead through the API."""

from leadwright.leads.models import Category, LeadType
from tests.makers import House, make_lead, moment

START = moment("2026-03-02 09:00")


def test_a_lead_tells_category_levels_and_key_dates(house: House, talk) -> None:
    code = Category.objects.all()[0].code
    lead = make_lead(house.ann, category=code, importance=5, estimate={"amount": 5, "unit": "days"})
    data = talk(house.ann).get(f"/leads/{lead.pk}").json()
    assert (data["category"], data["importance"], data["importance_label"]) == (code, 5, "Very high")
    assert data["estimate"] == {"amount": 5, "unit": "days"}
    assert data["time_to_completion"] is None
    assert data["time_overdue"].startswith("P")


def test_estimate_and_expected_completion_follow_each_other(house: House, talk) -> None:
    lead, ann = make_lead(house.ann, at=START), talk(house.ann)
    changed = ann.patch(f"/leads/{lead.pk}", {"estimate": {"amount": 5, "unit": "days"}}, If_Match='"1"')
    assert changed.json()["expected_completion_at"] == "2026-03-07T08:00:00Z"
    later = {"expected_completion_at": "2026-03-12T09:00:00+01:00"}
    assert ann.patch(f"/leads/{lead.pk}", later, If_Match='"2"').json()["estimate"] == {
        "amount": 10,
        "unit": "days",
    }
    for wrong in ("time_overdue", "completed_at"):
        assert ann.patch(f"/leads/{lead.pk}", {wrong: None}, If_Match='"3"').status_code == 422


def test_a_level_that_is_not_supported_has_a_code_of_its_own(house: House, talk) -> None:
    lead = make_lead(house.ann)
    no = talk(house.ann).patch(f"/leads/{lead.pk}", {"importance": 8}, If_Match='"1"')
    assert (no.status_code, no.json()["code"]) == (422, "LEVEL_NOT_SUPPORTED")
    assert no.json()["errors"][0]["pointer"] == "/importance"


def test_the_list_knows_categories(house: House, talk) -> None:
    code = Category.objects.all()[0].code
    chosen, _other = make_lead(house.ann, category=code), make_lead(house.ann)
    result = talk(house.ann).get(f"/leads?category={code}").json()["items"]
    assert [(row["number"], row["category"]) for row in result] == [(chosen.pk, code)]
    assert talk(house.ann).get(f"/leads?category={code},none-such").status_code == 400


def test_types_are_told_to_those_who_may_use_them(house: House, talk) -> None:
    LeadType.objects.update(units=[house.u1.pk])
    assert talk(house.bob).get("/lead-types").json()["items"] == []
    (kind,) = talk(house.ann).get("/lead-types").json()["items"]
    assert (kind["qualified"], kind["closing_data_when_lost"], kind["review_days"]) == (True, True, 90)
    assert (kind["estimate"], kind["categories"]) == ({"amount": 3, "unit": "months"}, [])


def test_what_can_be_chosen_is_told(house: House, talk) -> None:
    ann = talk(house.ann)
    assert {"code", "guidance", "label", "retired"} == set(ann.get("/categories").json()["items"][0])
    assert ann.get("/products").json()["items"] == ann.get("/competitors").json()["items"] == []
    levels = ann.get("/levels").json()["items"]
    assert {(level["scale"], level["level"]) for level in levels if level["default"]} == {
        ("priority", 5),
        ("importance", 3),
    }

"""Areas on the map: added and removed by who manages users."""

from leadwright.people.models import Area
from leadwright.web.base.paging import PAGE as PAGED
from tests.makers import make_user

PAGE = "/company/units/areas/"


def test_an_area_is_added_shown_and_removed(house, enter):
    admin = enter(house.adm)
    data = {"name": "Liège", "country": "BE", "postcode_from": "40", "postcode_to": "49"}
    assert admin.post(PAGE, data | {"group": house.group.pk}).status_code == 303
    page = admin.get(PAGE).text
    assert "Liège" in page
    assert "40–49, Belgium" in page
    assert admin.post(f"{PAGE}{Area.objects.get().pk}/").status_code == 303
    assert not Area.objects.exists()


def test_a_wrong_area_is_told_at_its_field(house, enter):
    answer = enter(house.adm).post(PAGE, {"name": "", "group": "", "country": "BE"})
    assert answer.status_code == 422
    assert not Area.objects.exists()


def test_areas_of_another_company_are_not_there(house, enter):
    enter(house.adm).post(PAGE, {"name": "A", "country": "BE", "group": house.group.pk})
    other = enter(make_user(unit=house.cas.unit, profile="company-admin"))
    assert other.post(f"{PAGE}{Area.objects.get().pk}/").status_code == 404
    assert enter(house.ann).get(PAGE).status_code == 403


def test_more_areas_than_fit_on_a_page_are_walked(house, enter):
    data = {"organisation": house.partner, "group": house.group, "country": "BE"}
    Area.objects.bulk_create(Area(name=f"Area {number:03}", **data) for number in range(PAGED + 3))
    admin = enter(house.adm)
    first = admin.get(PAGE).text
    cursor = first.split('href="?cursor=')[1].split('"')[0]
    last = admin.get(PAGE, {"cursor": cursor}).text
    names = [f"Area {number:03}" for number in range(PAGED + 3)]
    assert [name in first for name in names] == [True] * PAGED + [False] * 3
    assert [name in last for name in names] == [False] * PAGED + [True] * 3


def test_the_page_of_areas_asks_as_much_for_many_as_for_few(house, enter, count_queries):
    data = {"organisation": house.partner, "group": house.group, "country": "BE"}
    admin = enter(house.adm)
    Area.objects.create(name="first", **data)
    assert admin.get(PAGE).status_code == 200
    few = count_queries(lambda: admin.get(PAGE))
    Area.objects.bulk_create(Area(name=f"Area {number:03}", **data) for number in range(30))
    assert count_queries(lambda: admin.get(PAGE)) == few

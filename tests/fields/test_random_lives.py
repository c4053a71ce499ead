"""Random definitions and random acts: after each, API, page, sheet, history and what lists find rows by agree."""

from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadwright.fields.facets import unequal
from leadwright.fields.models import OwnField
from leadwright.fields.subjects import Subject
from leadwright.history.models import Value
from tests.conftest import PROVE
from tests.fields.test_fields_api import CHOICES
from tests.fields.test_pages import signed_in
from tests.makers import House, fresh, make_lead
from tests.sheets import rows_of

WORDS = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=8)
NUMBERS = st.integers(-(10**6), 10**6)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": WORDS,
    "integer": NUMBERS,
    "decimal": NUMBERS.map(str),
    "boolean": st.booleans(),
    "choice": st.sampled_from(["normal", "reverse"]),
    "date": st.dates().map(str).filter(lambda day: "1990" < day < "2199"),
    "money": st.integers(0, 10**6).map(lambda amount: {"amount": f"{amount}.00", "currency": "EUR"}),
}
KEYS = ("first", "second", "third")
ACTS = st.one_of(
    st.tuples(st.just("give"), st.sampled_from(KEYS), st.integers(0, 1), st.data()),
    st.tuples(st.just("empty"), st.sampled_from(KEYS), st.integers(0, 1), st.none()),
    st.tuples(st.just("switch"), st.sampled_from(KEYS), st.none(), st.none()),
    st.tuples(st.just("retire"), st.sampled_from(KEYS), st.none(), st.none()),
    st.tuples(st.just("purge"), st.sampled_from(KEYS), st.none(), st.none()),
)


class Life:
    """Fields of two leads, and what they should hold by now."""

    def __init__(self, house: House, talk, kinds: list[str]) -> None:
        self.api, self.page = talk(house.dina), signed_in(house.dina)
        self.kinds = dict(zip(KEYS, kinds, strict=True))
        self.leads = [make_lead(house.dina), make_lead(house.dina)]
        self.held: list[dict[str, Any]] = [{}, {}]
        self.states = dict.fromkeys(KEYS, "used")
        self.ids = {key: self._make(key) for key in KEYS}

    def _make(self, key: str) -> int:
        body = {"subject": "lead", "key": key, "kind": self.kinds[key], "label": f"Field {key}"}
        more = {"choices": CHOICES} if self.kinds[key] == "choice" else {}
        return int(self.api.post("/fields", body | more | {"filterable": True}).json()["id"])

    def act(self, verb: str, key: str, place: int | None, data: Any) -> None:
        """Do one thing, and keep in mind what follows from it."""
        if verb in ("give", "empty"):
            value = data.draw(VALUES[self.kinds[key]]) if verb == "give" else None
            self._change(key, place or 0, value)
        elif verb == "switch" and self.states[key] == "used":
            now = OwnField.objects.get(pk=self.ids[key]).is_filterable
            assert self.api.patch(f"/fields/{self.ids[key]}", {"filterable": not now}).status_code == 200
        elif verb == "retire" and self.states[key] == "used":
            self.api.post(f"/fields/{self.ids[key]}/retire")
            self.states[key] = "retired"
        elif verb == "purge" and self.states[key] == "retired":
            assert self.api.post(f"/fields/{self.ids[key]}/purge", {"confirm": True}).status_code == 200
            self.states[key] = "purged"
            for held in self.held:
                held.pop(key, None)

    def _change(self, key: str, place: int, value: Any) -> None:
        lead = fresh(self.leads[place])
        answer = self.api.patch(f"/leads/{lead.pk}", {"fields": {key: value}}, If_Match=str(lead.version))
        same = self.held[place].get(key) == value
        fits = {"used": 200, "retired": 200 if same else 422, "purged": 422}[self.states[key]]
        assert answer.status_code == fits, (self.states[key], value, answer.content)
        if fits == 200:
            self.held[place] |= {key: value}
            if value is None:
                self.held[place].pop(key)

    def check(self) -> None:
        """Hold all faces against what should be there."""
        assert unequal(Subject.LEAD) == 0
        sheet = {row["number"]: row for row in rows_of(self.api.get("/leads/export.csv?state=any"))}
        for lead, held in zip(self.leads, self.held, strict=True):
            cells = {key: text for key, text in sheet[str(lead.pk)].items() if key.startswith("fields.")}
            assert {key: text for key, text in cells.items() if text} == _cells(held)
            said = self.api.get(f"/leads/{lead.pk}").json()["fields"]
            assert {key: value for key, value in said.items() if value is not None} == held
            text = self.page.get(f"/leads/{lead.pk}/").content.decode()
            assert all(f"Field {key}" in text for key in held)
        self._check_lists()
        gone = [f"own.{pk}_to" for key, pk in self.ids.items() if self.states[key] == "purged"]
        assert not Value.objects.filter(field__in=gone).exists()

    def _check_lists(self) -> None:
        for key in KEYS:
            row = OwnField.objects.filter(pk=self.ids[key], purged_at=None, is_filterable=True).first()
            for held in self.held if row else ():
                if key in held:
                    listed = self.api.get(f"/leads?state=any&field.{key}={_filter(held[key])}").json()[
                        "items"
                    ]
                    fits = {
                        lead.pk
                        for lead, other in zip(self.leads, self.held, strict=True)
                        if key in other and _matches(other[key], held[key])
                    }
                    assert {item["number"] for item in listed} == fits


def _cells(held: dict[str, Any]) -> dict[str, str]:
    """Return what a sheet should say of a lead."""
    cells = {}
    for key, value in held.items():
        if isinstance(value, dict):
            cells[f"fields.{key}"], cells[f"fields.{key}.currency"] = value["amount"], value["currency"]
        else:
            cells[f"fields.{key}"] = str(value).lower() if isinstance(value, bool) else str(value)
    return cells


def _filter(value: Any) -> str:
    if isinstance(value, dict):
        return f"{value['amount']} {value['currency']}"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _matches(value: Any, wanted: Any) -> bool:
    if isinstance(value, str) and value.isalnum() and not value.isdigit():
        return value.lower().startswith(str(wanted).lower())
    return str(value).lower().startswith(str(wanted).lower()) if isinstance(value, str) else value == wanted


@settings(
    max_examples=120 if PROVE else 8,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(
    kinds=st.lists(st.sampled_from(sorted(VALUES)), min_size=3, max_size=3), acts=st.lists(ACTS, max_size=12)
)
def test_all_faces_agree_after_each_act(house: House, talk, kinds, acts) -> None:
    with transaction.atomic():
        life = Life(house, talk, kinds)
        for verb, key, place, data in acts:
            life.act(verb, key, place, data)
            life.check()
        transaction.set_rollback(True)

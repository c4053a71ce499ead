"""Own fields in the configuration file: handed out, weighed, brought in, and handed out again the same."""

import pytest

from leadwright.fields.models import FieldChoice, OwnField
from leadwright.history.models import Entry
from leadwright.leads.configuration.faults import SENTENCES_OF_FIELDS
from leadwright.leads.configuration.file import brought_in, checked, handed_out, lines_of
from leadwright.leads.configuration.yaml_source import Unreadable
from tests.makers import NOON, House, make_lead

FULL = """
  lead:
    scheme: {kind: choice, label: {en: Scheme, nl: Regeling}, help: {en: Which}, section: Tax, order: 2,
      choices: {normal: Normal, old: {label: {en: Old}, retired: true}}, default: normal, filterable: true}
    flag: {kind: boolean, label: Flag, default: true, personal: false, sees: sender}
    area: {kind: integer, label: Area, unit: m², default: 3}
    price: {kind: money, label: Price, default: {amount: "12.50", currency: EUR}}
    at: {kind: datetime, label: At, default: "2026-03-12T09:00:00+01:00"}
    total: {kind: money, label: Total, expression: area * price}
    note: {kind: text, label: Note, searchable: true, default: "true", required_from: [in-contact, new>nurture],
      shown_if: {field: scheme, is: [normal]}}
    maybe: {kind: text, label: Maybe, shown_if: {field: flag, is: [true]}}
    gone: {kind: url, label: Gone, retired: true}
  contact:
    size: {kind: choices, label: Size, choices: {s: S, m: M}, default: [s, m]}
  activity:
    mood: {kind: text, label: Mood, activity_kinds: [call, meeting], required_from: [COMPLETED]}
  task:
    budget: {kind: integer, label: Budget, steps_only: true, required_from: [COMPLETED]}
"""


def with_fields(text: str) -> str:
    """Return the configuration in force with other fields."""
    return f"{handed_out().partition('fields:')[0]}fields:{text}"


def bring(text: str) -> list[str]:
    return list(lines_of(brought_in(with_fields(text), at=NOON, dry_run=False)))


def test_what_is_handed_out_is_the_same_elsewhere(house: House) -> None:
    bring(FULL)
    first = handed_out()
    FieldChoice.objects.all().delete()
    OwnField.objects.all().delete()
    brought_in(first, at=NOON, dry_run=False)
    assert handed_out() == first
    for word in ("m²", "12.50", "2026-03-12T08:00:00+00:00", "new>nurture", "nl: Regeling"):
        assert word in first


def test_bringing_in_what_is_there_changes_nothing(house: House) -> None:
    bring(FULL)
    number = Entry.objects.count()
    assert brought_in(handed_out(), at=NOON, dry_run=False) == []
    assert Entry.objects.count() == number
    assert checked(handed_out()) == []


def test_a_dry_run_tells_what_would_change_and_stores_nothing(house: House) -> None:
    bring("\n  lead: {area: {kind: integer, label: Area}}")
    text = with_fields(
        "\n  lead: {area: {kind: integer, label: Room, unit: m²}, note: {kind: text, label: N}}"
    )
    rows = list(lines_of(brought_in(text, at=NOON, dry_run=True)))
    assert rows[0] == "~ fields.lead.area.label: en Area -> en Room"
    assert "+ fields.lead.note.kind: text" in rows
    assert [row.label for row in OwnField.objects.all()] == ["Area"]


def test_each_change_is_recorded_as_from_the_page(house: House) -> None:
    bring("\n  lead: {area: {kind: integer, label: Area}, note: {kind: text, label: Note}}")
    bring("\n  lead: {area: {kind: integer, label: Room}}")
    facts = Entry.objects.filter(fact__startswith="field.").order_by("pk").values_list("fact", flat=True)
    assert list(facts) == ["field.made", "field.made", "field.changed", "field.retired"]
    assert OwnField.objects.get(key="note").is_retired


def test_subjects_that_a_file_leaves_out_stay_and_so_do_the_fields_of_companies(house: House, talk) -> None:
    talk(house.adm).post("/fields", {"subject": "lead", "key": "own_a", "kind": "text", "label": "A"})
    bring("\n  lead: {area: {kind: integer, label: Area}}")
    bring("\n  contact: {}")
    brought_in(handed_out().partition("fields:")[0], at=NOON, dry_run=False)
    assert not OwnField.objects.filter(retired_at__isnull=False).exists()
    assert "own_a" not in handed_out()


BROKEN = {
    "subject": ("deal: {}", "FIELD_SUBJECT_UNKNOWN"),
    "kind": ("lead: {a: {kind: colour, label: A}}", "FIELD_KIND_UNKNOWN"),
    "no kind": ("lead: {a: {label: A}}", "FIELD_KIND_UNKNOWN"),
    "other kind": ("lead: {area: {kind: decimal, label: Area}}", "FIELD_KIND_FIXED"),
    "own": ("lead: {own_a: {kind: text, label: A}}", "FIELD_KEY_INVALID"),
    "key": ("lead: {A b: {kind: text, label: A}}", "FIELD_KEY_INVALID"),
    "twice": ("lead: {a: {kind: text, label: A}, a: {kind: text, label: A}}", "FILE_INVALID"),
    "strange": ("lead: {a: {kind: text, label: A, colour: red}}", "FILE_INVALID"),
    "status": ("lead: {a: {kind: text, label: A, required_from: [nowhere]}}", "FIELD_PLACE_UNKNOWN"),
    "transition": ("lead: {a: {kind: text, label: A, required_from: [new>new]}}", "FIELD_PLACE_UNKNOWN"),
    "condition": ("lead: {a: {kind: text, label: A, shown_if: {field: b}}}", "FIELD_CONDITION_INVALID"),
    "no choice": (
        (
            "lead: {c: {kind: choice, label: C, choices: {x: X}},\n"
            "   a: {kind: text, label: A, shown_if: {field: c, is: [y]}}}"
        ),
        "FIELD_CONDITION_INVALID",
    ),
    "circle": (
        (
            "lead: {b: {kind: text, label: B, shown_if: {field: a}},\n"
            "   a: {kind: text, label: A, shown_if: {field: b}}}"
        ),
        "FIELD_CONDITION_INVALID",
    ),
    "circle through a computed field": (
        (
            "lead: {b: {kind: decimal, label: B, expression: a + 1},\n"
            "   a: {kind: integer, label: A, shown_if: {field: b}}}"
        ),
        "FIELD_CONDITION_INVALID",
    ),
    "expression": ("lead: {a: {kind: decimal, label: A, expression: b + 1}}", "FIELD_EXPRESSION_INVALID"),
    "circle of expressions": (
        (
            "lead: {b: {kind: decimal, label: B, expression: a + 1},\n"
            "   a: {kind: decimal, label: A, expression: b + 1}}"
        ),
        "FIELD_EXPRESSION_INVALID",
    ),
    "default": ("lead: {a: {kind: integer, label: A, default: many}}", "FIELD_DEFAULT_INVALID"),
    "label": ("lead: {a: {kind: integer}}", "FIELD_PART_INVALID"),
    "choices": ("lead: {a: {kind: choice, label: A}}", "FIELD_PART_INVALID"),
    "back": ("lead: {gone: {kind: url, label: Gone}}", "FIELD_STAYS_RETIRED"),
    "retired and other": ("lead: {gone: {kind: url, label: G, retired: true}}", "FIELD_STAYS_RETIRED"),
    "choice": ("lead: {scheme: {kind: choice, label: S, choices: {late: Late}}}", "FIELD_CHOICE_IN_USE"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_is_named_with_its_line_and_nothing_is_stored(house: House, name: str) -> None:
    bring(FULL)
    make_lead(house.dina, fields={"scheme": "normal"})
    text, code = BROKEN[name]
    fields = with_fields(f"\n  {text}")
    first = fields[: fields.index("fields:")].count("\n") + 1
    before = handed_out()
    assert [(fault.code, line > first) for line, fault in checked(fields)] == [(code, True)]
    assert all("{" not in fault.sentence for _line, fault in checked(fields))
    with pytest.raises(Unreadable):
        brought_in(fields, at=NOON, dry_run=False)
    assert handed_out() == before


def test_each_fault_of_fields_is_named_by_one_of_these() -> None:
    assert {code for _text, code in BROKEN.values()} - {"FILE_INVALID"} == SENTENCES_OF_FIELDS.keys()


def test_a_choice_that_is_left_out_is_counted_and_may_be_retired(house: House) -> None:
    bring(FULL)
    make_lead(house.dina, fields={"scheme": "normal"})
    text = "\n  lead: {scheme: {kind: choice, label: Scheme, choices: {late: Late%s}}}"
    ((_line, fault),) = checked(with_fields(text % ""))
    assert "1 row" in fault.sentence
    assert "retired: true" in fault.sentence
    bring(text % ", normal: {label: Normal, retired: true}")
    codes = {row.code: row.is_retired for row in OwnField.objects.get(key="scheme").choices}
    assert codes == {"late": False, "normal": True, "old": True}


def test_a_status_of_the_same_file_can_be_named(house: House) -> None:
    text = with_fields("\n  lead: {a: {kind: text, label: A, required_from: [waiting]}}")
    brought_in(
        text.replace("statuses:\n", "statuses:\n  waiting: {name: Waiting, state: PENDING}\n", 1),
        at=NOON,
        dry_run=False,
    )
    assert OwnField.objects.get().required_from == ["waiting"]


def test_fields_change_together_whatever_their_order(house: House) -> None:
    bring("\n  lead: {a: {kind: integer, label: A}, b: {kind: decimal, label: B, expression: a + 1}}")
    bring(
        "\n  lead: {a: {kind: integer, label: A, sees: sender},"
        " b: {kind: decimal, label: B, sees: sender, expression: a + 2}}"
    )
    bring("\n  lead: {a: {kind: integer, label: A}, b: {kind: decimal, label: B, expression: a + 2}}")
    assert {row.sees for row in OwnField.objects.all()} == {"both"}


def test_fields_may_change_their_parts_whatever_stands_first(house: House) -> None:
    line = "\n  lead: {a: {kind: decimal, label: A%s}, b: {kind: decimal, label: B%s}}"
    for part in (", expression: {} + 1", ", shown_if: {{field: {}}}"):
        bring(line % ("", part.format("a")))
        bring(line % (part.format("b"), ""))
    assert OwnField.objects.get(key="a").condition == {"field": OwnField.objects.get(key="b").pk}

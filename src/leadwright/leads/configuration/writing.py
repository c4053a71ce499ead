"""Write the configuration as text that people read and edit."""

from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from leadwright.fields.plans import FieldPlan
from leadwright.leads.configuration.blueprint import (
    LISTS,
    NOTICES,
    Arrow,
    Blueprint,
    DefinitionPlan,
    Entry,
    TypePlan,
)
from leadwright.leads.configuration.levels import MOST, Step
from leadwright.leads.configuration.own_fields import SECTION, fields_as_data
from leadwright.leads.configuration.parsing import AUDIENCE, FORMAT, NONE

ATTRIBUTES = ("categories", "goods", "services", "activity_kinds")
HEAD = """# The configuration of Leadwright: lists, lead types with their transitions, definitions,
# own fields, texts, processes.
# Check it with `leadwright config check FILE`; bring it in with `leadwright config import FILE`.
# What a list leaves out is retired: it stays on the leads that have it.
"""


class _Writer(yaml.SafeDumper):
    """Writes texts of several lines as they stand, so that people can read and edit them."""


def _text(writer: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Writer.add_representer(str, _text)


def written(
    blueprint: Blueprint,
    fields: Iterable[FieldPlan] | None = None,
    sections: Iterable[Mapping[str, Any]] = (),
) -> str:
    """Return the configuration as a YAML file; reading it gives the same configuration, own fields and sections."""
    data: dict[str, Any] = {"leadwright": int(FORMAT)}
    for kind in (kind for kind in LISTS if kind not in blueprint.unmentioned):
        data[kind] = {entry.code: _entry(entry) for entry in blueprint.entries(kind)}
    amounts = blueprint.minimum_deal_values
    data["minimum_deal_values"] = {currency: f"{amount:f}" for currency, amount in amounts.items()}
    if NOTICES not in blueprint.unmentioned:
        data[NOTICES] = {whom: list(percents) for whom, percents in blueprint.task_notices.items()}
    if blueprint.switched_off:
        data["switched_off"] = sorted(blueprint.switched_off)
    data["types"] = {kind.code: _type(kind) for kind in blueprint.types}
    data["definitions"] = {definition.code: _definition(definition) for definition in blueprint.definitions}
    if fields is not None:
        data[SECTION] = fields_as_data(fields)
    for section in sections:
        data |= section
    text: str = yaml.dump(
        data, Dumper=_Writer, sort_keys=False, allow_unicode=True, default_flow_style=None, width=110
    )
    return HEAD + text


def _entry(entry: Entry) -> dict[str, Any]:
    own = {
        name: getattr(entry, name) for name in ("state", "tone", "kind", "diagram", "website", "description")
    }
    data: dict[str, Any] = {"name": dict(entry.labels)} | {name: word for name, word in own.items() if word}
    data |= {name: True for name in ("needs_text", "is_brand", "waits_for_end") if getattr(entry, name)}
    data |= {"guidance": dict(entry.guidance)} if entry.guidance else {}
    return data | ({"retired": True} if entry.is_retired else {})


def _type(plan: TypePlan) -> dict[str, Any]:
    return {
        "name": dict(plan.labels),
        **({"retired": True} if plan.is_retired else {}),
        **{kind: sorted(names) for kind in AUDIENCE if (names := getattr(plan.audience, kind))},
        **{row.value: level for row in MOST if (level := getattr(plan, row.value)) is not None},
        **{name: list(codes) for name in ATTRIBUTES if (codes := getattr(plan, name))},
        "estimate": f"{plan.estimate_amount} {plan.estimate_unit}",
        "statuses": list(plan.statuses),
        "initial": list(plan.initial),
        "defaults": list(plan.defaults),
        "qualified": plan.is_qualified,
        "closing_data_when_lost": plan.closing_data_when_lost,
        "outcomes": dict(plan.outcomes),
        "deadlines": dict(plan.deadlines),
        "transitions": [_arrow(transition) for transition in plan.transitions],
    }


def _arrow(arrow: Arrow) -> dict[str, Any]:
    data: dict[str, Any] = {"from": arrow.start, "to": arrow.end}
    data |= {kind: sorted(names) for kind in AUDIENCE if (names := getattr(arrow.audience, kind))}
    return data | ({"required": list(arrow.required)} if arrow.required else {})


def _definition(plan: DefinitionPlan) -> dict[str, Any]:
    return {
        "name": dict(plan.labels),
        "active": plan.is_active,
        "types": list(plan.types),
        "lost_reasons": list(plan.lost_reasons),
        "sources": list(plan.sources),
        "competitors": list(plan.competitors),
        "priorities": {priority.level: _step(priority) for priority in plan.priorities},
        "importances": {importance.level: _step(importance) for importance in plan.importances},
        "default_currency": plan.default_currency,
        "deal_type_required": plan.deal_type_required,
        "block_win": plan.block_win,
        "important_from": NONE if plan.important_from is None else plan.important_from,
        "converts": plan.converts,
        **{name: code for name in ("account_class", "credit_rating") if (code := getattr(plan, name))},
    }


def _step(step: Step) -> dict[str, Any]:
    data: dict[str, Any] = {"name": dict(step.labels)} if step.labels else {}
    data |= {} if step.is_supported else {"supported": False}
    return data | ({"default": True} if step.is_default else {})

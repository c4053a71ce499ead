"""Priority and importance of leads: what is supported, what is usual, and how each level is called."""

from django.utils.translation import gettext as _

from leadwright.foundation.refusals import refuse
from leadwright.leads.models import LeadType, Level
from leadwright.leads.rules import rules_in_force
from leadwright.leads.states import Scale


def usual_levels(kind: LeadType) -> dict[str, int]:
    """Return the levels that a new lead of a type gets: its own, else those of the active definition."""
    own = {Scale.PRIORITY.value: kind.priority, Scale.IMPORTANCE.value: kind.importance}
    if None in own.values():
        usual = {level.scale: level.level for level in rules_in_force().levels if level.is_default}
        own = {scale: usual.get(scale) if level is None else level for scale, level in own.items()}
    return {scale: level for scale, level in own.items() if level is not None}


def offered_levels(scale: Scale) -> list[Level]:
    """Return the levels of a scale that leads can have, the lowest first."""
    return [level for level in rules_in_force().levels if level.scale == scale and level.is_supported]


def is_important(level: int) -> bool:
    """Tell whether leads of an importance are marked, as the active definition has it."""
    definition = rules_in_force().definition
    least = definition.important_from if definition is not None else None
    return least is not None and level >= least


def level_labels() -> dict[tuple[str, int], str]:
    """Return the labels of all levels of the active definition, by scale and level."""
    return {(level.scale, level.level): level.label for level in rules_in_force().levels}


def refuse_unless_supported(scale: Scale, level: int) -> None:
    """Refuse a level that the active definition does not support (LEVEL_NOT_SUPPORTED)."""
    allowed = [level.level for level in offered_levels(scale)]
    if level not in allowed:
        refuse("LEVEL_NOT_SUPPORTED", field=scale.value, allowed=", ".join(map(str, allowed)))


def level_in_words(level: int, label: str) -> str:
    """Return a level by its label and its number, such as `high (7)`."""
    return label if label == str(level) else _("%(label)s (%(level)d)") % {"label": label, "level": level}


def levels_in_words(scale: Scale) -> dict[int, str]:
    """Return all levels of a scale as people read them."""
    rows = (row for row in rules_in_force().levels if row.scale == scale)
    return {row.level: level_in_words(row.level, row.label) for row in rows}

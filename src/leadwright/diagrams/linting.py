"""What is wrong with a process before it is published: each fault names the element at fault. Pure."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leadwright.diagrams.model import WAITING, Diagram, Element, Flow, Kind
from leadwright.diagrams.soundness import outcome_of
from leadwright.foundation.expressions import ExpressionError, parse
from leadwright.foundation.expressions.kinds import Kind as ValueKind

MOST_STEPS = 150
SENTENCES: dict[str, str | Promise] = {
    "START_NUMBER": _("There must be a single start; there are {number}."),
    "END_MISSING": _("There is no end; draw one."),
    "STEPS_TOO_MANY": _("There are more than {number} elements; cut the process in two."),
    "KIND_UNKNOWN": _(
        "“{name}” is of a kind that is not walked, or repeats itself; make it a plain user task or another known kind."
    ),
    "INTO_START": _("A flow leads into the start “{name}”; lead it to a step."),
    "OUT_OF_END": _("A flow leads out of the end “{name}”; take it away."),
    "DEAD_STEP": _("Nothing leads to “{name}” from the start."),
    "NO_PATH_TO_END": _("No flow leads from “{name}” to an end."),
    "SPLITS_WITHOUT_GATEWAY": _("Several flows leave “{name}”; put a gateway behind it."),
    "NEVER_JOINS": _(
        "“{name}” waits for flows that do not all come; join what was split by the same kind of gateway."
    ),
    "PILES_UP": _("“{name}” is reached again and again before it is done; join what was split first."),
    "NEVER_ENDS": _(
        "From “{name}” on the process begins again and again and never ends; let a choice lead out of it."
    ),
    "LOOP_WITHOUT_WAIT": _(
        "The loop through “{name}” has no step that waits for anybody; put a task into it."
    ),
    "NAME_MISSING": _("The task “{name}” has no name."),
    "NOBODY_IN_CHARGE": _("Nobody is in charge of “{name}”; say a role, or put it into a lane."),
    "ACTION_UNKNOWN": _("“{name}” names no step that the product can run; there are: {known}."),
    "ROLE_UNKNOWN": _("“{name}” is for “{role}”: neither the owner, nor a unit, nor a role has that name."),
    "FIELD_UNKNOWN": _(
        "“{name}” asks for “{field}”, which is no field of tasks for all; there are: {known}."
    ),
    "FIELD_UNUSED": _("“{name}” asks for fields, but nobody completes it; let a user task ask for them."),
    "DURATION_UNKNOWN": _("The time of “{name}” is not understood; write working days such as P3D."),
    "MESSAGE_MISSING": _("“{name}” names no message that it waits for."),
    "MESSAGE_UNKNOWN": _("“{name}” waits for “{message}”, which never comes; there is: {known}."),
    "CONDITION_FAULTY": _("The condition on “{name}” is not understood at sign {position}: {reason}"),
    "CONDITION_MISSING": _("The flow “{name}” has no condition and is not the default of its gateway."),
    "CONDITION_UNUSED": _(
        "The flow “{name}” has a condition but leaves no exclusive gateway; put one before it."
    ),
    "DEFAULT_UNKNOWN": _("The default of “{name}” is no flow that leaves it."),
}


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What is wrong, and with which element or flow (by id and by what people call it)."""

    code: str
    element: str
    name: str
    facts: Mapping[str, object] = field(default_factory=dict, compare=False)

    @property
    def sentence(self) -> str:
        """Say it in the active language."""
        return str(SENTENCES[self.code]).format(name=self.name, **self.facts)


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """What a process may name: steps that services run and that tasks are, messages, roles, and fields.

    `fields` are those of conditions, `asked` those that tasks ask for. None stands for any.
    """

    actions: Collection[str] = ()
    tasks: Collection[str] | None = None
    messages: Collection[str] | None = None
    roles: Collection[str] | None = None
    fields: Mapping[str, ValueKind] | None = None
    asked: Collection[str] | None = None


def faults_of(diagram: Diagram, vocabulary: Vocabulary) -> list[Fault]:
    """Return all that is wrong with a process, the element at fault named; nothing if it can be published."""
    faults = [fault for rule in RULES for fault in rule(diagram, vocabulary)]
    if faults:
        return faults
    # What was split badly is looked for only where every element has its place in the process.
    outcome = outcome_of(diagram)
    named = {"NEVER_JOINS": outcome.stuck, "PILES_UP": outcome.piled, "NEVER_ENDS": outcome.endless}
    return [_fault(code, diagram.by_id[name]) for code, names in named.items() for name in names]


def _fault(code: str, part: Element | Flow, **facts: object) -> Fault:
    return Fault(code=code, element=part.id, name=part.name or part.id, facts=facts)


def _ends(diagram: Diagram, vocabulary: Vocabulary) -> Iterator[Fault]:
    del vocabulary
    if len(diagram.starts) != 1:
        named = diagram.starts[-1] if diagram.starts else None
        number, code = len(diagram.starts), "START_NUMBER"
        yield _fault(code, named, number=number) if named else _of_all(diagram, code, number=number)
    if not any(element.kind is Kind.END for element in diagram.elements):
        yield _of_all(diagram, "END_MISSING")
    if len(diagram.elements) > MOST_STEPS:
        yield _of_all(diagram, "STEPS_TOO_MANY", number=MOST_STEPS)


def _of_all(diagram: Diagram, code: str, **facts: object) -> Fault:
    return Fault(code=code, element=diagram.id, name=diagram.name or diagram.id, facts=facts)


def _elements(diagram: Diagram, vocabulary: Vocabulary) -> Iterator[Fault]:
    for element in diagram.elements:
        yield from (_fault(code, element) for code in _codes_of(element, diagram))
        yield from _names(element, diagram, vocabulary)


def _names(element: Element, diagram: Diagram, vocabulary: Vocabulary) -> Iterator[Fault]:
    """Name what an element asks for and nobody knows: a step of the product, a role, or a message."""
    known = {Kind.SERVICE: vocabulary.actions, Kind.USER: vocabulary.tasks}.get(element.kind, ())
    if (element.action or element.kind is Kind.SERVICE) and not _is_known(element.action, known):
        yield _fault("ACTION_UNKNOWN", element, known=_listed(known))
    role = diagram.in_charge_of(element) if element.kind is Kind.USER else ""
    if role and not _is_known(role, vocabulary.roles):
        yield _fault("ROLE_UNKNOWN", element, role=role)
    yield from _fields(element, vocabulary)
    message = element.message if element.kind is Kind.MESSAGE else ""
    if message and not _is_known(message, vocabulary.messages):
        yield _fault("MESSAGE_UNKNOWN", element, message=message, known=_listed(vocabulary.messages))


def _fields(element: Element, vocabulary: Vocabulary) -> Iterator[Fault]:
    """Name the fields that an element asks for and that no task has, and those that nobody would be asked for."""
    if element.asked and element.kind is not Kind.USER:
        yield _fault("FIELD_UNUSED", element)
        return
    for key in element.asked:
        if not _is_known(key, vocabulary.asked):
            yield _fault("FIELD_UNKNOWN", element, field=key[:60], known=_listed(vocabulary.asked))


def _is_known(name: str, known: Collection[str] | None) -> bool:
    return known is None or name in known


def _listed(known: Collection[str] | None) -> str:
    return ", ".join(sorted(known or ())) or "—"


def _codes_of(element: Element, diagram: Diagram) -> Iterator[str]:
    kind, into, out = element.kind, diagram.into[element.id], diagram.out_of[element.id]
    is_named = kind is not Kind.USER or bool(element.name)
    is_timed = element.days is not None or (kind is not Kind.TIMER and not element.duration)
    wrong = {
        "KIND_UNKNOWN": kind is Kind.UNKNOWN,
        "INTO_START": kind is Kind.START and bool(into),
        "OUT_OF_END": kind is Kind.END and bool(out),
        "SPLITS_WITHOUT_GATEWAY": (kind in WAITING or kind is Kind.START) and len(out) > 1,
        "NAME_MISSING": not is_named,
        "NOBODY_IN_CHARGE": kind is Kind.USER and not diagram.in_charge_of(element),
        "DURATION_UNKNOWN": not is_timed,
        "MESSAGE_MISSING": kind is Kind.MESSAGE and not element.message,
        "DEFAULT_UNKNOWN": bool(element.default) and element.default not in {flow.id for flow in out},
    }
    return (code for code, is_so in wrong.items() if is_so)


def _reached(starts: Iterable[str], following: Mapping[str, Collection[str]]) -> set[str]:
    ahead = list(starts)
    reached = set(ahead)
    while ahead:
        new = [name for name in following[ahead.pop()] if name not in reached]
        reached.update(new)
        ahead += new
    return reached


def _paths(diagram: Diagram, vocabulary: Vocabulary) -> Iterator[Fault]:
    """Name what cannot be reached, and from where no end can be."""
    del vocabulary
    onward = {name: [flow.target for flow in flows] for name, flows in diagram.out_of.items()}
    backward = {name: [flow.source for flow in flows] for name, flows in diagram.into.items()}
    alive = _reached((element.id for element in diagram.starts), onward)
    ending = _reached((element.id for element in diagram.elements if element.kind is Kind.END), backward)
    for element in diagram.elements:
        if element.id not in alive:
            yield _fault("DEAD_STEP", element)
        elif element.id not in ending:
            yield _fault("NO_PATH_TO_END", element)


def _loops(diagram: Diagram, vocabulary: Vocabulary) -> Iterator[Fault]:
    """Name the loops that nothing stops: a service step is run at once and stops none."""
    del vocabulary
    left = {element.id for element in diagram.elements if element.kind not in WAITING - {Kind.SERVICE}}
    while trimmed := [name for name in left if not _is_within(diagram, name, left)]:
        left.difference_update(trimmed)
    if named := next((element for element in diagram.elements if element.id in left), None):
        yield _fault("LOOP_WITHOUT_WAIT", named)


def _is_within(diagram: Diagram, name: str, left: Collection[str]) -> bool:
    """Tell whether something that is left leads to an element, and it to something that is left."""
    onward = any(flow.target in left for flow in diagram.out_of[name])
    return onward and any(flow.source in left for flow in diagram.into[name])


def _conditions(diagram: Diagram, vocabulary: Vocabulary) -> Iterator[Fault]:
    for flow in diagram.flows:
        source = diagram.by_id[flow.source]
        is_choice = source.kind is Kind.EXCLUSIVE and len(diagram.out_of[source.id]) > 1
        if flow.condition and source.kind is not Kind.EXCLUSIVE:
            yield _fault("CONDITION_UNUSED", flow)
        if is_choice and not flow.condition and flow.id != source.default:
            yield _fault("CONDITION_MISSING", flow)
        if flow.condition and (no := _error_in(flow.condition, vocabulary.fields)):
            yield _fault("CONDITION_FAULTY", flow, position=no.position, reason=no.sentence)


def _error_in(condition: str, fields: Mapping[str, ValueKind] | None) -> ExpressionError | None:
    try:
        expression = parse(condition)
        kind = ValueKind.BOOLEAN if fields is None else expression.kind_in(fields)
    except ExpressionError as no:
        return no
    return None if kind is ValueKind.BOOLEAN else ExpressionError(1, str(_("This is no condition.")))


Rule = Callable[[Diagram, Vocabulary], Iterable[Fault]]
RULES: tuple[Rule, ...] = (_ends, _elements, _paths, _loops, _conditions)

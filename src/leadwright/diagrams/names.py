"""The names of BPMN 2.0 and of our own additions to it, as the reader and the writer of files know them."""

import re

from leadwright.diagrams.model import Kind

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
OWN = "https://leadwright.org/ns/process/1"
PREFIXES = {"bpmn": BPMN, "bpmndi": BPMNDI, "dc": DC, "di": DI, "xsi": XSI, "lw": OWN}

TAGS = {
    Kind.START: "startEvent",
    Kind.END: "endEvent",
    Kind.USER: "userTask",
    Kind.SERVICE: "serviceTask",
    Kind.EXCLUSIVE: "exclusiveGateway",
    Kind.PARALLEL: "parallelGateway",
    Kind.TIMER: "intermediateCatchEvent",
    Kind.MESSAGE: "intermediateCatchEvent",
}
KINDS = {tag: kind for kind, tag in TAGS.items() if kind not in (Kind.TIMER, Kind.MESSAGE)}
# What BPMN has and the engine does not walk: it is read, kept and named as a fault.
UNKNOWN = frozenset(
    [
        *("task", "manualTask", "scriptTask", "businessRuleTask", "sendTask", "receiveTask"),
        *("subProcess", "adHocSubProcess", "transaction", "callActivity", "intermediateThrowEvent"),
        *("boundaryEvent", "inclusiveGateway", "complexGateway", "eventBasedGateway", "event"),
        *("intermediateCatchEvent", "implicitThrowEvent"),
    ]
)
# Our own attributes of an element, by the names that the model has for them.
OWN_NAMES = {
    "role": "role",
    "deliverable": "deliverable",
    "due": "duration",
    "action": "action",
    "fields": "fields",
    "fields.required": "required",
}

# What can be said in other languages too, as `name.nl`.
TRANSLATED = re.compile(r"(?:name|deliverable|instructions)\.[a-z]{2,3}")


def bpmn(name: str) -> str:
    """Return a name of BPMN with its namespace."""
    return "{" + BPMN + "}" + name


def own(name: str) -> str:
    """Return a name of ours with its namespace."""
    return "{" + OWN + "}" + name


def di(name: str) -> str:
    """Return a name of the part that says where things are drawn."""
    space = {"Bounds": DC}.get(name, DI if name == "waypoint" else BPMNDI)
    return "{" + space + "}" + name

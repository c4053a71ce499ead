"""XML as plain nodes, read within narrow bounds: no document type, no entities, nothing from elsewhere, no depth.

Pure, and written back the same: names carry their namespace as `{address}name`, whatever the prefixes were.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext as _

from leadwright.foundation.refusals import refuse

Pairs = tuple[tuple[str, str], ...]
LARGEST, DEEPEST, MOST_NODES, LONGEST_VALUE, MOST_ATTRIBUTES = 2**20, 40, 20_000, 20_000, 60
ENCODINGS = frozenset(["utf-8", "utf8", "utf-16", "us-ascii", "iso-8859-1"])
INCLUDED = "http://www.w3.org/2001/XInclude"
XML = "http://www.w3.org/XML/1998/namespace"
_NAME = re.compile(r"\{(?P<space>[^}]*)\}(?P<local>.+)")


@dataclass(frozen=True)
class Node:
    """An element of XML: its name, its attributes, and its children: nodes, and texts that say something."""

    tag: str
    attributes: Pairs = ()
    children: "tuple[Node | str, ...]" = ()

    @property
    def nodes(self) -> "tuple[Node, ...]":
        """Its children that are no texts."""
        return tuple(child for child in self.children if isinstance(child, Node))

    @property
    def text(self) -> str:
        """Its own text."""
        return "".join(child for child in self.children if isinstance(child, str))

    def get(self, name: str, default: str = "") -> str:
        """Return an attribute."""
        return dict(self.attributes).get(name, default)

    def first(self, tag: str) -> "Node | None":
        """Return its first child of a name."""
        return next((node for node in self.nodes if node.tag == tag), None)

    def walk(self) -> "Iterator[Node]":
        """Return it and all nodes below."""
        yield self
        for node in self.nodes:
            yield from node.walk()


@dataclass(frozen=True)
class Document:
    """What a file held: its outermost element, and the prefixes that it used."""

    root: Node
    prefixes: Pairs


def unreadable(reason: str) -> NoReturn:
    """Refuse a file, with the reason."""
    refuse("DIAGRAM_UNREADABLE", field="bpmn", reason=reason)


def parse_xml(data: bytes) -> Document:
    """Read a file of XML; what is not plain XML of a moderate size is refused with DIAGRAM_UNREADABLE or TOO_LARGE."""
    if len(data) > LARGEST:
        refuse("TOO_LARGE", field="bpmn", limit="1 MB")
    builder = _Builder()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    builder.listen_to(parser)
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as no:
        unreadable(_("it is no XML ({reason})").format(reason=no))
    return builder.document()


@dataclass
class _Open:
    """An element that is not closed yet."""

    tag: str
    attributes: Pairs
    children: list[Node | str] = field(default_factory=list)

    def node(self) -> Node:
        """Return it closed; between elements, white space says nothing."""
        kept = self.children
        if any(isinstance(child, Node) for child in kept):
            kept = [child for child in kept if isinstance(child, Node) or child.strip()]
        return Node(self.tag, self.attributes, tuple(kept))


@dataclass
class _Builder:
    """Gathers nodes as they are read, and stops where one of the bounds is passed."""

    stack: list[_Open] = field(default_factory=list)
    prefixes: dict[str, str] = field(default_factory=dict)
    root: Node = field(default_factory=lambda: Node(""))
    count: int = 0

    def listen_to(self, parser: Any) -> None:
        """Take what the parser says."""
        parser.XmlDeclHandler = self.declare
        parser.StartDoctypeDeclHandler = _refusing(_("take the document type (DOCTYPE) out"))
        parser.EntityDeclHandler = _refusing(_("take the entities out"))
        parser.ExternalEntityRefHandler = _refusing(_("take the references to other files out"))
        parser.ProcessingInstructionHandler = _refusing(_("take the processing instructions (<? … ?>) out"))
        parser.StartNamespaceDeclHandler = self.bind
        parser.StartElementHandler = self.open
        parser.EndElementHandler = self.close
        parser.CharacterDataHandler = self.add_text

    def declare(self, version: str, encoding: str | None, standalone: int) -> None:
        """Refuse encodings that hide what is written."""
        del version, standalone
        if (encoding or "utf-8").lower() not in ENCODINGS:
            unreadable(_("write it in UTF-8"))

    def bind(self, prefix: str | None, address: str) -> None:
        """Note a prefix, for names that stand in values."""
        if prefix:
            self.prefixes.setdefault(prefix, address)

    def open(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begin an element."""
        self.count += 1
        if len(self.stack) >= DEEPEST:
            unreadable(_("it is nested more than {most} deep").format(most=DEEPEST))
        if self.count > MOST_NODES:
            unreadable(_("it has more than {most} parts").format(most=MOST_NODES))
        if len(attributes) > MOST_ATTRIBUTES or any(
            len(value) > LONGEST_VALUE for value in attributes.values()
        ):
            unreadable(_("an element has too many attributes, or too long ones"))
        if name.startswith(INCLUDED):
            unreadable(_("take the references to other files out"))
        pairs = tuple(sorted((_qualified(key), value) for key, value in attributes.items()))
        self.stack.append(_Open(_qualified(name), pairs))

    def close(self, name: str) -> None:
        """End an element."""
        del name
        node = self.stack.pop().node()
        if self.stack:
            self.stack[-1].children.append(node)
        else:
            self.root = node

    def add_text(self, text: str) -> None:
        """Add a text to the element that is open."""
        self.stack[-1].children.append(text)

    def document(self) -> Document:
        """Return what was read."""
        return Document(self.root, tuple(sorted(self.prefixes.items())))


def _refusing(reason: str) -> Callable[..., None]:
    def refuse_it(*_given: object) -> None:
        unreadable(reason)

    return refuse_it


def _qualified(name: str) -> str:
    """Return a name as `{address}name`; the parser puts the bracket between them."""
    if name.count("}") > 1:
        unreadable(_("the address of a namespace has a bracket"))
    return "{" + name if "}" in name else name


def write_xml(root: Node, prefixes: Mapping[str, str]) -> str:
    """Write a node as a file, with the prefixes given and others for the addresses that have none."""
    names = {address: prefix for prefix, address in prefixes.items()} | {XML: "xml"}
    for address in sorted({space for node in root.walk() for space in _spaces(node)} - names.keys()):
        names[address] = f"ns{len(names)}"
    declared = sorted((f"xmlns:{prefix}", address) for address, prefix in names.items() if address != XML)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', *_lines(root, names, declared, 0)]
    return "\n".join(lines) + "\n"


def _spaces(node: Node) -> Iterator[str]:
    for name in (node.tag, *(name for name, _value in node.attributes)):
        if match := _NAME.fullmatch(name):
            yield match["space"]


def _short(name: str, names: Mapping[str, str]) -> str:
    match = _NAME.fullmatch(name)
    return f"{names[match['space']]}:{match['local']}" if match else name


def _lines(
    node: Node, names: Mapping[str, str], declared: Iterable[tuple[str, str]], depth: int
) -> Iterator[str]:
    """Return the lines of a node: one each, but for what holds texts, in which white space counts."""
    indent = "  " * depth
    head = "".join(f" {name}={quoteattr(value)}" for name, value in declared)
    head += "".join(f" {_short(name, names)}={quoteattr(value)}" for name, value in node.attributes)
    tag = _short(node.tag, names)
    if not node.children:
        yield f"{indent}<{tag}{head} />"
    elif any(isinstance(child, str) for child in node.children):
        inner = "".join(
            escape(child, {"\r": "&#13;"}) if isinstance(child, str) else "".join(_lines(child, names, (), 0))
            for child in node.children
        )
        yield f"{indent}<{tag}{head}>{inner}</{tag}>"
    else:
        yield f"{indent}<{tag}{head}>"
        for child in node.nodes:
            yield from _lines(child, names, (), depth + 1)
        yield f"{indent}</{tag}>"

"""Files that mean harm, or are simply broken: each is refused with a reason, soon, and without growing."""

import resource
import socket
from time import process_time

import pytest

from leadwright.diagrams.names import OWN
from leadwright.diagrams.reading import read_diagram
from leadwright.diagrams.writing import write_diagram
from leadwright.foundation.refusals import Refused
from tests.diagrams.making import process

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
SOUND = write_diagram(process("start > a", "a > end"))
HEAD, BODY = SOUND.split("\n", 1)
OPEN = f'<definitions xmlns="{MODEL}" xmlns:q="urn:q"><process id="p">'
CLOSE = "</process></definitions>"


def within(text: str) -> str:
    """Return a process that holds a text."""
    return OPEN + text + CLOSE


def with_type(text: str) -> str:
    """Return a sound process behind a document type."""
    return f"{HEAD}\n<!DOCTYPE definitions [{text}]>\n{BODY}"


def of_task(said: str) -> str:
    """Return a process with a task that says something in our own words."""
    return within(f'<userTask id="a" xmlns:lw="{OWN}" {said}/>')


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
SHAPE = '<bpmndi:BPMNShape id="start_di"'
REFUSED = {
    "billion laughs": with_type(f'<!ENTITY l0 "ha">{LAUGHS}'),
    "quadratic entities": with_type(f'<!ENTITY a "{"a" * 50_000}">'),
    "a file as an entity": with_type('<!ENTITY x SYSTEM "file:///etc/passwd">').replace(
        'name="a"', 'name="&x;"'
    ),
    "an address as an entity": with_type('<!ENTITY x SYSTEM "http://127.0.0.1:9/x">'),
    "a parameter entity": with_type('<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;'),
    "a document type of elsewhere": f'{HEAD}\n<!DOCTYPE d SYSTEM "http://127.0.0.1:9/x.dtd">\n{BODY}',
    "a document type in UTF-16": with_type("").replace("UTF-8", "UTF-16").encode("utf-16"),
    "a document type in UTF-7": with_type("").replace("UTF-8", "UTF-7").encode("utf-7"),
    "another file included": within(
        '<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>'
    ),
    "another file imported": f'<definitions xmlns="{MODEL}"><import location="http://127.0.0.1:9/x.xsd"/></definitions>',
    "two hundred thousand deep": OPEN + "<q:a>" * 200_000,
    "fifty deep and closed": within("<q:a>" * 50 + "</q:a>" * 50),
    "a hundred thousand nodes": within("<q:a/>" * 100_000),
    "a huge attribute": within(f'<userTask id="a" name="{"x" * 500_000}"/>'),
    "a thousand attributes": within("<userTask id='a' " + " ".join(f'a{n}="1"' for n in range(1000)) + "/>"),
    "an attribute that comes twice": within('<userTask id="a" id="b"/>'),
    "more than a megabyte": within(f"<!--{'x' * 1_100_000}-->"),
    "501 elements": within("".join(f'<userTask id="t{n}"/>' for n in range(501))),
    "a sign NUL": within('<userTask id="a" name="\0"/>'),
    "a NUL as a reference": within('<userTask id="a" name="&#0;"/>'),
    "a surrogate": within('<userTask id="a" name="&#xD800;"/>'),
    "a wrong encoding": SOUND.replace("UTF-8", "EBCDIC-CP-US"),
    "bytes of another encoding": within('<userTask id="a" name="\xe9"/>').encode("latin-1"),
    "a processing instruction": f'{HEAD}\n<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?>\n{BODY}',
    "two outermost elements": SOUND + BODY,
    "two processes": f'<definitions xmlns="{MODEL}"><process id="a"/><process id="b"/></definitions>',
    "no process": f'<definitions xmlns="{MODEL}"/>',
    "another vocabulary": '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "no namespace": "<definitions><process id='p'/></definitions>",
    "an id that comes twice": within('<userTask id="a"/><endEvent id="a"/>'),
    "no id": within("<userTask/>"),
    "an id with a script": within('<userTask id="&lt;script&gt;"/>'),
    "a flow to nothing": within('<userTask id="a"/><sequenceFlow id="f" sourceRef="a" targetRef="b"/>'),
    "a flow that leads to a flow": within('<sequenceFlow id="f" sourceRef="f" targetRef="f"/>'),
    "a place that is none": SOUND.replace('x="62"', 'x="NaN"'),
    "a place that never ends": SOUND.replace('x="62"', 'x="1e999"'),
    "a name that turns round": within('<userTask id="a" name="a\u202eb"/>'),
    "a name of a thousand signs": within(f'<userTask id="a" name="{"x" * 1000}"/>'),
    "a role of a lane that turns round": within(
        f'<laneSet id="s"><lane id="l" xmlns:lw="{OWN}" lw:role="a\u202eb"/></laneSet>'
    ),
    "a process whose name turns round": within("").replace('id="p"', 'id="p" name="a\u202eb"'),
    "a process whose id never ends": within("").replace('id="p"', f'id="{"p" * 1000}"'),
    "a deliverable that fits no task": of_task(f'lw:deliverable="{"x" * 251}"'),
    "fields without end": of_task(f'lw:fields="{"x " * 1001}x"'),
    "a deliverable of two lines": of_task('lw:deliverable="an offer&#10;a contract"'),
    "a Dutch name that fits no task": of_task(f'lw:name.nl="{"x" * 251}"'),
    "a bracket in a namespace": within('<z:b xmlns:z="urn:}a"/>'),
    "cut off": SOUND[:-30],
    "nothing": "",
    "no XML at all": "PK\x03\x04",
}


def data_of(name: str) -> bytes:
    """Return the bytes of a hostile file."""
    text = REFUSED[name]
    return text if isinstance(text, bytes) else text.encode()


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_with_a_reason_within_two_seconds(name, monkeypatch):
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("it asked the network"))
    begun, before = process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Refused, match=r"DIAGRAM_UNREADABLE|TOO_LARGE") as no:
        read_diagram(data_of(name))
    assert process_time() - begun < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000
    assert no.value.errors[0].field == "bpmn"
    assert "root:" not in no.value.sentence


def test_the_sound_file_that_the_hostile_are_made_of_is_read():
    assert [element.id for element in read_diagram(SOUND.encode()).elements] == ["start", "a", "end"]
    assert 'x="62"' in SOUND


def test_a_loop_of_flows_is_no_harm():
    text = within('<userTask id="a"/><sequenceFlow id="f" sourceRef="a" targetRef="a"/>')
    assert [flow.target for flow in read_diagram(text.encode()).flows] == ["a"]


def test_lanes_within_lanes_that_name_each_other_end():
    lane = '<lane id="l1"><flowNodeRef>l1</flowNodeRef></lane>'
    diagram = read_diagram(within(f'<laneSet id="s">{lane}</laneSet><userTask id="a"/>').encode())
    assert diagram.in_charge_of(diagram.by_id["a"]) == ""


def test_script_in_names_stays_a_text():
    text = within('<userTask id="a" name="&lt;script&gt;alert(1)&lt;/script&gt;"/>')
    assert "<script>" not in write_diagram(read_diagram(text.encode()))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_honest_encodings_are_read(encoding):
    text = SOUND.replace("UTF-8", encoding).replace('name="a"', 'name="Übergabe — Счёт"')
    assert read_diagram(text.encode(encoding)).by_id["a"].name == "Übergabe — Счёт"

"""Draws processes with the mouse: palette, pad beside an element, menu of kinds, and the panel of what a step says."""

import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from playwright.sync_api import expect

CANVAS = "#process-canvas"
SELECTED = f"{CANVAS} .djs-shape.selected"
GATEWAY, TASK, END, EVENT = (
    "Append gateway",
    "Append task",
    "Append end event",
    "Append intermediate/boundary event",
)
# What an element becomes in the menu of kinds; a task becomes a step for somebody or for the product in the panel.
PARALLEL, TIMER, MAIL = (
    "Parallel gateway",
    "Timer intermediate catch event",
    "Message intermediate catch event",
)
# Places on a flow, in the order in which they are tried.
ALONG = """line => [0.5, 0.35, 0.65, 0.2, 0.8].map(part => {
  const at = line.getPointAtLength(line.getTotalLength() * part), matrix = line.getScreenCTM();
  return [at.x * matrix.a + matrix.e, at.y * matrix.d + matrix.f];
})"""
# Places on an element: a flow may lie over its middle.
PARTS = [(0.5, 0.5), (0.3, 0.25), (0.7, 0.75)]
CLICKS = 10
IS_SELECTED = re.compile(r"\bselected\b")


class Canvas:
    """The editor of a process on its page, moved with the mouse alone."""

    def __init__(self, page: Any) -> None:
        self.page = page
        page.set_viewport_size({"width": 2400, "height": 1500})
        page.locator(f"{CANVAS} .djs-palette .entry").first.wait_for()

    @property
    def drawing(self) -> Any:
        """The field in which the drawing stands as it is sent."""
        return self.page.locator("textarea[name=bpmn]")

    @property
    def empty(self) -> tuple[float, float]:
        """A place of the canvas where nothing is: to let go of what is chosen, whose pad lies over its neighbour."""
        box = self.page.locator(CANVAS).bounding_box()
        return box["x"] + 40, box["y"] + box["height"] - 40

    def shape(self, name: str) -> Any:
        """Return an element on the canvas."""
        return self.page.locator(f'{CANVAS} [data-element-id="{name}"]').first

    def middle(self, name: str, right: float = 0.5, down: float = 0.5) -> tuple[float, float]:
        """Return where an element is seen: its middle, or another part of it."""
        box = self.shape(name).locator(".djs-hit").first.bounding_box()
        return box["x"] + box["width"] * right, box["y"] + box["height"] * down

    def choose(self, name: str) -> None:
        """Click an element by its middle, unless it is chosen already: a second click would let go of it."""
        self._click_until_chosen(name, lambda: [self.middle(name, *part) for part in PARTS])

    def _click_until_chosen(self, name: str, places: Callable[[], list[Any]]) -> None:
        """Click places in turn: something may lie over the first, and right after a flow was led clicks go nowhere."""
        self.page.keyboard.press("Escape")
        chosen = self.page.locator(f"{CANVAS} .djs-element.selected")
        for turn in range(CLICKS):
            if chosen.evaluate_all("rows => rows.map(row => row.dataset.elementId)") == [name]:
                return
            if turn % 2:
                self.page.mouse.click(*self.empty)
            points = places()
            self.page.mouse.click(*points[turn // 2 % len(points)])
            with suppress(AssertionError):
                expect(self.shape(name)).to_have_class(IS_SELECTED, timeout=500)
        raise AssertionError(f"nobody can click {name}")

    def create(self, title: str, x: float, y: float) -> str:
        """Take something from the palette, and put it down at a place of the canvas."""
        self.page.locator(f'{CANVAS} .djs-palette [aria-label="{title}"]').click()
        box = self.page.locator(CANVAS).bounding_box()
        self.page.mouse.move(box["x"] + x - 10, box["y"] + y - 10)
        self.page.mouse.move(box["x"] + x, box["y"] + y, steps=4)
        self.page.mouse.click(box["x"] + x, box["y"] + y)
        return self._new()

    def divided(self, pool: str) -> tuple[str, str]:
        """Divide a pool into two lanes; returns the upper and the lower one."""
        self.choose(pool)
        self.press("Divide into two lanes")
        rows = self.page.locator(f'{CANVAS} [data-element-id^="Lane_"]')
        expect(rows).to_have_count(2)
        names = rows.evaluate_all("rows => rows.map(row => row.dataset.elementId)")
        upper, lower = sorted(names, key=lambda name: self.middle(name)[1])
        return upper, lower

    def create_in(self, lane: str, title: str, part: float) -> str:
        """Put something down within a lane, at a part of its width."""
        box, canvas = (row.bounding_box() for row in (self.shape(lane), self.page.locator(CANVAS)))
        x, y = box["x"] + box["width"] * part, box["y"] + box["height"] / 2
        return self.create(title, x - canvas["x"], y - canvas["y"])

    def append(self, name: str, title: str) -> str:
        """Put something behind an element; returns its id."""
        self.choose(name)
        self.press(title)
        return self._new()

    def press(self, title: str) -> None:
        """Press a sign of the pad beside what is chosen."""
        self.page.locator(f'{CANVAS} .djs-context-pad.open [title="{title}"]').click()

    def _new(self) -> str:
        self.page.keyboard.press("Escape")
        selected = self.page.locator(SELECTED)
        expect(selected).to_have_count(1)
        return str(selected.get_attribute("data-element-id"))

    def task(self, behind: str, name: str, **parts: str) -> str:
        """Put a task for somebody behind an element; returns its id."""
        row = self.append(behind, TASK)
        self.say(row, kind="bpmn:UserTask", name=name, **{"role": "owner", **parts})
        return row

    def tasks(self, behind: str, *names: str) -> str:
        """Put tasks behind each other; returns the id of the last."""
        for name in names:
            behind = self.task(behind, name)
        return behind

    def connect(self, source: str, target: str) -> str:
        """Lead a flow from an element to another; returns its id."""
        before = self.flows()
        self.choose(source)
        self.press("Connect to other element")
        x, y = self.middle(target)
        self.page.mouse.move(x + 3, y + 3, steps=6)
        self.page.mouse.click(x, y)
        (flow,) = self.flows() - before
        return flow

    def flows(self) -> set[str]:
        """Return the ids of all flows."""
        rows = self.page.locator(f"{CANVAS} .djs-connection")
        return set(rows.evaluate_all("rows => rows.map(row => row.dataset.elementId)"))

    def flow(self, source: str, target: str) -> str:
        """Return the id of the flow between two elements, as the drawing says it."""
        match = re.search(
            rf'<bpmn:sequenceFlow id="([^"]+)"[^>]*sourceRef="{source}" targetRef="{target}"',
            self.drawing.input_value(),
        )
        assert match, (source, target)
        return match[1]

    def become(self, name: str, kind: str) -> str:
        """Make an element another kind, in the menu beside it; its id may be another then."""
        self.choose(name)
        self.press("Change element")
        self.page.locator(f"{CANVAS} .djs-popup").get_by_text(kind, exact=True).click()
        return self._new()

    def say(self, name: str, /, **parts: str) -> None:
        """Write in the panel what an element or a flow says; each part by its name there."""
        if name in self.flows():
            self.choose_flow(name)
        else:
            self.choose(name)
        for part, text in parts.items():
            control = self.page.locator(f'#process-step [data-part="{part}"]')
            if part == "kind":
                control.select_option(text)
                continue
            if part == "default":
                control.check()
                continue
            control.fill(text)
            control.press("Tab")

    def choose_flow(self, name: str) -> None:
        """Click a flow somewhere along it."""
        self._click_until_chosen(name, lambda: self.shape(name).locator(".djs-hit").first.evaluate(ALONG))

    def move(self, name: str, right: float, down: float) -> None:
        """Drag what was just put down to another place."""
        x, y = self.middle(name)
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + right, y + down, steps=8)
        self.page.mouse.up()

    def remove(self, name: str) -> None:
        """Take an element away."""
        self.choose(name)
        self.press("Delete")

    def remove_flow(self, source: str, target: str) -> None:
        """Take away the flow between two elements."""
        self.choose_flow(self.flow(source, target))
        self.press("Delete")

    def save(self) -> None:
        """Save the draft, and publish it."""
        self.page.get_by_role("button", name="Save as draft").click()
        expect(self.page.get_by_text("The draft is saved.")).to_be_visible()
        self.page.get_by_role("button", name="Publish").click()
        expect(self.page.get_by_text(re.compile(r"Version \d+ is published"))).to_be_visible()

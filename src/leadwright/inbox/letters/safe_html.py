"""Make the HTML of a mail safe to look at, and read it as plain text."""

import re
from html import unescape
from html.parser import HTMLParser

import nh3

TAGS = {
    *("a", "b", "blockquote", "br", "code", "div", "em", "hr", "i", "li", "ol", "p", "pre", "s", "span"),
    *("strong", "sub", "sup", "table", "tbody", "td", "tfoot", "thead", "tr", "u", "ul"),
}
DROPPED = {"script", "style", "title", "head", "template", "noscript", "iframe", "object", "svg", "math"}
LINKS = {"http", "https", "mailto"}
BREAKS = {"br", "hr", "p", "div", "li", "tr", "table", "ul", "ol", "pre", "blockquote"}
CLOSED_BY_THEMSELVES = {
    *(
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ),
    *(
        "p",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "tbody",
        "thead",
        "tfoot",
        "option",
        "colgroup",
        "body",
        "html",
        "head",
    ),
}
DEEPEST = 200
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
_ANY_TAG = re.compile(r"<[^<>]*>?")
_REMOTE = re.compile(
    r"<(?:img|image|source|video|audio|input)\b[^<>]{0,2000}?\b(?:src|srcset)\s?=\s?[\"']?(?:https?:)?//",
    re.I,
)


def is_too_deep(html: str) -> bool:
    """Tell whether elements stand in elements deeper than anybody writes them; making such HTML safe takes long.

    It counts at least as deep as a browser would nest them: what a browser closes by itself is left out.
    """
    counts: dict[str, int] = {}
    depth = 0
    for slash, name in _TAG.findall(html):
        tag = name.lower()
        if tag in CLOSED_BY_THEMSELVES:
            continue
        if not slash:
            counts[tag], depth = counts.get(tag, 0) + 1, depth + 1
        elif counts.get(tag, 0):
            counts[tag], depth = counts[tag] - 1, depth - 1
        if depth > DEEPEST:
            return True
    return False


def bare(html: str) -> str:
    """Return the words of HTML that is not taken apart, without its tags."""
    return " ".join(unescape(_ANY_TAG.sub(" ", html)).split())


def safe(html: str) -> str:
    """Return HTML without scripts, styles, forms, frames and pictures: nothing is fetched, and nothing runs.

    What is nested too deep is not taken apart: nothing of it is HTML any more.
    """
    if is_too_deep(html):
        return ""
    return nh3.clean(
        html,
        tags=TAGS,
        clean_content_tags=DROPPED,
        attributes={"a": {"href"}},
        url_schemes=LINKS,
        link_rel="noopener noreferrer nofollow",
        strip_comments=True,
    ).strip()


def remote_images(html: str) -> int:
    """Count the pictures that would have been fetched from elsewhere."""
    return len(_REMOTE.findall(html))


def text_of(clean: str) -> str:
    """Return safe HTML as plain text; what it quotes stands behind `>`, as in mails without HTML."""
    reader = _Reader()
    reader.feed(clean)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    """Writes down the words of safe HTML, line by line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self.quotes = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a new line where the tag does."""
        del attrs
        if tag in BREAKS:
            self._break()
        if tag == "blockquote":
            self.quotes += 1
        if tag == "li":
            self.lines[-1] += "• "
        if tag == "td" and self.lines[-1]:
            self.lines[-1] += " "

    def handle_endtag(self, tag: str) -> None:
        """End the line where the tag does."""
        if tag in BREAKS - {"br", "hr"}:
            self._break()
        if tag == "blockquote":
            self.quotes = max(self.quotes - 1, 0)
        if tag == "p":
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        """Write down words."""
        words = " ".join(data.replace("\u00a0", " ").split())
        if not words:
            return
        gap = " " if self.lines[-1] and (data[0].isspace() or self.lines[-1].endswith(" ")) else ""
        begin = "" if self.lines[-1] else "> " * self.quotes
        self.lines[-1] = f"{self.lines[-1].rstrip(' ')}{gap}{begin}{words}{' ' if data[-1].isspace() else ''}"

    def _break(self) -> None:
        if self.lines[-1].strip():
            self.lines.append("")

    def text(self) -> str:
        """Return all lines, with at most one empty line between them."""
        return re.sub(r"\n{3,}", "\n\n", "\n".join(row.rstrip() for row in self.lines)).strip("\n")

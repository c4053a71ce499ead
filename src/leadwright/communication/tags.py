"""Tags in texts: `#` with lower-case letters, digits and underscores, beginning with a letter. Pure.

`##` stands for the sign itself, and `#1` is text. What comes in the place of a tag is not looked through again.
"""

import re
from collections.abc import Callable, Collection, Iterable

_TAG = re.compile(r"##|#([a-z][a-z0-9_]*)", re.ASCII)


def tags_in(*texts: str) -> list[str]:
    """Return the names of the tags in some texts, each once, in their order."""
    return list(dict.fromkeys(match[1] for text in texts for match in _TAG.finditer(text) if match[1]))


def unknown_in(texts: Iterable[str], known: Collection[str]) -> list[str]:
    """Return the names of the tags in some texts that nobody knows."""
    return [name for name in tags_in(*texts) if name not in known]


def filled(text: str, value_of: Callable[[str], str]) -> str:
    """Return a text with a value in the place of each tag, and a single sign in the place of a double one."""
    return _TAG.sub(lambda match: value_of(match[1]) if match[1] else "#", text)

"""The description of a lead that is made of something else."""

from leadwright.leads.cleaning import LONGEST_TEXT


def description_from(*texts: str) -> str:
    """Return some texts as one description; what it cannot hold is left out where a sign says so, and stays there."""
    text = "\n\n".join(trimmed for part in texts if (trimmed := part.strip()))
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"

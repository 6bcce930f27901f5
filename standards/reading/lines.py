"""A line of a source: its number, its clean words and how far it stands in."""

import re
from dataclasses import dataclass, replace

SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")
LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb06": "st"}
)


@dataclass(frozen=True)
class Line:
    """One line of the source, or a piece of one: clean words and their indentation."""

    number: int
    text: str
    indent: int = 0

    @property
    def blank(self) -> bool:
        return not self.text

    def saying(self, text: str) -> "Line":
        return replace(self, text=text.strip())


def clean(text: str) -> str:
    """White space made single, ligatures opened, invisible signs dropped; no word is touched."""
    return SPACES.sub(" ", INVISIBLE.sub("", text.translate(LIGATURES))).strip()


def line_of(number: int, raw: str, indent: int = 0) -> Line:
    """Make a line of what stands in a source, which may begin with spaces and tabs; `indent` comes on top of these."""
    expanded = raw.expandtabs(4)
    return Line(number, clean(raw), indent + len(expanded) - len(expanded.lstrip()))

"""Every word of a source must stand somewhere in what was read of it."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from standards.reading.lines import clean

SIGNS = re.compile(r"[^\W_]+")
# Where a scan ran two words together a reader may part them.
SEAM = re.compile(r"(?<=[a-zà-öø-ÿŵŷ])(?=[A-ZÂÊÎÔÛŴŶ])")


def words_of(text: str) -> Counter[str]:
    return Counter(SIGNS.findall(SEAM.sub(" ", clean(text)).casefold()))


def lost(text: str, draft: dict[str, Any]) -> Counter[str]:
    """Give the words of a text that the draft holds less often; its problems only repeat words and do not count."""
    held = words_of(
        " ".join(_strings({key: value for key, value in draft.items() if key not in {"problems", "source"}}))
    )
    return words_of(text) - held


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)

"""The text that is hashed is RFC 8785 JSON."""

from __future__ import annotations

from typing import Any

import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from portfolio.core.ledger import canonical_text

NAMES = st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1, max_size=8)
WORDS = st.text(st.characters(exclude_categories=["Cs"]))
PLAIN = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | WORDS
VALUES = st.recursive(PLAIN, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4))


@given(st.dictionaries(NAMES, VALUES, max_size=6))
def test_what_an_entry_may_hold_is_written_as_rfc_8785_asks(held: dict[str, Any]) -> None:
    assert canonical_text(**held).encode() == rfc8785.dumps(held)


def test_control_characters_and_welsh_letters() -> None:
    assert (
        canonical_text(b='ŵ\u0000\n\u007f"\\/', a=[1, True, None])
        == '{"a":[1,true,null],"b":"ŵ\\u0000\\n\u007f\\"\\\\/"}'
    )

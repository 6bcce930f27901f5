"""What an awarding body calls the decisions on a criterion, in place of Tystio's own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from standards.foundation import Refused, Text

DECISIONS = ("met", "not_yet", "referred")
"""What assessors find. Their meaning is fixed: only their names are an awarding body's."""
LONGEST = 60

DecisionWords = Mapping[str, Text]
"""The decisions that have other names, with these."""


def words_of(said: Mapping[str, Any]) -> dict[str, Text]:
    """Give the names as they are stored."""
    return {decision: Text.from_json(words) for decision, words in said.items()}


def words_to_json(words: DecisionWords) -> dict[str, Any]:
    return {decision: words[decision].to_json() for decision in DECISIONS if decision in words}


def check_words(words: DecisionWords) -> None:
    """Check that each decision is told from the others in both languages. Raises Refused.

    A name in one language alone would leave readers of the other with a decision by another name.
    """
    for text in words.values():
        if not text.cy or not text.en:
            raise Refused("wording-needs-both")
        if max(len(text.cy), len(text.en)) > LONGEST:
            raise Refused("wording-too-long", most=LONGEST)
    for of_language in ({text.cy for text in words.values()}, {text.en for text in words.values()}):
        if len({str(one).casefold() for one in of_language}) < len(words):
            raise Refused("wording-twice")

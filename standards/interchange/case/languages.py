"""The languages that packages name, in any spelling."""

import re

from standards.foundation import Language

TAGS: dict[str, Language] = {"cy": "cy", "cym": "cy", "wel": "cy", "en": "en", "eng": "en"}


def language_of(said: str) -> Language | None:
    """Give the language of a tag in any spelling: cy, cym, wel, cy_GB, en-US."""
    return TAGS.get(re.split(r"[-_]", said.strip().lower())[0])

"""A standard as the `.matrix` file that Mahara imports as a framework of SmartEvidence, in one language."""

import html
import json
from collections.abc import Iterator
from typing import Any

from standards.drafting import Criterion, Draft, Section, flattened
from standards.foundation import LANGUAGES, Language
from standards.interchange.case.nodes import heading_of
from standards.interchange.moodle import shortened

LONGEST_NAME = 255
STATUSES: tuple[tuple[str, tuple[str, str]], ...] = (
    ("begun", ("Yn barod i'w asesu", "Ready for assessment")),
    ("incomplete", ("Nid yw'n bodloni'r maen prawf", "Does not meet the criterion")),
    ("partialcomplete", ("Yn bodloni rhan o'r maen prawf", "Partially meets the criterion")),
    ("completed", ("Yn bodloni'r maen prawf", "Meets the criterion")),
)


def mahara_matrix(draft: Draft, language: Language) -> str:
    """Write the framework: a standard for each section, an element for each criterion that takes evidence."""
    place = LANGUAGES.index(language)
    writing = _Matrix(language)
    sections = [section for section in draft.sections if section.criteria]
    framework = {
        "institution": "all",
        "name": shortened(f"{draft.urn} {draft.title.shown(language).words}", LONGEST_NAME),
        "description": "".join(map(_paragraph, draft.overview.in_language(language))),
        "selfassess": False,
        "evidencestatuses": [{key: words[place]} for key, words in STATUSES],
        "standards": [writing.standard(section, number) for number, section in enumerate(sections, start=1)],
        "standardelements": [
            element for number, section in enumerate(sections, start=1) for element in writing.elements(section, number)
        ],
    }
    return json.dumps({"framework": framework}, ensure_ascii=False, indent=2)


class _Matrix:
    def __init__(self, language: Language) -> None:
        self.language = language

    def standard(self, section: Section, number: int) -> dict[str, Any]:
        heading = section.heading.shown(self.language).words or section.kind
        return {
            **_names(heading, heading),
            "description": _paragraph(section.stem.shown(self.language).words or heading),
            "standardid": number,
        }

    def elements(self, section: Section, number: int) -> Iterator[dict[str, Any]]:
        for place, one in enumerate(section.criteria, start=1):
            yield from self._element(one, number, f"{number}.{place}", None)

    def _element(self, one: Criterion, number: int, key: str, above: str | None) -> Iterator[dict[str, Any]]:
        words = one.text.shown(self.language).words
        group = heading_of(one).shown(self.language).words
        told = [under for under in one.criteria if not _takes_evidence(under)]
        notes = "".join(f"<li>{self._told(each)}</li>" for under in told for each in flattened([under]))
        heading = f"<p><strong>{html.escape(group, quote=False)}</strong></p>" if group else ""
        yield {
            **_names(one.code, f"{one.code} {words}"),
            "description": heading + _paragraph(words) + (f"<ul>{notes}</ul>" if notes else ""),
            "standardid": number,
            "elementid": key,
            **({"parentelementid": above} if above else {}),
        }
        for place, under in enumerate(one.criteria, start=1):
            if _takes_evidence(under):
                yield from self._element(under, number, f"{key}.{place}", key)

    def _told(self, one: Criterion) -> str:
        return html.escape(f"{one.code} {one.text.shown(self.language).words}", quote=False)


def _takes_evidence(criterion: Criterion) -> bool:
    """Tell whether a criterion or one under it takes evidence; others are told in the description of the one above."""
    return any(one.assessable for one in flattened([criterion]))


def _names(short: str, name: str) -> dict[str, str]:
    return {"shortname": shortened(short), "name": shortened(name, LONGEST_NAME)}


def _paragraph(words: str) -> str:
    return f"<p>{html.escape(words, quote=False)}</p>"

"""Statutory instruments made for a test, in either language, and the regulations that lie with the catalogue."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.reading.documents import SOURCES, read

NAME = "WSI-2010-2574-P5-cy.txt"
ENGLISH = """\
WELSH STATUTORY INSTRUMENTS

2031 No. 12 (W. 3)

The Desk Safety (Wales) Regulations 2031

Made 3 March 2031

PART 1 GENERAL

Title and interpretation

1.—(1) The title of these Regulations is the Desk Safety (Wales) Regulations 2031.

(2) In these Regulations—

“desk” (“desg”) means a table at which somebody works;

“keeper” means a person who—

(a) owns a desk; or

(b) has the care of one.

PART 2 DUTIES OF KEEPERS

Care of desks

2.—(1) A keeper must ensure that each desk is—

(a) clean;

(b) lit by a lamp which—

(i) works; and

(ii) may be turned off; and

(c) steady,

at all times when it is in use.

(2) Nothing in this regulation prevents a keeper from sleeping at a desk.

(3) Where the keeper is absent, the deputy may act in their place under section 12(3) of the Desks Act 1999(1).

Prohibitions

3.—(1) A keeper must not paint a desk within 14 days beginning with the day on which it was bought.

(2) For the purposes of paragraph (1), varnish is paint(2).

(3) The keeper must tell the Welsh Ministers of any fire within 28 working days of it, and without delay its owner.

(4) The Welsh Ministers may, with the consent of the keeper, extend the time limit in paragraph (3).

Record

4. A keeper is required to keep a record for three years from the last entry.

(1)

1999 c. 7.

(2)

See the guidance.
"""


def welsh() -> str:
    return (SOURCES / NAME).read_text(encoding="utf-8")


def law(text: str, **given: Any) -> dict[str, Any]:
    return read(text, "law.txt", kind="legislation", **given)


def numbered(*paragraphs: str, number: str = "7", heading: str = "Desks") -> str:
    """One regulation with these lines after the number."""
    return f"{heading}\n\n{number}.—" + "\n\n".join(paragraphs) + "\n"


def top(draft: dict[str, Any]) -> list[dict[str, Any]]:
    """The paragraphs, in order."""
    return [each for section in draft["sections"] for each in section["criteria"]]


def under(criterion: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for child in criterion["criteria"]:
        yield child
        yield from under(child)


def everything(draft: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for one in top(draft) for each in (one, *under(one))]


def codes_of(draft: dict[str, Any]) -> list[str]:
    return [each["code"] for each in everything(draft)]


def one(draft: dict[str, Any], code: str) -> dict[str, Any]:
    return next(each for each in everything(draft) if each["code"] == code)


def counts(draft: dict[str, Any]) -> dict[str, tuple[int, int, int, int]]:
    """For each regulation: paragraphs, what is lettered under them, what is under that, what has nothing under it."""
    found: dict[str, tuple[int, int, int, int]] = {}
    for paragraph in top(draft):
        lettered = paragraph["criteria"]
        deeper = [each for child in lettered for each in child["criteria"]]
        lowest = sum(1 for each in (paragraph, *under(paragraph)) if not each["criteria"])
        row = (1, len(lettered), len(deeper), lowest)
        number = paragraph["code"].split("(")[0]
        before = found.get(number, (0, 0, 0, 0))
        found[number] = (before[0] + row[0], before[1] + row[1], before[2] + row[2], before[3] + row[3])
    return found


def words_read(draft: dict[str, Any], language: str) -> Counter[str]:
    """Every word that stands somewhere in the draft, once for each place."""
    said: list[str] = [section["heading"].get(language, "") for section in draft["sections"]]
    group = None
    for paragraph in top(draft):
        number = paragraph["code"].partition("(")[0]
        if (number, paragraph["group"]) != group:
            group = (number, paragraph["group"])
            said.append((paragraph["group"] or {}).get(language, ""))
    for each in everything(draft):
        said += [each["text"].get(language, ""), (each["closing"] or {}).get(language, "")]
    said += [item for section in draft["other_sections"] for item in section["items"].get(language, [])]
    return Counter(word for text in said for word in text.split())

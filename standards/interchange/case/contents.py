"""Items of a package become sections, groups and criteria: as we wrote them, or as a stranger's tree suggests."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, get_args

from standards.drafting import Criterion, Problem, Section, text_in
from standards.facts import Action, Facts, Modality, Provision, TimeLimit, TimeUnit
from standards.foundation import Language, Text, TextStatus
from standards.interchange.case.files import Json, extension, whole, words
from standards.interchange.case.findings import problem
from standards.interchange.case.languages import language_of
from standards.interchange.case.trees import Item
from standards.reading.wording import LETTERS, heading_of

KINDS = {"performance", "knowledge", "scope", "behaviours", "skills", "values", "duties", "list", "actions"}
LONGEST_CODE = 64
LONGEST_MARK = 32
MARKUP = re.compile(r"</?(p|br|b|i|em|strong|ul|ol|li|span|div|a|sup|sub|table)\b[^>]*>", re.IGNORECASE)
SHORTER = ("abbreviatedStatement", "alternativeLabel")


class Reading:
    """Reads the items of one standard in the language of its package."""

    def __init__(self, language: Language, urn: str) -> None:
        self.language = language
        self.urn = urn
        self.problems: list[Problem] = []
        self.codes: set[str] = set()
        self.made = 0

    def sections(self, top: list[Item]) -> list[Section]:
        """Give a section for each item that has others under it, and for each run of those that have none."""
        found: list[Section] = []
        loose: list[Item] = []
        for item in top:
            if item.children or "tystio:section" in _extensions(item):
                self._close(loose, found)
                found.append(self._section(item))
            else:
                loose.append(item)
        self._close(loose, found)
        if self.made:
            self.problems.append(problem("case-codes-made", count=self.made))
        return found

    def _close(self, loose: list[Item], found: list[Section]) -> None:
        if loose:
            found.append(Section("list", criteria=tuple(self._criteria(loose, "list", None, ""))))
            loose.clear()

    def _section(self, item: Item) -> Section:
        own = extension(item.found, "section")
        heading = Text() if own.get("wordless") is True else self._text(item, own)
        kind = words(own.get("kind"))
        if kind not in KINDS:
            known = heading_of(heading.shown(self.language).words)
            kind = known.kind if known and known.kind in LETTERS else "list"
        stem = aside(own.get("stem"), self.language) or Text()
        return Section(kind, heading, stem, tuple(self._in_groups(item.children, kind)))

    def _in_groups(self, items: Iterable[Item], kind: str) -> Iterator[Criterion]:
        for item in items:
            group = extension(item.found, "group") if "tystio:group" in _extensions(item) else None
            if group is None:
                yield from self._criteria([item], kind, None, "")
            else:
                yield from self._criteria(item.children, kind, self._text(item, group), "")

    def _criteria(self, items: Iterable[Item], kind: str, group: Text | None, above: str) -> Iterator[Criterion]:
        for item in items:
            own = extension(item.found, "criterion")
            code = self._code(item, own, kind, above)
            yield Criterion(
                code=code,
                text=Text() if own.get("wordless") is True else self._text(item, own),
                printed=self._printed(item, own),
                group=group or aside(own.get("group"), self.language),
                assessable=own.get("assessable") is not False if own else not item.children,
                criteria=tuple(self._criteria(item.children, kind, None, code)),
                facts=facts_from(own.get("facts"), self.language),
            )

    def _text(self, item: Item, own: Json) -> Text:
        said = words(item.found.get("fullStatement"))
        if not said:
            said = next((short for key in SHORTER if (short := words(item.found.get(key)))), "")
            code = "case-statement-shortened" if said else "case-statement-missing"
            self.problems.append(problem(code, item=item.name))
        if MARKUP.search(said):
            self.problems.append(problem("case-markup", item=item.name))
        language = language_of(words(item.found.get("language"))) or self.language
        return text_in(language, said, status_of(own))

    def _printed(self, item: Item, own: Json) -> str | None:
        said = words(own.get("printed") if own else item.found.get("listEnumeration"))
        return said if said and len(said) <= LONGEST_MARK else None

    def _code(self, item: Item, own: Json, kind: str, above: str) -> str:
        said = words(own.get("code") or item.found.get("humanCodingScheme")).strip()
        said = said.removeprefix(f"{self.urn}.")
        if not said or said in self.codes or len(said) > LONGEST_CODE:
            self.made += 1
            said = self._numbered(f"{above}." if above else LETTERS.get(kind, "L"))
        self.codes.add(said)
        return said

    def _numbered(self, stem: str) -> str:
        number = 1
        while f"{stem}{number}" in self.codes:
            number += 1
        return f"{stem}{number}"


def _extensions(item: Item) -> Json:
    found = item.found.get("extensions")
    return found if isinstance(found, dict) else {}


def status_of(said: Json) -> TextStatus:
    found = said.get("status")
    return TextStatus.WORKING_TRANSLATION if found == TextStatus.WORKING_TRANSLATION else TextStatus.OFFICIAL


def aside(said: object, language: Language) -> Text | None:
    """Give words that stand in an extension."""
    found = words(said.get("words")) if isinstance(said, dict) else ""
    return text_in(language, found, status_of(said)) if found and isinstance(said, dict) else None


# Facts


def facts_from(said: object, language: Language) -> Facts | None:
    """Give the facts of a criterion as we write them; none where they are not so written."""
    if not isinstance(said, dict):
        return None
    if "modality" in said and said["modality"] in (None, *get_args(Modality)):
        return Provision(
            said["modality"],
            _marks(said.get("footnotes")),
            _marks(said.get("cross_references")),
            tuple(_limits(said.get("time_limits"))),
            _closing(said.get("closing")),
        )
    cells = {name: text_in(language, found) for name in vars(Action()) if (found := words(said.get(name)))}
    return Action(**cells) if cells else None


def _closing(said: object) -> Text:
    found = said if isinstance(said, dict) else {}
    return Text(cy=words(found.get("cy")) or None, en=words(found.get("en")) or None)


def _marks(said: object) -> tuple[str, ...]:
    return tuple(mark for one in said if (mark := words(one))) if isinstance(said, list) else ()


def _limits(said: Any) -> Iterator[TimeLimit]:
    for one in said if isinstance(said, list) else ():
        if not isinstance(one, dict) or one.get("unit") not in (None, *get_args(TimeUnit)):
            continue
        number, extends = whole(one.get("n")), words(one.get("extends")) or None
        if number is not None or one.get("unit") == "without_delay" or extends:
            start = words(one.get("from")) or None
            yield TimeLimit(number, one.get("unit"), start, extends, consent=one.get("consent") is True)

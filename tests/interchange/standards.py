"""Standards of every kind for exchange, small ones by hand and any at all by chance."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from standards.drafting import Criterion, Draft, Metadata, OtherSection, Paragraphs, Section, Source
from standards.facts import Action, Facts, Provision, TimeLimit
from standards.foundation import Language, Text, TextStatus
from standards.interchange.case.drafts import Imported, read_case
from standards.interchange.case.packages import Standing, packages
from standards.interchange.case.pairing import paired

Json = dict[str, Any]
STANDING = Standing("2026-01-31", datetime(2026, 2, 1, 9, 30, tzinfo=UTC), "https://safonau.example")
SOURCE = Source("a.txt", "0" * 64, "text/plain")
STATUSES = st.sampled_from(TextStatus)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=40).filter(str.strip)
KINDS = ("performance", "knowledge", "scope", "behaviours", "skills", "values", "duties", "list", "actions")


def again(found: dict[Language, Json]) -> Imported:
    """What the packages of one standard give when they are read together."""
    (read,) = paired(read_case(json.dumps(list(found.values())), "a.json"))
    return read


def comparable(draft: Draft) -> Draft:
    """A draft without what says from which file it was read, where in it, how surely, and what a person settled."""

    def without_lines(criterion: Criterion) -> Criterion:
        under = tuple(map(without_lines, criterion.criteria))
        return replace(criterion, lines=None, criteria=under, confidence=())

    sections = tuple(
        replace(one, criteria=tuple(map(without_lines, one.criteria))) for one in draft.sections if one.criteria
    )
    others = tuple(replace(one, lines=None) for one in draft.other_sections)
    return replace(draft, source=SOURCE, problems=(), settled=(), sections=sections, other_sections=others)


def provision(code: str, modality: Any = "duty") -> Criterion:
    facts = Provision(modality, ("1",), ("20(1)",), (TimeLimit(14, "day", "y dyddiad"), TimeLimit(35, "working_day")))
    return Criterion(code, Text("rhaid", "must"), facts=facts)


@st.composite
def texts(draw: st.DrawFn) -> Text:
    cy, en = draw(st.none() | WORDS), draw(st.none() | WORDS)
    if cy is None and en is None:
        en = "words"
    return Text(cy, en, draw(STATUSES) if cy else TextStatus.OFFICIAL, draw(STATUSES) if en else TextStatus.OFFICIAL)


FACTS: st.SearchStrategy[Facts | None] = st.none() | st.builds(
    Provision,
    st.sampled_from(["duty", "prohibition", "definition", "exception", "power"]),
    st.lists(WORDS, max_size=2).map(tuple),
    time_limits=st.lists(st.builds(TimeLimit, st.integers(1, 99), st.sampled_from(["day", "month"]))).map(tuple),
)


@st.composite
def criteria(draw: st.DrawFn, stem: str, depth: int) -> tuple[Criterion, ...]:
    number = draw(st.integers(1 if depth == 0 else 0, 3))
    found = []
    group = draw(st.none() | texts()) if depth == 0 else None
    for place in range(number):
        if depth == 0 and draw(st.booleans()):
            group = draw(st.none() | texts())
        code = f"{stem}{place}"
        under = draw(criteria(f"{code}.", depth + 1)) if depth < 3 else ()
        mark = draw(st.none() | st.just("1.") | st.just("ff"))
        found.append(Criterion(code, draw(texts()), mark, group, draw(st.booleans()), None, under, draw(FACTS)))
    return tuple(found)


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """Any standard with both languages somewhere in it."""
    sections = tuple(
        Section(draw(st.sampled_from(KINDS)), draw(texts()), draw(st.just(Text()) | texts()), draw(criteria(letter, 0)))
        for letter in "PK"[: draw(st.integers(1, 2))]
    )
    first, *rest = sections
    both = replace(first.criteria[0], text=Text("y ddwy", "both"), assessable=True)
    sections = (replace(first, criteria=(both, *first.criteria[1:])), *rest)
    paragraphs = Paragraphs(("un", draw(WORDS)), (draw(WORDS),), en_status=draw(STATUSES))
    return Draft(
        draw(st.sampled_from(["nos", "legislation", "guidance", "actions"])),
        "ZZTST12",
        "text",
        draw(texts()),
        ("cy", "en"),
        SOURCE,
        paragraphs,
        sections,
        Metadata(draw(st.none() | WORDS), "2", "2026-01-31", keywords=(draw(WORDS),), validity="legacy"),
        (OtherSection("glossary", Text("Geirfa"), paragraphs),),
        metadata_en=draw(st.none() | st.builds(Metadata, st.just("in English alone"), keywords=st.tuples(WORDS))),
    )


def actions() -> Draft:
    """A framework of actions whose cells are known in part."""
    action = Action(Text("Amser", "Time"), who=Text("Pawb", "Everyone"), maturity=Text(en="Early"))
    criterion = Criterion("1.1", Text("cwrdd", "meet"), facts=action)
    section = Section("actions", Text("Amser", "Time"), criteria=(criterion, Criterion("1.2", Text("rhannu", "share"))))
    metadata = Metadata(approved="2026-01-31")
    return Draft(
        "actions", "ZZACT", "given", Text("Gweithredu", "Act"), ("cy", "en"), SOURCE, sections=(section,),
        metadata=metadata,
    )  # fmt: skip


def written(draft: Draft) -> dict[Language, Json]:
    return packages(draft, STANDING)

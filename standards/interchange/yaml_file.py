"""A standard's file: strict when it is loaded, and always written the same way."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator, ValidationError

from standards.drafting import (
    Criterion,
    Draft,
    Metadata,
    OtherSection,
    Paragraphs,
    Section,
    Source,
)
from standards.foundation import LANGUAGES, Language, Text, TextStatus
from standards.interchange.facts import confidence_from, problem_from, read_facts, settled_from, written_facts
from standards.interchange.faults import Fault, FaultyFileError, fault, wrong_type
from standards.interchange.nodes import Path as Place
from standards.interchange.nodes import Tree, read_tree
from standards.reading.document import text_of

SCHEMA_LINE = "# yaml-language-server: $schema=standard.schema.json\n"
WIDTH = 100
RECURSIVE = "criterion"


def load_standard(path: Path) -> Draft:
    """Read a standard's file; raises FaultyFileError with every fault, or UnreadableError."""
    return parse_standard(text_of(path), path.name)


def parse_standard(text: str, name: str) -> Draft:
    """Read the text of a standard's file; raises FaultyFileError with every fault."""
    tree = read_tree(text)
    if not tree.faults and not isinstance(tree.data, dict):
        tree.faults.append(fault("not-mapping", 1))
    if isinstance(tree.data, dict):
        tree.faults += [found for error in _validator().iter_errors(tree.data) for found in _explained(error, tree)]
        tree.faults += _repeated_codes(tree)
    if tree.faults:
        raise FaultyFileError(name, tree.faults)
    return _draft(tree.data)


def write_standard(draft: Draft) -> str:
    """Write a draft as people read it: nothing empty, official words plain, others with their status."""
    written: str = yaml.dump(
        _plain_draft(draft), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH, default_flow_style=False
    )
    return SCHEMA_LINE + written


def to_plain(draft: Draft) -> dict[str, Any]:
    """Give a draft as plain data, as its file holds it; what is missing is left out."""
    return _plain_draft(draft)


def from_plain(data: Mapping[str, Any]) -> Draft:
    """Undo `to_plain`; keys of somebody else's are passed over, and a draft may still lack its URN and title."""
    return _draft({"urn": None, "title": {}, **data})


# Faults


@cache
def _validator() -> Draft202012Validator:
    schema = json.loads(files("standards.catalogue").joinpath("standard.schema.json").read_text(encoding="utf-8"))
    return Draft202012Validator(_inlined(schema, schema["$defs"]))


def _inlined(part: Any, defined: Mapping[str, Any]) -> Any:
    """Put definitions where they are referred to, save criteria, which hold criteria: looking them up takes longest."""
    if isinstance(part, list):
        return [_inlined(each, defined) for each in part]
    if not isinstance(part, dict):
        return part
    inlined = {key: _inlined(value, defined) for key, value in part.items() if key != "$ref"}
    name = part.get("$ref", "").rpartition("/")[2]
    if name == RECURSIVE:
        return {"$ref": part["$ref"], **inlined}
    return {**inlined, **_inlined(defined[name], defined)} if name else inlined


def _explained(error: ValidationError, tree: Tree) -> Iterator[Fault]:
    place: Place = tuple(error.absolute_path)
    key = str(next((part for part in reversed(place) if isinstance(part, str)), "?"))
    line = tree.line(place)
    if error.validator == "additionalProperties":
        schema: Any = error.schema
        instance: Any = error.instance
        for extra in instance.keys() - schema["properties"].keys():
            yield fault("unknown-key", tree.line((*place, extra)), key=extra)
    elif error.validator == "not":
        yield fault("two-facts", line)
    elif error.validator == "required":
        missing = re.match(r"'(\w+)'", error.message)
        yield fault("missing-key", line, key=missing[1] if missing else "?")
    elif _is_empty(error.instance):
        yield fault("empty-text", line, key=key)
    elif error.validator == "type":
        expected: Any = error.validator_value
        yield wrong_type(line, key, expected)
    else:
        yield fault("not-allowed", line, key=key, value=error.instance)


def _is_empty(value: object) -> bool:
    return value is None or value in ([], {}) or (isinstance(value, str) and not value.strip())


def _repeated_codes(tree: Tree) -> list[Fault]:
    found = list(_codes(tree.data.get("sections"), ("sections",)))
    counts = Counter(code for code, _ in found)
    seen: set[str] = set()
    faults = []
    for code, place in found:
        if counts[code] > 1 and code in seen:
            faults.append(fault("duplicate-code", tree.line(place), item=code))
        seen.add(code)
    return faults


def _codes(parts: object, place: Place) -> Iterator[tuple[str, Place]]:
    for index, part in enumerate(parts if isinstance(parts, list) else []):
        if isinstance(part, dict):
            if isinstance(part.get("code"), str):
                yield part["code"], (*place, index, "code")
            yield from _codes(part.get("criteria"), (*place, index, "criteria"))


# File to draft


def _draft(data: Mapping[str, Any]) -> Draft:
    return Draft(
        kind=data["kind"],
        urn=data["urn"],
        urn_from=data.get("urn_from", "given"),
        title=_text(data["title"]),
        languages=tuple(data["languages"]),
        source=Source(**data["source"]),
        overview=_paragraphs(data.get("overview")),
        sections=tuple(_section(each, data["kind"]) for each in data["sections"]),
        metadata=_metadata(data.get("metadata", {})),
        metadata_en=_metadata(data["metadata_en"]) if "metadata_en" in data else None,
        other_sections=tuple(_other_section(each) for each in data.get("other_sections", ())),
        problems=tuple(problem_from(each) for each in data.get("problems", ())),
        settled=tuple(settled_from(each) for each in data.get("settled", ())),
        english=Source(**data["source_en"]) if "source_en" in data else None,
    )


def _text(value: Mapping[str, Any] | None) -> Text:
    said = {language: _rendering(value[language], "text") for language in LANGUAGES if value and language in value}
    cy, en = said.get("cy"), said.get("en")
    return Text(
        cy=cy[0] if cy else None,
        en=en[0] if en else None,
        cy_status=cy[1] if cy else TextStatus.OFFICIAL,
        en_status=en[1] if en else TextStatus.OFFICIAL,
    )


def _paragraphs(value: Mapping[str, Any] | None) -> Paragraphs:
    said = {language: _rendering((value or {}).get(language, []), "paragraphs") for language in LANGUAGES}
    cy, en = said["cy"], said["en"]
    return Paragraphs(cy=tuple(cy[0]), en=tuple(en[0]), cy_status=cy[1], en_status=en[1])


def _rendering(value: Any, key: str) -> tuple[Any, TextStatus]:
    return (value[key], TextStatus(value["status"])) if isinstance(value, dict) else (value, TextStatus.OFFICIAL)


def _section(data: Mapping[str, Any], kind: str) -> Section:
    criteria = tuple(_criterion(each, kind) for each in data["criteria"])
    return Section(data["kind"], _text(data.get("heading")), _text(data.get("stem")), criteria)


def _criterion(data: Mapping[str, Any], kind: str) -> Criterion:
    return Criterion(
        code=data["code"],
        text=_text(data["text"]),
        printed=data.get("printed"),
        group=_text(data["group"]) if "group" in data else None,
        assessable=data.get("assessable", True),
        lines=_pair(data.get("lines")),
        criteria=tuple(_criterion(each, kind) for each in data.get("criteria", ())),
        facts=read_facts(data, kind, _text),
        confidence=confidence_from(data),
    )


def _other_section(data: Mapping[str, Any]) -> OtherSection:
    return OtherSection(data["kind"], _text(data.get("heading")), _paragraphs(data["items"]), _pair(data.get("lines")))


def _pair(lines: list[int] | None) -> tuple[int, int] | None:
    return (lines[0], lines[1]) if lines else None


def _metadata(data: Mapping[str, Any]) -> Metadata:
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
    return Metadata(**values)


# Draft to file


class _Dumper(yaml.SafeDumper):
    """Writes a pair of line numbers on one line."""


def _list(dumper: yaml.SafeDumper, value: list[Any]) -> yaml.Node:
    flat = bool(value) and all(isinstance(each, int) or each in LANGUAGES for each in value)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=flat)


_Dumper.add_representer(list, _list)


def _plain_draft(draft: Draft) -> dict[str, Any]:
    return (
        _kept(
            kind=draft.kind,
            urn=draft.urn,
            urn_from=draft.urn_from,
            title=_plain_text(draft.title),
            languages=list(draft.languages),
            source=draft.source.to_json(),
            source_en=draft.english.to_json() if draft.english else None,
            metadata=_kept(**draft.metadata.to_json()),
            metadata_en=_kept(**draft.metadata_en.to_json()) if draft.metadata_en else None,
            overview=_plain_paragraphs(draft.overview),
        )
        | {"sections": [_plain_section(each) for each in draft.sections]}
        | _kept(
            other_sections=[_plain_other(each) for each in draft.other_sections],
            problems=[_kept(**each.to_json()) for each in draft.problems],
            settled=[_kept(**each.to_json()) for each in draft.settled],
        )
    )


def _kept(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, [], {})}


def _plain_text(text: Text) -> dict[str, Any]:
    return _in_languages(lambda language: _shown(text, language))


def _shown(text: Text, language: Language) -> Any:
    shown = text.in_language(language)
    if shown is None or shown.status == TextStatus.OFFICIAL:
        return shown.words if shown else None
    return {"text": shown.words, "status": shown.status.value}


def _plain_paragraphs(paragraphs: Paragraphs) -> dict[str, Any]:
    def shown(language: Language) -> Any:
        words, status = list(paragraphs.in_language(language)), paragraphs.status(language)
        return words if status == TextStatus.OFFICIAL or not words else {"paragraphs": words, "status": status.value}

    return _in_languages(shown)


def _in_languages(shown: Callable[[Language], Any]) -> dict[str, Any]:
    return _kept(**{language: shown(language) for language in LANGUAGES})


def _plain_section(section: Section) -> dict[str, Any]:
    return _kept(kind=section.kind, heading=_plain_text(section.heading), stem=_plain_text(section.stem)) | {
        "criteria": [_plain_criterion(each) for each in section.criteria]
    }


def _plain_criterion(criterion: Criterion) -> dict[str, Any]:
    return _kept(
        code=criterion.code,
        printed=criterion.printed,
        group=_plain_text(criterion.group) if criterion.group else None,
        assessable=None if criterion.assessable else False,
        text=_plain_text(criterion.text),
        **written_facts(criterion.facts, _plain_text),
        lines=list(criterion.lines) if criterion.lines else None,
        criteria=[_plain_criterion(each) for each in criterion.criteria],
        confidence=dict(criterion.confidence),
    )


def _plain_other(section: OtherSection) -> dict[str, Any]:
    return _kept(kind=section.kind, heading=_plain_text(section.heading)) | {
        "items": _plain_paragraphs(section.items),
        **_kept(lines=list(section.lines) if section.lines else None),
    }

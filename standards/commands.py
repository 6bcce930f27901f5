"""The commands of the standards: a document read without any database; the library in, out, shown, searched."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, NoReturn

import click

from standards.drafting import Criterion, Draft, RefusalError, UnreadableError
from standards.exchange.queries import FORMATS, stored
from standards.facts import Action, Modality, Provision
from standards.foundation import LANGUAGES, Language, Refused, Text, TextStatus, Work
from standards.interchange.case.drafts import Imported, read_case
from standards.interchange.case.pairing import paired
from standards.interchange.yaml_file import load_standard
from standards.library import queries, search_index, services
from standards.library.finding import Hit
from standards.library.queries import ShownCriterion, ShownStandard
from standards.library.rules import Outcome
from standards.reading.document import shown_name, text_of
from standards.reading.reader import KINDS, Kind, read_file
from standards.reading.remarks import CELLS

WorkFactory = Callable[[Literal["read", "write"]], AbstractContextManager[Work]]
"""What the composition root gives as the context's object: a unit of work that is kept when nothing goes wrong."""

FAILED = 1
REFUSED = 2
HEADINGS = {"cy": "Problemau", "en": "Problems"}
SHOWN_WHOLE = frozenset({"guidance", "actions"})
HELP: dict[str, tuple[str, str]] = {
    "group": ("Darllen a chadw safonau cyhoeddedig.", "Read and keep published standards."),
    "read": (
        "Darllen dogfen gyhoeddedig a dangos beth a gafwyd ynddi. Ni chyffyrddir ag unrhyw gronfa ddata.",
        "Read a published document and show what was found in it. No database is touched.",
    ),
    "kind": ("Math y ddogfen.", "The kind of document."),
    "language": ("Iaith y ddogfen.", "The language of the document."),
    "urn": ("URN y safon, os nad yw yn y testun.", "The URN of the standard, if it is not in the text."),
    "json": ("Argraffu'r cyfan fel un gwrthrych JSON.", "Print everything as one JSON object."),
    "load": (
        "Llwytho ffeiliau safonau (pob .yaml mewn ffolder) neu becynnau CASE (.json) i'r llyfrgell: y cyfan neu ddim.",
        "Load standards' files (every .yaml of a folder) or CASE packages (.json) into the library: all or none.",
    ),
    "list": ("Rhestru'r safonau sydd yn y llyfrgell a rennir.", "List the standards of the shared library."),
    "show": ("Dangos testun un safon.", "Show the text of one standard."),
    "find": (
        "Chwilio yn y llyfrgell a rennir, yn Gymraeg neu'n Saesneg, beth bynnag yw ffurf y geiriau.",
        "Find words in the shared library, in Welsh or in English, in whatever form they are.",
    ),
    "hit-language": (
        "Iaith y testun; hebddi, yr iaith sy'n ateb.",
        "The language of the text; without it, that which answers.",
    ),
    "most": ("Faint o atebion i'w dangos.", "How many answers to show."),
    "index": (
        "Gwneud mynegai'r chwiliad o'r newydd, er enghraifft ar ôl diweddaru Tystio.",
        "Make the index of the search anew, for example after an update of Tystio.",
    ),
    "edition": ("Yr argraffiad, os oes sawl un.", "The edition, where there are several."),
    "shown-language": ("Iaith y testun.", "The language of the text."),
    "export": ("Ysgrifennu un safon fel ffeil i system arall.", "Write one standard as a file for another system."),
    "format": ("Ffurf y ffeil.", "The form of the file."),
    "output": ("Y ffeil i'w hysgrifennu.", "The file to write."),
    "base": ("Cyfeiriad y wefan hon, ar gyfer dynodwyr.", "The address of this site, for identifiers."),
}
MODALITIES: dict[Modality, tuple[str, str]] = {
    "duty": ("dyletswydd", "duty"),
    "prohibition": ("gwaharddiad", "prohibition"),
    "definition": ("diffiniad", "definition"),
    "exception": ("eithriad", "exception"),
    "power": ("pŵer", "power"),
}
SENTENCES: dict[str, tuple[str, str]] = {
    "no-files": ("Nid oes ffeiliau safonau yn {path}.", "There are no standards' files in {path}."),
    "loading": ("Llwytho safonau", "Loading standards"),
    "loaded": (
        "Cyhoeddwyd: {published}. Heb newid: {unchanged}. Geiriau swyddogol wedi'u cymryd: {official_text_taken}.",
        "Published: {published}. Unchanged: {unchanged}. Official words taken: {official_text_taken}.",
    ),
    "nothing-kept": ("Ni lwythwyd dim.", "Nothing was loaded."),
    "not-written": ("Ni ellir ysgrifennu {path}: {reason}", "{path} cannot be written: {reason}"),
    "unknown": (
        "Nid oes safon â'r URN {urn} yn y llyfrgell.",
        "There is no standard with the URN {urn} in the library.",
    ),
    "nothing-found": ("Ni chafwyd dim.", "Nothing was found."),
    "indexing": ("Mynegeio safonau", "Indexing standards"),
    "indexed": ("Testunau yn y mynegai: {number}", "Texts in the index: {number}"),
    "criteria": ("meini prawf: {number}", "criteria: {number}"),
    "working": ("cyfieithiad gweithiol", "working translation"),
    "working-cy": (
        (
            "Cyfieithiad gweithiol a wnaed ar gyfer Tystio yw'r Gymraeg: mae yno i'ch helpu i ddarllen, "
            "a bydd yn ildio pan gyhoeddir testun Cymraeg swyddogol."
        ),
        (
            "The Welsh is a working translation made for Tystio: it is there to help you read, and it gives way when "
            "official Welsh is published."
        ),
    ),
    "working-en": (
        (
            "Cyfieithiad gweithiol a wnaed ar gyfer Tystio yw'r Saesneg: mae yno i'ch helpu i ddarllen, "
            "a bydd yn ildio pan gyhoeddir testun Saesneg swyddogol."
        ),
        (
            "The English is a working translation made for Tystio: it is there to help you read, and it gives way when "
            "official English is published."
        ),
    ),
    "standard-differs": (
        "mae testun arall wedi'i gyhoeddi eisoes fel {urn}, argraffiad {edition}: mae'n wahanol yn {where}",
        "another text is published already as {urn}, edition {edition}: it differs at {where}",
    ),
    "standard-without-urn": ("nid oes URN", "there is no URN"),
    "standard-without-title": ("nid oes teitl i {urn}", "{urn} has no title"),
    "standard-has-errors": ("mae gwallau i'w cywiro yn {urn} yn gyntaf", "{urn} has errors to be mended first"),
    "standard-asks-nothing": (
        "nid oes maen prawf sy'n derbyn tystiolaeth yn {urn}",
        "{urn} has no criterion that takes evidence",
    ),
    "criterion-twice": ("mae'r cod {criterion} yn {urn} ddwywaith", "the code {criterion} stands twice in {urn}"),
}


def spoken() -> Language:
    """Tell the language of the person at the terminal by the environment, as other programs do."""
    chosen = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "cy" if chosen.lower().startswith("cy") else "en"


def said(key: str) -> str:
    cy, en = HELP[key]
    return cy if spoken() == "cy" else en


def sentence(key: str, **values: object) -> str:
    cy, en = SENTENCES[key]
    return (cy if spoken() == "cy" else en).format(**values)


@click.group("standards", help=said("group"))
def standards() -> None:
    pass


@standards.command("read", help=said("read"))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--kind", type=click.Choice(KINDS), default="auto", show_default=True, help=said("kind"))
@click.option("--language", type=click.Choice(LANGUAGES), help=said("language"))
@click.option("--urn", help=said("urn"))
@click.option("--json", "as_json", is_flag=True, help=said("json"))
def read(file: Path, kind: Kind, language: Language | None, urn: str | None, *, as_json: bool) -> None:
    try:
        draft = read_file(file, kind, language, urn)
    except UnreadableError as error:
        _stop(error)
    except RefusalError as error:
        if not as_json:
            _stop(error)
        _print_json({"refused": error.message[spoken()]})
        raise SystemExit(REFUSED) from error
    if as_json:
        _print_json(draft.to_json())
    else:
        _print_summary(draft)


@standards.command("load", help=said("load"))
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.pass_obj
def load(units_of_work: WorkFactory, paths: Sequence[Path]) -> None:
    found = _all_read(list(_files(paths)))
    with units_of_work("write") as work:
        faults: list[str] = []
        new: list[int] = []
        outcomes = dict.fromkeys(Outcome, 0)
        with click.progressbar(found, label=sentence("loading"), file=sys.stderr) as bar:
            for one in bar:
                try:
                    done = services.publish(work, one.draft, order=one.order, changed=one.changed, indexed=False)
                    outcomes[done.outcome] += 1
                    new += [done.standard.id] if done.outcome is Outcome.PUBLISHED else []
                except Refused as refused:
                    faults.append(f"{one.name}: {sentence(refused.code, **refused.values)}")
        if faults:
            _fail([*faults, sentence("nothing-kept")])
        search_index.index(work.session, new)
    click.echo(sentence("loaded", **{outcome.value: number for outcome, number in outcomes.items()}))


@dataclass(frozen=True)
class Loaded:
    """A draft from a file, and what a package of another installation says beside it."""

    name: str
    draft: Draft
    order: int = 1
    changed: datetime | None = None


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        inside = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
        if not inside:
            _fail([sentence("no-files", path=path)])
        yield from inside


def _all_read(files: Sequence[Path]) -> list[Loaded]:
    """Read every file before anything is stored, so that all faults are told at once."""
    loaded: list[Loaded] = []
    packages: list[Imported] = []
    faults: list[str] = []
    for file in files:
        try:
            if file.suffix.lower() == ".json":
                packages += read_case(text_of(file), shown_name(file))
            else:
                loaded.append(Loaded(str(file), load_standard(file)))
        except RefusalError as error:
            faults.append(error.message[spoken()])
    if faults:
        _fail([*faults, sentence("nothing-kept")])
    for one in paired(packages):
        loaded.append(Loaded(one.draft.source.name, one.draft, one.order, one.changed))
        for problem in one.draft.problems:
            click.echo(f"{loaded[-1].name}: {problem.message[spoken()]}".encode(errors="replace"), err=True)
    return loaded


def _fail(lines: Sequence[str]) -> NoReturn:
    click.echo("\n".join(lines).encode(errors="replace"), err=True)
    raise SystemExit(FAILED)


@standards.command("list", help=said("list"))
@click.option("--json", "as_json", is_flag=True, help=said("json"))
@click.pass_obj
def list_standards(units_of_work: WorkFactory, *, as_json: bool) -> None:
    with units_of_work("read") as work:
        rows = queries.choosable(work.session, work.actor, spoken())
        if as_json:
            _print_json({"standards": [queries.summary(row) for row in rows]})
            return
        for row in rows:
            number = sentence("criteria", number=row.assessable)
            title = row.title.shown(spoken())
            mark = f" ({sentence('working')})" if title.status is TextStatus.WORKING_TRANSLATION else ""
            _print_lines([f"{row.urn} ({row.edition})  {title.words}{mark}  {number}"])


@standards.command("show", help=said("show"))
@click.argument("urn")
@click.option("--edition", help=said("edition"))
@click.option("--language", type=click.Choice(LANGUAGES), help=said("shown-language"))
@click.option("--json", "as_json", is_flag=True, help=said("json"))
@click.pass_obj
def show(
    units_of_work: WorkFactory, urn: str, edition: str | None, language: Language | None, *, as_json: bool
) -> None:
    with units_of_work("read") as work:
        rows = [row for row in queries.by_urn(work.session, urn) if edition in {None, row.edition}]
        if not rows:
            _fail([sentence("unknown", urn=urn)])
        if as_json:
            _print_json(queries.summary(rows[-1]) | queries.contents(work.session, rows[-1]))
        else:
            _print_lines(_as_lines(queries.shown(work.session, rows[-1]), language or spoken()))


@standards.command("find", help=said("find"))
@click.argument("words", nargs=-1, required=True)
@click.option("--language", type=click.Choice(LANGUAGES), help=said("hit-language"))
@click.option("--most", type=click.IntRange(1, 500), default=20, show_default=True, help=said("most"))
@click.option("--json", "as_json", is_flag=True, help=said("json"))
@click.pass_obj
def find(
    units_of_work: WorkFactory, words: Sequence[str], language: Language | None, most: int, *, as_json: bool
) -> None:
    with units_of_work("read") as work:
        hits = queries.find(work.session, None, " ".join(words)).hits[:most]
    if as_json:
        _print_json({"hits": [_hit_json(one) for one in hits]})
    elif not hits:
        _fail([sentence("nothing-found")])
    else:
        _print_lines(_hit_line(one, language or one.language) for one in hits)


def _hit_line(hit: Hit, language: Language) -> str:
    place = " ".join(filter(None, (hit.urn, f"({hit.edition})", hit.code)))
    return f"{place}  {hit.text.shown(language).words}"


def _hit_json(hit: Hit) -> dict[str, Any]:
    return {
        "standard": hit.standard,
        "urn": hit.urn,
        "edition": hit.edition,
        "code": hit.code,
        "text": hit.text.to_json(),
        "language": hit.language,
        "whole": hit.whole,
    }


@standards.command("index", help=said("index"))
@click.pass_obj
def index(units_of_work: WorkFactory) -> None:
    with units_of_work("write") as work:
        number = len(queries.choosable(work.session, work.actor, spoken()))
        with click.progressbar(length=number, label=sentence("indexing"), file=sys.stderr) as bar:
            texts = search_index.index_all(work.session, bar.update)
    click.echo(sentence("indexed", number=texts))


@standards.command("export", help=said("export"))
@click.argument("urn")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), required=True, help=said("format"))
@click.option("--edition", help=said("edition"))
@click.option("--language", type=click.Choice(LANGUAGES), help=said("shown-language"))
@click.option("-o", "--output", type=click.Path(path_type=Path), help=said("output"))
@click.option("--base", envvar="TYSTIO_BASE_URL", default="http://127.0.0.1:8000", show_default=True, help=said("base"))
@click.pass_obj
def export(
    units_of_work: WorkFactory,
    urn: str,
    form: str,
    edition: str | None,
    language: Language | None,
    output: Path | None,
    base: str,
) -> None:
    with units_of_work("read") as work:
        rows = [row for row in queries.by_urn(work.session, urn) if edition in {None, row.edition}]
        if not rows:
            _fail([sentence("unknown", urn=urn)])
        found = stored(work.session, rows[-1:])[0]
        content = FORMATS[form](found, found.nearest(language or spoken()), base.rstrip("/"))
    _write(content, output)


def _write(content: str, path: Path | None) -> None:
    if path is None:
        click.echo(content.encode(), nl=False)
        return
    try:
        path.write_bytes(content.encode())
    except OSError as error:
        _fail([sentence("not-written", path=path, reason=error.strerror)])


def _as_lines(standard: ShownStandard, language: Language) -> Iterator[str]:
    row = standard.row
    yield f"{row.urn} ({row.edition})  {row.title.shown(language).words}"
    shown = {text.shown(language) for text in _texts(standard)}
    working = {one.language for one in shown if one.status is TextStatus.WORKING_TRANSLATION}
    yield from (sentence(f"working-{one}") for one in LANGUAGES if one in working)
    yield from (f"{one['language']}: {one['name']}  SHA-256 {one['sha256']}" for one in row.provenance)
    for section in standard.outline.sections:
        yield from ("", section.heading.shown(language).words)
        for group in section.groups:
            if group.heading:
                yield group.heading.shown(language).words
            for criterion in group.criteria:
                yield from _criterion_lines(criterion, language, "  ")


def _texts(standard: ShownStandard) -> Iterator[Text]:
    """Give every text that is shown: each may be official or only a working translation."""
    yield standard.row.title
    for section in standard.outline.sections:
        yield section.heading
        yield from (group.heading for group in section.groups if group.heading)
    yield from (criterion.text for criterion in standard.outline.criteria)


def _criterion_lines(criterion: ShownCriterion, language: Language, indent: str) -> Iterator[str]:
    facts = criterion.facts if isinstance(criterion.facts, Provision) else Provision()
    does = f"[{_modality(facts.modality)}]  " if facts.modality else ""
    yield f"{indent}{criterion.code}  {does}{criterion.text.shown(language).words}"
    for under in criterion.criteria:
        yield from _criterion_lines(under, language, indent + "  ")
    if facts.closing.to_json():
        yield f"{indent}{facts.closing.shown(language).words}"


def _modality(modality: Modality) -> str:
    cy, en = MODALITIES[modality]
    return cy if spoken() == "cy" else en


def _print_lines(lines: Iterable[str]) -> None:
    click.echo("\n".join(lines).encode(errors="replace"))


def _stop(error: RefusalError) -> NoReturn:
    click.echo(error.message[spoken()].encode(errors="replace"), err=True)
    raise SystemExit(REFUSED) from error


def _print_json(value: dict[str, Any]) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2).encode(errors="replace"))


def _read_lines(criterion: Criterion, indent: str) -> Iterator[str]:
    """Give a criterion as it was read, with the cells that its page fills."""
    yield f"{indent}{criterion.code}  {criterion.text.shown(spoken()).words}"
    cells = vars(criterion.facts) if isinstance(criterion.facts, Action) else {}
    for cell, (cy, en) in CELLS.items():
        if cells.get(cell) is not None:
            words = cells[cell].shown(spoken()).words.replace("\n", " / ")
            yield f"{indent}    {cy if spoken() == 'cy' else en}: {words}"
    for under in criterion.criteria:
        yield from _read_lines(under, indent + "  ")


def _print_summary(draft: Draft) -> None:
    """Print the URN and titles, a count for each section, its items where form alone told them, and every problem."""
    lines = [" · ".join([draft.urn or "–", *(words for words in (draft.title.cy, draft.title.en) if words)])]
    for section in draft.sections:
        heading = (section.heading.shown(spoken()).words or section.stem.shown(spoken()).words).rstrip(":")
        lines.append(f"{heading or section.kind}: {len(section.criteria)}")
        if draft.kind in SHOWN_WHOLE:
            lines += [line for criterion in section.criteria for line in _read_lines(criterion, "  ")]
    lines.append(f"{HEADINGS[spoken()]}: {len(draft.problems)}")
    for problem in draft.problems:
        place = f"{draft.source.name}:{problem.line}" if problem.line else draft.source.name
        lines.append(f"{place}: {problem.message[spoken()]}")
    click.echo("\n".join(lines).encode(errors="replace"))

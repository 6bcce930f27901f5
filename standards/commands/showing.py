"""`tystio standards list`, `show`: what stands in the library."""

from collections.abc import Iterator

import click
from sqlalchemy.orm import Session

from standards.commands.terminal import WorkFactory, fail, print_json, print_lines
from standards.commands.words import modality_word, said, sentence, spoken
from standards.facts import Provision
from standards.foundation import LANGUAGES, Language, Text, TextStatus
from standards.library import queries
from standards.library.models import Standard
from standards.library.queries import ShownCriterion, ShownStandard


@click.command("list", help=said("list"))
@click.option("--json", "as_json", is_flag=True, help=said("json"))
@click.pass_obj
def list_standards(units_of_work: WorkFactory, *, as_json: bool) -> None:
    with units_of_work("read") as work:
        rows = queries.choosable(work.session, work.actor, spoken())
        if as_json:
            print_json({"standards": [queries.summary(row) for row in rows]})
            return
        for row in rows:
            number = sentence("criteria", number=row.assessable)
            title = row.title.shown(spoken())
            mark = f" ({sentence('working')})" if title.status is TextStatus.WORKING_TRANSLATION else ""
            print_lines([f"{row.urn} ({row.edition})  {title.words}{mark}  {number}"])


def editions(session: Session, urn: str, edition: str | None) -> list[Standard]:
    """Give the editions of a URN, or the one that is asked for; ends the command where there is none."""
    there = queries.by_urn(session, urn)
    rows = [row for row in there if edition in {None, row.edition}]
    if not there:
        fail([sentence("unknown", urn=urn)])
    if not rows:
        listed = ", ".join(row.edition for row in there)
        fail([sentence("unknown-edition", urn=urn, edition=edition, there=listed)])
    return rows


@click.command("show", help=said("show"))
@click.argument("urn")
@click.option("--edition", help=said("edition"))
@click.option("--language", type=click.Choice(LANGUAGES), help=said("shown-language"))
@click.option("--json", "as_json", is_flag=True, help=said("json"))
@click.pass_obj
def show(
    units_of_work: WorkFactory, urn: str, edition: str | None, language: Language | None, *, as_json: bool
) -> None:
    with units_of_work("read") as work:
        rows = editions(work.session, urn, edition)
        if as_json:
            print_json(queries.summary(rows[-1]) | queries.contents(work.session, rows[-1]))
        else:
            print_lines(_as_lines(queries.shown(work.session, rows[-1]), language or spoken()))


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
    does = f"[{modality_word(facts.modality)}]  " if facts.modality else ""
    yield f"{indent}{criterion.code}  {does}{criterion.text.shown(language).words}"
    for under in criterion.criteria:
        yield from _criterion_lines(under, language, indent + "  ")
    if facts.closing.to_json():
        yield f"{indent}{facts.closing.shown(language).words}"

"""`tystio standards read`: a published document, without any database."""

from collections.abc import Iterator
from pathlib import Path

import click

from standards.commands.terminal import REFUSED, print_json, stop, told
from standards.commands.words import HEADINGS, said, spoken
from standards.drafting import Criterion, Draft, RefusalError, UnreadableError
from standards.facts import Action
from standards.foundation import LANGUAGES, Language
from standards.reading.document import shown_name
from standards.reading.reader import KINDS, Kind, read_file
from standards.reading.remarks import CELLS

SHOWN_WHOLE = frozenset({"guidance", "actions"})


@click.command("read", help=said("read"))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--kind", type=click.Choice(KINDS), default="auto", show_default=True, help=said("kind"))
@click.option("--language", type=click.Choice(LANGUAGES), help=said("language"))
@click.option("--urn", help=said("urn"))
@click.option("--json", "as_json", is_flag=True, help=said("json"))
def read(file: Path, kind: Kind, language: Language | None, urn: str | None, *, as_json: bool) -> None:
    try:
        draft = read_file(file, kind, language, urn)
    except UnreadableError as error:
        stop(error)
    except RefusalError as error:
        if not as_json:
            stop(error, shown_name(file))
        print_json({"refused": told(error, shown_name(file))})
        raise SystemExit(REFUSED) from error
    if as_json:
        print_json(draft.to_json())
    else:
        _print_summary(draft)


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

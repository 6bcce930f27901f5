"""The commands of the standards: reading a published document without any database."""

import json
import os
from pathlib import Path
from typing import Any, NoReturn

import click

from standards.drafting import Draft, RefusalError, UnreadableError
from standards.foundation import LANGUAGES, Language
from standards.reading.reader import KINDS, Kind, read_file

REFUSED = 2
HEADINGS = {"cy": "Problemau", "en": "Problems"}
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
}


def spoken() -> Language:
    """Tell the language of the person at the terminal by the environment, as other programs do."""
    chosen = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "cy" if chosen.lower().startswith("cy") else "en"


def said(key: str) -> str:
    cy, en = HELP[key]
    return cy if spoken() == "cy" else en


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


def _stop(error: RefusalError) -> NoReturn:
    click.echo(error.message[spoken()].encode(errors="replace"), err=True)
    raise SystemExit(REFUSED) from error


def _print_json(value: dict[str, Any]) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2).encode(errors="replace"))


def _print_summary(draft: Draft) -> None:
    """Print the URN and titles, a count for each section, and every problem with its line."""
    lines = [" · ".join([draft.urn or "–", *(words for words in (draft.title.cy, draft.title.en) if words)])]
    for section in draft.sections:
        heading = section.heading.shown(spoken()).words or section.kind
        lines.append(f"{heading}: {len(section.criteria)}")
    lines.append(f"{HEADINGS[spoken()]}: {len(draft.problems)}")
    for problem in draft.problems:
        place = f"{draft.source.name}:{problem.line}" if problem.line else draft.source.name
        lines.append(f"{place}: {problem.message[spoken()]}")
    click.echo("\n".join(lines).encode(errors="replace"))

"""`tystio standards find`, `index`: words found in the library, and its index made anew."""

import sys
from collections.abc import Iterator, Sequence
from typing import Any

import click

from standards.commands.terminal import WorkFactory, fail, print_json, print_lines
from standards.commands.words import said, sentence, spoken
from standards.finding import Asked, marked
from standards.foundation import LANGUAGES, Language
from standards.library import queries, search_index
from standards.library.finding import Hit


@click.command("find", help=said("find"))
@click.argument("words", nargs=-1, required=True)
@click.option("--language", type=click.Choice(LANGUAGES), help=said("hit-language"))
@click.option("--most", type=click.IntRange(1, 500), default=20, show_default=True, help=said("most"))
@click.option("--json", "as_json", is_flag=True, help=said("json"))
@click.pass_obj
def find(
    units_of_work: WorkFactory, words: Sequence[str], language: Language | None, most: int, *, as_json: bool
) -> None:
    with units_of_work("read") as work:
        found = queries.find(work.session, None, " ".join(words))
    hits = found.hits[:most]
    if as_json:
        print_json({"hits": [_hit_json(one) for one in hits]})
    elif not hits:
        fail([sentence("nothing-found")])
    else:
        print_lines(line for one in hits for line in _hit_lines(one, language or one.language, found.asked))


def _hit_lines(hit: Hit, language: Language, asked: Asked) -> Iterator[str]:
    """Give where a hit stands with its text, and what else is said of a standard where that has the words."""
    place = " ".join(filter(None, (hit.urn, f"({hit.edition})", hit.code)))
    yield f"{place}  {hit.text.shown(language).words}"
    for passage in hit.passages:
        shown = passage.shown(hit.language)
        if any(piece.hit for piece in marked(shown.words, shown.language, asked)):
            yield f"    {shown.words}"


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


@click.command("index", help=said("index"))
@click.pass_obj
def index(units_of_work: WorkFactory) -> None:
    with units_of_work("write") as work:
        number = len(queries.choosable(work.session, work.actor, spoken()))
        with click.progressbar(length=number, label=sentence("indexing"), file=sys.stderr) as bar:
            texts = search_index.index_all(work.session, bar.update)
    click.echo(sentence("indexed", number=texts))

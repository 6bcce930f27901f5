"""`tystio standards load`: standards' files and packages into the library, all of them or none."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click

from standards.commands.terminal import WorkFactory, fail
from standards.commands.words import said, sentence, spoken
from standards.drafting import Draft, RefusalError
from standards.foundation import Refused
from standards.interchange.case.drafts import Imported, read_case
from standards.interchange.case.pairing import paired
from standards.interchange.yaml_file import load_standard
from standards.library import search_index, services
from standards.library.rules import Outcome
from standards.reading.document import shown_name, text_of


@dataclass(frozen=True)
class Loaded:
    """A draft from a file, and what a package of another installation says beside it."""

    name: str
    draft: Draft
    order: int = 1
    changed: datetime | None = None


@click.command("load", help=said("load"))
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
            fail([*faults, sentence("nothing-kept")])
        search_index.index(work.session, new)
    click.echo(sentence("loaded", **{outcome.value: number for outcome, number in outcomes.items()}))


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        inside = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
        if not inside:
            fail([sentence("no-files", path=path)])
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
        fail([*faults, sentence("nothing-kept")])
    for one in paired(packages):
        loaded.append(Loaded(one.draft.source.name, one.draft, one.order, one.changed))
        for problem in one.draft.problems:
            click.echo(f"{loaded[-1].name}: {problem.message[spoken()]}".encode(errors="replace"), err=True)
    return loaded

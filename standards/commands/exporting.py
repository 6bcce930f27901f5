"""`tystio standards export`: one standard as a file for this or another system."""

from pathlib import Path

import click

from standards.commands.showing import editions
from standards.commands.terminal import WorkFactory, fail, reason_of
from standards.commands.words import said, sentence, spoken
from standards.exchange.queries import FORMATS, stored
from standards.foundation import LANGUAGES, Language


@click.command("export", help=said("export"))
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
        rows = editions(work.session, urn, edition)
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
        fail([sentence("not-written", path=path, reason=reason_of(error))])

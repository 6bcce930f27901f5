"""`tystio ledger check`, as somebody types it."""

from click.testing import CliRunner, Result
from flask import Flask

from portfolio.cli import main
from portfolio.config import Settings
from portfolio.core.store import FolderStore
from portfolio.evidence.models import StoredFile
from portfolio.people.models import Provider
from tests.factories import Centre
from tests.ledger.tampering import book_of, change, entry
from tests.studies import Study, acting


def checked(typed: CliRunner, *options: str, language: str = "en_GB.UTF-8") -> Result:
    return typed.invoke(main, ["ledger", "check", *options], env={"LC_ALL": language})


def test_a_whole_ledger_ends_with_its_counts(study: Study, typed: CliRunner) -> None:
    result = checked(typed)
    assert result.exit_code == 0
    assert result.stdout.startswith("Books: 4. Entries: ")
    assert result.stdout.endswith("Nothing is wrong.\n")


def test_a_changed_entry_is_named(app: Flask, study: Study, typed: CliRunner) -> None:
    book, name = book_of(app, study)
    seq, said = entry(app, book, "unit.signed")
    other = said.replace("true", "True", 1)
    change(app, "UPDATE ledger_entry SET canonical = :c WHERE book_id = :b AND seq = :s", c=other, b=book, s=seq)
    result = checked(typed)
    assert result.exit_code == 1
    expected = f"Book {name}, entry {seq} (unit.signed): its text is not the one that was written\n"
    assert expected in result.stdout
    assert result.stdout.endswith("Things that are wrong: 1\n")


def test_it_speaks_the_terminals_language(app: Flask, study: Study, typed: CliRunner) -> None:
    change(app, "UPDATE enrolled_unit SET met = met + 1 WHERE complete = :yes", yes=True)
    result = checked(typed, language="cy_GB.UTF-8")
    assert result.exit_code == 1
    assert "nid yr hyn a storiwyd yw'r hyn y mae'r llyfr yn ei ddweud" in result.stdout


def test_files_are_read_when_asked_for(app: Flask, centre: Centre, settings: Settings, typed: CliRunner) -> None:
    with acting(app) as work:
        provider = work.session.get_one(Provider, centre.provider_id)
        store = FolderStore(settings.files, 1000)
        with store.receive() as incoming:
            incoming.write(b"bytes")
            address = store.keep(incoming, str(provider.id))
        row = StoredFile(
            provider_id=provider.id, sha256=address.sha256, size=5, media_type="text/plain", stored_at=work.now
        )
        work.session.add(row)
    assert checked(typed, "--files").exit_code == 0
    store.path(address).write_bytes(b"bites")
    result = checked(typed, "--files")
    assert result.exit_code == 1
    assert f"File {address.sha256} of provider {centre.provider_id} is missing or changed." in result.stdout

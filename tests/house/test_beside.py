"""A run that leaves something out, for want of what lies beside the repository, says so."""

from pathlib import Path

import pytest

from tests import beside, case_schemas


def test_nothing_is_left_out_in_silence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(beside, "CLAMD", None)
    for module, name in ((beside, "SPECIMENS"), (beside, "SAMPLES"), (case_schemas, "FOLDER")):
        monkeypatch.setattr(module, name, tmp_path / "nowhere")
    said = list(beside.not_run())
    assert len(said) == 4
    assert [what for what in ("test_specimens", "test_case_schemas", "test_official", "test_foreign", "clamd")
            if what not in " ".join(said)] == []  # fmt: skip


def test_where_everything_is_there_nothing_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(beside, "CLAMD", "/usr/sbin/clamd")
    for module, name in ((beside, "SPECIMENS"), (beside, "SAMPLES"), (case_schemas, "FOLDER")):
        monkeypatch.setattr(module, name, tmp_path)
    assert list(beside.not_run()) == []

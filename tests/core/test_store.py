"""The folder store: whole or not at all, the same bytes once, and sweeping that never takes what is wanted."""

import hashlib
import os
import subprocess
import sys
import threading
from collections.abc import Collection
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.core.store import Address, FolderStore, TooBig
from portfolio.core.store.disk import Busy

NOW = timedelta(0)
LIMIT = 1000


@pytest.fixture(name="store")
def store_fixture(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "files", LIMIT)


def put(store: FolderStore, data: bytes, owner: str = "7") -> Address:
    with store.receive() as incoming:
        incoming.write(data)
        return store.keep(incoming, owner)


def kept_files(store: FolderStore) -> list[str]:
    found = (path for path in store.root.rglob("*") if path.is_file() and path.name != ".lock")
    return sorted(str(path.relative_to(store.root)) for path in found)


def nothing_used(_owner: str, _hashes: Collection[str]) -> Collection[str]:
    return ()


@settings(max_examples=30)
@given(st.lists(st.binary(max_size=300), max_size=3))
def test_what_is_kept_is_what_was_written(tmp_path_factory: pytest.TempPathFactory, parts: list[bytes]) -> None:
    store = FolderStore(tmp_path_factory.mktemp("store"), LIMIT)
    with store.receive() as incoming:
        for part in parts:
            incoming.write(part)
        address = store.keep(incoming, "7")
    whole = b"".join(parts)
    assert address.sha256 == hashlib.sha256(whole).hexdigest()
    with store.open(address) as file:
        assert file.read() == whole
    assert kept_files(store) == [f"7/{address.sha256[:2]}/{address.sha256}"]
    assert store.verify(address)


def test_half_an_upload_leaves_nothing(store: FolderStore) -> None:
    with store.receive() as incoming:
        incoming.write(b"half")
        assert len(kept_files(store)) == 1
    assert kept_files(store) == []


def test_too_much_is_refused_and_dropped_while_it_arrives(store: FolderStore) -> None:
    with store.receive() as incoming:
        for _ in range(11):
            incoming.write(b"x" * 100)
        assert incoming.path.stat().st_size <= LIMIT
        assert incoming.too_big
        with pytest.raises(TooBig):
            store.keep(incoming, "7")
    assert kept_files(store) == []
    put(store, b"x" * LIMIT)
    assert len(kept_files(store)) == 1


def test_the_same_bytes_lie_once_a_provider(store: FolderStore) -> None:
    assert put(store, b"same") == put(store, b"same")
    put(store, b"same", "8")
    assert len(kept_files(store)) == 2


def test_many_at_once(store: FolderStore) -> None:
    found: list[Address] = []
    threads = [threading.Thread(target=lambda: found.append(put(store, b"same"))) for _ in range(16)]
    sweeping = threading.Thread(target=lambda: [store.sweep(nothing_used) for _ in range(20)])
    for thread in [*threads, sweeping]:
        thread.start()
    for thread in [*threads, sweeping]:
        thread.join()
    assert len(set(found)) == 1
    assert len(kept_files(store)) == 1
    assert store.verify(found[0])


def test_a_changed_byte_is_noticed(store: FolderStore) -> None:
    address = put(store, b"evidence")
    store.path(address).write_bytes(b"Evidence")
    assert not store.verify(address)
    assert not store.verify(Address("7", "0" * 64))


@pytest.mark.parametrize("owner", ["", "..", "../8", "7/..", "/etc"])
def test_names_never_climb(store: FolderStore, owner: str) -> None:
    with pytest.raises(ValueError, match="not a name"):
        store.path(Address(owner, "ab" * 32))


def test_only_what_nobody_points_to_is_swept(store: FolderStore) -> None:
    used, unused = put(store, b"used"), put(store, b"unused")
    with store.put_copy(used, "preview") as part:
        part.write_bytes(b"small")
    assert store.sweep(nothing_used) == 0, "it is young"
    assert store.sweep(lambda _owner, _hashes: [used.sha256], NOW) == 1
    assert store.verify(used)
    assert store.copy_path(used, "preview").exists()
    assert not store.verify(unused)


def test_a_copy_has_one_writer_and_is_there_whole_or_not_at_all(store: FolderStore) -> None:
    address = put(store, b"film")
    with store.put_copy(address, "clean") as part:
        part.write_bytes(b"half")
        with pytest.raises(Busy), store.put_copy(address, "clean"):
            pass
        assert store.sweep_incoming(NOW) == 0, "its writer lives"
        assert not store.copy_path(address, "clean").exists()
        part.write_bytes(b"whole")
    assert store.copy_path(address, "clean").read_bytes() == b"whole"
    with pytest.raises(OSError, match="full"), store.put_copy(address, "other") as part:
        raise OSError("full")
    assert not part.exists()
    assert not store.copy_path(address, "other").exists()


def test_that_no_copy_can_be_made_is_remembered_for_a_day(store: FolderStore) -> None:
    address = put(store, b"film")
    assert store.copy_refused(address) is None
    store.refuse_copy(address, "file-broken")
    assert store.copy_refused(address) == "file-broken"
    aged(store.copy_path(address, "refused"))
    assert store.copy_refused(address) is None


def aged(path: Path) -> None:
    os.utime(path, (0, 0))


def test_bytes_sent_again_begin_a_new_age(store: FolderStore) -> None:
    address = put(store, b"again")
    aged(store.path(address))
    assert put(store, b"again") == address
    assert store.sweep(nothing_used) == 0
    aged(store.path(address))
    assert store.renew(address)
    assert store.sweep(nothing_used) == 0
    aged(store.path(address))
    assert store.sweep(nothing_used) == 1
    assert not store.renew(address)


def test_bytes_that_come_while_they_are_being_swept_stay(store: FolderStore) -> None:
    address = put(store, b"race")
    aged(store.path(address))

    def used(_owner: str, _hashes: Collection[str]) -> Collection[str]:
        put(store, b"race")  # after the sweep looked, before it removes
        return ()

    assert store.sweep(used) == 0
    assert store.verify(address)


def test_a_running_upload_is_never_swept(store: FolderStore) -> None:
    with store.receive() as incoming:
        incoming.write(b"slow")
        aged(incoming.path)
        assert store.sweep_incoming(NOW) == 0
        incoming.write(b"ly")
        assert store.verify(store.keep(incoming, "7"))


DIES = """
import os, sys
from pathlib import Path
from portfolio.core.store import FolderStore
from portfolio.core.store.disk import Busy
incoming = FolderStore(Path(sys.argv[1]), 1000).receive()
incoming.write(b"half")
incoming._file.flush()
os.kill(os.getpid(), 9)
"""


def test_what_a_killed_process_left_is_gone_at_the_next_start(store: FolderStore) -> None:
    subprocess.run([sys.executable, "-c", DIES, str(store.root)], check=False, timeout=60)
    assert len(kept_files(store)) == 1
    assert store.sweep_incoming() == 1
    assert kept_files(store) == []


def test_everything_is_on_the_disk_before_it_is_acknowledged(
    store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, b"safe before")
    told: list[str] = []
    replace, sync = Path.replace, os.fsync

    def told_sync(descriptor: int) -> None:
        told.append("sync")
        sync(descriptor)

    def told_replace(path: Path, target: Path) -> Path:
        told.append("rename")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", told_replace)
    monkeypatch.setattr(os, "fsync", told_sync)
    put(store, b"safe before")
    assert told == ["sync", "rename", "sync"], "the file, its name, its folder"

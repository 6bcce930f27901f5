"""Daemons that check files for tests: one that speaks ClamAV's protocol on a real socket, and ClamAV's where it is."""

import shutil
import socketserver
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SIGNATURE = "Tystio.Eicar"
MOST = 1024 * 1024
CLAMD = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin")
KINDS = ("spoken", "clamav") if CLAMD else ("spoken",)


class Answering(socketserver.StreamRequestHandler):
    """Speaks what clamd(8) says of zINSTREAM and zPING."""

    def handle(self) -> None:
        command = b""
        while not command.endswith(b"\0"):
            command += self.rfile.read(1)
        if command == b"zPING\0":
            self.wfile.write(b"PONG\0")
        elif command == b"zINSTREAM\0":
            self.wfile.write(self._stream() + b"\0")

    def _stream(self) -> bytes:
        data = b""
        while length := struct.unpack(">I", self.rfile.read(4))[0]:
            data += self.rfile.read(length)
            if len(data) > MOST:
                return b"INSTREAM size limit exceeded. ERROR"
        return f"stream: {SIGNATURE}.UNOFFICIAL FOUND".encode() if EICAR in data else b"stream: OK"


@contextmanager
def spoken(let: threading.Event | None = None) -> Iterator[str]:
    """Speak as a daemon does; `let`: what a verdict waits for, as for a daemon that has much to do."""

    class Slow(Answering):
        def _stream(self) -> bytes:
            said = super()._stream()
            if let is not None:
                let.wait()
            return said

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Slow) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@contextmanager
def clamav(folder: Path) -> Iterator[str]:
    """Start ClamAV's own daemon with one signature of ours, by the bytes that it is found by."""
    assert CLAMD
    path, signatures = folder / "clamd.sock", folder / "signatures"
    signatures.mkdir()
    (signatures / "ours.ndb").write_text(f"{SIGNATURE}:0:*:{EICAR.hex()}\n")
    settings = {"LocalSocket": path, "DatabaseDirectory": signatures, "Foreground": "yes", "StreamMaxLength": "1M"}
    (folder / "clamd.conf").write_text("".join(f"{name} {value}\n" for name, value in settings.items()))
    with subprocess.Popen(
        [CLAMD, "-c", str(folder / "clamd.conf")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            until = time.monotonic() + 60
            while not path.exists():
                assert process.poll() is None, "clamd does not start"
                assert time.monotonic() < until, "clamd takes too long"
                time.sleep(0.1)
            yield str(path)
        finally:
            process.terminate()


@contextmanager
def daemon(kind: str, folder: Path) -> Iterator[str]:
    """Give where a daemon of this kind listens."""
    with spoken() if kind == "spoken" else clamav(folder) as where:
        yield where

"""A real mail server that keeps what it is given."""

import re
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

PATIENCE_SECONDS = 20


class Inbox:
    """Takes what a real mail server is given."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 aiosmtpd's name
        content = envelope.content or b""
        raw = content if isinstance(content, bytes) else content.encode()
        self.messages.append(BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(raw))
        return "250 OK"

    def link_to(self, email: str, path: str = "/reset-password/") -> str:
        """The link in the first letter to this address that leads to such a page, once it comes."""
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            for message in self.messages:
                found = re.search(rf"https?://[^\s/]+{path}\S+", message.get_content())
                if message["To"] == email and found:
                    return found[0]
            time.sleep(0.1)
        raise AssertionError(f"no letter to {email} among {[message['To'] for message in self.messages]}")


@contextmanager
def receiving() -> Iterator[tuple[Inbox, int]]:
    """A mail server on a free port of this machine."""
    inbox = Inbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield inbox, port
    finally:
        controller.stop()

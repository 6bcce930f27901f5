"""Sending letters: by SMTP or, where there is none, as files that an operator can read."""

from __future__ import annotations

import os
import secrets
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import formatdate, make_msgid
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from portfolio.config import Settings

TIMEOUT_SECONDS = 20
PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


@dataclass(frozen=True)
class Letter:
    """A mail in plain text."""

    to: str
    subject: str
    body: str
    language: str


def send(letter: Letter, settings: Settings) -> None:
    """Send one letter. Raises OSError or smtplib's errors where it could not be handed over."""
    message = _message(letter, settings)
    if settings.smtp_url is None:
        # Somebody reads the file as it is: no line is broken and no sign written as a code.
        _write_in(message, letter, cte="8bit")
        _write(message, settings.kept_letters)
        return
    server = urlsplit(settings.smtp_url)
    with _connection(server) as smtp:
        if server.username:
            smtp.login(unquote(server.username), unquote(server.password or ""))
        smtp.send_message(message)


def _message(letter: Letter, settings: Settings) -> EmailMessage:
    message = EmailMessage()
    message["From"] = settings.mail_from
    message["To"] = letter.to
    message["Subject"] = letter.subject
    message["Date"] = formatdate(localtime=False)
    message["Message-ID"] = make_msgid(domain=settings.mail_from.rpartition("@")[2] or "localhost")
    message["Auto-Submitted"] = "auto-generated"
    _write_in(message, letter)
    return message


def _write_in(message: EmailMessage, letter: Letter, **how: Any) -> None:
    """Write the words, and after them their language: setting a content takes out whatever was said of one before."""
    message.set_content(letter.body, **how)
    message["Content-Language"] = letter.language


def _connection(server: SplitResult) -> smtplib.SMTP:
    host, port = server.hostname or "localhost", server.port or PORTS[server.scheme]
    if server.scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context())
    smtp = smtplib.SMTP(host, port, timeout=TIMEOUT_SECONDS)
    if server.scheme == "smtp+starttls":
        smtp.starttls(context=ssl.create_default_context())
    return smtp


def _write(message: EmailMessage, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    name = secrets.token_hex(8)
    partial = folder / f"{name}.partial"
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(message.as_bytes(policy=EmailPolicy(max_line_length=None, utf8=True)))
    partial.rename(folder / f"{name}.eml")

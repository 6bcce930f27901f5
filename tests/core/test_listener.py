"""What a proxy says of who asks is believed where, and only where, the settings name a proxy."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from http.client import HTTPConnection

import pytest
from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from portfolio.app import create_app
from portfolio.config import Settings
from portfolio.server import listener

SAID = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "tystio.example.org"}


def echo(environ: dict[str, str], start: Callable[..., object]) -> Iterable[bytes]:
    start("200 OK", [("Content-Type", "text/plain")])
    names = ("REMOTE_ADDR", "wsgi.url_scheme", "HTTP_HOST")
    return [" ".join(environ[name] for name in names).encode()]


def answered(app: Flask) -> str:
    server = listener(app, "127.0.0.1", 0)
    loop = threading.Thread(target=server.run, daemon=True)
    loop.start()
    try:
        connection = HTTPConnection("127.0.0.1", int(server.effective_port), timeout=20)
        connection.request("GET", "/", headers={**SAID, "Host": "127.0.0.1"})
        answer = connection.getresponse().read().decode()
        connection.close()
    finally:
        server.close()
        loop.join(timeout=20)
    return answer


@pytest.mark.parametrize(
    ("hops", "told"), [(0, "127.0.0.1 http 127.0.0.1"), (1, "203.0.113.7 https tystio.example.org")]
)
def test_a_proxy_is_believed_where_the_settings_name_one(settings: Settings, hops: int, told: str) -> None:
    app = create_app(replace(settings, proxy_hops=hops))
    if isinstance(app.wsgi_app, ProxyFix):
        app.wsgi_app.app = echo
    else:
        app.wsgi_app = echo  # type: ignore[method-assign, assignment]
    assert answered(app) == told

"""The menu: each slice says its entries, each reader sees those they may open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, request, url_for

from portfolio.web import access, locale
from standards.foundation import Language


@dataclass(frozen=True)
class MenuEntry:
    """One entry of the menu: `label` is a lazy text, `order` its place from the left."""

    label: Any
    endpoint: str
    permission: str
    order: int


@dataclass(frozen=True)
class ShownEntry:
    label: str
    url: str
    current: bool = False


def install(app: Flask, menus: list[MenuEntry], footers: list[MenuEntry]) -> None:
    """Put the menu above every page, and below it what is offered everywhere to whoever is signed in."""
    app.extensions["menu"], app.extensions["footer"] = _written_once(menus), _written_once(footers)
    app.context_processor(lambda: {"navigation": navigation(), "footer_links": _open_to_reader("footer")})


def _written_once(entries: list[MenuEntry]) -> Callable[[str, Language], list[tuple[str, ShownEntry]]]:
    ordered = sorted(entries, key=lambda entry: entry.order)

    @lru_cache(maxsize=64)
    def written(_below: str, _language: Language) -> list[tuple[str, ShownEntry]]:
        """Write all entries once for a language, each after the permission that it needs."""
        return [(entry.permission, ShownEntry(str(entry.label), url_for(entry.endpoint))) for entry in ordered]

    return written


def navigation() -> list[ShownEntry]:
    """List the menu entries that the reader may open."""
    section = request.path.split("/")[1]
    return [
        replace(entry, current=True) if entry.url.split("/")[1] == section else entry
        for entry in _open_to_reader("menu")
    ]


def _open_to_reader(which: str) -> list[ShownEntry]:
    if access.signed_in() is None:
        return []
    return [
        entry
        for needed, entry in current_app.extensions[which](request.script_root, locale.language())
        if needed == access.SIGNED_IN or access.may(needed)
    ]


def fixed_address(endpoint: str) -> str:
    """Give the address of a page that there is once: every page's frame names a dozen."""
    return _address(request.script_root, endpoint)


@lru_cache(maxsize=256)
def _address(_below: str, endpoint: str) -> str:
    return url_for(endpoint)


def local_address(said: str | None) -> str | None:
    """Give an address of this site, whatever a link said; none for any other and for what browsers read as one."""
    if not said or not said.startswith("/") or said.startswith("//") or "\\" in said or not said.isprintable():
        return None
    parts = urlsplit(said)
    return None if parts.scheme or parts.netloc else said

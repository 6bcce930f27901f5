"""What views answer with: a page of a template, or the next page after a saved act."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portfolio.web.forms import held_form, page_status

LONGEST_NUMBER = 9
"""Digits: databases count no further."""


def page(template: str, **values: Any) -> Response:
    """Render a page; a form in it that was sent and is wrong makes the answer 422, a refusal 409."""
    if "form" in values:
        values.setdefault("page_form_id", "page-form")
        if held_form() is not None:
            flash(_("What you wrote before your session ended is here again. Check it, then send it."), "message")
    return make_response(render_template(template, **values), page_status())


def page_asked(name: str = "page") -> int:
    """Give which page of a list was asked for: the first where the address says nothing that could be one."""
    said = request.args.get(name, "")
    return max(1, int(said)) if said.isdecimal() and len(said) <= LONGEST_NUMBER else 1


def address_of_page(name: str = "page") -> Callable[[int], str]:
    """Give what makes the address of another page of a list, with all that the address said beside.

    What begins with a line is not kept: that is how the scheme and the host of an address are named.
    """
    said: dict[str, Any] = {key: value for key, value in request.args.items() if value and not key.startswith("_")}
    kept: dict[str, Any] = {**said, **(request.view_args or {}), "lang": None}
    return lambda number: url_for(request.endpoint or "", **{**kept, name: number})


def done(message: str, endpoint: str, **arguments: Any) -> Response:
    """Say what was done and go on to the next page."""
    flash(message, "success")
    return make_response(redirect(url_for(endpoint, **arguments)))

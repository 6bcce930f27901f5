"""The pages for what went wrong, in the reader's language."""

from __future__ import annotations

from flask import Flask, Response, make_response, redirect, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, SecurityError

from portfolio.web import access

TEMPLATES = {400, 403, 404, 405, 409, 413, 429, 500}


def install(app: Flask) -> None:
    app.register_error_handler(HTTPException, shown)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(SecurityError, _strange_host)
    app.register_error_handler(Exception, _unexpected)


def shown(error: HTTPException) -> Response:
    """Answer with the page for an error, in the reader's language."""
    if error.response is not None:
        return make_response(error.response)
    answer = _page(error.code or 500)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        answer.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return answer


def _stale_form(error: CSRFError) -> Response:
    """Answer a form without a token of this session: whose it was, if it says so, finds it again after signing in.

    One for signing in, sent twice, has done its work already.
    """
    access.step_back()
    if request.endpoint == "people.sign_in" and access.signed_in():
        return make_response(redirect("/"))
    return access.hold_stale() or shown(error)


def _strange_host(_error: SecurityError) -> Response:
    """Answer whoever calls this site by another name: no page, for its links would carry that name."""
    return Response("Nid yw'r wefan hon yma. / This site is not here.\n", 400, mimetype="text/plain")


def _unexpected(error: Exception) -> Response:
    from flask import current_app  # noqa: PLC0415, the app is known only while it answers

    current_app.logger.error("unexpected at %s %s", request.method, request.endpoint, exc_info=error)
    if current_app.config["PROPAGATE_EXCEPTIONS"]:
        raise error
    return _page(500)


def _page(status: int) -> Response:
    access.step_back()
    template = f"errors/{status if status in TEMPLATES else (400 if status < 500 else 500)}.html"
    return make_response(render_template(template), status)

"""The language of a page: a recorded wish first, the browser's last."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property, lru_cache
from typing import Any, cast
from urllib.parse import urlencode

from flask import Flask, Response, current_app, g, request
from flask_babel import Babel, Domain, force_locale, get_locale
from flask_babel import refresh as refresh_babel
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from portfolio.web import access
from standards.foundation import LANGUAGES, Language

COOKIE = "language"
YEAR_SECONDS = 365 * 24 * 3600
NAMES: dict[Language, str] = {"cy": "Cymraeg", "en": "English"}


class _Texts(Domain):  # type: ignore[misc]  # it has no types
    """The texts of each language, found by one look: a page asks for a hundred."""

    def __init__(self, domain: str) -> None:
        super().__init__(domain=domain)
        self._known: dict[str, Any] = {}

    def get_translations(self) -> Any:
        spoken = get_locale()
        if spoken is None:
            return super().get_translations()
        if spoken.language not in self._known:
            self._known[spoken.language] = super().get_translations()
        return self._known[spoken.language]


class _Babel(Babel):  # type: ignore[misc]  # it has no types
    @cached_property
    def domain_instance(self) -> _Texts:
        return _Texts("messages")


def install(app: Flask) -> None:
    app.config["BABEL_DEFAULT_LOCALE"] = "en"
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Europe/London"
    babel = _Babel(app, locale_selector=language, default_translation_directories=str(app.config["TRANSLATIONS"]))
    texts = babel.domain_instance.get_translations
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # of the extension that Babel adds
        gettext=lambda said: texts().ugettext(said),
        ngettext=lambda one, many, number: texts().ungettext(one, many, number),
        newstyle=True,
        pgettext=lambda context, said: texts().upgettext(context, said),
        npgettext=lambda context, one, many, number: texts().unpgettext(context, one, many, number),
    )
    app.jinja_env.globals.update(_said_in_templates(texts))
    app.after_request(_say_language)
    app.context_processor(_context)


def _said_in_templates(texts: Callable[[], Any]) -> dict[str, Callable[..., str]]:
    """Give templates their `_` and `pgettext`: a page says a hundred texts, each looked up once for its language."""

    @lru_cache(maxsize=4096)
    def found(_language: Language, made: type[str], *said: str) -> str:
        return made(texts().upgettext(*said) if len(said) > 1 else texts().ugettext(*said))

    @lru_cache(maxsize=4096)
    def bare(spoken: Language, made: type[str], *said: str) -> str:
        return found(spoken, made, *said) % {}

    @pass_eval_context
    def say(context: EvalContext, *said: str, **values: Any) -> str:
        made = Markup if context.autoescape else str
        return found(language(), made, *said) % values if values else bare(language(), made, *said)

    return {"_": say, "gettext": say, "pgettext": say}


def language() -> Language:
    """Give the language of this page."""
    try:
        return cast("Language", g.language)
    except AttributeError:
        g.language = _chosen()
        return cast("Language", g.language)


def speak(chosen: Language) -> None:
    """Go on in this language for the rest of the request and keep the wish."""
    g.language = chosen
    g.language_wish = chosen
    refresh_babel()


@contextmanager
def speaking(chosen: Language) -> Iterator[None]:
    """Write something in a language, whichever the reader's is, or without one; no wish is kept of it."""
    before = g.get("language")
    g.language = chosen
    try:
        # A command has forced its own language on Babel, which would ask nobody else.
        with force_locale(chosen):
            yield
    finally:
        g.pop("language")
        if before is not None:
            g.language = before


def switching() -> Language | None:
    """Tell whether this POST only asks to see the same form, as typed, in the other language."""
    return _known(request.form.get("switch_language")) if request.method == "POST" else None


def wish() -> Language | None:
    """Give the language that this request asked for in so many words, to be kept on the account at a POST."""
    return switching() or _addressed() or _known(request.cookies.get(COOKIE))


def _chosen() -> Language:
    asked = switching() or _addressed()
    if asked:
        g.language_wish = asked
        return asked
    person = access.signed_in()
    recorded = _known(request.cookies.get(COOKIE)) or _known(getattr(person, "language", None))
    return recorded or _from_browser() or "cy"


def _addressed() -> Language | None:
    """Give the language that the address names; a form's is that in which it was opened, and another chosen since."""
    switched = request.method == "POST" and _known(request.cookies.get(COOKIE))
    return None if switched else _known(request.args.get("lang"))


def _from_browser() -> Language | None:
    return _known(request.accept_languages.best_match(LANGUAGES))


def _known(said: str | None) -> Language | None:
    return said if said in LANGUAGES else None


def _say_language(response: Response) -> Response:
    if response.mimetype == "text/html":
        response.headers["Content-Language"] = language()
    if "language_wish" in g:
        response.set_cookie(
            COOKIE,
            g.language_wish,
            max_age=YEAR_SECONDS,
            httponly=True,
            samesite="Lax",
            secure=current_app.config["SESSION_COOKIE_SECURE"],
        )
    return response


def address_in(other: Language) -> str:
    """Give the address of this page in a language."""
    arguments = [(key, value) for key, value in request.args.items(multi=True) if key != "lang"]
    return f"{request.path}?{urlencode([*arguments, ('lang', other)])}"


def _context() -> dict[str, object]:
    now = language()
    other: Language = "en" if now == "cy" else "cy"
    return {
        "language": now,
        "other_language": other,
        "other_language_name": NAMES[other],
        "switch_url": address_in(other),
        "address_in": address_in,
    }

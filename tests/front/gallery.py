"""A small application with one page of every component, filled or spoilt, in either language."""

from datetime import date
from pathlib import Path
from typing import Any

import jinja2
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, Response, make_response, render_template, request
from flask_babel import Babel
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    Form,
    HiddenField,
    MultipleFileField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired

ROOT = Path(__file__).resolve().parent.parent.parent
CATALOGUE = ROOT / "portfolio" / "translations" / "cy" / "LC_MESSAGES" / "messages.po"
NEEDED = [InputRequired(message="XX 1")]
KINDS = {"photo": "XX photo", "text": "XX text", "seen": "XX seen"}
CRITERIA = {str(number): f"P{number} XX criterion gwerthuso'r cyd-drafod {number}" for number in range(12)}


class EverythingForm(Form):
    """One field of each kind."""

    title = StringField("XX title", NEEDED, description="XX hint")
    address = EmailField("XX address", NEEDED)
    secret = PasswordField("XX secret", NEEDED)
    account = TextAreaField("XX account", NEEDED, description="XX hint")
    kind = RadioField("XX kind", NEEDED, choices=KINDS)
    unit = SelectField("XX unit", NEEDED, choices={"": "", "XX group": {"11": "LSIAG11"}})
    criteria = SelectMultipleField("XX criteria", NEEDED, choices=CRITERIA)
    honest = BooleanField("XX honest", NEEDED)
    happened = DateField("XX happened", NEEDED, format=["%d %m %Y"])
    files = MultipleFileField("XX files", NEEDED, description="XX hint")
    version = HiddenField(default="3")

    def problems(self) -> list[tuple[str | None, str]]:
        choices = {"kind", "criteria"}
        return [
            (f"{field.id}-0" if field.name in choices else str(field.id), str(message))
            for field in self
            for message in field.errors
        ]


def compile_catalogue(target: Path) -> Path:
    """Compile the Welsh catalogue below a folder of the test's own."""
    compiled = target / "cy" / "LC_MESSAGES" / "messages.mo"
    compiled.parent.mkdir(parents=True)
    with CATALOGUE.open("rb") as source, compiled.open("wb") as result:
        write_mo(result, read_po(source, locale="cy"))
    return target


def make_app(translations: Path) -> Flask:
    app = Flask("gallery", template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static"))
    app.config.update(SECRET_KEY="gallery", BABEL_TRANSLATION_DIRECTORIES=str(translations))
    own = jinja2.FileSystemLoader(Path(__file__).parent / "data")
    app.jinja_loader = jinja2.ChoiceLoader([jinja2.FileSystemLoader(ROOT / "templates"), own])
    app.jinja_env.undefined = jinja2.StrictUndefined
    Babel(app, locale_selector=language)
    app.jinja_env.globals.update(
        csrf_token=lambda: "planted", form_made_for=lambda: "", asset_url=lambda name: f"/static/dist/{name}"
    )
    app.context_processor(context)
    app.add_url_rule("/", view_func=gallery, methods=["GET", "POST"])
    app.add_url_rule("/preview", view_func=preview, methods=["POST"])
    app.add_url_rule("/page/<path:name>", view_func=page)
    return app


def language() -> str:
    return request.form.get("switch_language") or request.args.get("lang", "en")


def context() -> dict[str, Any]:
    other = "en" if language() == "cy" else "cy"
    links = [{"label": "XX one", "url": "/", "current": True}, {"label": "XX two", "url": "/2"}]
    return {
        "language": language(),
        "switch_url": f"{request.path}?lang={other}",
        "navigation": links,
        "account_name": "Gwenllïan Ŵyn",
        "account_links": links[1:],
        "sign_out_url": "/out",
        "footer_links": links,
    }


def gallery() -> Response:
    """Show every component; the form filled at a GET, and spoilt at a POST."""
    sent = request.form if request.method == "POST" else None
    filled = {"title": "Tŷ", "happened": date(2026, 3, 1), "kind": "photo", "criteria": ["2"], "honest": True}
    form = EverythingForm(sent, data=filled)
    if sent is not None and "switch_language" not in sent:
        form.validate()
    entries = [
        {"title": "XX did", "at": "1 Mawrth", "iso": "2026-03-01", "by": "XX"},
        {"title": "XX said", "at": "2 Mawrth", "iso": "2026-03-02", "by": "", "body": "XX body"},
    ]
    shown = render_template("gallery.html", form=form, page_form_id="everything", entries=entries)
    return _answer(shown)


def preview() -> str:
    return f"<p><strong>{len(request.form['text'])}</strong> {request.form['csrf_token']}</p>"


def page(name: str) -> Response:
    """Show one of the product's own pages by its template's name."""
    return _answer(render_template(name))


def _answer(html: str) -> Response:
    response = make_response(html)
    response.headers["Content-Language"] = language()
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
        "connect-src 'self'; form-action 'self'"
    )
    return response


def empty_messages() -> list[str]:
    """List what has no Welsh, or not every form of it."""
    with CATALOGUE.open("rb") as source:
        messages = [message for message in read_po(source, locale="cy") if message.id]
    texts = [(str(message.id), message.string) for message in messages]
    return [name for name, said in texts if not (all(said) if isinstance(said, (tuple, list)) else said)]

"""Writing a set of questions, publishing it, and reading what was published."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import Response, request
from flask_babel import gettext as _

from assessments.questioning import queries, services
from assessments.questioning.forms import PUBLISH, SetForm, StartForm
from assessments.questioning.policy import QUESTIONS_READ, QUESTIONS_WRITE
from assessments.questioning.views.blueprint import SET, blueprint
from portfolio.web import access, locale
from portfolio.web.access import requires
from portfolio.web.lockers import locker
from portfolio.web.pages import address_of_page, done, page, page_asked

if TYPE_CHECKING:
    from assessments.questioning.models import QuestionSet


@blueprint.get("/questions")
@requires(QUESTIONS_READ)
def sets() -> Response:
    work = access.work()
    return page(
        "questioning/sets.html",
        listed=queries.listed(work.session, work.actor, page_asked()),
        writes=access.may(QUESTIONS_WRITE),
        page_url=address_of_page(),
    )


@blueprint.route("/questions/new", methods=["GET", "POST"])
@requires(QUESTIONS_WRITE)
def new() -> Response:
    work, form = access.work(), StartForm(data={"language": locale.language()})
    standards = queries.standards_taught(work.session, work.actor)
    language = locale.language()
    form.offer((one.public_id, f"{one.urn} {one.title.shown(language).words}") for one in standards)
    if form.validate_on_submit():
        standard = next(one.id for one in standards if one.public_id == form.standard.data)
        provider_id = cast("int", work.actor.provider_id)
        made = services.start(work, provider_id, standard, form.title.data or "", form.language.data)
        return done(_("The set is begun. Write its questions."), "questioning.write", questions=made.public_id)
    return page("questioning/new.html", form=form, offered=standards)


@blueprint.route("/questions/<id:questions>", methods=["GET", "POST"])
@requires(QUESTIONS_WRITE, questions=SET)
def write(questions: QuestionSet) -> Response:
    work = access.work()
    form = SetForm(questions.title, queries.written(questions), questions.version)
    if form.validate_on_submit():
        services.save(work, questions, form.title.data or "", form.asked(), form.looked_at())
        if request.form.get("act") != PUBLISH:
            return done(_("The draft of the set is saved."), "questioning.write", questions=questions.public_id)
        services.publish(work, questions, questions.version)
        said = _("The questions are published. This version stays as it is.")
        return done(said, "questioning.show", questions=questions.public_id)
    form.catch_up(questions.version)
    return page(
        "questioning/write.html",
        form=form,
        questions=questions,
        standard=queries.standard_of(work.session, questions),
        codes=queries.codes_of(work.session, questions.standard_id),
        locker=locker(f"questions-{questions.public_id}", here=True),
    )


@blueprint.get("/questions/<id:questions>/versions")
@requires(QUESTIONS_READ, questions=SET)
def show(questions: QuestionSet) -> Response:
    work = access.work()
    return page(
        "questioning/show.html",
        questions=questions,
        standard=queries.standard_of(work.session, questions),
        versions=queries.versions(work.session, questions),
        writes=access.may(QUESTIONS_WRITE, questions),
    )

"""The blueprint of question sets, and what its addresses name."""

from __future__ import annotations

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from assessments.questioning import queries
from assessments.questioning.policy import QUESTIONS_READ
from portfolio.web.access import Subject
from portfolio.web.navigation import MenuEntry

blueprint = Blueprint("questioning", "assessments.questioning")
MENU = [MenuEntry(_l("Question sets"), "questioning.sets", QUESTIONS_READ, 25)]
SET = Subject(queries.question_set, QUESTIONS_READ)

"""The pages about learners: the list, enrolling, a portfolio, and managing an enrolment."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from portfolio.learning.policy import LEARNERS_READ
from portfolio.learning.views import enrolments, learners, people, versions
from portfolio.learning.views.blueprint import blueprint
from portfolio.web.navigation import MenuEntry

MENU = [MenuEntry(_l("Learners"), "learning.learners", LEARNERS_READ, order=20)]

__all__ = ["MENU", "blueprint", "enrolments", "learners", "people", "versions"]

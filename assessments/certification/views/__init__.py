"""Pages of certification: lists, claiming, the course of a claim, terms and figures."""

from assessments.certification.views import claiming, course, lists, terms
from assessments.certification.views.blueprint import MENU, blueprint
from assessments.certification.views.reactions import REACTIONS

__all__ = ["MENU", "REACTIONS", "blueprint", "claiming", "course", "lists", "terms"]

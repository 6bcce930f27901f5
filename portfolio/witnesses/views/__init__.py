"""The pages around witnesses: asking one, and what a witness sees without an account."""

from portfolio.witnesses.views import answering, asking, pieces
from portfolio.witnesses.views.blueprint import blueprint
from portfolio.witnesses.views.letters import JOBS

__all__ = ["JOBS", "answering", "asking", "blueprint", "pieces"]

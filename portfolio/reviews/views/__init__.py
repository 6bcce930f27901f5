"""The pages of progress reviews: reading and writing one, signing, an employer's page behind a link, whose is due."""

from portfolio.reviews.views import answering, asking, due, reading, signing, writing
from portfolio.reviews.views.blueprint import blueprint
from portfolio.reviews.views.letters import JOBS

__all__ = ["JOBS", "answering", "asking", "blueprint", "due", "reading", "signing", "writing"]

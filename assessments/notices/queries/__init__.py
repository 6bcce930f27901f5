"""Questions of notices: which books have something new, what somebody was told, and what they have to do by when."""

from assessments.notices.queries.books import Reading, behind, said, there
from assessments.notices.queries.calendar import Due, DueKind, due_dates, link_of, owner_of_link
from assessments.notices.queries.letters import choice_of, choices_of, due_letter, for_letter, to_post
from assessments.notices.queries.notices import Shown, newest, own_notices, up_to

__all__ = [
    "Due",
    "DueKind",
    "Reading",
    "Shown",
    "behind",
    "choice_of",
    "choices_of",
    "due_dates",
    "due_letter",
    "for_letter",
    "link_of",
    "newest",
    "own_notices",
    "owner_of_link",
    "said",
    "there",
    "to_post",
    "up_to",
]

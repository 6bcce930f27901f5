"""What a file is by its content, whatever its name says; what is not allowed, broken or dangerous is refused."""

from portfolio.core.contents.families import EXTENSIONS, Family, Occupied, Unacceptable, family_of
from portfolio.core.contents.inspection import (
    Words,
    count_pages,
    draw_page,
    inspect,
    make_clean,
    make_preview,
    read_badge,
    read_leap2a,
    read_words,
    redact,
)
from portfolio.core.contents.names import clean_name, is_a_path, name_of_copy

__all__ = [
    "EXTENSIONS",
    "Family",
    "Occupied",
    "Unacceptable",
    "Words",
    "clean_name",
    "count_pages",
    "draw_page",
    "family_of",
    "inspect",
    "is_a_path",
    "make_clean",
    "make_preview",
    "name_of_copy",
    "read_badge",
    "read_leap2a",
    "read_words",
    "redact",
]

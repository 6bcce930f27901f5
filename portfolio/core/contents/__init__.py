"""What a file is by its content, whatever its name says; what is not allowed, broken or dangerous is refused."""

from portfolio.core.contents.families import EXTENSIONS, Family, Unacceptable, family_of
from portfolio.core.contents.inspection import inspect, make_preview, read_leap2a
from portfolio.core.contents.names import clean_name, is_a_path

__all__ = [
    "EXTENSIONS",
    "Family",
    "Unacceptable",
    "clean_name",
    "family_of",
    "inspect",
    "is_a_path",
    "make_preview",
    "read_leap2a",
]

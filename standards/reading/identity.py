"""Which document a page is, by what a person says, by its title or by its first words."""

from dataclasses import dataclass, field

from standards.drafting import Problem, text_in
from standards.foundation import Language, Text
from standards.reading.known import recognised
from standards.reading.problems import problem


@dataclass(frozen=True)
class Identity:
    """URN and title with where they are from, and what a person should know of that."""

    urn: str | None
    urn_from: str
    title: Text
    problems: list[Problem] = field(default_factory=list)

    @property
    def from_catalogue(self) -> bool:
        return self.urn_from == "catalogue"


def identified(kind: str, title: str, first_words: str, language: Language, given: str | None = None) -> Identity:
    """Identify a page that prints no URN; a title that it does not print is the known document's."""
    match = recognised(kind, title, first_words)
    problems: list[Problem] = []
    if given:
        urn, urn_from = given.strip(), "given"
    elif match:
        urn, urn_from = match.document.urn, "catalogue"
        known = match.document.title.get(language, "")
        code = "urn-of-document" if match.exact else "urn-of-damaged-title"
        problems.append(problem(code, None, urn=urn, title=known))
    else:
        return Identity(None, "none", _printed(title, language), [problem("urn-missing"), *_untitled(title)])
    if title or not match or language not in match.document.title:
        return Identity(urn, urn_from, _printed(title, language), [*problems, *_untitled(title)])
    known = match.document.title[language]
    return Identity(urn, urn_from, text_in(language, known), [*problems, problem("title-of-document", title=known)])


def _printed(title: str, language: Language) -> Text:
    return text_in(language, title) if title else Text()


def _untitled(title: str) -> list[Problem]:
    return [] if title else [problem("title-missing")]

"""The product's words in a language, as the catalogue has them: journeys look for what people read."""

from dataclasses import dataclass
from functools import cache

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from portfolio.config import ROOT


@cache
def welsh() -> Catalog:
    with (ROOT / "portfolio" / "translations" / "cy" / "LC_MESSAGES" / "messages.po").open("rb") as texts:
        return read_po(texts, locale="cy")


@dataclass(frozen=True)
class Words:
    """Says an English text of the product in a language; fails where the catalogue does not know it."""

    language: str

    def __call__(self, text: str, context: str | None = None, **values: object) -> str:
        message = welsh().get(text, context)
        assert message is not None, f"the catalogue does not know {text!r} ({context})"
        said = str(message.string) if self.language == "cy" else text
        return said % values if values else said

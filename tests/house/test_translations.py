"""Welsh and English are equally complete: every text is extracted, translated, and keeps its placeholders."""

import re
from collections.abc import Iterable
from functools import cache
from gettext import c2py

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from tests.house import tree

WELSH = tree.ROOT / "portfolio/translations/cy/LC_MESSAGES/messages.po"
KEYWORDS = {**DEFAULT_KEYWORDS, "_l": None, "_t": None, "_n": (1, 2), "lazy_gettext": None, "label": (1,)}
KEYWORDS["lazy_pgettext"] = ((1, "c"), 2)
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")
SIX_FORMS = 6
FORM_OF_ONE = 1


@cache
def catalogue() -> Catalog:
    with WELSH.open("rb") as file:
        return read_po(file, locale="cy", abort_invalid=True)


def messages() -> list[Message]:
    return [message for message in catalogue() if message.id]


@cache
def extracted() -> frozenset[tuple[str, str]]:
    """Context and text of every message in code and templates."""
    with (tree.ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    found = extract_from_dir(tree.ROOT, methods, options, keywords=KEYWORDS)
    return frozenset((context or "", forms(text)[0]) for _, _, text, _, context in found)


def forms(value: str | Iterable[str] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ("",))


def placeholders(text: str) -> set[str]:
    return {first or second for first, second in PLACEHOLDER.findall(text)}


def test_catalogue_is_what_the_code_says() -> None:
    known = {(str(message.context or ""), forms(message.id)[0]) for message in messages()}
    assert sorted(extracted() - known) == [], "make translations, then translate what is new"
    assert sorted(known - extracted()) == [], "make translations: these texts are no longer used"


def test_nothing_is_empty_fuzzy_or_obsolete() -> None:
    assert not [message.id for message in messages() if not all(forms(message.string))]
    assert not [message.id for message in messages() if message.fuzzy]
    assert not list(catalogue().obsolete)


def test_each_plural_has_the_six_welsh_forms() -> None:
    assert catalogue().num_plurals == SIX_FORMS
    plural = [message for message in messages() if message.pluralizable]
    assert not [message.id for message in plural if len(forms(message.string)) != SIX_FORMS]


def test_placeholders_are_the_same_on_both_sides() -> None:
    for message in messages():
        singular, plural = forms(message.id)[0], forms(message.id)[-1]
        allowed_to_miss = {"n", "num"} if message.pluralizable else set()
        for number, text in enumerate(forms(message.string)):
            expected = placeholders(singular if number == FORM_OF_ONE else plural)
            assert placeholders(text) - expected == set(), message.id
            assert expected - placeholders(text) <= allowed_to_miss, message.id


@pytest.mark.parametrize("number", [0, 1, 2, 3, 6, 7])
def test_each_number_finds_its_own_form(number: int) -> None:
    """Six categories: none, one, two, few (3), many (6) and the rest."""
    expression = catalogue().plural_expr
    chosen = {each: evaluate(expression, each) for each in (0, 1, 2, 3, 6, 7)}
    assert len(set(chosen.values())) == SIX_FORMS
    assert 0 <= chosen[number] < SIX_FORMS


def evaluate(expression: str, number: int) -> int:
    """C's conditional read by the reader that the program itself uses."""
    return int(c2py(expression)(number))


OTHER_WORDS = {
    "cofrestriad is a registration; an enrolment is an ymrestriad": r"[cgh]ofrestr[iu]",
    "an evidence item has revisions, each a diwygiad": r"fersiwn.*dystiolaeth|dystiolaeth.*fersiwn|Cyflwynodd.*fersiwn",
    "cymwys is competent; who is qualified is cymwysedig": r"aseswr (?:yn )?[cg]ymwys\b",
    "the office is swyddog sicrhau ansawdd": r"sicrhawr",
    "fersiwn is masculine here": r"fersiwn hon",
    "one way to write it": r"ail ?lwyth",
    "the planned end is the dyddiad gorffen arfaethedig": r"[Dd]d?iwedd arfaethedig|gorffen a gynlluniwyd",
    "what is in progress is ar y gweill": r"\b[Aa]r waith\b",
    "filters are hidlyddion": r"hidlwyr",
    "a trainee is an aseswr dan hyfforddiant": r"[Hh]yfforddai|[Hh]yfforddeion",
    "a URN is an URN in Welsh too": r"\bRCU\b",
    "a criterion derbyn tystiolaeth": r"[cg]ymryd tystiolaeth|chymryd tystiolaeth",
    "a demonstration is an arddangosiad; an arddangosfa is an exhibition": r"arddangosfa",
}
"""What Welsh texts would say if the words for two things were mixed, by the reason."""
MEANT = {"cofrestriad is a registration; an enrolment is an ymrestriad": r"[Rr]egist(?:er|ration)"}
"""Where a text has the other word rightly, by its English: who is enrolled here is registered elsewhere."""


@pytest.mark.parametrize("reason", OTHER_WORDS)
def test_one_thing_has_one_word_in_welsh(reason: str) -> None:
    meant = (
        message for message in messages() if reason not in MEANT or not re.search(MEANT[reason], forms(message.id)[0])
    )
    found = [text for message in meant for text in forms(message.string) if re.search(OTHER_WORDS[reason], text)]
    assert found == [], reason


WELSH_FOR = {
    r"planned end\b": r"dyddiad gorffen arfaethedig",
    r"\bsigned off\b|sign-off": r"(cym|chym|gym)eradwyo a('[iu])? l?lofnodi|cymeradwywyd a llofnodwyd",
    r"\bin progress\b|\bbeing worked on\b": r"ar y gweill",
    r"\b(entry|entries)\b": r"[cg]h?ofnodiad",
    r"\b(the|centre's|this) record\b|^Record\b(?! as| sound| video)": r"[cg]h?ofnod\b|nghofnod\b",
    r"\bwritten account\b": r"adroddiad ysgrifenedig",
    r"\btrainee\b": r"dan hyfforddiant",
    r"\bfilters\b": r"hidlyddion",
}
"""Which Welsh words a text has when its English has these: what a reader meets has one name on every page."""


@pytest.mark.parametrize("english", WELSH_FOR)
def test_what_has_one_name_in_english_has_one_in_welsh(english: str) -> None:
    meant = [message for message in messages() if re.search(english, forms(message.id)[0], re.IGNORECASE)]
    assert meant, "no text says this any more"
    welsh = WELSH_FOR[english]
    assert [
        text for message in meant for text in forms(message.string) if not re.search(welsh, text, re.IGNORECASE)
    ] == []


SPEAKERS = {
    "portfolio/web/letters.py",
    "portfolio/web/locale.py",
    "portfolio/cli/running.py",
    "assessments/archive/views/inside.py",
}
"""They tell the page's language too, or have no page."""


def test_what_is_written_in_another_language_says_so_to_all_that_write() -> None:
    """Days and texts are kept by the page's language: with Babel's alone changed, later readers get this one's."""
    babel_alone = {
        tree.name(path) for path in tree.modules(*tree.PACKAGES) if "force_locale" in path.read_text(encoding="utf-8")
    }
    assert babel_alone == SPEAKERS, "write with locale.speaking"

"""Packages as others write them are read, every doubt a problem; what could do harm is refused with the reason."""

import json
import time
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standards.drafting import Draft, RefusalError
from standards.foundation import Text
from standards.interchange.case.drafts import Imported, read_case
from standards.interchange.case.files import MOST_PARTS
from standards.interchange.case.findings import FOUND, REFUSED
from standards.interchange.case.pairing import paired
from tests.interchange.standards import Json, written
from tests.library.drafts import small_draft

ROOT = "11111111-1111-4111-8111-111111111111"


def item(key: str, statement: str = "", **more: Any) -> Json:
    return {"identifier": key, "fullStatement": statement or f"do {key}", "uri": f"https://x.example/{key}", **more}


def child(origin: str, destination: str, place: Any = None, kind: str = "isChildOf") -> Json:
    found: Json = {
        "associationType": kind,
        "originNodeURI": {"identifier": origin, "uri": f"https://x.example/{origin}"},
        "destinationNodeURI": {"identifier": destination, "uri": f"https://x.example/{destination}"},
    }
    return found if place is None else found | {"sequenceNumber": place}


def foreign(**document: Any) -> Json:
    """What somebody else may have written: a part with two items, and a loose one."""
    return {
        "CFDocument": {"identifier": ROOT, "title": "Desks", "creator": "A body", "language": "en", **document},
        "CFItems": [item("a", "Order"), item("a1"), item("a2"), item("b")],
        "CFAssociations": [child("a", ROOT, 1), child("a1", "a", 1), child("a2", "a", 2), child("b", ROOT, 2)],
    }


def read(value: Any) -> Draft:
    (found,) = read_all(value)
    return found.draft


def read_all(value: Any) -> tuple[Imported, ...]:
    return read_case(json.dumps(value), "a.json")


def codes(draft: Draft) -> set[str]:
    return {one.code for one in draft.problems}


def outline(draft: Draft) -> list[list[str]]:
    """The words of each section's criteria, in their order."""
    return [[one.text.shown("en").words for one in section.criteria] for section in draft.sections]


EXPECTED = [["do a1", "do a2"], ["do b"]]


def test_a_stranger_s_framework_is_a_draft() -> None:
    draft = read(foreign(version="2", statusStartDate="2024-01-31", description="One.\n\nTwo.", subject=["Offices"]))
    assert outline(draft) == EXPECTED
    assert (draft.urn, draft.urn_from, draft.kind) == (ROOT, "given", "guidance")
    assert (draft.title, draft.languages) == (Text(en="Desks"), ("en",))
    assert draft.sections[0].heading == Text(en="Order")
    assert draft.overview.en == ("One.", "Two.")
    assert (draft.metadata.developed_by, draft.metadata.version) == ("A body", "2")
    assert (draft.metadata.approved, draft.metadata.suites) == ("2024-01-31", ("Offices",))
    assert [one.code for one in draft.criteria()] == ["L1", "L2", "L3"]
    assert codes(draft) == {"case-urn-from-identifier", "case-kind-unsure", "case-codes-made"}
    assert (draft.source.name, draft.source.media_type, len(draft.source.sha256)) == ("a.json", "application/json", 64)


def changed(change: Callable[[Json], Any]) -> Json:
    package = foreign()
    given_back = change(package)
    return given_back if isinstance(given_back, dict) else package


def reversed_ends(package: Json) -> None:
    for one in package["CFAssociations"]:
        one["originNodeURI"], one["destinationNodeURI"] = one["destinationNodeURI"], one["originNodeURI"]


def as_addresses(package: Json) -> None:
    for one in package["CFAssociations"]:
        for end in ("originNodeURI", "destinationNodeURI"):
            one[end] = one[end]["uri"]
    for one in package["CFItems"]:
        del one["identifier"]


def unordered(package: Json) -> None:
    package["CFItems"].reverse()
    package["CFAssociations"].sort(key=lambda one: one["originNodeURI"]["identifier"], reverse=True)


def reversed_and_unordered(package: Json) -> None:
    reversed_ends(package)
    unordered(package)


def with_source_ids(package: Json) -> None:
    for one in (package["CFDocument"], *package["CFItems"]):
        one["sourcedId"] = one.pop("identifier")


def numbered(*numbers: Any) -> Callable[[Json], None]:
    def change(package: Json) -> None:
        for one, number in zip(package["CFAssociations"], numbers, strict=True):
            one["sequenceNumber"] = number

    return change


def without(*keys: str) -> Callable[[Json], None]:
    def change(package: Json) -> None:
        for one in (package["CFDocument"], *package["CFItems"], *package["CFAssociations"]):
            for key in keys:
                one.pop(key, None)

    return change


def in_capitals(package: Json) -> None:
    for one in package["CFItems"]:
        one["identifier"] = one["identifier"].upper()


def strange(package: Json) -> None:
    package |= {"colour": "red", "CFDefinitions": 7, "CFRubrics": None, "extensions": ["x"]}
    package["CFItems"][1] |= {"colour": {"deep": []}, "extensions": "none", "CFItemTypeURI": 4}
    package["CFItems"][2]["extensions"] = {"tystio:criterion": ["not", "ours"], "other:thing": 1}


VARIANTS: dict[str, Callable[[Json], Any]] = {
    "as it is": lambda _: None,
    "wrapped": lambda package: {"CFPackage": package},
    "in a list of packages": lambda package: {"CFPackages": [package]},
    "version 1.0": lambda package: package["CFDocument"].update(CFPackageURI={"title": "x"}, caseVersion="1.0"),
    "sequence numbers as words": numbered("1", "01", " 2 ", "2"),
    "sequence numbers as fractions": numbered(1.0, 1.0, 2.0, "2.0"),
    "sequence numbers from elsewhere": numbered(-5, 10, 20, 7),
    "source ids": with_source_ids,
    "addresses alone": as_addresses,
    "unordered": unordered,
    "reversed": reversed_ends,
    "reversed and unordered": reversed_and_unordered,
    "little is said": without("creator", "uri", "lastChangeDateTime", "language"),
    "strange keys": strange,
    "capitals in identifiers": in_capitals,
}  # fmt: skip


@pytest.mark.parametrize("variant", VARIANTS)
def test_however_it_is_written_it_says_the_same(variant: str) -> None:
    assert outline(read(changed(VARIANTS[variant]))) == EXPECTED


PROBLEMS: dict[str, tuple[Callable[[Json], Any], str]] = {
    "reversed": (reversed_ends, "case-associations-reversed"),
    "another language": (lambda package: package["CFDocument"].update(language="es"), "case-language-unsure"),
    "no title": (lambda package: package["CFDocument"].pop("title"), "case-title-missing"),
    "no items": (lambda package: package.pop("CFItems"), "case-items-missing"),
    "no associations": (lambda package: package.pop("CFAssociations"), "case-without-associations"),
    "an item without words": (
        lambda package: package["CFItems"][1].update(fullStatement=" "),
        "case-statement-missing",
    ),
    "short words only": (
        lambda package: package["CFItems"][1].update(fullStatement=None, abbreviatedStatement="short"),
        "case-statement-shortened",
    ),
    "an item that is none": (lambda package: package["CFItems"].append("words"), "case-item-unreadable"),
    "an item twice": (lambda package: package["CFItems"].append(item("a1", "other")), "case-item-twice"),
    "half an association": (
        lambda package: package["CFAssociations"].append({"associationType": "isChildOf"}),
        "case-association-unreadable",
    ),
    "two parents": (lambda package: package["CFAssociations"].append(child("a1", "b")), "case-several-parents"),
    "a parent elsewhere": (
        lambda package: package["CFAssociations"].__setitem__(3, child("b", "gone")),
        "case-parent-unknown",
    ),
    "no number": (numbered(1, "first", 2, 3), "case-order-unsure"),
    "a date that is none": (
        lambda package: package["CFDocument"].update(statusStartDate="2026-02-31"),
        "case-value-left-out",
    ),
    "a version too long": (lambda package: package["CFDocument"].update(version="v" * 99), "case-value-left-out"),
    "signs that cannot be kept": (
        lambda package: package["CFItems"][1].update(fullStatement="do\ud800 \x00a1"),
        "case-signs-left-out",
    ),
    "markup": (lambda package: package["CFItems"][1].update(fullStatement="<p>do a1</p>"), "case-markup"),
}


@pytest.mark.parametrize("case", PROBLEMS)
def test_every_doubt_is_a_problem_in_both_languages(case: str) -> None:
    change, code = PROBLEMS[case]
    assert code not in codes(read(foreign()))
    draft = read(changed(change))
    (found,) = [one for one in draft.problems if one.code == code][:1]
    assert found.message["cy"] != found.message["en"]
    assert found.severity == FOUND[code][0]


def test_no_words_are_lost_by_a_doubt() -> None:
    draft = read(changed(lambda package: package.pop("CFAssociations")))
    assert outline(draft) == [["Order", "do a1", "do a2", "do b"]]
    assert outline(read(changed(PROBLEMS["two parents"][0]))) == EXPECTED
    assert outline(read(changed(PROBLEMS["a parent elsewhere"][0]))) == EXPECTED
    assert outline(read(changed(PROBLEMS["signs that cannot be kept"][0])))[0][0] == "do a1"


@pytest.mark.parametrize(("tag", "language"), [
    *(("cy", "cy"), ("cym", "cy"), ("wel", "cy"), ("cy_GB", "cy"), ("CY-gb", "cy")),
    *(("en", "en"), ("eng", "en"), ("en_US", "en"), ("en-GB", "en")),
])  # fmt: skip
def test_languages_go_by_many_names(tag: str, language: str) -> None:
    assert read(foreign(language=tag)).languages == (language,)


def test_an_item_may_have_a_language_of_its_own() -> None:
    package = foreign()
    package["CFItems"][1]["language"] = "cy"
    assert read(package).sections[0].criteria[0].text == Text(cy="do a1")


def test_headings_tell_what_a_section_holds_and_codes_are_taken() -> None:
    package = foreign(frameworkType="ext:UK-NOS")
    package["CFItems"][0]["fullStatement"] = "Performance criteria"
    package["CFItems"][1] |= {"humanCodingScheme": "7.1", "listEnumeration": "1)"}
    package["CFItems"][2]["humanCodingScheme"] = "7.1"
    draft = read(package)
    assert (draft.kind, draft.sections[0].kind) == ("nos", "performance")
    assert [(one.code, one.printed) for one in draft.sections[0].criteria] == [("7.1", "1)"), ("P1", None)]


def test_only_the_lowest_items_of_a_stranger_take_evidence() -> None:
    package = foreign()
    package["CFItems"].append(item("a11"))
    package["CFAssociations"].append(child("a11", "a1"))
    (first, second) = read(package).sections[0].criteria
    assert (first.assessable, first.criteria[0].assessable, second.assessable) == (False, True, True)
    assert first.criteria[0].code == "L1.1"


def test_each_unit_of_a_framework_is_a_standard() -> None:
    package = foreign()
    for place, key in ((0, "u1"), (1, "u2")):
        package["CFItems"].append(item(key, f"Unit {key}", CFItemType="NOS Unit", humanCodingScheme=f"ZZ{key}"))
        package["CFAssociations"][place * 3] = child("ab"[place], key, 1)
        package["CFAssociations"].append(child(key, ROOT, place + 1))
    package["CFAssociations"].append(child("b1", "b"))
    package["CFItems"].append(item("b1"))
    first, second = read_all(package)
    assert (first.draft.urn, first.draft.title) == ("ZZu1", Text(en="Unit u1"))
    assert first.draft.metadata.suites == ("Desks",)
    assert [outline(one.draft) for one in (first, second)] == [[["do a1", "do a2"]], [["do b1"]]]


def test_two_packages_that_say_so_are_one_standard() -> None:
    other = ROOT.replace("1", "2")
    welsh = json.loads(json.dumps(foreign()).replace(ROOT, other).replace("do ", "gwneud "))
    welsh["CFDocument"] |= {"language": "cy", "title": "Desgiau"}
    english = foreign()
    english["CFAssociations"].append(child(ROOT, other, kind="exactMatchOf"))
    (found,) = paired(read_all([english, welsh]))
    assert found.draft.title == Text("Desgiau", "Desks")
    assert found.draft.sections[0].criteria[0].text == Text("gwneud a1", "do a1")
    assert found.draft.languages == ("cy", "en")
    english["CFAssociations"].pop()
    assert len(paired(read_all([english, welsh]))) == 2


def test_two_languages_with_other_items_stay_apart_and_say_so() -> None:
    found = written(small_draft())
    found["en"]["CFItems"].pop()
    apart = paired(read_all(list(found.values())))
    assert ["case-languages-differ" in codes(one.draft) for one in apart] == [False, True]


REFUSALS: dict[str, tuple[str, str]] = {
    "no JSON": ("{", "case-not-json"),
    "nothing": ("", "case-not-json"),
    "no number": ('{"CFDocument": NaN}', "case-not-json"),
    "a number of many digits": (f'{{"CFDocument": {"9" * 5000}}}', "case-not-json"),
    "words": ('"CFPackage"', "case-no-package"),
    "something else": ('{"CFItems": [], "CFDocument": []}', "case-no-package"),
    "an empty list": ("[]", "case-no-package"),
    "deep nesting": ("[" * 100_000 + "]" * 100_000, "case-too-deep"),
    "nesting inside": (f'{{"CFDocument": {{}}, "x": {"[" * 80 + "]" * 80}}}', "case-too-deep"),
    "too many parts": (f"[{'{},' * MOST_PARTS}{{}}]", "case-too-much"),
    "forty megabytes of brackets": ("[" * 40_000_000, "case-too-much"),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_what_is_no_package_is_refused_with_the_reason(case: str) -> None:
    text, code = REFUSALS[case]
    began = time.monotonic()
    with pytest.raises(RefusalError) as refused:
        read_case(text, "a.json")
    assert refused.value.code == code
    assert "a.json" in refused.value.message["cy"]
    assert "a.json" in refused.value.message["en"]
    assert time.monotonic() - began < 10


def test_deep_words_are_not_deep_nesting() -> None:
    assert outline(read(foreign(notes="[{" * 500 + '\\"'))) == EXPECTED


def test_forty_megabytes_of_words_are_read() -> None:
    package = foreign()
    package["CFItems"][1]["fullStatement"] = "words " * 6_500_000
    assert len(outline(read(package))[0][0]) == 39_000_000


def test_a_circle_is_refused_with_its_items() -> None:
    package = foreign()
    package["CFItems"] += [item("c", humanCodingScheme="C.1"), item("d")]
    package["CFAssociations"] += [child("c", "d"), child("d", "c")]
    with pytest.raises(RefusalError) as refused:
        read(package)
    assert refused.value.code == "case-cycle"
    assert "C.1 → d → C.1" in refused.value.message["en"]
    assert "cylch" in refused.value.message["cy"]


def test_an_item_that_is_its_own_parent_is_a_circle() -> None:
    package = foreign()
    package["CFAssociations"][1] = child("a1", "a1")
    with pytest.raises(RefusalError, match="a1 → a1"):
        read(package)


@pytest.mark.parametrize(("length", "code"), [(40, "case-too-deep"), (20_000, "case-too-deep")])
def test_a_long_chain_of_items_is_refused(length: int, code: str) -> None:
    package = foreign()
    package["CFItems"] = [item(f"i{number}") for number in range(length)]
    package["CFAssociations"] = [child("i0", ROOT), *(child(f"i{one}", f"i{one - 1}") for one in range(1, length))]
    with pytest.raises(RefusalError) as refused:
        read(package)
    assert refused.value.code == code


def test_a_long_circle_names_a_few() -> None:
    package = foreign()
    package["CFItems"] = [item(f"i{number}") for number in range(5000)]
    package["CFAssociations"] = [child(f"i{number}", f"i{(number + 1) % 5000}") for number in range(5000)]
    with pytest.raises(RefusalError) as refused:
        read(package)
    assert len(refused.value.message["en"]) < 200


def test_every_refusal_is_said_in_both_languages() -> None:
    for cy, en in REFUSED.values():
        assert cy != en


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@given(data=st.data())
@settings(max_examples=150)
def test_whatever_stands_in_a_place_the_reader_answers(data: st.DataObject) -> None:
    """Ours and a stranger's, one value replaced by anything: a draft or a refusal, never a crash."""
    package = deepcopy(data.draw(st.sampled_from([foreign(), written(small_draft())["cy"]])))
    place: Any = package
    while True:
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        inside = isinstance(place[key], dict | list) and bool(place[key])
        if not inside or data.draw(st.booleans()):
            break
        place = place[key]
    place[key] = data.draw(JSON)
    with suppress(RefusalError):
        for one in paired(read_all(package)):
            json.dumps(one.draft.to_json(), ensure_ascii=False).encode()
            assert len(one.draft.urn or "") in range(65)
            assert not any("\x00" in each.text.shown("cy").words for each in one.draft.criteria())

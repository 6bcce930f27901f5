"""Versions on screen: listed, compared with words marked, confirmed by who may, within a dozen statements."""

from dataclasses import dataclass, replace

import pytest
from flask import Flask

from portfolio.app import all_acts, all_stored_facts
from portfolio.core.database import begin, db
from portfolio.core.ledger_check import Check
from portfolio.core.work import UnitOfWork
from portfolio.people.queries import verifying_key
from standards.drafting import Criterion, Draft
from standards.foundation import Text
from standards.library.services import publish
from tests.client import Page, PageClient
from tests.databases import queries_at_most
from tests.factories import Centre, Someone
from tests.library.drafts import both, small_draft, with_words
from tests.studies import acting

FORMER, LATTER = "2020-01-31", "2026-01-31"


@dataclass(frozen=True)
class Two:
    """Two versions of one standard, and the address of their comparison."""

    before: str
    after: str

    @property
    def address(self) -> str:
        return f"/standards/{self.after}/versions/{self.before}"


def performing(draft: Draft, asked: dict[str, tuple[str, str]]) -> Draft:
    """The draft with these performance criteria: number → Welsh, English."""
    first, *rest = draft.sections
    criteria = tuple(Criterion(code, Text(cy, en), printed=code[1:]) for code, (cy, en) in asked.items())
    return replace(draft, sections=(replace(first, criteria=criteria), *rest))


EARLIER = {
    "P1": ("clirio'r ddesg ar ddiwedd y dydd", "clear the desk at the end of the day"),
    "P2": ("gosod y lamp wrth y ffenestr", "place the lamp by the window"),
    "P3": ("cyfrif yr holl bensiliau", "count all pencils"),
    "P4": ("Cadw'r cofnodion, yn ddiogel", "Keep the records, safely"),
}
LATER = {
    "P1": EARLIER["P1"],
    "P2": ("gosod y lamp wrth y drws", "place the lamp by the door"),
    "P3": ("cadw'r cofnodion yn ddiogel", "keep the records safely"),
    "P4": ("croesawu ymwelwyr", "greet visitors warmly"),
}


def published(app: Flask, *drafts: Draft) -> list[str]:
    with app.app_context():
        begin(db.session(), "write")
        work = UnitOfWork(db.session())
        ids = [publish(work, draft).standard.public_id for draft in drafts]
        db.session.commit()
        db.session.remove()
    return ids


def two(app: Flask, urn: str = "ZZTST12") -> Two:
    drafts = ((FORMER, EARLIER), (LATTER, LATER))
    return Two(*published(app, *(performing(small_draft(urn, edition), asked) for edition, asked in drafts)))


def signed_in(app: Flask, someone: Someone, language: str = "en") -> PageClient:
    client = PageClient(app, language)
    client.enter(someone)
    return client


def rows(page: Page) -> dict[str, str]:
    """Each row's codes with what became of them."""
    found = {}
    for row in page.main.select(".ty-version-row"):
        codes = row.select_one(".ty-version-row__codes")
        assert codes is not None
        found[" ".join(codes.get_text(" ", strip=True).split())] = str(row["data-change"])
    return found


def test_versions_are_listed_with_their_editions(app: Flask, centre: Centre) -> None:
    found = two(app)
    client = signed_in(app, centre.ffion)
    page = client.get(client.get(f"/standards/{found.after}").link("Versions of this standard"))
    assert [row[0] for row in page.table("Versions: 2")[1:]] == ["Edition 31 January 2026", "Edition 31 January 2020"]
    compared = client.get(page.link("Compare 31 January 2026 with 31 January 2020"))
    assert compared.heading.endswith("ZZTST12: edition 31 January 2026 compared with 31 January 2020")


def test_a_comparison_marks_words_in_both_languages(app: Flask, centre: Centre) -> None:
    page = signed_in(app, centre.ffion).get(two(app).address + "?text=both")
    assert rows(page) == {
        "Before: P1 → Now: P1": "unchanged",
        "Before: P2 → Now: P2": "changed",
        "P3": "gone",
        "Before: P4 → Now: P3": "wording",
        "P4": "new",
        "Before: K1 → Now: K1": "unchanged",
    }
    changed = page.main.select('[data-change="changed"] [lang]')
    assert [each.get_text() for each in changed] == [
        "gosod y lamp wrth y Taken out: ffenestrPut in: drws",
        "place the lamp by the Taken out: windowPut in: door",
    ]
    assert [each.name for each in changed[0].find_all(["del", "ins"])] == ["del", "ins"]
    page.says("The English is a working translation made for Tystio")
    assert page.main.find("button", string="Confirm") is None


@pytest.mark.parametrize(
    ("kind", "shown"), [("changed", 1), ("new", 1), ("gone", 1), ("open", 4), ("split", 0), ("nonsense", 6), ("", 6)]
)
def test_rows_are_filtered_by_what_became_of_them(app: Flask, centre: Centre, kind: str, shown: int) -> None:
    page = signed_in(app, centre.ffion, "cy").get(f"{two(app).address}?kind={kind}")
    assert len(rows(page)) == shown


def test_a_manager_confirms_lowers_and_puts_back(app: Flask, centre: Centre) -> None:
    found = two(app)
    client = signed_in(app, centre.manager)
    page = client.get(found.address + "?text=en")
    page = client.submit(page, {"kind": "wording"}, button="Confirm (P2)")
    assert page.notices == ["It is confirmed."]
    assert rows(page)["Before: P2 → Now: P2"] == "wording"
    page.says("Confirmed on")
    page = client.submit(page, button="Confirm all rows as they are shown")
    assert "Confirm all rows as they are shown" not in page.text
    page = client.submit(page, button="Put back (P2)")
    assert rows(page)["Before: P2 → Now: P2"] == "changed"
    assert_whole(app)
    # What one centre settles is its own.
    other = signed_in(app, centre.other_manager).get(found.address)
    assert "Confirmed on" not in other.text


def assert_whole(app: Flask) -> None:
    """The books tell what the tables hold."""
    with app.app_context():
        assert list(Check(db.session(), all_acts(), all_stored_facts(), verifying_key).wrongs()) == []


def test_two_that_belong_together_are_put_together(app: Flask, centre: Centre) -> None:
    client = signed_in(app, centre.manager)
    page = client.get(two(app).address)
    page = client.submit(page, {"before": "P3", "after": "P4"}, button="Put together")
    assert rows(page)["Before: P3 → Now: P4"] == "changed"


@pytest.mark.parametrize(
    "sent",
    [
        {"act": "row", "row": "P2>P2", "kind": "unchanged"},
        {"act": "row", "row": "P9>P2", "kind": "changed"},
        {"act": "row", "row": "x" * 300, "kind": "changed"},
        {"act": "row"},
        {"act": "link", "before": "P3"},
        {"act": "link", "before": "P3", "after": "P9"},
        {"act": "back", "row": "P2>P2"},
        {"act": "link", "before": "P4", "after": "P4"},
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(app: Flask, centre: Centre, sent: dict[str, str]) -> None:
    found = two(app)
    client = signed_in(app, centre.manager)
    page = client.get(found.address)
    if sent == {"act": "link", "before": "P4", "after": "P4"}:
        client.submit(page, button="Confirm (P4, P3)")
    token = page.soup.select_one('main input[name="csrf_token"]')
    assert token is not None
    refused = client.post(found.address, {**sent, "csrf_token": str(token["value"])}, status=409)
    assert refused.errors
    assert ("Confirmed on" in client.get(found.address).text) == (sent.get("before") == "P4")


def test_a_learner_settles_nothing(app: Flask, centre: Centre) -> None:
    found = two(app)
    client = signed_in(app, centre.ffion)
    token = client.get("/account").soup.select_one('input[name="csrf_token"]')
    assert token is not None
    client.post(found.address, {"act": "all", "csrf_token": str(token["value"])}, status=403)


def test_only_versions_of_one_standard_are_compared_the_older_first(app: Flask, centre: Centre) -> None:
    found = two(app)
    (other,) = published(app, small_draft("ZZTST99", "2021-01-01"))
    client = signed_in(app, centre.ffion)
    for after, before in ((found.before, found.after), (found.after, found.after), (found.after, other)):
        client.get(f"/standards/{after}/versions/{before}", status=404)


@pytest.mark.parametrize("number", [3, 30])
def test_as_many_statements_for_many_rows_as_for_few(app: Flask, centre: Centre, number: int) -> None:
    asked = {f"P{each}": (f"gwneud peth{each} yn dda", f"do thing{each} well") for each in range(1, number + 1)}
    later = {code: (f"{cy} iawn", f"{en} indeed") for code, (cy, en) in asked.items()}
    drafts = [performing(small_draft("ZZTST50", edition), said) for edition, said in ((FORMER, asked), (LATTER, later))]
    found = Two(*published(app, *drafts))
    client = signed_in(app, centre.manager)
    client.get(found.address)
    token = client.get(found.address).form("Confirm all rows as they are shown").values["csrf_token"]
    with queries_at_most(10, "who reads, both standards, what is settled, texts"):
        client.get(found.address)
    with queries_at_most(8, "who reads, the standard, its versions"):
        client.get(f"/standards/{found.after}/versions")
    client.post(found.address, {"act": "all", "csrf_token": token})
    assert not client.get(found.address + "?kind=open").main.select(".ty-version-row")


def test_the_same_asked_elsewhere_is_told(app: Flask, centre: Centre) -> None:
    alike = [performing(small_draft(urn), EARLIER) for urn in ("ZZTST12", "ZZTST13")]
    (first, second) = published(app, *alike)
    client = signed_in(app, centre.ffion)
    page = client.get(f"/standards/{first}")
    page.says("P3 count all pencils The same is asked in: ZZTST13 P3")
    assert page.link("ZZTST13 P3") == f"/standards/{second}#P3"
    with queries_at_most(10, "who reads, the standard, its texts, what is alike"):
        client.get(f"/standards/{first}")


NEAR = (
    both("clirio'r ystafell fawr cyn i bob ymwelydd ddod i mewn", "clear the large room before every visitor comes in"),
    both("clirio'r ystafell fach cyn i bob ymwelydd ddod i mewn", "clear the small room before every visitor comes in"),
)


@pytest.mark.parametrize("language", ["cy", "en"])
def test_a_standard_tells_what_is_nearly_the_same(app: Flask, centre: Centre, language: str) -> None:
    """In its suite, and within itself where sections are of one kind; never as the same."""
    with acting(app) as work:
        first = publish(work, with_words(small_draft("ZZTST12"), "P1", NEAR[0])).standard.public_id
        second = publish(work, with_words(small_draft("ZZTST13"), "P1", NEAR[1])).standard.public_id
        publish(work, with_words(small_draft("ZZTST14"), "K1", NEAR[1]))
        publish(work, with_words(small_draft("QQTST15"), "P1", NEAR[1]))
    page = signed_in(app, centre.ffion, language).get(f"/standards/{first}")
    told = page.main.select(".ty-nearly")
    assert len(told) == 1
    assert [link["href"] for link in told[0].select("a")] == [f"/standards/{second}#P1"]
    assert [words.get_text() for words in told[0].select("mark")] == [{"cy": "fach", "en": "small"}[language]]
    page.says(
        {
            "cy": "Gofynnir bron yr un peth mewn mannau eraill yn y gyfres hon: 1",
            "en": "Nearly the same is asked elsewhere in this suite: 1",
        }[language]
    )


@pytest.mark.parametrize("number", [3, 30])
def test_what_is_alike_takes_as_many_statements_in_a_large_suite(app: Flask, centre: Centre, number: int) -> None:
    with acting(app) as work:
        drafts = (with_words(small_draft(f"ZZTST{each}"), "P1", NEAR[each % 2]) for each in range(10, 10 + number))
        first, *_others = [publish(work, draft).standard.public_id for draft in drafts]
    client = signed_in(app, centre.ffion)
    client.get(f"/standards/{first}")
    with queries_at_most(11, "who reads, the standard, its texts, what is alike, its suite and their texts"):
        page = client.get(f"/standards/{first}")
    assert len(page.main.select(".ty-nearly li")) == min(3, number // 2)


def test_versions_of_one_standard_are_not_elsewhere(app: Flask, centre: Centre) -> None:
    found = two(app)
    assert "The same is asked in:" not in signed_in(app, centre.ffion).get(f"/standards/{found.after}").text

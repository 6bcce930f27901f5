"""What an awarding body calls decisions: the rules, the page that says so, and where it is read."""

from contextlib import nullcontext

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from standards.foundation import Refused, Text
from standards.qualifications import queries, services
from standards.qualifications.models import Qualification
from standards.qualifications.rules.wording import DECISIONS, LONGEST, check_words, words_of, words_to_json
from tests.client import PageClient
from tests.factories import Centre
from tests.qualifications.making import a_draft
from tests.studies import acting

ACHIEVED, NOT_ACHIEVED = Text("Wedi cyflawni", "Achieved"), Text("Heb gyflawni", "Not achieved")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({}, None),
        ({"met": ACHIEVED}, None),
        ({"met": ACHIEVED, "not_yet": NOT_ACHIEVED}, None),
        ({"met": Text(None, "Achieved")}, "wording-needs-both"),
        ({"met": Text("Wedi cyflawni", "")}, "wording-needs-both"),
        ({"met": Text("Ll" * 31, "Achieved")}, "wording-too-long"),
        ({"met": ACHIEVED, "referred": Text("Arall", "ACHIEVED")}, "wording-twice"),
        ({"met": ACHIEVED, "referred": Text("wedi cyflawni", "Other")}, "wording-twice"),
    ],
)
def test_decisions_are_told_from_one_another_in_both_languages(words: dict[str, Text], code: str | None) -> None:
    with nullcontext() if code is None else pytest.raises(Refused, match=f"^{code}$"):
        check_words(words)


names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=LONGEST)


@given(words=st.dictionaries(st.sampled_from(DECISIONS), st.builds(Text, names, names)))
def test_names_are_kept_as_they_were_written(words: dict[str, Text]) -> None:
    assert words_of(words_to_json(words)) == words


@pytest.mark.parametrize("language", ["cy", "en"])
def test_a_draft_names_decisions_and_keeps_the_names_once_published(app: Flask, centre: Centre, language: str) -> None:
    with acting(app, centre.manager) as work:
        draft = a_draft(work)
        before, made = queries.digest_of(queries.shown(work.session, draft)), draft.public_id
    client = PageClient(app, language)
    client.enter(centre.manager)
    address = f"/qualifications/{made}/wording"
    half = client.submit(client.get(address), {"met_cy": "Wedi cyflawni"}, status=409)
    half.says(
        {"cy": "Enwir penderfyniad yn Gymraeg ac yn Saesneg", "en": "A decision is named in Welsh and in English"}[
            language
        ]
    )
    assert half.soup.select_one("#met_cy")["value"] == "Wedi cyflawni"  # type: ignore[index]
    client.submit(half, {"met_cy": "Wedi cyflawni", "met_en": "Achieved"})
    told = client.get(f"/qualifications/{made}")
    told.says({"cy": "Wedi cyflawni; Heb ei fodloni eto", "en": "Achieved; Not yet met"}[language])
    with acting(app, centre.manager) as work:
        row = work.session.query(Qualification).where(Qualification.public_id == made).one()
        assert queries.digest_of(queries.shown(work.session, row)) != before
        services.publish(work, row)
    assert not client.get(address).soup.select("main form")
    with acting(app, centre.manager) as work:
        row = work.session.query(Qualification).where(Qualification.public_id == made).one()
        assert services.begin_next_version(work, row).decision_words == row.decision_words
        with pytest.raises(Refused, match=r"^qualification-published$"):
            services.set_decision_words(work, row, {})

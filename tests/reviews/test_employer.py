"""An employer's link: it shows one review, works once for whoever has it, and what is signed stays."""

import pytest
from flask import Flask

from portfolio.links.rules import LASTS
from portfolio.links.services import Where
from portfolio.people.queries import token_hash
from portfolio.reviews import services
from portfolio.reviews.models import ReviewLink, ReviewSignature, ReviewVisit
from standards.foundation import Refused, Role
from tests.client import PageClient, Value
from tests.factories import Centre
from tests.judging.conftest import checked
from tests.reviews.reviewing import (
    ELSEWHERE,
    ENDORSED,
    agree,
    ask,
    draft,
    endorse,
    request_row,
    sign,
    signed,
)
from tests.studies import Study, acting
from tests.witnesses.test_letters import letters

OVER = "This link does not work"
TYPED: dict[str, Value] = {
    "name": "Nia Bowen",
    "job": "Team leader",
    "words": "She is doing well.",
    "language": "en",
    "sign": True,
}


def test_an_employer_reads_comments_and_signs(
    app: Flask, centre: Centre, study: Study, ffion: PageClient, tomos: PageClient, visitor: PageClient
) -> None:
    review = agree(app, study, signed(app, centre, study))
    page = tomos.get(f"/reviews/{review}")
    page = tomos.submit(
        tomos.get(page.link("Ask the employer to sign")), {"name": "Nia Bowen", "how": "link", "language": "en"}
    )
    page = tomos.submit(page, {})
    page.says("It works once", "Whoever has it can sign")
    token = next(one for one in page.links().values() if "/review/" in one).rsplit("/", 1)[1].partition("?")[0]
    page = visitor.get(f"/review/{token}")
    assert page.soup.select(".ty-navigation") == []
    page.says("Ffion Rees", "She held two interviews.", "Give her Friday mornings", "I agree with it.")
    page = visitor.submit(page, {"job": "Team leader"}, status=422)
    assert page.errors == ["Tick this to sign the review."]
    page = visitor.submit(page, TYPED)
    assert page.heading == "Thank you for your answer"
    ffion.get(f"/reviews/{review}").says("Signed: Nia Bowen", "Team leader", "She is doing well.")
    visitor.get(f"/review/{token}", status=410)
    with acting(app) as work:
        assert [one.kind for one in work.session.query(ReviewVisit).order_by(ReviewVisit.id)][-1] == "signed"
    assert "Ask the employer to sign" not in tomos.get(f"/reviews/{review}").links()
    assert checked(app) == []


def test_a_link_works_once_and_then_says_what_every_dead_link_says(
    app: Flask, centre: Centre, study: Study, visitor: PageClient
) -> None:
    review = signed(app, centre, study)
    dead = []
    for end in ("revoked", "old"):
        request, token = ask(app, centre, review)
        with acting(app, centre.trainee, Role.ASSESSOR) as work:
            if end == "revoked":
                services.revoke(work, request_row(work, request))
            else:
                request_row(work, request).expires_at = work.now
        dead.append(token)
    request, token = ask(app, centre, review)
    endorse(app, request)
    pages = [visitor.get(f"/review/{one}", status=410) for one in (*dead, token, "invented")]
    assert {page.heading for page in pages} == {OVER}
    assert len({page.html.replace(page.path, "") for page in pages}) == 1
    for one in (*dead, token):
        visitor.get(f"/review/{one}/decline", status=410)


def test_only_the_hash_of_a_link_is_kept_and_guesses_are_slowed(
    app: Flask, centre: Centre, study: Study, visitor: PageClient
) -> None:
    request, token = ask(app, centre, signed(app, centre, study))
    with acting(app) as work:
        assert [one.token_hash for one in work.session.query(ReviewLink)] == [token_hash(token)]
        assert request_row(work, request).expires_at == request_row(work, request).asked_at + LASTS
    for number in range(30):
        visitor.get(f"/review/guess{number}", status=410)
    visitor.get(f"/review/{token}", status=429)
    visitor.get(f"/witness/{token}", status=429)


def test_an_employer_may_decline(
    app: Flask, centre: Centre, study: Study, tomos: PageClient, visitor: PageClient
) -> None:
    review = signed(app, centre, study)
    request, token = ask(app, centre, review)
    page = visitor.submit(visitor.get(f"/review/{token}/decline"), {"reason": "I have left the company."})
    assert page.heading == "Thank you for your answer"
    page = tomos.get(f"/review-requests/{request}")
    page.says("The employer declined", "I have left the company.")
    ask(app, centre, review)
    assert checked(app) == []


@pytest.mark.parametrize("who", ["learner", "assessor"])
def test_neither_the_learner_nor_an_assessor_signs_for_the_employer(
    app: Flask, centre: Centre, study: Study, tomos: PageClient, who: str
) -> None:
    review = signed(app, centre, study)
    email = study.learner.email if who == "learner" else centre.trainee.email.upper()
    page = tomos.get(f"/reviews/{review}/employer")
    filled = {"name": "Nia Bowen", "how": "email", "email": email, "language": "en"}
    page = tomos.submit(page, filled, status=409)
    page.says("This is the learner's own email" if who == "learner" else "they have a part of their own")
    assert page.form().values["name"] == "Nia Bowen"


def test_one_is_asked_at_a_time_and_nobody_about_a_draft(
    app: Flask, centre: Centre, study: Study, tomos: PageClient
) -> None:
    review = draft(app, centre, study)
    filled = {"name": "Nia Bowen", "how": "link", "language": "en"}
    tomos.submit(tomos.get(f"/reviews/{review}/employer"), filled, status=409).says("has not signed this review yet")
    request, _token = ask(app, centre, sign(app, centre, review))
    tomos.submit(tomos.get(f"/reviews/{review}/employer"), filled, status=409).says("Somebody is asked already.")
    endorse(app, request)
    tomos.submit(tomos.get(f"/reviews/{review}/employer"), filled, status=409).says("An employer has signed")


def test_two_links_to_one_request_sign_once(app: Flask, centre: Centre, study: Study) -> None:
    request, _token = ask(app, centre, signed(app, centre, study))
    endorse(app, request)
    with acting(app) as work, pytest.raises(Refused, match=r"^request-over$"):
        services.endorse(work, request_row(work, request), ENDORSED, ELSEWHERE)
    with acting(app) as work:
        assert work.session.query(ReviewSignature).where(ReviewSignature.part == "employer").count() == 1


def test_a_signature_from_where_the_learner_is_says_so(
    app: Flask, centre: Centre, study: Study, ffion: PageClient, tomos: PageClient
) -> None:
    request, _token = ask(app, centre, signed(app, centre, study))
    endorse(app, request, Where("203.0.113.9", "A phone", study.learner.account_id))
    tomos.get(f"/review-requests/{request}").says("It was signed from the learner's network", "203.0.113.9")
    assert "203.0.113.9" not in ffion.get(f"/review-requests/{request}").text
    assert checked(app) == []


def test_the_letter_has_a_link_of_its_own(app: Flask, centre: Centre, study: Study, visitor: PageClient) -> None:
    _request, made = ask(app, centre, signed(app, centre, study), "nia@example.org", send=True)
    said = letters(app)["nia@example.org"]
    assert "As we said on the phone." in said
    token = said.partition("/review/")[2].split()[0].partition("?")[0]
    assert token != made
    visitor.get(f"/review/{token}").says("Ffion Rees")

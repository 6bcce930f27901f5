"""Marked words lose nothing: they are the newer sentence, and with what was taken out the older."""

from hypothesis import example, given
from hypothesis import strategies as st

from standards.likeness import plain
from standards.marking import Run, marked


def test_words_are_marked_within_the_sentence() -> None:
    assert marked("agree goals with the client", "agree all goals with clients") == (
        Run("kept", "agree "),
        Run("added", "all "),
        Run("kept", "goals with "),
        Run("removed", "the client"),
        Run("added", "clients"),
    )


def test_typographic_signs_are_no_change() -> None:
    assert marked("the client's goals", "the  client\u2019s goals") == (Run("kept", "the  client\u2019s goals"),)


def test_punctuation_is_marked_by_itself() -> None:
    assert marked("plan, then act", "plan then act.") == (
        Run("kept", "plan "),
        Run("removed", ", "),
        Run("kept", "then act"),
        Run("added", "."),
    )


def squeezed(text: str) -> str:
    """Without its white space: what stood behind some may now be an accent of the letter before."""
    return plain(plain(text).replace(" ", ""))


SENTENCES = st.text(st.sampled_from("ab Ab'\u2019-,.;\u00a0\n 12w\u0302"), max_size=40)


@given(before=SENTENCES, after=SENTENCES)
@example(before="A \u0302", after="A")
def test_no_word_is_lost(before: str, after: str) -> None:
    runs = marked(before, after)
    assert "".join(run.words for run in runs if run.fate != "removed") == after.strip()
    older = "".join(run.words for run in runs if run.fate != "added")
    assert squeezed(older) == squeezed(before)

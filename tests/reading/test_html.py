"""Web pages: blocks are lines, lists keep the marks a browser prints, furniture is left out."""

import pytest

from standards.drafting import RefusalError
from standards.reading.document import from_bytes
from standards.reading.reader import read_bytes
from tests.reading.builders import web_page
from tests.reading.documents import codes, section, texts


def lines(body: str) -> list[str]:
    return [line.text for line in from_bytes(web_page(body), "a.html").lines if line.text]


LISTS = {
    "numbers": ("<ol><li>x<li>y</ol>", ["1. x", "2. y"]),
    "letters": ("<ol type=a><li>x<li>y</ol>", ["a. x", "b. y"]),
    "romans": ("<ol type=i><li>x<li>y</ol>", ["i. x", "ii. y"]),
    "by style": ('<ol style="list-style-type: upper-roman"><li>x</ol>', ["I. x"]),
    "start": ("<ol start=5><li>x<li>y</ol>", ["5. x", "6. y"]),
    "value": ("<ol><li>x<li value=7>y<li>z</ol>", ["1. x", "7. y", "8. z"]),
    "reversed": ("<ol reversed><li>x<li>y</ol>", ["2. x", "1. y"]),
    "bullets": ("<ul><li>x<li>y</ul>", ["• x", "• y"]),
    "none": ("<ul style='list-style: none'><li>x</ul>", ["x"]),
    "own codes": ("<ul><li>P1 x<li>P2 y</ul>", ["P1 x", "P2 y"]),
    "nested": ("<ol><li>x:<ol type=a><li>y<li>z</ol><li>w</ol>", ["1. x:", "a. y", "b. z", "2. w"]),
    "paragraph inside": ("<ol><li><p>x</p><p>y</p></ol>", ["1. x", "y"]),
}


@pytest.mark.parametrize("case", LISTS)
def test_lists_keep_their_marks(case: str) -> None:
    body, found = LISTS[case]
    assert lines(body) == found


BLOCKS = {
    "inline": ("<p>a <b>b</b>\n <i>c</i><span>d</span></p>", ["a b cd"]),
    "break": ("<p>a<br>b</p>", ["a", "b"]),
    "text beside blocks": ("<div>a<p>b</p>c</div>", ["a", "b", "c"]),
    "preformatted": ("<pre>a\n  b\n</pre>", ["a", "b"]),
    "furniture": ("<nav>n</nav><p>a</p><script>s</script><style>t</style><footer>f</footer><!-- c -->", ["a"]),
    "not shown": ("<p hidden>n</p><p style='display: none'>n</p><p aria-hidden=true>n</p><p>a</p>", ["a"]),
    "main": ("<header>site</header><div>menu</div><main><h1>a</h1></main><div>foot</div>", ["a"]),
    "header of the article": ("<header><h1>a</h1></header><header><nav>n</nav>b</header>", ["a"]),
    "entities": ("<p>t&#375; &amp; &ocirc;l &unknown;</p>", ["tŷ & ôl &unknown;"]),
    "definitions": ("<dl><dt>Developed by</dt><dd>A Body</dd></dl>", ["Developed by A Body"]),
}


@pytest.mark.parametrize("case", BLOCKS)
def test_blocks_are_lines(case: str) -> None:
    body, found = BLOCKS[case]
    assert lines(body) == found


PAGE = """
<main><h1>Arrange a desk</h1>
<dl><dt>URN:</dt><dd>ZZTST12</dd><dt>Developed by:</dt><dd>A Body</dd><dt>Approved on:</dt><dd>2021</dd></dl>
<h2>Overview</h2><p>It is short.</p><p>And clear.</p>
<h2>Performance criteria</h2><p><em>You must be able to:</em></p>
<ol><li>one:<ol type="a"><li>part</li><li>piece</li></ol></li><li>two</li></ol>
<h2>Knowledge and understanding</h2><p>You need to know and understand:</p>
<table><tr><td>K1</td><td>the desk</td></tr><tr><td>K2</td><td>the door</td></tr></table></main>
"""


def test_a_page_of_the_web_is_a_standard() -> None:
    draft = read_bytes(web_page(PAGE), "a").to_json()
    assert (draft["urn"], draft["title"]) == ("ZZTST12", {"en": "Arrange a desk"})
    assert draft["overview"] == {"en": ["It is short.", "And clear."]}
    assert (texts(draft), texts(draft, "knowledge")) == (["one:", "two"], ["the desk", "the door"])
    assert [each["code"] for each in section(draft)["criteria"][0]["criteria"]] == ["P1.a", "P1.b"]
    assert (draft["metadata"]["developed_by"], draft["metadata"]["approved"]) == ("A Body", "2021")
    assert codes(draft) == set()


def test_entities_of_a_page_are_left_alone() -> None:
    content = b'<!DOCTYPE html [<!ENTITY e SYSTEM "file:///etc/passwd">]><html><body><p>x &e;</p></body></html>'
    found = [line.text for line in from_bytes(content, "a.html").lines]
    assert not any("root" in text for text in found)


@pytest.mark.parametrize("declared", ["windows-1252", "iso-8859-1", "iso-8859-14", ""])
def test_the_encoding_a_page_names_is_taken(declared: str) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    content = f"<html><head>{meta}</head><body><p>tân</p></body></html>".encode(declared or "cp1252")
    document = from_bytes(content, "a.html")
    assert [line.text for line in document.lines] == ["tân"]
    assert [problem.code for problem in document.problems] == ([] if declared else ["encoding-guessed"])


def test_depths_without_end_are_no_crash() -> None:
    content = web_page("<div>" * 200_000 + "x")
    try:
        assert [line.text for line in from_bytes(content, "a.html").lines if line.text] == ["x"]
    except RefusalError as refused:
        assert refused.code in {"not-readable", "empty"}  # noqa: PT017 either is an answer


def test_a_page_without_words_is_empty() -> None:
    with pytest.raises(RefusalError, match=r"a\.html: it is empty"):
        from_bytes(web_page("<nav>menu</nav>"), "a.html")

"""The page linter sees each fault: a good page passes, and each way of spoiling it is named."""

import pytest

from tests.page_rules import faults

GOOD = """<!doctype html>
<html lang="cy"><head><meta charset="utf-8"><title>Fy nhystiolaeth – Tystio</title></head><body>
<h1><span class="govuk-caption-l">Uned 4</span> Fy nhystiolaeth</h1>
<h2>Eitemau</h2>
<p lang="en">The learner met the client.</p>
<form action="/tystiolaeth" method="post"><input type="hidden" name="csrf_token" value="x">
<label for="teitl">Teitl</label><input id="teitl" name="title">
<fieldset><legend>Iaith</legend>
<input type="radio" name="iaith" id="a" value="cy"><label for="a">Cymraeg</label>
<input type="radio" name="iaith" id="b" value="en"><label for="b">Saesneg</label></fieldset>
<button>Cadw</button></form>
<table><caption>Unedau</caption><tr><th scope="col">Uned</th></tr><tr><td>4</td></tr></table>
<img src="/a.png" alt=""><a href="#teitl">Teitl</a>
</body></html>"""
HEADERS = {"Content-Language": "cy"}


def test_a_good_page_has_no_faults() -> None:
    assert faults(GOOD, HEADERS) == []


@pytest.mark.parametrize(
    ("good", "spoilt", "named"),
    [
        ("<!doctype html>", "", "doctype"),
        ('lang="cy"', 'lang="fr"', "html lang is 'fr'"),
        ('lang="cy"', 'lang="en"', "Content-Language"),
        (' lang="en"', "", "English on a Welsh page"),
        ("<td>4</td>", "<td>(211 bytes)</td>", "English on a Welsh page"),
        ("<h2>", "<h1>Un arall</h1><h2>", "2 h1 elements"),
        ("<title>Fy", "<title>Ein", "does not begin with the heading"),
        ("<h2>Eitemau</h2>", "<h3>Eitemau</h3>", "h1 is followed by h3"),
        ('id="b"', 'id="a"', "stands 2 times"),
        ('for="teitl"', 'for="arall"', "for names no element"),
        ('<label for="teitl">Teitl</label>', "", "no label"),
        ('href="#teitl"', 'href="#arall"', "link to nowhere"),
        ("<fieldset><legend>Iaith</legend>", "<div>", "radios without a fieldset"),
        ("<legend>Iaith</legend>", "", "no legend"),
        ("<caption>Unedau</caption>", "", "no caption"),
        (' scope="col"', "", "no scope"),
        ("<th scope", "<td data-x", "no header cell"),
        ("<h2>", '<h2 style="color:red">', "inline style"),
        ("<h2>", '<h2 onclick="x()">', "inline onclick"),
        ("</head>", "<style>p{}</style></head>", "style element"),
        ("</head>", "<script>x()</script></head>", "script without src"),
        ('href="#teitl"', 'href="javascript:x()"', "script in a link"),
        (' action="/tystiolaeth"', "", "without action"),
        (' method="post"', "", "without action or method"),
        ('value="x"', 'value=""', "without CSRF token"),
        ("<button>", '<input type="file" id="f" aria-label="Ffeil" name="f"><button>', "sends no files"),
        (' alt=""', "", "without alt"),
        ("<button>Cadw</button>", "<button></button>", "nothing to read"),
        ("<td>4</td>", "<td>None</td>", "left over"),
        ("<td>4</td>", "<td>%(n)s</td>", "left over"),
        ("<h2>Eitemau</h2>", "<h2>Eitemau</p></h2>", "line 4"),
        ("<td>4</td>", "<td>&lt4</td>", "named-entity-without-semicolon"),
        ("<td>4</td>", "<td>4\x01</td>", "invalid-codepoint"),
        ('value="cy"', 'value="&lt"', "named-entity-without-semicolon"),
    ],
)
def test_each_fault_is_named(good: str, spoilt: str, named: str) -> None:
    assert good in GOOD
    assert any(named in fault for fault in faults(GOOD.replace(good, spoilt, 1), HEADERS))


@pytest.mark.parametrize(
    ("page", "policy"),
    [(GOOD.replace("<h2>", "<div data-recorder></div><h2>", 1), "camera=(), microphone=()"),
     (GOOD, "camera=(self), microphone=(self)")],
)  # fmt: skip
def test_a_page_that_records_is_open_to_it_and_no_other(page: str, policy: str) -> None:
    found = faults(page, {**HEADERS, "Permissions-Policy": policy})
    assert [one for one in found if one.startswith("Permissions-Policy")] == found
    assert len(found) == 2

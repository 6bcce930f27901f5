"""Runs the scanners that strangers would point at the site, and reads what they say they found."""

import csv
import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from flask import Flask

from tests.client import Page
from tests.page_rules import attr
from tests.proofs.soaking import SERVICE, Person
from tests.proofs.surface import LEFT_OUT, forms, kind_of, pages

VENV = Path(sys.executable).parent.parent
WAPITI, SQLMAP, SCHEMATHESIS = VENV / "wapiti/bin/wapiti", VENV / "scanners/bin/sqlmap", VENV / "scanners/bin/st"
ATTACKS = (
    *("backup", "cookieflags", "crlf", "csp", "csrf", "exec", "file", "htaccess", "http_headers", "methods"),
    *("permanentxss", "redirect", "shellshock", "sql", "ssrf", "timesql", "upload", "xss", "xxe"),
)
"""Wapiti's modules but for those that ask elsewhere (log4shell, nikto, takeover, wapp), know one other product (cms,
htp, network_device, spring4shell, wp_enum), need https (https_redirect, ssl), guess (brute_login_form, buster), or take
any list that a word makes shorter for a directory's (ldap: there is no directory here)."""
LONGEST = 120
"""Seconds after which a module of wapiti goes no further; most take a few."""
REPEATED = "criteria-note-"
TOKEN = "csrf_token"
BORDER = "=" * 20
DISCOVERY = f"{SERVICE}/discovery/imscasev1p1_openapi3_v1p0.json"
OF_A_SCHEMA = ("type", "format", "minimum", "enum", "items", "default")
ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, order=True)
class Finding:
    """What a scanner says is wrong, and where: the kind of page, as addresses differ from run to run."""

    tool: str
    what: str
    where: str
    detail: str = field(compare=False)

    def __str__(self) -> str:
        return f"{self.tool}: {self.what} at {self.where} ({self.detail})"


@dataclass(frozen=True)
class Target:
    """What of the site somebody can reach."""

    app: Flask
    person: Person
    pages: dict[str, Page]

    @classmethod
    def of(cls, app: Flask, person: Person) -> "Target":
        return cls(app, person, pages(app, person))

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.person.line.port}"

    @property
    def cookies(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.person.line.cookies.items())

    @property
    def jar(self) -> dict[str, dict[str, object]]:
        """The cookies in wapiti's own form."""
        bare = {"version": 0, "port": None, "secure": False, "expires": None}
        return {name: {"value": value, **bare} for name, value in self.person.line.cookies.items()}

    def kind(self, path: str) -> str:
        """The route behind an address, or the address where there is none."""
        path = urlsplit(path).path
        return kind_of(self.app, path.replace("*", "")) or path


def run(command: Sequence[str | Path], folder: Path) -> str:
    """Run a scanner to its end; gives what it said."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    return done.stdout + done.stderr


class Listener(ThreadingHTTPServer):
    """A place elsewhere: remembers whoever asks for something there."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.asked: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/"


class Answering(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        # The scanner itself asks here who was led to ask.
        if not self.path.startswith("/get_"):
            self.server.asked.append(self.path)  # type: ignore[attr-defined]
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, format: str, *_arguments: object) -> None:  # noqa: A002 the library's name
        """Nothing: what was asked is kept."""


@contextmanager
def listening() -> Iterator[Listener]:
    with Listener() as listener:
        threading.Thread(target=listener.serve_forever, daemon=True).start()
        try:
            yield listener
        finally:
            listener.shutdown()


def wapiti(target: Target, folder: Path, attacks: Sequence[str] = ATTACKS) -> list[Finding]:
    """Attack one page of each kind, its parameters and its forms."""
    report, cookies, chosen = folder / "wapiti.json", folder / "cookies", [page.path for page in target.pages.values()]
    cookies.write_text(json.dumps({"127.0.0.1": {"/": target.jar}}))
    elsewhere = {link for page in target.pages.values() for link in everything(page)} - set(chosen)
    with listening() as listener:
        command: list[str | Path] = [
            *(WAPITI, "--url", target.address + "/", "--scope", "domain", "--depth", "1", "--flush-session"),
            *("--store-session", folder / "session", "--store-config", folder / "config", "--no-bugreport"),
            *("--module", ",".join(attacks), "--max-attack-time", str(LONGEST), "--tasks", "4", "--timeout", "60"),
            *("--cookie", cookies, "--endpoint", listener.address, "--dns-endpoint", "127.0.0.1"),
            *("--format", "json", "--output", report, "--verbose", "1"),
            *(part for path in chosen for part in ("--start", target.address + path)),
            *(part for path in sorted(elsewhere) for part in ("--exclude", target.address + path)),
            *(part for name in skipped(target) for part in ("--skip", name)),
        ]
        (folder / "wapiti.log").write_text(run(command, folder))
        found = json.loads(report.read_text())
    told = [
        Finding("wapiti", what, target.kind(one["path"]), f"{one['method']} {one['parameter']}: {one['info']}")
        for part in ("vulnerabilities", "anomalies")
        for what, each in found[part].items()
        for one in each
    ]
    return [*told, *(Finding("wapiti", "asked elsewhere", path, "") for path in listener.asked)]


def everything(page: Page) -> Iterator[str]:
    """Every place that a page leads to, and where its forms would end the session."""
    yield from (attr(each, "href") for each in page.soup.select('a[href^="/"], link[href^="/"]'))
    yield from (attr(each, "src") for each in page.soup.select('[src^="/"]'))
    yield from (
        attr(each, "action") for each in page.soup.find_all("form") if attr(each, "action").startswith(LEFT_OUT)
    )


def skipped(target: Target) -> list[str]:
    """Fields that stand once for each criterion, but for the first of them; and the token."""
    names = (attr(each, "name") for page in target.pages.values() for form in forms(page) for each in form.fields())
    notes = sorted({name for name in names if name.startswith(REPEATED)})
    return [TOKEN, *notes[1:]]


def sqlmap(target: Target, folder: Path) -> list[Finding]:
    """Try every parameter of every page and form, and every name in an address, for statements of SQL."""
    log, results = folder / "requests.log", folder / "results.csv"
    log.write_text("".join(f"{BORDER}\n{one}\n{BORDER}\n" for one in requests(target)))
    command: list[str | Path] = [
        *(SQLMAP, "-l", log, "--batch", "--flush-session", "--disable-coloring", "--output-dir", folder / "sqlmap"),
        *("--dbms", "sqlite", "--technique", "BEU", "--level", "2", "--risk", "1", "--threads", "4"),
        # The session's cookie is signed: whatever else stands in it is thrown away.
        *("--skip", "cookie"),
        *("--results-file", results, "--timeout", "60", "--param-exclude", f"^({TOKEN}|{REPEATED}.*)$"),
    ]
    (folder / "sqlmap.log").write_text(run(command, folder))
    with results.open(newline="") as rows:
        return [
            Finding("sqlmap", row["Technique(s)"], target.kind(row["Target URL"]), f"{row['Place']} {row['Parameter']}")
            for row in csv.DictReader(rows)
            # What it finds it tries again in other ways, and itself says where nothing came of that.
            if row["Parameter"] and "false positive" not in row["Note(s)"]
        ]


def requests(target: Target) -> Iterator[str]:
    """What a browser would send from each page: its forms as they stand, and its address with a name to try."""
    head = f"Host: {target.address.removeprefix('http://')}\nCookie: {target.cookies}"
    for page in target.pages.values():
        if ID.search(page.path):
            yield f"GET {ID.sub(lambda found: found[0] + '*', page.path, count=1)} HTTP/1.1\n{head}\n"
        for form in forms(page):
            path = attr(form.tag, "action") or page.path
            sent = urlencode([(name, str(value)) for name, value in form.filled({}, None).items(multi=True)])
            if attr(form.tag, "method").lower() == "post":
                kind = "Content-Type: application/x-www-form-urlencoded"
                yield f"POST {path} HTTP/1.1\n{head}\n{kind}\n\n{sent}\n"
            elif sent:
                yield f"GET {path}?{sent} HTTP/1.1\n{head}\n"


def schemathesis(app: Flask, address: str, folder: Path, description: Path | None) -> list[Finding]:
    """Ask the service of CASE whatever its description allows, and what it does not; our own where none is given."""
    client = app.test_client()
    described = mended(json.loads(description.read_text())) if description else client.get(DISCOVERY).get_json()
    with_known(described, client.get(f"{SERVICE}/CFDocuments?limit=1").get_json()["CFDocuments"][0]["identifier"])
    local, report = folder / "description.json", folder / "schemathesis.json"
    local.write_text(json.dumps(described))
    command: list[str | Path] = [
        *(SCHEMATHESIS, "run", local, "--url", address, "--phases", "examples,coverage,fuzzing", "--seed", "1"),
        *("--max-examples", "50", "--continue-on-failure", "--report", "json", "--report-json-path", report),
    ]
    (folder / "schemathesis.log").write_text(run(command, folder))
    found = json.loads(report.read_text())
    assert found["operations"]["tested"] == len(described["paths"]), "not all of the service was asked"
    return [
        Finding("schemathesis", one["title"], operation, f"{one['code']}, {one['count']} times")
        for one in (*found["failures"], *found["errors"])
        for operation in one["operations"]
    ]


def with_known(described: dict[str, Any], document: str) -> None:
    """Name a document that there is, so that not every question is about nothing."""
    for path in ("/CFDocuments/{sourcedId}", "/CFPackages/{sourcedId}"):
        for parameter in described["paths"][path]["get"]["parameters"]:
            parameter["example"] = document


def mended(official: dict[str, Any]) -> dict[str, Any]:
    """The official description says that it is OpenAPI 3.1, and is written as version 2 was: put into what it says."""
    found: dict[str, Any] = json.loads(json.dumps(official).replace("#/definitions/", "#/components/schemas/"))
    for operation in (one for each in found["paths"].values() for one in each.values()):
        for parameter in operation["parameters"]:
            parameter["schema"] = {name: parameter.pop(name) for name in OF_A_SCHEMA if name in parameter}
            if parameter["schema"]["type"] == "array":
                parameter |= {"style": "form", "explode": False}
        for response in operation["responses"].values():
            response["content"] = {"application/json": {"schema": response.pop("schema")}}
            for header in response.get("headers", {}).values():
                header["schema"] = {"type": header.pop("type")}
    return {**found, "servers": [{"url": SERVICE}]}

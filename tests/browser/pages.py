"""What each part does through the pages: managers, learners, assessors."""

import csv
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from playwright.sync_api import FilePayload, Locator, expect

from tests.browser.watching import has_script
from tests.browser.window import Window


@dataclass(frozen=True)
class Piece:
    """A piece of evidence as a learner would put it."""

    title: str
    words: str
    happened_on: date
    files: tuple[FilePayload, ...] = ()


@dataclass(frozen=True)
class Manager(Window):
    def enrol(
        self,
        email: str,
        name: str,
        planned_end: date,
        *,
        on: str = "CAF-CA3",
        units: tuple[str, ...] = ("LSIAG04", "LSIAG11"),
        cohort: str = "",
        check: bool = True,
    ) -> None:
        """Enrol somebody new, with all units: on the demonstration's qualification where no other is named."""
        self.menu("Learners")
        if check:
            self.check()
        self.follow("Enrol a learner")
        self.fill("Learner's email address", email)
        self.fill("Learner's name", name)
        self.select("Qualification", re.compile(on))
        self.date("Planned end", planned_end)
        self.choose("In which language does the learner wish to be assessed?", "Welsh and English")
        self.fill("Cohort (if any)", cohort)
        if check:
            self.check()
        self.press("Enrol and choose units")
        self.done("The learner is enrolled. Now choose units.")
        for urn in units:
            self.main.get_by_role("checkbox", name=re.compile(urn)).check()
        if check:
            self.check()
        self.press("Save the units")
        self.done("The units are saved.")

    def assign(self, part: str, name: str) -> None:
        self.follow("Assign somebody")
        self.choose("Part", part)
        self.select("Person", re.compile(f"^{name}"))
        self.press("Assign")
        self.done("The assignment is saved.")

    def completion(self, name: str) -> dict[str, str]:
        """The learner's row of the report, by its headings."""
        self.menu("Completion")
        self.check()
        self.follow(re.compile("^(Cyngor ac Arweiniad|Advice and Guidance)"))
        self.fill("Learner's name", name)
        self.press("Apply filters")
        self.check()
        table = self.main.get_by_role("table", name=re.compile(re.escape(self.say("Learners: %(number)s", number=1))))
        heads = table.get_by_role("columnheader").all_inner_texts()
        cells = (
            table.get_by_role("row", name=re.compile(name))
            .get_by_role("rowheader")
            .or_(table.get_by_role("row", name=re.compile(name)).get_by_role("cell"))
        )
        return dict(zip(heads, cells.all_inner_texts(), strict=True))

    def completion_file(self, name: str) -> list[dict[str, str]]:
        """The learner's lines in the downloaded file, by its headings."""
        with self.page.expect_download() as download:
            self.follow("Download as a CSV file")
        text = Path(download.value.path()).read_text(encoding="utf-8-sig")
        return [row for row in csv.DictReader(text.splitlines()) if name in row.values()]


@dataclass(frozen=True)
class Learner(Window):
    def choose_password(self, link: str, password: str, *, check: bool = True) -> None:
        self.open(link)
        if check:
            self.check()
        self.fill("New password", password)
        self.press("Save the password")

    def write(self, piece: Piece) -> None:
        self.choose("What kind of evidence is it?", "Photograph")
        self.fill("Title", piece.title)
        self.date("When did it happen?", piece.happened_on)
        self.fill("What does it show, and who made it?", piece.title)
        self.fill("What did you do, and why?", piece.words)
        if piece.files:
            self.add(*piece.files)
        self.choose("Who is shown or named in it?", "Nobody else who could be recognised")
        self.choose("Was artificial intelligence used in making it?", "No, it was not used")

    def add(self, *files: FilePayload) -> None:
        """Choose files as people do: by the button that scripts put up, or by the browser's own."""
        if not has_script(self.page):
            # Not by its label: a script that starts this moment gives that to its button.
            self.main.locator("input[type=file]").set_input_files(list(files))
            return
        with self.page.expect_file_chooser() as chooser:
            self.main.get_by_role("button", name=re.compile("^" + self.say("Add files"))).click()
        chooser.value.set_files(list(files))

    def unit(self, urn: str) -> Locator:
        """The criteria of a unit in the form, opened."""
        group = self.main.get_by_role("group", name=re.compile(urn))
        if not group.is_visible():
            # Suggestions, which come by themselves, begin with it too.
            self.main.locator("summary").get_by_text(re.compile(f"^{urn} ")).click()
        return group

    def put_to(self, urn: str, *codes: str) -> None:
        unit = self.unit(urn)
        for code in codes:
            unit.get_by_role("checkbox", name=re.compile(f"^{code} ")).check()

    def note(self, urn: str, code: str, words: str) -> None:
        label = f"{self.say('Where to look, and how it shows this')} ({code})"
        self.unit(urn).get_by_label(label, exact=True).fill(words)

    def put_to_the_rest(self, urn: str) -> int:
        """Tick every criterion of a unit that nothing met yet."""
        boxes = self.unit(urn).get_by_role("checkbox")
        labels: list[str] = boxes.evaluate_all("boxes => boxes.map((box) => box.labels[0].innerText)")
        wanted = [place for place, label in enumerate(labels) if self.say("Met", "criterion") not in label]
        for place in wanted:
            boxes.nth(place).check()
        return len(wanted)

    def submit(self, *, check: bool = True) -> None:
        """Go on to what will be frozen, and declare it."""
        self.press("Submit")
        expect(self.main.get_by_role("heading", name=self.say("Check and submit"), level=1)).to_be_visible()
        if check:
            self.check()
        self.press("Declare and submit")
        self.done("The evidence is submitted. It now waits for your assessor.")

    def declare(self, title: str | re.Pattern[str]) -> None:
        self.menu("Home")
        self.main.get_by_role("link", name=title).click()
        self.check()
        self.follow("Declare this unit")
        self.check()
        self.press("Declare this unit")
        self.problem("Tick the box to declare that this is your own work and the unit is complete.")
        self.tick("This is my own work, and the unit is complete")
        self.press("Declare this unit")
        self.done("You have declared this unit. Your assessor can sign it now.")


@dataclass(frozen=True)
class Assessor(Window):
    def take(self, title: str) -> None:
        """Open a waiting piece of evidence from the queue."""
        self.menu("Queue")
        self.main.get_by_role("link", name=title, exact=True).click()

    def decide(self, code: str, outcome: str) -> None:
        name = self.say("Decision on %(code)s", code=code)
        group = self.main.get_by_role("group", name=name, exact=True)
        group.get_by_role("radio", name=self.say(outcome, "decision"), exact=True).check()

    def tell(self, code: str, words: str) -> None:
        label = self.say("Feedback on %(code)s", code=code)
        self.main.get_by_role("textbox", name=label, exact=True).fill(words)

    def same_for_the_rest(self, code: str) -> None:
        button = f"{self.say('Same decision for the rest')} ({code})"
        self.main.get_by_role("button", name=button, exact=True).click()

    def accept(self) -> None:
        """Tick the rules of evidence."""
        for rule in (
            "Valid: it is about what the criteria ask",
            "The learner's own work",
            "Current: recent enough to show what the learner can do now",
        ):
            self.tick(rule)

    def save(self) -> None:
        self.press("Save decisions")
        self.done("Your decisions are saved, and the learner sees your feedback.")

    def sign(self, learner: str, password: str, *, again: bool) -> None:
        """Sign or countersign the first unit of a learner that waits for it."""
        button = "Countersign this unit" if again else "Sign this unit"
        self.menu("Queue")
        waiting = "Units to countersign: %(number)s" if again else "Units to sign: %(number)s"
        self.main.get_by_role("link", name=re.compile(self.say(waiting, number=r"\d+"))).click()
        row = self.main.get_by_role("row", name=re.compile(learner)).first
        row.get_by_role("link").click()
        self.check()
        self.fill("Your password", password)
        self.press(button)

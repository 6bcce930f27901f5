"""Who may give which role, how signing in slows down, which passwords are too easy, how long sessions last."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from standards.foundation import Role


class AssessesIn(StrEnum):
    """The languages in which an assessor or quality assurer can work."""

    WELSH = "cy"
    ENGLISH = "en"
    BOTH = "both"

    def covers(self, language: str) -> bool:
        """Tell whether work in a language of assessment (cy, en, both) can be judged."""
        return self is AssessesIn.BOTH or self.value == language


@dataclass(frozen=True)
class SlowDown:
    """How long to wait after failures: free attempts first, then doubling up to a longest wait; never a lock-out."""

    free: int = 5
    first_wait: timedelta = timedelta(seconds=2)
    longest_wait: timedelta = timedelta(minutes=5)
    window: timedelta = timedelta(minutes=30)

    def wait(self, failures: Sequence[datetime], now: datetime) -> timedelta:
        """Tell how long is still to be waited before the next attempt counts; failures oldest first."""
        recent = [at for at in failures if now - at <= self.window]
        over = len(recent) - self.free
        if over < 0:
            return timedelta(0)
        delay = min(timedelta(seconds=self.first_wait.total_seconds() * 2.0 ** min(over, 20)), self.longest_wait)
        return max(recent[-1] + delay - now, timedelta(0))


STAFF_ROLES = frozenset(Role) - {Role.LEARNER}
LONGEST_SESSION = timedelta(hours=24)


@dataclass(frozen=True)
class SessionLimits:
    """How long somebody may be idle before they sign in again: staff, who see others' data, and learners."""

    staff: timedelta
    learner: timedelta

    def over(self, roles: frozenset[Role], begun: datetime, seen: datetime, now: datetime) -> bool:
        """Tell whether a session is over, by idleness or by its age."""
        idle = self.staff if roles & STAFF_ROLES else self.learner
        return now - seen > idle or now - begun > LONGEST_SESSION


def may_give(giver: frozenset[Role], role: Role) -> bool:
    """Tell whether somebody may give or end a role: only administrators make or unmake administrators."""
    return role is not Role.ADMINISTRATOR or Role.ADMINISTRATOR in giver


LEADING = frozenset({Role.MANAGER, Role.ADMINISTRATOR})
"""A provider is never left without somebody in one of these."""

SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 128
LIKE_LETTERS = str.maketrans("0134578@$!|", "oieastbasil")
ROWS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "zxcvbnm", "1234567890")
MANY_DIGITS = 10
"""A number with no more digits is a date or a telephone."""
TELLING = 4
"""Parts of a name this long make a password easy to guess."""
COMMON_WORDS = frozenset(
    """
    password passphrase passwd cyfrinair letmein welcome croeso admin administrator gweinyddwr login logon mewngofnodi
    secret cyfrinach access mynediad changeme newid default user defnyddiwr guest gwestai master meistr test prawf
    tystio portfolio portffolio evidence tystiolaeth learner dysgwr assessor aseswr manager rheolwr college coleg
    school ysgol teacher athro student myfyriwr training hyfforddiant work gwaith office swyddfa computer cyfrifiadur
    cymru cymraeg wales welsh english saesneg britain england lloegr scotland ireland iwerddon cardiff caerdydd
    swansea abertawe newport casnewydd wrexham wrecsam bangor aberystwyth llandudno caernarfon merthyr rhondda
    snowdon eryr eryri yrwyddfa draig dragon redkite barcud leek cenhinen daffodil cennin
    iloveyou love cariad carucymru rwyndycaru loveyou forever ambyth angel angyles princess tywysoges prince tywysog
    football peldroed rugby rygbi cricket criced liverpool everton chelsea arsenal manchester swans bluebirds scarlets
    ospreys dragons gweilch sgarlets cymruambyth hwyl iechyd mamgu tadcu nain taid mam dad mummy daddy family teulu
    monkey mwnci tiger teigr kitten cath puppy ci horse ceffyl sheep dafad sunshine heulwen summer haf winter gaeaf
    spring gwanwyn autumn hydref january ionawr february chwefror march mawrth april ebrill may mai june mehefin july
    gorffennaf august awst september medi october november tachwedd december rhagfyr monday llun tuesday tuesday
    wednesday mercher thursday iau friday gwener saturday sadwrn sunday sul christmas nadolig easter pasg
    cheese caws coffee coffi chocolate siocled cookie banana afal apple orange oren flower blodyn garden gardd
    superman batman pokemon starwars shadow cysgod freedom rhyddid peace heddwch happy hapus hello helo
    trustno one dragonfly baseball soccer computer internet google windows samsung iphone android microsoft
    """.split()
)
"""What people choose first, in our users' languages; endings, capitals and figures for letters make it thousands."""


def weakness(password: str, about: Sequence[str] = ()) -> str | None:
    """Tell why a password is too easy, or none; `about` is what others know of its owner: the name, the address."""
    if len(password) < SHORTEST_PASSWORD:
        return "password-short"
    if len(password) > LONGEST_PASSWORD:
        return "password-long"
    folded = _folded(password)
    if any(part in folded for part in _telling((*about, "tystio"))):
        return "password-telling"
    return "password-common" if _is_common(folded) else None


def _folded(words: str) -> str:
    decomposed = unicodedata.normalize("NFD", words.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _telling(about: Sequence[str]) -> list[str]:
    parts = [part for words in about for part in re.split(r"[^a-z]+", _folded(words).split("@")[0])]
    return [part for part in parts if len(part) >= TELLING]


def _is_common(folded: str) -> bool:
    if folded.isdigit() and len(folded) <= MANY_DIGITS:
        return True
    if re.fullmatch(r"(.{1,4})\1+.{0,3}", folded):
        return True
    if any(folded in row * 2 or folded in row[::-1] * 2 for row in ROWS):
        return True
    stem = re.sub(r"[\W\d_]+$|^[\W\d_]+", "", folded).translate(LIKE_LETTERS)
    letters = re.sub(r"[^a-z]", "", stem)
    half = letters[: len(letters) // 2]
    return letters in COMMON_WORDS or letters in ROWS or (half in COMMON_WORDS and half * 2 == letters)


SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "Linux": "Linux",
}
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}


def device_name(agent: str) -> str:
    """Name a browser and its system in a few words, as far as its own words tell."""
    found = [next((name for sign, name in known.items() if sign in agent), "") for known in (BROWSERS, SYSTEMS)]
    return ", ".join(part for part in found if part)


ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


def is_address(said: str) -> bool:
    """Tell whether something has the form of an email address; whether letters arrive, only a letter tells."""
    return ADDRESS.fullmatch(said.strip()) is not None

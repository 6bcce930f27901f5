"""The JSON-LD contexts that come with the code: each known by its hash, and no other is ever loaded."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "contexts"
CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
CREDENTIALS_V1 = "https://www.w3.org/2018/credentials/v1"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
V3P0 = "https://purl.imsglobal.org/spec/ob/v3p0"

KNOWN: dict[str, tuple[str, str]] = {
    CREDENTIALS: ("credentials-v2.json", "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734"),
    CREDENTIALS_V1: ("credentials-v1.json", "3d0b277522ed24385c850b9882b9688687189b8f37a9bd9f1577e348b1019c44"),
    OPEN_BADGES: (
        "ob-v3p0-context-3.0.3.json",
        "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84",
    ),
    f"{V3P0}/context.json": (
        "ob-v3p0-context-3.0.0.json",
        "b077fa134d909d92c1dcd1c153f2af1b244aeb415967fdc1467d7fc5dd48ac10",
    ),
    f"{V3P0}/context-3.0.2.json": (
        "ob-v3p0-context-3.0.2.json",
        "00666ad080ba407687ed1846b7f5e7495f5019042b202a727de47c48a1755c53",
    ),
    f"{V3P0}/context-3.0.1.json": (
        "ob-v3p0-context-3.0.1.json",
        "5f3d9dd6288ef437ff8286cf95ffbff609c748a66f24a1e9450c45ca64be1571",
    ),
    f"{V3P0}/extensions.json": (
        "ob-v3p0-extensions.json",
        "87c06c81bc2317663bf288d740d94fddd2818c4342b186270ff6371dfaa63f93",
    ),
    "https://w3id.org/security/data-integrity/v1": (
        "data-integrity-v1.json",
        "c6e5073f4bd4bf6d08f245736e6f32c29b012860b18583644b2d71e1de862669",
    ),
    "https://w3id.org/security/data-integrity/v2": (
        "data-integrity-v2.json",
        "67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4",
    ),
    "https://w3id.org/security/multikey/v1": (
        "multikey-v1.json",
        "ba2c182de2d92f7e47184bcca8fcf0beaee6d3986c527bf664c195bbc7c58597",
    ),
    "https://w3id.org/security/suites/ed25519-2020/v1": (
        "ed25519-2020-v1.json",
        "b9e1ab971fd8bf2c7553e0c4a9438e0b9450afde1ea1ca5b2492368b9f549588",
    ),
}
"""Address → the file that holds what stands there, and its SHA-256."""


DIRECTIONS = {"@language", "@direction"}
"""What a context of a document's own may say: it defines no terms."""


def defines_terms(said: Any) -> bool:
    """Tell whether a document's own context could change what words mean; an address is none of its own."""
    return not isinstance(said, str) and not (isinstance(said, dict) and said.keys() <= DIRECTIONS)


class ForeignContext(ValueError):
    """A document leans on a context that is not among ours."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


@cache
def _read(name: str, sha256: str) -> str:
    found = (FOLDER / name).read_bytes()
    if hashlib.sha256(found).hexdigest() != sha256:
        raise RuntimeError(f"{name} is not the published context")
    return found.decode()


def load(address: str, _options: Any = None) -> dict[str, Any]:
    """Give a context as PyLD takes it. Raises ForeignContext."""
    if address not in KNOWN:
        raise ForeignContext(address)
    document = json.loads(_read(*KNOWN[address]))
    return {"contextUrl": None, "documentUrl": address, "document": document, "contentType": "application/ld+json"}

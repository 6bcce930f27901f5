"""A provider's Ed25519 key: made once, kept encrypted, used to sign the heads of its books."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from sqlalchemy.orm import Session

from portfolio.core.ledger import Book, SignedHead


@dataclass(frozen=True)
class KeyPair:
    """A new key: the private part encrypted for storage, the public part as 32 bytes."""

    encrypted: bytes
    public: bytes


class KeyRing:
    """Makes and opens keys under the installation's secret."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()
        self._box = Fernet(base64.urlsafe_b64encode(self._derived(b"tystio signing keys")))

    def _derived(self, purpose: bytes) -> bytes:
        return HKDF(SHA256(), 32, salt=None, info=purpose).derive(self._secret)

    def of_drafts(self, account: str) -> str:
        """Give the key by which an account's browsers lock what is typed and not sent yet, always the same; base64."""
        return base64.b64encode(self._derived(f"tystio drafts of {account}".encode())).decode()

    def make(self) -> KeyPair:
        key = Ed25519PrivateKey.generate()
        private = key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
        public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return KeyPair(self._box.encrypt(private), public)

    def signer(self, encrypted: bytes) -> Callable[[bytes], bytes]:
        """Open a key for signing."""
        return Ed25519PrivateKey.from_private_bytes(self._box.decrypt(encrypted)).sign

    def sign_head(self, session: Session, book: Book, encrypted: bytes, at: datetime) -> SignedHead:
        """Sign the head of a book as it stands and keep the signature."""
        signature = self.signer(encrypted)(head_text(book))
        head = SignedHead(book_id=book.id, seq=book.head_seq, hash=book.head_hash, signature=signature, at=at)
        session.add(head)
        return head


def head_text(book: Book) -> bytes:
    """Write what is signed of a book's head."""
    return f"{book.public_id} {book.head_seq} {book.head_hash}".encode()


def verify_head(public: bytes, book_public_id: str, head: SignedHead) -> None:
    """Check a signed head. Raises cryptography's InvalidSignature."""
    text = f"{book_public_id} {head.seq} {head.hash}".encode()
    Ed25519PublicKey.from_public_bytes(public).verify(head.signature, text)

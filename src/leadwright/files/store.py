"""Where the bytes of files lie: a folder, or a store that speaks S3, under keys that nobody chose."""

import logging
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

from django.conf import settings
from django.core.files import File as Content
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.db import transaction

from leadwright.files.naming import HEAD, clean_name, media_type_of
from leadwright.foundation.refusals import refuse

try:
    from boto3.exceptions import Boto3Error
    from botocore.exceptions import BotoCoreError, ClientError

    FAULTS: tuple[type[Exception], ...] = (OSError, Boto3Error, BotoCoreError, ClientError)
except ImportError:
    FAULTS = (OSError,)

ALIAS = "files"
log = logging.getLogger("leadwright.files")


class Folder(FileSystemStorage):
    """The folder of the installation: only the product's own user reads it, and no address leads there."""

    @property
    def base_location(self) -> str:
        """Return where it lies, as it is set now."""
        return str(settings.FILES)

    @property
    def location(self) -> str:
        """Return the same as a full path."""
        return str(Path(settings.FILES).resolve())

    def settle(self, name: str) -> None:
        """Let a body lie on the disk before anybody is told that it was stored."""
        path = Path(self.path(name))
        for place, flags in ((path, os.O_RDONLY), (path.parent, os.O_RDONLY | os.O_DIRECTORY)):
            handle = os.open(place, flags)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """A file as it came: its name, what was said of its type, and its bytes."""

    name: str
    media_type: str
    content: "Content[bytes]"


@dataclass(frozen=True, kw_only=True)
class Body:
    """A file whose bytes lie in the store, under `key`."""

    name: str
    media_type: str
    size: int
    sha256: str
    key: str


def storage() -> Storage:
    """Return the store."""
    return storages[ALIAS]


def new_key() -> str:
    """Return a key that nobody can guess; its first two signs are a folder, so that none grows too long."""
    token = token_hex(20)
    return f"{token[:2]}/{token[2:]}"


@contextmanager
def bodies_of(files: Sequence[Incoming]) -> Iterator[list[Body]]:
    """Store the bytes of files; whatever goes wrong while this lasts, none of them stays."""
    names = [clean_name(file.name) for file in files]
    bodies: list[Body] = []
    try:
        for name, file in zip(names, files, strict=True):
            bodies.append(_stored(name, file))
        yield bodies
    except BaseException:
        discard([body.key for body in bodies])
        raise


def _stored(name: str, file: Incoming) -> Body:
    digest, size, head = sha256(), 0, b""
    for chunk in file.content.chunks():
        head = head or bytes(chunk[:HEAD])
        digest.update(chunk)
        size += len(chunk)
    kind = media_type_of(head, file.media_type)
    key = put(file.content)
    return Body(name=name, media_type=kind, size=size, sha256=digest.hexdigest(), key=key)


def put(content: "Content[bytes]") -> str:
    """Store bytes under a new key and return it; a store that takes nothing refuses, and keeps no part."""
    key, store = new_key(), storage()
    try:
        content.seek(0)
        kept = str(store.save(key, content))
        if isinstance(store, Folder):
            store.settle(kept)
        return kept
    except FAULTS as fault:
        log.error("the store of files did not take a body: %s", fault.__class__.__name__)
        discard([key])
        refuse("UNAVAILABLE", because="STORE_AWAY")


def opened(key: str) -> "Content[bytes]":
    """Return bytes to be read; those that are gone are refused."""
    try:
        return storage().open(key, "rb")
    except FileNotFoundError:
        log.error("a body is missing in the store of files: %s", key)
        refuse("NOT_FOUND", because="BODY_MISSING")
    except FAULTS as fault:
        log.error("the store of files does not answer: %s", fault.__class__.__name__)
        refuse("UNAVAILABLE", because="STORE_AWAY")


def bytes_of(key: str) -> bytes:
    """Return all the bytes of a body; those that are gone are refused."""
    with opened(key) as content:
        return bytes(content.read())


def discard(keys: Iterable[str]) -> None:
    """Remove bytes at once; what cannot be removed now is swept up later."""
    for key in keys:
        try:
            storage().delete(key)
        except FAULTS as fault:
            log.error("a body stays in the store until it is swept up: %s", fault.__class__.__name__)


def discard_later(keys: Iterable[str]) -> None:
    """Remove bytes as soon as the transaction is committed."""
    transaction.on_commit(partial(discard, list(keys)), robust=True)

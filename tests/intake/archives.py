"""Archives of made-up exports."""

import io
import warnings
import zipfile

# How an entry says that it is a link.
LINK = 0o120777 << 16


def zipped(files: dict[str, str]) -> bytes:
    """Return an archive of these files."""
    return zipped_pairs(list(files.items()))


def zipped_pairs(files: list[tuple[str, str | bytes]], *, links: dict[str, str] | None = None) -> bytes:
    """Return an archive of files of which two may be called alike, and of links to other files."""
    body = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore", UserWarning)
        for name, text in files:
            archive.writestr(name, text)
        for name, target in (links or {}).items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = LINK
            archive.writestr(entry, target)
    return body.getvalue()


def of_another_length(content: bytes, length: int) -> bytes:
    """Return an archive whose first file says that it is so long."""
    made = bytearray(content)
    at = made.index(b"PK\x01\x02") + 24
    made[at : at + 4] = length.to_bytes(4, "little")
    return bytes(made)

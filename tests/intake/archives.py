"""Archives of made-up exports."""

import io
import zipfile


def zipped(files: dict[str, str]) -> bytes:
    """Return an archive of these files."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return body.getvalue()

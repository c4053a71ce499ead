"""A process of its own, with narrow limits, that makes a small picture of a file: `preview_child.py pdf`, or `image`.

The file comes in on the standard input, the picture (JPEG) leaves on the standard output. Whatever a hostile file does
to the libraries that read it happens here, where there is no database, no secret and little memory.
"""

import io
import resource
import sys

import pypdfium2
from PIL import Image, ImageOps

MEMORY = 1024 * 2**20
SECONDS = 15
MOST_PIXELS = 50_000_000
SIDE = 480
LARGEST = 512 * 1024
FORMATS = ("PNG", "JPEG", "GIF", "WEBP")


def limit() -> None:
    """Take away from this process what it does not need, before anything is read."""
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, LARGEST),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def image_of(content: bytes) -> bytes:
    """Return a picture of an image, drawn anew: nothing but its pixels is left."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with Image.open(io.BytesIO(content), formats=FORMATS) as image:
        if image.width * image.height > MOST_PIXELS:
            raise ValueError("too many pixels")
        image.draft("RGB", (2 * SIDE, 2 * SIDE))
        turned = ImageOps.exif_transpose(image)
        turned.thumbnail((SIDE, SIDE))
        return _as_jpeg(turned.convert("RGBA"))


def page_of(content: bytes) -> bytes:
    """Return a picture of the first page of a PDF."""
    document = pypdfium2.PdfDocument(content)
    page = document[0]
    width, height = page.get_size()
    picture = page.render(scale=SIDE / max(width, height, 1)).to_pil()
    return _as_jpeg(picture.convert("RGBA"))


def _as_jpeg(picture: Image.Image) -> bytes:
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    result = io.BytesIO()
    ground.save(result, "JPEG", quality=82)
    return result.getvalue()


def main() -> None:
    """Make the picture, or end with a fault."""
    limit()
    content = sys.stdin.buffer.read()
    makers = {"pdf": page_of, "image": image_of}
    sys.stdout.buffer.write(makers[sys.argv[1]](content))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()

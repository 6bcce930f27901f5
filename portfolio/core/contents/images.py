"""Images: decoded whole, within a limit of points; copies for showing carry nothing but the picture."""

from __future__ import annotations

import warnings
from pathlib import Path

from PIL import Image, ImageOps

from portfolio.core.contents.families import Unacceptable

FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "GIF": "image/gif"}
MOST_POINTS = 50_000_000
SHOWN_POINTS = 1600
"""The longer side of a copy for showing."""
QUALITY = 85

Image.MAX_IMAGE_PIXELS = MOST_POINTS
warnings.simplefilter("error", Image.DecompressionBombWarning)


def inspect_image(path: Path) -> str:
    """Give the media type of an image that decodes. Raises Unacceptable."""
    with opened(path) as image:
        # Of a JPEG all is read and hardly anything worked out: half the time, and what is torn still shows.
        image.draft("L", (1, 1))
        image.load()
        return FORMATS[str(image.format)]


def write_preview(path: Path, target: Path, _more: str = "") -> str:
    """Write a copy of the picture alone: no place, no camera, nothing appended. Raises Unacceptable."""
    with opened(path) as image:
        image.draft("RGB", (SHOWN_POINTS, SHOWN_POINTS))
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((SHOWN_POINTS, SHOWN_POINTS))
        coloured = upright.convert("RGBA")
        white = Image.new("RGB", coloured.size, "white")
        white.paste(coloured, mask=coloured.getchannel("A"))
        white.save(target, "JPEG", quality=QUALITY)
    return "image/jpeg"


def opened(path: Path) -> Image.Image:
    """Open a picture of a kind that is taken. Raises Unacceptable."""
    try:
        return Image.open(path, formats=tuple(FORMATS))
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as bomb:
        raise Unacceptable("file-too-much-inside") from bomb

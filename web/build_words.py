"""What was learned of wordings as a browser is sent it: an archive with its rows blank, and these squeezed apart.

What takes them apart, and puts them together again in the browser, is JavaScript (`browser/learned.js`): in Python it
would take longer than to send them whole.
"""

import json
import struct
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile, ZipInfo

from .build_stage import run_node

OF_ROWS = "matter"  # the larger of the two machines; the other is left as it is
_LOCAL_HEADER = 30  # bytes before the name of a file in a zip archive


def as_sent(archive: bytes) -> bytes:
    """An archive of files with what was learned in it, nothing of which is squeezed, as `learned.js` takes it.

    Raises CannotBuild.
    """
    with TemporaryDirectory() as folder:
        file = Path(folder, "words")
        file.write_bytes(_head(archive) + archive)
        run_node("rows.mjs", file)
        return file.read_bytes()


def _head(archive: bytes) -> bytes:
    """Where in the archive is what the rows are made of."""
    start = archive.index(b"PK\3\4")
    with ZipFile(BytesIO(archive[start:])) as learned:
        parts = {info.filename: info for info in learned.infolist()}
        labels = len(json.loads(learned.read(f"{OF_ROWS}/head.json"))["labels"])
    names = ("features.txt", "idf", "ends", "label", "weight")
    features, idf, ends, label, weight = (_place(parts[f"{OF_ROWS}/{name}"], start) for name in names)
    named, rows = parts[f"{OF_ROWS}/features.txt"].file_size, parts[f"{OF_ROWS}/label"].file_size // 2
    return struct.pack("<9I", len(archive), features, named, idf, ends, label, weight, labels, rows)


def _place(part: ZipInfo, start: int) -> int:
    return start + part.header_offset + _LOCAL_HEADER + len(part.filename)

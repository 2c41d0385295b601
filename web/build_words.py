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

MACHINES = "matter", "manner"
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
    """Where in the archive is what the rows of each machine are made of."""
    start = archive.index(b"PK\3\4")
    with ZipFile(BytesIO(archive[start:])) as learned:
        machines = [_numbers(learned, machine, start) for machine in MACHINES]
    return struct.pack("<I", len(archive)) + b"".join(struct.pack("<8I", *numbers) for numbers in machines)


def _numbers(learned: ZipFile, machine: str, start: int) -> tuple[int, ...]:
    """Of one machine: where its parts begin in the archive, how long its names are, and how much there is of it."""
    parts = {name: learned.getinfo(f"{machine}/{name}") for name in ("features.txt", "idf", "ends", "label", "weight")}
    features, idf, ends, label, weight = (_place(part, start) for part in parts.values())
    labels = len(json.loads(learned.read(f"{machine}/head.json"))["labels"])
    named, rows = parts["features.txt"].file_size, parts["label"].file_size // 2
    return features, named, idf, ends, label, weight, labels, rows


def _place(part: ZipInfo, start: int) -> int:
    return start + part.header_offset + _LOCAL_HEADER + len(part.filename)

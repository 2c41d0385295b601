"""The data beside the tests, as they are written."""

from pathlib import Path
from typing import Any

import yaml

QUICK = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def written(path: Path) -> Any:
    """What a YAML file says."""
    return yaml.load(path.read_text("utf-8"), QUICK)

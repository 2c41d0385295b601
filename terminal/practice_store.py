"""Where practice is kept on this machine, and what time it is."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ..practice.store import Store


def opened() -> "Store":
    """What was practised on this machine; it is closed with the command."""
    import platformdirs

    from ..practice.store import Store

    store = Store(platformdirs.user_data_path("soleus") / "practice.sqlite3")
    click.get_current_context().call_on_close(store.close)
    return store


def now() -> datetime:
    """The time."""
    return datetime.now(UTC)

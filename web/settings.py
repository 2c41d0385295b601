"""What a server is started with, passed to its workers through the environment."""

import os
import secrets
from dataclasses import dataclass, field

from ..facts.errors import SoleusError

LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")
_SECRET, _HOSTS = "SOLEUS_SECRET", "SOLEUS_HOSTS"
SHORTEST_SECRET, FEWEST_LETTERS = 32, 10


class WeakSecret(SoleusError):
    """The key in the environment could be guessed."""


@dataclass(frozen=True)
class Settings:
    """Limits and the key of one server.

    `secret` signs the state that travels with the forms; workers share it, so that any of them can serve any step.
    `hosts` are the names it answers to, "*" for any. `body_bytes` and `body_seconds` bound a request's body,
    `answer_seconds` the work for one answer, `waiting` how many requests may queue for the engines, of which
    there are `engines`, one a thread.
    """

    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    hosts: tuple[str, ...] = LOOPBACK
    body_bytes: int = 1_000_000
    body_seconds: float = 10.0
    answer_seconds: float = 20.0
    waiting: int = 200
    engines: int = 2

    def export(self) -> None:
        """Leave the key and the names in the environment, for the worker processes."""
        os.environ[_SECRET] = self.secret
        os.environ[_HOSTS] = ",".join(self.hosts)


def from_environment() -> Settings:
    """The settings of a worker process: the key and names that its server exported, or fresh ones.

    Raises WeakSecret.
    """
    hosts = tuple(filter(None, os.environ.get(_HOSTS, "").split(","))) or LOOPBACK
    if not (secret := os.environ.get(_SECRET)):
        return Settings(hosts=hosts)
    if len(secret) < SHORTEST_SECRET or len(set(secret)) < FEWEST_LETTERS:
        raise WeakSecret(
            f"{_SECRET} could be guessed; give at least {SHORTEST_SECRET} random characters, such as those of: "
            'python -c "import secrets; print(secrets.token_urlsafe(32))"'
        )
    return Settings(secret=secret, hosts=hosts)

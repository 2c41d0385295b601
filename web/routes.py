"""Which address is answered by what: entered where the answer is written."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

Answers = TypeVar("Answers", bound=Callable[[Request], Awaitable[Response]])


class Routes(list[Route]):
    """The addresses of some pages, in the order in which they are tried."""

    def get(self, path: str) -> Callable[[Answers], Answers]:
        """What is decorated answers who asks for this address."""
        return self._entered(path, "GET")

    def post(self, path: str) -> Callable[[Answers], Answers]:
        """What is decorated answers a form that is sent to this address."""
        return self._entered(path, "POST")

    def _entered(self, path: str, method: str) -> Callable[[Answers], Answers]:
        def enter(answers: Answers) -> Answers:
            self.append(Route(path, answers, methods=[method]))
            return answers

        return enter

"""One terminal at a time: a session's file is locked by the process that has it open.

The lock is the system's own and ends with the process, however that ends; nothing of it is on disk.
"""

import errno
import os
import sys

if sys.platform == "win32":
    import msvcrt

    BEYOND = 1 << 30  # Windows refuses to read what is locked: the byte locked is one that no session reaches

    def _lock(handle: int) -> None:
        here = os.lseek(handle, 0, os.SEEK_CUR)
        os.lseek(handle, BEYOND, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        finally:
            os.lseek(handle, here, os.SEEK_SET)

    def _terminal() -> str:
        return ""

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _terminal() -> str:
        try:
            return f" on {os.ttyname(0)}"
        except OSError:
            return ""


HELD = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


def lock(handle: int) -> bool:
    """Lock an open file until it is closed; whether no other has. A file system without locks holds nobody back."""
    try:
        _lock(handle)
    except OSError as error:
        return error.errno not in HELD
    return True


def holder() -> str:
    """This process and its terminal, for whoever finds the session locked."""
    return f"process {os.getpid()}{_terminal()}"

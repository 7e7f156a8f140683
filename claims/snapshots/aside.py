"""Reading a document aside, in a process of its own: whatever it holds, it takes so much time and memory, no more."""

import atexit
import contextlib
import json
import os
import subprocess
import sys
import threading
from typing import IO, Any

import msgspec

from claims.snapshots.reading import ReadDocument, read_here

MOST_SECONDS = 20.0
"""Seconds that the reading of one document may take."""

MOST_MEMORY = 320_000_000
"""Bytes that the reader may ask the system for, where a system can hold it to that."""

SLOW = "reading it takes more than {:.0f} seconds"
HEAVY = "reading it takes more memory than a document may"

_START = "import sys; sys.path[:] = sys.argv[1:]; from claims.snapshots.aside import serve; serve()"
_LENGTH = 8


class _Reader:
    """A process that reads one document after the other, until one is too much for it."""

    def __init__(self) -> None:
        paths = [each for each in sys.path if each]  # nothing of the folder in which somebody happens to work
        self._process = subprocess.Popen(  # noqa: S603  (this program itself)
            [sys.executable, "-P", "-c", _START, *paths],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def read(self, content: bytes, media_type: str) -> ReadDocument:
        """What the process reads; why there is no text, where it had to be stopped."""
        stopped = threading.Event()

        def stop() -> None:
            stopped.set()
            self._process.kill()

        timer = threading.Timer(MOST_SECONDS, stop)
        timer.daemon = True
        timer.start()
        try:
            answer = self._asked(content, media_type)
        finally:
            timer.cancel()
        if answer is None:
            self.end()
            return ReadDocument(None, None, trouble=SLOW.format(MOST_SECONDS) if stopped.is_set() else HEAVY)
        if answer["spent"]:
            self.end()
        return msgspec.convert(answer["reading"], ReadDocument)

    def _asked(self, content: bytes, media_type: str) -> Any:
        out, back = self._process.stdin, self._process.stdout
        if out is None or back is None:
            return None
        try:
            for each in (media_type.encode("utf-8", "replace"), content):
                _send(out, each)
            answer = _receive(back)
        except OSError:
            return None
        return None if answer is None else json.loads(answer)

    @property
    def lives(self) -> bool:
        """Whether it can be asked."""
        return self._process.poll() is None

    def end(self) -> None:
        """Let the process go."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()


_one_at_a_time = threading.Lock()
_readers: dict[int, _Reader] = {}
"""The reader of each process, as a fork has none of its parent's."""


def read_aside(content: bytes, media_type: str) -> ReadDocument:
    """Read a document in a process that can be stopped; here, where this program can't be started once more."""
    with _one_at_a_time:
        reader = _readers.get(os.getpid())
        if reader is None or not reader.lives:
            try:
                reader = _readers[os.getpid()] = _Reader()
            except OSError:
                return read_here(content, media_type)
        return reader.read(content, media_type)


@atexit.register
def _end() -> None:
    reader = _readers.pop(os.getpid(), None)
    if reader is not None:
        reader.end()


def _send(out: IO[bytes], content: bytes) -> None:
    out.write(len(content).to_bytes(_LENGTH))
    out.write(content)
    out.flush()


def _receive(back: IO[bytes]) -> bytes | None:
    """What was sent, whole; nothing where the other has gone."""
    head = back.read(_LENGTH)
    if len(head) < _LENGTH:
        return None
    content = back.read(int.from_bytes(head))
    return content if len(content) == int.from_bytes(head) else None


def serve() -> None:
    """Read what is asked for until nobody asks; this is what the process aside does."""
    asked, answered = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    hold_memory()
    while True:
        media_type, content = _receive(asked), None
        if media_type is not None:
            content = _receive(asked)
        if media_type is None or content is None:
            return
        _send(answered, _answer(content, media_type.decode()))


def hold_memory() -> None:
    """Hold this process to its memory; a system that can't still stops it by the clock."""
    try:
        import resource
    except ImportError:
        return
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(content: bytes, media_type: str) -> bytes:
    """What was read, and whether this process has taken so much that another had better read the next document."""
    try:
        reading = read_here(content, media_type)
    except MemoryError:
        os._exit(1)  # whatever is left of this process is not to be trusted with the next document
    spent = _peak() > MOST_MEMORY * 3 // 5
    if reading.text is None and spent:  # a library that took its want of memory for a fault
        os._exit(1)
    # Plain json, since a text may hold half a character, which msgspec doesn't write.
    return json.dumps({"reading": msgspec.to_builtins(reading), "spent": spent}).encode()


def _peak() -> int:
    """The most memory that this process had, in bytes; nothing where no system says.

    Linux counts what the process that started this one had into `ru_maxrss`, so that its own word is asked for first.
    """
    with contextlib.suppress(OSError), open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123  (no path)
        for line in status:
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    try:
        import resource
    except ImportError:
        return 0
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used if sys.platform == "darwin" else used * 1024

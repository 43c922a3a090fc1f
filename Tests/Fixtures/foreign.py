"""What the servers of this folder have in common: `provider.py` and those in `apis`.

It shares no code with Assay, so that a misreading of a contract is noticed.
"""

from __future__ import annotations

import os
import sys
import threading
import urllib.parse
from typing import Any, Callable, Dict, List, Optional, Tuple

NOTHING = object()                            # no body; None is the JSON value null

Pairs = List[Tuple[str, str]]
Edit = Callable[[Any, Any], None]             # changes a reply to a call


class WithHeaders:
    """A message with `headers`, whose names are the same in every case."""

    headers: Pairs

    def all(self, name: str) -> List[str]:
        return [v for n, v in self.headers if n.lower() == name.lower()]

    def set_header(self, name: str, value: Optional[str]) -> None:
        self.headers = [(n, v) for n, v in self.headers if n.lower() != name.lower()]
        if value is not None:
            self.headers.append((name, value))


def match(template: str, path: str) -> Optional[Dict[str, str]]:
    """The variables of a path. Segments are split before they are decoded, so
    an encoded slash stays inside its segment."""
    wanted, given = template.split("/"), path.split("/")
    if len(wanted) != len(given) or "" in given[1:]:
        return None
    found = {}
    for want, have in zip(wanted, given):
        if want.startswith("{"):
            found[want[1:-1]] = urllib.parse.unquote(have, errors="surrogateescape")
        elif want != have:
            return None
    return found


def at(pointer: str, function: Callable[[Any, Any, Any], None]) -> Edit:
    """Calls a function with what a member is in, its name, and the call."""
    *way, last = pointer.split("/")[1:]

    def edit(reply: Any, call: Any) -> None:
        inner = reply.document
        for name in way:
            inner = inner[int(name) if isinstance(inner, list) else name]
        function(inner, last, call)
    return edit


def put(pointer: str, value: Any) -> Edit:
    """Sets a member; `value` may be a function of the call."""
    def function(inner: Any, name: str, call: Any) -> None:
        inner[name] = value(call) if callable(value) else value
    return at(pointer, function)


def change(pointer: str, function: Callable[[Any], Any]) -> Edit:
    """Replaces a member by what a function makes of it."""
    def changed(inner: Any, name: str, call: Any) -> None:
        inner[name] = function(inner[name])
    return at(pointer, changed)


def remove(pointer: str) -> Edit:
    def function(inner: Any, name: str, call: Any) -> None:
        del inner[name]
    return at(pointer, function)


def header(name: str, value: Optional[str]) -> Edit:
    return lambda reply, call: reply.set_header(name, value)


def status(code: int) -> Edit:
    def edit(reply: Any, call: Any) -> None:
        reply.status = code
    return edit


def serve(server: Any, become: Callable[[str], bool]) -> None:
    """Serves until standard input ends; each of its lines makes it another server."""
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print("listening on 127.0.0.1:%d" % server.server_address[1], flush=True)
    # Plain reads: a buffered one would hold its lock while the process ends.
    pending = b""
    while data := os.read(sys.stdin.fileno(), 65536):
        *lines, pending = (pending + data).split(b"\n")
        for line in lines:
            print("ready" if become(line.decode()) else "there is no " + line.decode(), flush=True)

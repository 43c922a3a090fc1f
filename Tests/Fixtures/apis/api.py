"""What the servers of this folder have in common.

Each is a server of one public API, written from the provider's documents and
from nothing else. It serves on 127.0.0.1:

    NAME.py [--port 0] [--fault NAME]
    NAME.py --list-faults

It prints `listening on 127.0.0.1:PORT` and serves until its standard input
ends. A line on its standard input changes it: `conform` or `fault NAME`; it
answers `ready` and has forgotten everything that it was sent before.

Without a fault it conforms: it checks credentials and requests as the
documents say, and remembers what it was sent. The objects that it has from
the beginning are the exception: they can be changed, and the response shows
the change, but the next request finds them as they were. So the order of
requests that name them does not matter.

A fault breaks one promise of the documents. There are three kinds: a rule of
requests is overlooked, a response is edited before it is sent, or the server
does something else than the documents say (`self.has(NAME)` in its code).
"""

from __future__ import annotations

import argparse
import base64
import binascii
import http
import http.server
import json
import pathlib
import re
import sys
import threading
import urllib.parse
from dataclasses import dataclass, field
from typing import Any, Callable, Dict, List, Optional, Tuple

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))

from foreign import NOTHING, Edit, Pairs, WithHeaders, change, header, match, put, remove, serve, status  # noqa: E402


@dataclass
class Reply(WithHeaders):
    status: int
    document: Any = NOTHING
    headers: Pairs = field(default_factory=list)
    media_type: str = "application/json"


class Problem(Exception):
    """A request that is refused."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply


@dataclass
class Call(WithHeaders):
    method: str
    path: str
    query: Pairs
    headers: Pairs
    body: bytes
    host: str
    operation: str = ""
    variables: Dict[str, str] = field(default_factory=dict)

    def header(self, name: str) -> Optional[str]:
        values = self.all(name)
        return ", ".join(values) if values else None

    @property
    def media_type(self) -> str:
        return (self.header("Content-Type") or "").split(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        match = re.search(r';\s*charset\s*=\s*"?([^";\s]*)', self.header("Content-Type") or "", re.IGNORECASE)
        return match[1].lower() if match else "utf-8"

    def basic(self) -> Optional[Tuple[str, str]]:
        """User and password of HTTP Basic, if that is what the request has."""
        scheme, _, text = (self.header("Authorization") or "").partition(" ")
        if scheme.lower() != "basic":
            return None
        try:
            user, colon, password = base64.b64decode(text.strip(), validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return None
        return (user, password) if colon else None

    def bearer(self) -> Optional[str]:
        scheme, _, token = (self.header("Authorization") or "").partition(" ")
        return token.strip() if scheme.lower() == "bearer" else None


class Malformed(ValueError):
    """Text that is not in the form that it should have."""


def form_pairs(text: bytes) -> Pairs:
    """The pairs of application/x-www-form-urlencoded; strict about escapes and UTF-8."""
    def decoded(part: bytes) -> str:
        if re.search(rb"%(?![0-9A-Fa-f]{2})", part):
            raise Malformed("a percent sign without two hexadecimal digits")
        try:
            return urllib.parse.unquote_to_bytes(part.replace(b"+", b" ")).decode("utf-8")
        except UnicodeDecodeError:
            raise Malformed("not UTF-8") from None
    pairs = [part.partition(b"=") for part in text.split(b"&") if part]
    return [(decoded(name), decoded(value)) for name, _, value in pairs]


def json_value(text: bytes) -> Any:
    """A JSON value; strict about UTF-8, constants and repeated names."""
    def members(pairs: List[Tuple[str, Any]]) -> Dict[str, Any]:
        if len({name for name, _ in pairs}) < len(pairs):
            raise Malformed("a member is given twice")
        return dict(pairs)

    def constant(name: str) -> Any:
        raise Malformed(name + " is not JSON")
    try:
        return json.loads(text.decode("utf-8"), object_pairs_hook=members, parse_constant=constant)
    except (ValueError, RecursionError):
        raise Malformed("not JSON") from None


def is_integer(value: Any) -> bool:
    """1.0 is an integer as well, true is none."""
    return not isinstance(value, bool) and (
        isinstance(value, int) or isinstance(value, float) and value.is_integer())


@dataclass
class Fault:
    name: str
    operation: str                            # which requests show it; for --list-faults
    what: str
    overlooks: str = ""                       # a rule that requests may break
    status: int = 0                           # which responses of the operation are edited
    edit: Optional[Edit] = None


def media_type(name: str) -> Edit:
    def edit(reply: Reply, call: Call) -> None:
        reply.media_type = name
    return edit


def document(function: Callable[[Any], Any]) -> Edit:
    def edit(reply: Reply, call: Call) -> None:
        reply.document = function(reply.document)
    return edit


class API:
    """A server of one API. Subclasses name their routes, one method each, and their faults."""

    routes: List[Tuple[str, str, str]] = []   # method, path with {variables}, operation
    faults: List[Fault] = []

    def __init__(self, fault: Optional[Fault] = None) -> None:
        self.fault = fault
        self.lock = threading.RLock()

    def has(self, name: str) -> bool:
        return self.fault is not None and self.fault.name == name

    def require(self, holds: Any, rule: str, problem: Callable[[], Problem]) -> None:
        """Refuses a request that breaks a rule, unless a fault overlooks it."""
        if not holds and not (self.fault and self.fault.overlooks == rule):
            raise problem()

    # What a subclass has to say.

    def not_found(self, call: Call) -> Reply:
        raise NotImplementedError

    def authenticate(self, call: Call) -> None:
        raise NotImplementedError

    def finish(self, reply: Reply, call: Call) -> None:
        """What every response has."""

    def answer(self, call: Call) -> Reply:
        allowed = []
        for method, template, operation in self.routes:
            found = match(template, call.path)
            if found is None:
                continue
            allowed.append(method)
            if method == call.method:
                call.operation, call.variables = operation, found
                break
        with self.lock:
            try:
                if not call.operation:
                    reply = Reply(405, headers=[("Allow", ", ".join(allowed))]) if allowed else self.not_found(call)
                else:
                    self.authenticate(call)
                    reply = getattr(self, call.operation)(call)
            except Problem as problem:
                reply = problem.reply
            self.finish(reply, call)
            # A fault must not reach what is remembered.
            if reply.document is not NOTHING:
                reply.document = json.loads(json.dumps(reply.document))
            fault = self.fault
            if fault and fault.edit and reply.status == fault.status and call.operation in fault.operation.split():
                fault.edit(reply, call)
        return reply


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = 64 * 1024                      # head and body leave in one write

    def respond(self) -> None:
        path, _, query = self.path.partition("?")
        if self.headers.get("Transfer-Encoding") or len(set(self.headers.get_all("Content-Length") or [])) > 1:
            self.close_connection = True
            return self.send(Reply(400), "")
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        host = self.headers.get("Host") or "127.0.0.1"
        try:
            pairs = form_pairs(query.encode("latin-1"))
        except Malformed:
            return self.send(Reply(400), "")
        call = Call(self.command, path, pairs, list(self.headers.items()), body, host)
        self.send(self.server.api.answer(call), self.command)

    do_GET = do_POST = do_PATCH = do_DELETE = do_PUT = do_HEAD = respond

    def send(self, reply: Reply, method: str) -> None:
        bare = reply.document is NOTHING
        data = b"" if bare else json.dumps(reply.document, ensure_ascii=False).encode("utf-8", "replace")
        self.send_response(reply.status)
        if not bare:
            self.send_header("Content-Type", reply.media_type)
        for name, value in reply.headers:
            self.send_header(name, value)
        if reply.status not in (204, 304):
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if method != "HEAD" and reply.status not in (204, 304):
            self.wfile.write(data)
        self.wfile.flush()

    def version_string(self) -> str:
        return "test"

    def log_message(self, *_: Any) -> None:
        pass


class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 128
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, *_: Any) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(*_)


def main(kind: Callable[[Optional[Fault]], API], faults: List[Fault], description: str) -> None:
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--fault", metavar="NAME")
    parser.add_argument("--list-faults", action="store_true")
    options = parser.parse_args()
    known = {fault.name: fault for fault in faults}
    if options.list_faults:
        for fault in faults:
            print(fault.name, fault.operation, fault.what, sep="\t")
        return
    if options.fault is not None and options.fault not in known:
        parser.error("there is no fault " + options.fault)
    with Server(("127.0.0.1", options.port), Handler) as server:
        server.api = kind(known.get(options.fault))

        def become(line: str) -> bool:
            verb, _, name = line.partition(" ")
            if verb != "conform" and (verb != "fault" or name not in known):
                return False
            server.api = kind(known.get(name))
            return True
        serve(server, become)

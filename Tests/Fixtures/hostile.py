#!/usr/bin/env python3
"""A server that does everything a server must not do, one thing at a time.

    hostile.py --behaviour NAME [--certificates FOLDER]
    hostile.py --list

It listens on three ports of 127.0.0.1 and says so:

    listening on 127.0.0.1:PORT      the hostile one
    honest on 127.0.0.1:PORT         answers every request as documented
    elsewhere on 127.0.0.1:PORT      the place a redirect points to

The hostile port misbehaves on one endpoint, POST /v2/card/{id}/passcode/sms/send,
and answers every other one as documented: so the case that follows shows whether
it came to harm.  It serves until its standard input ends; then it prints what
came elsewhere: `elsewhere: N connections, M bytes`.
"""

from __future__ import annotations

import argparse
import gzip
import os
import re
import socket
import ssl
import struct
import sys
import threading
import time
import warnings
import zlib
from typing import Callable, Dict, List, Optional, Tuple

HOSTILE = re.compile(r"/v2/card/[^/]+/passcode/sms/send")
GOOD = b'{"result": "ok"}'
OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
NASTY = "\x1b[31mred\x1b]0;title\x07\x1b[2J <script>alert(1)</script> ]]> &amp; \u202e\x9b31m \x00 \x7f"


def answer(body: bytes = GOOD, head: bytes = OK) -> bytes:
    return head + b"Content-Length: %d\r\n\r\n" % len(body) + body


def chunked(framed: bytes) -> bytes:
    return OK + b"Transfer-Encoding: chunked\r\n\r\n" + framed


class Peer:
    """One connection, and what a behaviour can do with it."""

    def __init__(self, connection: socket.socket, server: "Server") -> None:
        self.connection = connection
        self.server = server

    def send(self, data: bytes) -> None:
        self.connection.sendall(data)

    def drip(self, data: bytes, pause: float = 0.05) -> None:
        for index in range(len(data)):
            self.send(data[index:index + 1])
            time.sleep(pause)

    def forever(self, data: bytes) -> None:
        """Sends it again and again, as fast as the other side takes it."""
        block = data * max(1, 65536 // len(data))
        while True:
            self.send(block)

    def hang(self) -> None:
        """Says nothing more, until the other side has gone."""
        while self.connection.recv(65536):
            pass

    def reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()


Act = Callable[[Peer], None]
BEHAVIOURS: Dict[str, Act] = {}
PREPARED: Dict[str, Callable[[], bytes]] = {}   # answers that take a while to make: made before anybody asks


def behaviour(name: str) -> Callable[[Act], Act]:
    def add(act: Act) -> Act:
        BEHAVIOURS[name] = act
        return act
    return add


def sends(name: str, data: bytes, then: str = "close") -> None:
    """A behaviour that sends some bytes, then closes the connection, keeps it, or says nothing more."""
    def act(peer: Peer) -> None:
        peer.send(data)
        if then == "reset":
            peer.reset()
        elif then == "hang":
            peer.hang()
        elif then == "close":
            peer.connection.close()
    BEHAVIOURS[name] = act


# ---------------------------------------------------------------- the connection ends

sends("close-before-head", b"")
sends("close-in-status-line", b"HTTP/1.")
sends("close-in-head", OK + b"Content-Le")
sends("close-after-head", OK + b"Content-Length: 16\r\n\r\n")
sends("close-in-body", OK + b"Content-Length: 16\r\n\r\n" + GOOD[:7])
sends("close-after-answer", answer())
sends("reset-before-head", b"", then="reset")
sends("close-in-chunks", chunked(b"10\r\n" + GOOD[:7]))
sends("close-before-last-chunk", chunked(b"10\r\n" + GOOD + b"\r\n"))


@behaviour("reset-in-head")
def _(peer: Peer) -> None:
    peer.send(OK + b"Content-Le")
    time.sleep(0.1)                           # a reset throws away what was not read yet
    peer.reset()


@behaviour("reset-in-body")
def _(peer: Peer) -> None:
    peer.send(OK + b"Content-Length: 16\r\n\r\n" + GOOD[:7])
    time.sleep(0.1)
    peer.reset()


# ---------------------------------------------------------------- lengths and chunks

sends("length-too-long", OK + b"Content-Length: 99\r\n\r\n" + GOOD, then="hang")
sends("length-too-short", OK + b"Content-Length: 9\r\n\r\n" + GOOD, then="keep")
sends("length-twice", OK + b"Content-Length: 16\r\nContent-Length: 16\r\n\r\n" + GOOD, then="keep")
sends("length-conflicting", OK + b"Content-Length: 16\r\nContent-Length: 20\r\n\r\n" + GOOD, then="keep")
sends("length-negative", OK + b"Content-Length: -16\r\n\r\n" + GOOD, then="keep")
sends("length-no-number", OK + b"Content-Length: sixteen\r\n\r\n" + GOOD, then="keep")
sends("length-overflow", OK + b"Content-Length: 99999999999999999999999\r\n\r\n" + GOOD)
sends("length-and-chunked", OK + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n" + GOOD + b"\r\n0\r\n\r\n",
      then="keep")
sends("second-answer", answer() + answer(b'{"result": "smuggled"}'), then="keep")
sends("chunk-size-no-number", chunked(b"xyz\r\n" + GOOD + b"\r\n0\r\n\r\n"), then="keep")
sends("chunk-size-negative", chunked(b"-10\r\n" + GOOD + b"\r\n0\r\n\r\n"), then="keep")
sends("chunk-size-overflow", chunked(b"FFFFFFFFFFFFFFFFFF\r\n" + GOOD + b"\r\n0\r\n\r\n"), then="keep")
sends("chunk-size-too-small", chunked(b"4\r\n" + GOOD + b"\r\n0\r\n\r\n"), then="keep")
sends("chunk-extension-endless", chunked(b"10;" + b"x" * (1 << 20) + b"\r\n" + GOOD + b"\r\n0\r\n\r\n"), then="keep")
sends("trailer-broken", chunked(b"10\r\n" + GOOD + b"\r\n0\r\nno field at all\r\n\r\n"), then="keep")
sends("trailers-100000", chunked(b"10\r\n" + GOOD + b"\r\n0\r\n" + b"X: y\r\n" * 100_000 + b"\r\n"), then="keep")
for _name in (b"Content-Length", b"Transfer-Encoding"):
    sends("trailer-" + _name.decode().lower(),
          chunked(b"10\r\n" + GOOD + b"\r\n0\r\n" + _name + b": 16\r\n\r\n"), then="keep")
sends("transfer-coding-unknown", OK + b"Transfer-Encoding: rot13\r\n\r\n" + GOOD)

# ---------------------------------------------------------------- too much, too slow, never

sends("head-10mb", OK + b"X-Large: " + b"x" * (10 << 20) + b"\r\n\r\n")
sends("headers-100000", OK + b"X-Many: y\r\n" * 100_000 + b"Content-Length: 16\r\n\r\n" + GOOD)
sends("never-an-answer", b"", then="hang")
sends("announces-1gb", OK + b"Content-Length: 1073741824\r\n\r\n" + b'{"result": "', then="hang")


@behaviour("headers-endless")
def _(peer: Peer) -> None:
    peer.send(OK)
    peer.forever(b"X-Endless: y\r\n")


@behaviour("interim-endless")
def _(peer: Peer) -> None:
    peer.forever(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n")


sends("interim-100-times", b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 100 + answer(), then="keep")


@behaviour("interim-then-silence")
def _(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 100 Continue\r\n\r\n")
    peer.hang()


@behaviour("body-endless")
def _(peer: Peer) -> None:
    peer.send(OK + b'\r\n{"result": "')
    peer.forever(b"x")


@behaviour("chunks-endless")
def _(peer: Peer) -> None:
    peer.send(chunked(b""))
    peer.forever(b"1\r\nx\r\n")


@behaviour("chunks-bare-lf-endless")
def _(peer: Peer) -> None:
    peer.send(chunked(b""))
    peer.forever(b"1 \nx\n")


@behaviour("string-1gb")
def _(peer: Peer) -> None:
    peer.send(OK + b'Content-Length: 1073741824\r\n\r\n{"result": "')
    peer.forever(b"x")


@behaviour("drip-head")
def _(peer: Peer) -> None:
    peer.drip(OK + b"X: " + b"x" * 10_000)


@behaviour("drip-body")
def _(peer: Peer) -> None:
    peer.send(OK + b"Content-Length: 10000\r\n\r\n")
    peer.drip(b'{"result": "' + b"x" * 10_000)


@behaviour("backlog-full")
def _(peer: Peer) -> None:
    raise AssertionError("nobody accepts")


# ---------------------------------------------------------------- content codings

sends("gzip-not-asked", answer(gzip.compress(GOOD), OK + b"Content-Encoding: gzip\r\n"), then="keep")
sends("gzip-not-named", answer(gzip.compress(GOOD)), then="keep")
sends("gzip-broken", answer(b"\x1f\x8b\x08\x00" + b"\xff" * 60, OK + b"Content-Encoding: gzip\r\n"), then="keep")
sends("gzip-claimed", answer(GOOD, OK + b"Content-Encoding: gzip\r\n"), then="keep")
sends("gzip-transfer-coding", OK + b"Transfer-Encoding: gzip, chunked\r\n\r\n24\r\n" + gzip.compress(GOOD) + b"\r\n0\r\n\r\n")


def bomb() -> bytes:
    """A gzip file of 256 KiB that unpacks to 256 MiB."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    zeros = b"\0" * (1 << 20)
    return b"".join(packer.compress(zeros) for _ in range(256)) + packer.flush()


PREPARED["gzip-bomb"] = lambda: answer(bomb(), OK + b"Content-Encoding: gzip\r\n")


# ---------------------------------------------------------------- heads

sends("header-nul", answer(GOOD, OK + b"X-Nul: a\0b\r\n"), then="keep")
sends("header-bare-lf", answer(GOOD, b"HTTP/1.1 200 OK\nContent-Type: application/json\n").replace(b"\r\n", b"\n"), then="keep")
sends("header-folded", answer(GOOD, OK + b"X-Folded: a\r\n  b\r\n"), then="keep")
sends("header-non-ascii", answer(GOOD, OK + "X-Name: J\u00fcrgen \u2603\r\n".encode()), then="keep")
sends("header-no-colon", answer(GOOD, OK + b"this is no header\r\n"), then="keep")
sends("status-99", answer(GOOD, b"HTTP/1.1 99 Low\r\nContent-Type: application/json\r\n"), then="keep")
sends("status-1000", answer(GOOD, b"HTTP/1.1 1000 High\r\nContent-Type: application/json\r\n"), then="keep")
sends("status-no-reason", answer(GOOD, b"HTTP/1.1 200\r\nContent-Type: application/json\r\n"), then="keep")
sends("status-empty-reason", answer(GOOD, b"HTTP/1.1 200 \r\nContent-Type: application/json\r\n"), then="keep")
sends("http-0.9", b"<html><body>It works!</body></html>\n")
sends("http-3.7", answer(GOOD, b"HTTP/3.7 200 OK\r\nContent-Type: application/json\r\n"), then="keep")
sends("http-2-only", b"\0\0\x06\x04\0\0\0\0\0\0\x03\0\0\0\x64\0\0\x08\x07\0\0\0\0\0\0\0\0\0\0\0\0\x01")
sends("other-protocol", b"220 mail.example.com ESMTP ready\r\n", then="hang")
sends("echoed-request", b"POST /v2/card/1/passcode/sms/send HTTP/1.1\r\nHost: x\r\n\r\n", then="hang")
sends("switching-protocols", b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n\x81\x05hello")

# ---------------------------------------------------------------- bodies

sends("arrays-100000", answer(b"[" * 100_000 + b"]" * 100_000), then="keep")
sends("objects-100000", answer(b'{"a":' * 100_000 + b"1" + b"}" * 100_000), then="keep")
sends("number-huge", answer(b'{"result": ' + b"9" * 1_000_000 + b"}"), then="keep")
sends("exponent-huge", answer(
    b'{"error": "COMMON", "errorId": 1e1000000000000, "message": "m", "systemId": "core"}',
    b"HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\n"), then="keep")
sends("exponent-tiny", answer(
    b'{"error": "COMMON", "errorId": 1e-1000000000000, "message": "m", "systemId": "core"}',
    b"HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\n"), then="keep")
sends("surrogate-lone", answer(b'{"result": "\\ud800"}'), then="keep")
sends("utf8-invalid", answer(b'{"result": "\xff\xfe\xc0\x80"}'), then="keep")
sends("key-repeated-50000", answer(b'{"result": "ok"' + b', "k": 1' * 50_000 + b"}"), then="keep")
PREPARED["keys-50000"] = lambda: answer(
    b'{"result": "ok"' + b"".join(b', "k%d": %d' % (n, n) for n in range(50_000)) + b"}")
PREPARED["string-15mb"] = lambda: answer(b'{"result": "' + b"x" * (15 << 20) + b'"}')
PREPARED["items-100000"] = lambda: answer(b'{"result": [' + b"1," * 99_999 + b"1]}")
PREPARED["faults-50000"] = lambda: answer(
    b'{"error": "COMMON", "errorId": 0, "message": "m", "systemId": "core", "data": {'
    + b",".join(b'"%d":1' % n for n in range(50_000)) + b"}}",
    b"HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\n")
sends("body-empty", answer(b""), then="keep")

# ---------------------------------------------------------------- texts that mean something elsewhere

LATIN = NASTY.replace("\u202e", "").encode("latin-1")
sends("nasty-reason", answer(GOOD, b"HTTP/1.1 200 " + LATIN.replace(b"\0", b"") + b"\r\nContent-Type: application/json\r\n"), then="keep")
sends("nasty-header", answer(GOOD, OK + b"X-Nasty: " + LATIN + b"\r\nX-\x1b[31mname: x\r\n"), then="keep")
sends("nasty-content-type", answer(GOOD, b"HTTP/1.1 200 OK\r\nContent-Type: text/\x1b[2J]]>" + LATIN + b"\r\n"), then="keep")
sends("nasty-body", answer(NASTY.encode(), b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"), then="keep")
sends("nasty-html", answer(b"<html>" + NASTY.encode() + b"</html>", b"HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\n"), then="keep")
sends("nasty-value", answer(b'{"result": {"\\u001b[31mkey ]]> <b>\xe2\x80\xae": "\\u001b[2J\\u0000\xc2\x9b]]>"}}'), then="keep")
sends("nasty-key", answer(b'{"result": "ok", "\\u001b[31mkey ]]> <b>\\u0000\xe2\x80\xae\xc2\x9b": "\\u001b[2J"}'), then="keep")
sends("nasty-trace", answer(b'{"result": "ok \xc2\x9b31m Traceback (most recent call last) \xe2\x80\xae ]]>"}'), then="keep")

# ---------------------------------------------------------------- redirects


def redirect(status: int, tail: bytes = b"") -> Act:
    def act(peer: Peer) -> None:
        place = b"http://127.0.0.1:%d/steal%s" % (peer.server.elsewhere_port, tail)
        peer.send(answer(b"", b"HTTP/1.1 %d Found\r\nLocation: %s\r\n" % (status, place)))
    return act


for _status in (301, 302, 307, 308):
    BEHAVIOURS["redirect-%d" % _status] = redirect(_status)
BEHAVIOURS["redirect-nasty"] = redirect(302, b"?\x1b[31m ]]> <b>")


@behaviour("refresh-elsewhere")
def _(peer: Peer) -> None:
    place = b"http://127.0.0.1:%d/steal" % peer.server.elsewhere_port
    peer.send(answer(GOOD, OK + b"Refresh: 0; url=%s\r\nContent-Location: %s\r\nAlt-Svc: h2=\":%d\"\r\nSet-Cookie: a=b\r\n"
                     % (place, place, peer.server.elsewhere_port)))


# ---------------------------------------------------------------- TLS: a body that ends with the connection

sends("tls-end-without-notice", OK + b"\r\n" + GOOD)


@behaviour("tls-end-in-order")
def _(peer: Peer) -> None:
    peer.send(OK + b"\r\n" + GOOD)
    peer.connection.unwrap()
    peer.connection.close()


# ---------------------------------------------------------------- TLS: the whole port, with the name of its certificate

TLS: Dict[str, str] = {
    "tls-self-signed": "self-signed", "tls-expired": "expired", "tls-wrong-name": "wrong-name", "tls-unknown-authority": "foreign", "tls-old-protocol": "server",
    "tls-client-certificate": "server", "tls-http-2-only": "server", "tls-close-in-handshake": "",
    "tls-silent": "", "tls-not-at-all": "", "tls-garbage": "", "tls-honest": "server",
    "tls-end-in-order": "server", "tls-end-without-notice": "server",
}


class Server:
    def __init__(self, name: str, certificates: Optional[str]) -> None:
        self.name = name
        if name in PREPARED:
            sends(name, PREPARED[name](), then="keep")
        self.act = BEHAVIOURS.get(name)
        self.context: Optional[ssl.SSLContext] = None
        if TLS.get(name):
            if not certificates:
                sys.exit("%s needs --certificates FOLDER" % name)
            self.context = self.tls(certificates, TLS[name])
        self.elsewhere_connections = 0
        self.elsewhere_bytes = 0
        self.hostile = self.listen(1 if name == "backlog-full" else 128)
        self.honest = self.listen(128)
        self.elsewhere = self.listen(128)
        self.elsewhere_port = self.elsewhere.getsockname()[1]
        self.fillers: List[socket.socket] = []

    def tls(self, folder: str, certificate: str) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        if self.name == "tls-old-protocol":
            # Without the security level the library would refuse its own side of it; its warning is right.
            warnings.simplefilter("ignore", DeprecationWarning)
            context.set_ciphers("ALL:@SECLEVEL=0")
            context.minimum_version = ssl.TLSVersion.TLSv1
            context.maximum_version = ssl.TLSVersion.TLSv1_1
        context.load_cert_chain("%s/%s.pem" % (folder, certificate), "%s/%s.key" % (folder, certificate))
        if self.name == "tls-client-certificate":
            context.verify_mode = ssl.CERT_REQUIRED
            context.load_verify_locations("%s/ca.pem" % folder)
        return context

    @staticmethod
    def listen(backlog: int) -> socket.socket:
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        listener.listen(backlog)
        return listener

    def start(self) -> None:
        if self.name == "backlog-full":
            self.fill()
        else:
            self.serve(self.hostile, self.hostile_connection)
        self.serve(self.honest, self.honest_connection)
        self.serve(self.elsewhere, self.elsewhere_connection)

    def fill(self) -> None:
        """Takes every place in the queue of connections that nobody accepts."""
        for _ in range(8):
            filler = socket.socket()
            filler.setblocking(False)
            filler.connect_ex(self.hostile.getsockname())
            self.fillers.append(filler)
        time.sleep(0.1)

    @staticmethod
    def serve(listener: socket.socket, handle: Callable[[socket.socket], None]) -> None:
        def guarded(connection: socket.socket) -> None:
            try:
                handle(connection)
            except (OSError, EOFError):
                pass                          # the other side has had enough
            finally:
                connection.close()

        def loop() -> None:
            while True:
                connection, _ = listener.accept()
                threading.Thread(target=guarded, args=(connection,), daemon=True).start()

        threading.Thread(target=loop, daemon=True).start()

    def hostile_connection(self, connection: socket.socket) -> None:
        if self.name == "tls-close-in-handshake":
            connection.recv(1)
            return
        if self.name == "tls-silent":
            while connection.recv(65536):
                pass
            return
        if self.name == "tls-not-at-all":
            connection.recv(65536)
            connection.sendall(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
            return
        if self.name == "tls-garbage":
            connection.recv(65536)
            connection.sendall(b"\x16\x03\x03\x40\x00" + bytes(range(256)) * 64)
            return
        if self.context:
            connection = self.context.wrap_socket(connection, server_side=True)
        if self.name == "tls-http-2-only":
            connection.recv(65536)
            connection.sendall(b"\0\0\0\x04\0\0\0\0\0\0\0\x08\x07\0\0\0\0\0\0\0\0\0\0\0\0\x01")
            return
        self.converse(connection, self.act)

    def honest_connection(self, connection: socket.socket) -> None:
        self.converse(connection, None)

    def elsewhere_connection(self, connection: socket.socket) -> None:
        self.elsewhere_connections += 1
        while True:
            data = connection.recv(65536)
            if not data:
                return
            self.elsewhere_bytes += len(data)

    def converse(self, connection: socket.socket, act: Optional[Act]) -> None:
        peer = Peer(connection, self)
        while True:
            target = read_request(connection)
            path = target.partition("?")[0]
            if act and HOSTILE.fullmatch(path):
                act(peer)
            else:
                connection.sendall(documented(path))


def read_request(connection: socket.socket) -> str:
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(65536)
        if not more:
            raise EOFError
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    found = re.search(rb"(?im)^content-length: *([0-9]+)", head)
    length = int(found[1]) if found else 0
    while len(body) < length:
        more = connection.recv(65536)
        if not more:
            raise EOFError
        body += more
    return head.split(b" ")[1].decode("latin-1")


def documented(path: str) -> bytes:
    """The documented success of an endpoint."""
    if path == "/User/phone-number/send-code":
        return b"HTTP/1.1 204 No Content\r\n\r\n"
    if path.startswith("/v1/enterprise/users/send-verification/"):
        user = path.rpartition("/")[2]
        body = '{"data": {"user_id": "%s", "type": "email", "email": "someone@example.org"}}' % user
        return answer(body.encode())
    return answer()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--behaviour", metavar="NAME")
    parser.add_argument("--certificates", metavar="FOLDER")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    names = list({**BEHAVIOURS, **PREPARED, **TLS})
    if options.list:
        print("\n".join(names))
        return
    if options.behaviour not in names:
        parser.error("there is no behaviour %s" % options.behaviour)
    server = Server(options.behaviour, options.certificates)
    server.start()
    for word, listener in (("listening", server.hostile), ("honest", server.honest), ("elsewhere", server.elsewhere)):
        print("%s on 127.0.0.1:%d" % (word, listener.getsockname()[1]), flush=True)
    while os.read(sys.stdin.fileno(), 65536):
        pass
    print("elsewhere: %d connections, %d bytes" % (server.elsewhere_connections, server.elsewhere_bytes), flush=True)
    os._exit(0)                               # behaviours without end are still at it


if __name__ == "__main__":
    main()

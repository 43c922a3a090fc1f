#!/usr/bin/env python3
"""A server of the Mailroom contracts that reads bodies as Python's standard library does, and keeps what it is sent.

It knows which members are required and repeats the values that the contracts say are repeated; nothing else.
"""
import email
import email.policy
import http.server
import json
import sys
import threading
from urllib.parse import parse_qsl

PNG = b"\x89PNG\r\n\x1a\n" + bytes(12)


def form(body):
    return dict(parse_qsl(body.decode("ascii"), keep_blank_values=True, strict_parsing=True, errors="strict"))


def parts(body, content_type):
    head = b"Content-Type: " + content_type.encode() + b"\r\n\r\n"
    message = email.message_from_bytes(head + body, policy=email.policy.HTTP)
    if not message.is_multipart() or message.defects:
        raise ValueError("no parts")
    return {p.get_param("name", header="content-disposition"): p.get_payload(decode=True) for p in message.iter_parts()}


class Mailroom(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body, content_type="application/json"):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def handle_request(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        content_type = self.headers.get("Content-Type") or ""
        try:
            if self.path == "/messages":
                values = form(body)
                if values["Pin"] != "a&b=c %+":
                    raise ValueError("another PIN")
                self.answer(201, {"to": values["To"], "body": values["Body"]})
            elif self.path == "/intents":
                values = form(body)
                values["currency"]
                self.answer(200, {"id": "i", "amount": int(values["amount"])})
            elif self.path == "/searches":
                form(body) if body else {}
                self.answer(200, b"count=2&next=https%3A%2F%2Fa.example%2F2", "application/x-www-form-urlencoded")
            elif self.path.startswith("/notes/"):
                if len(body.decode()) < 2:
                    raise ValueError("too short")
                self.answer(200, b"saved", "text/plain; charset=utf-8")
            elif self.path == "/files":
                values = parts(body, content_type)
                if not values["file"].startswith(b"%PDF-"):
                    raise ValueError("no PDF")
                if "details" in values:
                    json.loads(values["details"])["pages"]
                self.answer(201, {"purpose": values["purpose"].decode()})
            elif self.path == "/logo":
                if not body.startswith(PNG[:4]):
                    raise ValueError("no PNG")
                self.answer(200, PNG, "image/png")
            elif self.path == "/rates":
                values = json.loads(body) if content_type.startswith("application/json") else form(body)
                values["weight"]
                if self.headers.get("Accept") == "text/csv":
                    self.answer(200, b"price;12", "text/csv")
                else:
                    self.answer(200, {"price": 12})
        except (ValueError, KeyError, TypeError) as error:
            message = str(error) or "invalid"
            if self.path == "/searches" or self.path.startswith("/notes/"):
                self.answer(400, message.encode(), "text/plain")
            else:
                self.answer(400, {"message": message})

    do_POST = do_PUT = handle_request


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Mailroom)
threading.Thread(target=server.serve_forever, daemon=True).start()
print("listening on 127.0.0.1:%d" % server.server_port, flush=True)
sys.stdin.read()

#!/usr/bin/env python3
"""A second, independent server for the five documented endpoints.

It is written from the providers' documents and from nothing else, so that a
misreading shared by the harness and the harness's own fixtures is noticed.
It serves, on 127.0.0.1:

    vault-request-code       POST /v2/card/{id}/passcode/sms/send
    vault-set-passcode       POST /v2/card/{id}/passcode/code/set
    vault-resend-code        POST /v2/mobile/phone/verify/resend
    sfox-send-verification   POST /v1/enterprise/users/send-verification/{user_id}
    10npay-send-code         POST /User/phone-number/send-code

    provider.py [--port 0] [--fault NAME] [--variation NAME] [--log FILE]
    provider.py --list-faults | --list-variations

It prints `listening on 127.0.0.1:PORT` and serves until its standard input
ends or it is terminated: a test which dies leaves no process behind.

A line on its standard input makes it another server without a new process:
`conform`, `fault NAME` or `variation NAME`, each answered with `ready`.

Without options it conforms.  `--fault` breaks exactly one thing on one
endpoint; a judge must report it.  `--variation` changes something the
documents leave open; no judge may report it.

How a request is answered.  An endpoint's `judge` yields everything that is
wrong with a request, as findings, in the order in which a server would look:
token, headers, path, body, members, state.  The first finding decides the
answer; with none the call succeeds.  That makes the faults small: one which
accepts too much drops a finding, one which refuses too much adds one, and one
which answers wrongly edits the reply before it is written.
"""

from __future__ import annotations

import argparse
import email.utils
import http
import json
import re
import signal
import socket
import socketserver
import sys
import threading
from dataclasses import dataclass, field
from typing import Any, Callable, Dict, Iterator, List, Optional, Tuple

from foreign import NOTHING, Edit, WithHeaders, header, match, put, remove, serve, status

# --------------------------------------------------------------------------
# Fixtures: the state the server pretends to hold.  Nothing a client sends
# changes it, so the order of a test's requests never matters.
# --------------------------------------------------------------------------

TOKEN = "test-token"                       # the one valid Bearer token, all providers

VAULT_UNREGISTERED_PHONE = "+447871234568"  # => 400; every other E.164 number is registered
                                            # every int64 is the id of a known card

SFOX_USERS = {
    # user_id:           (e-mail verified, phone verified)
    "client_account_1": (False, False),     # email => 200, sms => 422
    "client_account_2": (True, False),      # email => 422, sms => 200
    "client_account_3": (True, True),       # email => 422, sms => 422
}
SFOX_ANY_OTHER_USER = (False, False)        # as client_account_1
SFOX_EMAIL = "someone@example.org"
SFOX_PHONE = "+15555550123"

TENPAY_UNKNOWN_USER = 2147483647            # => 404; every other id from 1 on is known
TENPAY_VERIFIED_USER = 2078                 # => 204 all the same: nothing is left to do
TENPAY_TAKEN_PHONE = "+359881234568"        # linked to another user => 400

# --------------------------------------------------------------------------
# What the documents call valid
# --------------------------------------------------------------------------

E164 = re.compile(r"\+[1-9][0-9]{1,14}")    # always with fullmatch: `$` admits a line feed
INT32 = range(-2**31, 2**31)
INT64 = range(-2**63, 2**63)
FAR_OUTSIDE = 10**30                        # stands for any integer too long to write out
BLANKS = " \t\r\n"                          # the only white space JSON knows


class Number:
    """A JSON number as written, so that nothing is lost to rounding."""

    FORM = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?")

    def __init__(self, text: str) -> None:
        self.text = text

    @property
    def integer(self) -> Optional[int]:
        """Its value if that is a whole number: 2077, 2077.0 and 2.077e3 are."""
        sign, whole, part, power = Number.FORM.fullmatch(self.text).groups()
        digits = (whole + (part or "")).lstrip("0")
        if not digits:
            return 0
        if len(power or "") > 9:
            return None if power.startswith("-") else FAR_OUTSIDE
        exponent = int(power or "0") - len(part or "")
        trimmed = digits.rstrip("0")
        exponent += len(digits) - len(trimmed)
        if exponent < 0:
            return None
        value = FAR_OUTSIDE if len(trimmed) + exponent > 30 else int(trimmed) * 10**exponent
        return -value if sign else value


@dataclass
class Finding:
    """One thing wrong with a request, and the status it earns."""

    where: str            # "header:NAME", "path:NAME", "body" or "body:/POINTER"
    kind: str             # what sort of mistake; "state" if the request itself is fine
    text: str
    status: int = 400
    value: Any = None     # the offending value, for faults which overlook only some


@dataclass
class Call(WithHeaders):
    """A request and what was made of it."""

    method: str
    target: str
    version: str
    headers: List[Tuple[str, str]]
    body: bytes
    endpoint: Optional["Endpoint"] = None
    path: Dict[str, str] = field(default_factory=dict)
    text: str = ""                            # the body, decoded
    value: Any = None                         # the body, parsed
    finding: Optional[Finding] = None         # why the call was refused, if it was
    repeats: int = 0                          # identical calls answered before this one

    def header(self, name: str) -> str:
        return ", ".join(self.all(name))

    def member(self, name: str) -> Any:
        return self.value.get(name) if isinstance(self.value, dict) else None

    def integer(self, name: str) -> Optional[int]:
        value = self.member(name)
        return value.integer if isinstance(value, Number) else None


def token_findings(call: Call) -> Iterator[Finding]:
    given = call.all("Authorization")
    scheme, _, token = (given[0] if given else "").partition(" ")
    if not scheme:
        yield Finding("header:Authorization", "missing", "no access token", 401)
    elif scheme.lower() != "bearer":          # scheme names know no case, tokens do
        yield Finding("header:Authorization", "scheme", "not a Bearer token", 401)
    elif len(given) > 1 or token.strip(" ") != TOKEN:
        yield Finding("header:Authorization", "token", "the access token is not valid", 401)


def header_findings(call: Call, *names: str) -> Iterator[Finding]:
    for name in names:
        if not call.all(name):
            yield Finding("header:" + name, "missing", "header %s is required" % name)
        elif not call.header(name).strip(", \t"):
            yield Finding("header:" + name, "empty", "header %s is empty" % name)


def path_integer_findings(call: Call, name: str) -> Iterator[Finding]:
    text = call.path[name]
    if not re.fullmatch("-?(0|[1-9][0-9]*)", text):
        yield Finding("path:" + name, "type", "%s is no integer" % name, value=text)
    elif len(text) > 20 or int(text) not in INT64:
        yield Finding("path:" + name, "range", "%s is no int64" % name, value=text)


def media_type_findings(call: Call) -> Iterator[Finding]:
    where = "header:Content-Type"
    if not call.body:
        return                                # it describes a body; there is none
    given = call.header("Content-Type")
    if not given:
        yield Finding(where, "missing", "Content-Type is required")
        return
    media_type, *parameters = [part.strip().lower() for part in given.split(";")]
    charsets = [p.partition("=")[2].strip('"') for p in parameters if p.startswith("charset=")]
    if media_type != "application/json" or any(c not in ("utf-8", "utf8") for c in charsets):
        yield Finding(where, "media", "%s is not application/json in UTF-8" % given)


def body_findings(call: Call) -> Iterator[Finding]:
    """Parses the body.  After a mistake it goes on as far as it can, since a
    fault may overlook that mistake and must then still see the members."""
    body = call.body
    if not body:
        yield Finding("body", "missing", "a body is required")
        return
    if body.startswith(b"\xef\xbb\xbf"):
        yield Finding("body", "bom", "the body begins with a byte order mark")
        body = body[3:]
    try:
        call.text = body.decode("utf-8")
    except UnicodeDecodeError:
        yield Finding("body", "utf-8", "the body is not UTF-8")
        call.text = body.decode("utf-8", "replace")

    repeated: List[str] = []

    def members(pairs: List[Tuple[str, Any]]) -> Dict[str, Any]:
        found: Dict[str, Any] = {}
        for name, value in pairs:
            if name in found:
                repeated.append(name)
            found[name] = value
        return found

    def no_constant(name: str) -> Any:
        raise ValueError(name + " is not JSON")

    decoder = json.JSONDecoder(object_pairs_hook=members, parse_int=Number,
                               parse_float=Number, parse_constant=no_constant)
    start = len(call.text) - len(call.text.lstrip(BLANKS))
    try:
        call.value, end = decoder.raw_decode(call.text, start)
    except (ValueError, RecursionError):
        yield Finding("body", "json", "the body is not JSON")
        return
    if call.text[end:].strip(BLANKS):
        yield Finding("body", "trailing", "something follows the JSON value")
    if repeated:
        yield Finding("body", "duplicate", "a member is given twice", value=repeated)
    if not isinstance(call.value, dict):
        yield Finding("body", "object", "the body is no object", value=call.value)


def string_findings(call: Call, name: str) -> Iterator[Finding]:
    where = "body:/" + name
    if not isinstance(call.value, dict):
        return                                # said already, by body_findings
    value = call.member(name)
    if name not in call.value:
        yield Finding(where, "missing", "%s is required" % name)
    elif value is None:
        yield Finding(where, "null", "%s may not be null" % name)
    elif not isinstance(value, str):
        yield Finding(where, "type", "%s must be a string" % name, value=value)
    elif not value:
        yield Finding(where, "empty", "%s may not be empty" % name, value=value)


def phone_findings(call: Call, name: str) -> Iterator[Finding]:
    yield from string_findings(call, name)
    value = call.member(name)
    if isinstance(value, str) and value and not E164.fullmatch(value):
        yield Finding("body:/" + name, "format", "%s is no E.164 number" % name, value=value)


def integer_findings(call: Call, name: str, allowed: Any, required: bool) -> Iterator[Finding]:
    where = "body:/" + name
    if not isinstance(call.value, dict):
        return
    value = call.member(name)
    if name not in call.value:
        if required:
            yield Finding(where, "missing", "%s is required" % name)
    elif value is None:
        yield Finding(where, "null", "%s may not be null" % name)
    elif not isinstance(value, Number):       # a boolean is no number, nor is "2077"
        yield Finding(where, "type", "%s must be an integer" % name, value=value)
    elif value.integer is None:
        yield Finding(where, "fraction", "%s must be a whole number" % name, value=value)
    elif value.integer not in allowed:
        yield Finding(where, "range", "%s is out of range" % name, value=value.integer)


# --------------------------------------------------------------------------
# Replies
# --------------------------------------------------------------------------

class Literal(str):
    """JSON text to be written as it stands."""


def plain_string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def render(value: Any, colon: str = ": ", comma: str = ", ", pad: str = "",
           string: Callable[[str], str] = plain_string) -> str:
    """JSON text.  Its spelling is the caller's; json.dumps leaves less open."""
    def again(inner: Any) -> str:
        return render(inner, colon, comma, pad, string)
    if isinstance(value, Literal):
        return str(value)
    if isinstance(value, str):
        return string(value)
    if isinstance(value, dict):
        pairs = [string(name) + colon + again(inner) for name, inner in value.items()]
        return "{" + pad + comma.join(pairs) + pad + "}"
    if isinstance(value, list):
        return "[" + pad + comma.join(map(again, value)) + pad + "]"
    return json.dumps(value)


Framing = Callable[["Reply", bytes], Tuple[List[Tuple[str, str]], bytes]]


@dataclass
class Reply(WithHeaders):
    status: int
    document: Any = NOTHING                   # the body as a JSON value
    headers: List[Tuple[str, str]] = field(default_factory=list)
    payload: Optional[bytes] = None           # the body as bytes, instead of a document
    render: Callable[[Any], str] = render
    after: List[Callable[[bytes], bytes]] = field(default_factory=list)
    framing: Optional[Framing] = None         # how the body's end is told; None: the usual way
    reason: Optional[str] = None
    interim: bytes = b""                      # 1xx answers sent before this one
    line: Callable[[str, str], str] = lambda name, value: name + ": " + value
    close: bool = False                       # say `Connection: close`, and do it
    hang_up: bool = False                     # close without a word
    piece: int = 0                            # write this many bytes at a time

    def header(self, name: str) -> Optional[str]:
        return next((v for n, v in self.headers if n.lower() == name.lower()), None)

    def has_json(self) -> bool:
        return self.document is not NOTHING and self.payload is None

    def encode(self, call: Call) -> bytes:
        payload = self.payload
        if payload is None:
            payload = b"" if self.document is NOTHING else self.render(self.document).encode()
        for change in self.after:
            payload = change(payload)
        framing = self.framing
        if framing is None or call.version == "HTTP/1.0":
            framing = unframed if self.status == 204 and not payload else with_length
        extra, wire = framing(self, payload)
        if call.method == "HEAD":
            wire = b""
        if call.version == "HTTP/1.0" or "close" in call.header("Connection").lower():
            self.close = True
        headers = [("Date", email.utils.formatdate(usegmt=True))] + self.headers + extra
        if self.close:
            headers.append(("Connection", "close"))
        reason = self.reason
        if reason is None:
            reason = http.HTTPStatus(self.status).phrase
        lines = ["HTTP/1.1 %d %s" % (self.status, reason)]
        lines += [self.line(name, value) for name, value in headers]
        return self.interim + ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + wire


def unframed(reply: Reply, payload: bytes):
    return [], payload


def with_length(reply: Reply, payload: bytes):
    return [("Content-Length", str(len(payload)))], payload


def in_chunks(reply: Reply, payload: bytes):
    half = len(payload) // 2
    wire = b"".join(b"%x\r\n%s\r\n" % (len(c), c) for c in (payload[:half], payload[half:]) if c)
    return [("Transfer-Encoding", "chunked")], wire + b"0\r\n\r\n"


def in_odd_chunks(reply: Reply, payload: bytes):
    wire = b"".join(b"001;n=%d\r\n%s\r\n" % (i, payload[i:i + 1]) for i in range(len(payload)))
    return [("Transfer-Encoding", "Chunked"), ("Trailer", "X-Checked")], \
        wire + b"00;last\r\nX-Checked: yes\r\n\r\n"


def until_close(reply: Reply, payload: bytes):
    reply.close = True
    return [], payload


# --------------------------------------------------------------------------
# The endpoints
# --------------------------------------------------------------------------

@dataclass
class Endpoint:
    name: str
    template: str
    judge: Callable[[Call], Iterator[Finding]]
    succeed: Callable[[Call], Reply]
    refuse: Callable[[Call, Finding], Reply]


VAULT_JSON = ("Content-Type", "application/json;charset=UTF-8")
SFOX_JSON = ("Content-Type", "application/json; charset=utf-8")
PROBLEM_JSON = ("Content-Type", "application/problem+json")
CHALLENGE = ("WWW-Authenticate", "Bearer")


def vault_error(code: int, name: str, text: str) -> Dict[str, Any]:
    return {"systemId": "core", "message": text, "error": name, "errorId": code}


def vault_refusal(call: Call, finding: Finding) -> Reply:
    if finding.status == 401:
        # The documents say nothing of a missing token: 401 without a body.
        return Reply(401, headers=[CHALLENGE])
    if finding.kind == "state":
        document = vault_error(2, "CUSTOMER_NOT_FOUND_EXCEPTION", finding.text)
    else:
        document = vault_error(0, "COMMON", "Sorry, this request was not understood")
        # Some refusals carry some of the optional members, others do not.
        document["originalMessage"] = finding.text
        if finding.where != "body":
            document["field"] = re.split("[:/]", finding.where)[-1]
    return Reply(finding.status, document, [VAULT_JSON])


def judge_request_code(call: Call) -> Iterator[Finding]:
    # No body is documented, so one that is sent all the same is not looked at.
    yield from token_findings(call)
    yield from path_integer_findings(call, "id")


def judge_set_passcode(call: Call) -> Iterator[Finding]:
    yield from token_findings(call)
    yield from path_integer_findings(call, "id")
    yield from media_type_findings(call)
    yield from body_findings(call)
    for name in ("keyId", "code", "passCode"):
        yield from string_findings(call, name)


def judge_resend_code(call: Call) -> Iterator[Finding]:
    # The document's sample sends no token, and an empty X-Signature.
    yield from header_findings(call, "X-Fingerprint", "X-Merchant-ID")
    yield from media_type_findings(call)
    yield from body_findings(call)
    yield from phone_findings(call, "phone")
    if call.member("phone") == VAULT_UNREGISTERED_PHONE:
        yield Finding("body:/phone", "state", "No customer has this phone number")


def vault_success(text: str) -> Callable[[Call], Reply]:
    # The documents promise a string; "ok" is only their example.
    return lambda call: Reply(200, {"result": text}, [VAULT_JSON])


def judge_sfox(call: Call) -> Iterator[Finding]:
    yield from token_findings(call)
    user = call.path["user_id"]
    if any("\ud800" <= c <= "\udfff" for c in user):
        yield Finding("path:user_id", "utf-8", "user_id is not UTF-8")
    yield from body_findings(call)            # any Content-Type: the sample sends none
    yield from string_findings(call, "type")
    kind = call.member("type")
    if isinstance(kind, str) and kind and kind not in ("email", "sms"):
        yield Finding("body:/type", "enum", "type must be email or sms", value=kind)
    email_verified, phone_verified = SFOX_USERS.get(user, SFOX_ANY_OTHER_USER)
    if kind == "email" and email_verified:
        yield Finding("path:user_id", "state", "Email already verified", 422, "email-verified")
    if kind == "sms" and phone_verified:
        yield Finding("path:user_id", "state", "Phone already verified", 422, "phone-verified")
    if kind == "sms" and not email_verified:
        yield Finding("path:user_id", "state",
                      "Email must be verified before requesting an sms code", 422, "email-first")


def sfox_success(call: Call) -> Reply:
    if call.member("type") == "sms":
        data = {"phone_number": SFOX_PHONE, "type": "sms"}
    else:
        data = {"email": SFOX_EMAIL, "type": "email"}
    data["user_id"] = call.path["user_id"]
    return Reply(200, {"data": data}, [SFOX_JSON], framing=in_chunks)


def sfox_refusal(call: Call, finding: Finding) -> Reply:
    headers = [SFOX_JSON] + ([CHALLENGE] if finding.status == 401 else [])
    return Reply(finding.status, {"error": finding.text}, headers, framing=in_chunks)


def judge_tenpay(call: Call) -> Iterator[Finding]:
    yield from token_findings(call)
    yield from media_type_findings(call)
    yield from body_findings(call)
    yield from integer_findings(call, "id", range(1, INT32.stop), required=True)
    yield from phone_findings(call, "phoneNumber")
    yield from integer_findings(call, "correlationType", (0, 1), required=False)
    if call.integer("id") == TENPAY_UNKNOWN_USER:
        yield Finding("body:/id", "state", "there is no such user", 404)
    if call.member("phoneNumber") == TENPAY_TAKEN_PHONE:
        yield Finding("body:/phoneNumber", "state", "the phone belongs to another user")


def tenpay_success(call: Call) -> Reply:
    return Reply(204)                         # for TENPAY_VERIFIED_USER too: idempotent


def tenpay_refusal(call: Call, finding: Finding) -> Reply:
    # No body is documented for any refusal; this one is merely plausible.
    document = {"title": http.HTTPStatus(finding.status).phrase, "status": finding.status,
                "errors": {re.split("[:/]", finding.where)[-1]: [finding.text]}}
    return Reply(finding.status, document,
                 [PROBLEM_JSON] + ([CHALLENGE] if finding.status == 401 else []))


REQUEST_CODE = Endpoint("vault-request-code", "/v2/card/{id}/passcode/sms/send",
                        judge_request_code, vault_success("code sent"), vault_refusal)
SET_PASSCODE = Endpoint("vault-set-passcode", "/v2/card/{id}/passcode/code/set",
                        judge_set_passcode, vault_success("ok"), vault_refusal)
RESEND_CODE = Endpoint("vault-resend-code", "/v2/mobile/phone/verify/resend",
                       judge_resend_code, vault_success("OK, sent again"), vault_refusal)
SFOX = Endpoint("sfox-send-verification", "/v1/enterprise/users/send-verification/{user_id}",
                judge_sfox, sfox_success, sfox_refusal)
TENPAY = Endpoint("10npay-send-code", "/User/phone-number/send-code",
                  judge_tenpay, tenpay_success, tenpay_refusal)

ENDPOINTS = [REQUEST_CODE, SET_PASSCODE, RESEND_CODE, SFOX, TENPAY]
VAULT = [("request", REQUEST_CODE), ("passcode", SET_PASSCODE), ("resend", RESEND_CODE)]

# --------------------------------------------------------------------------
# Faults
# --------------------------------------------------------------------------

@dataclass
class Fault:
    """One broken promise.

    `place` says where a good judge must point, in the answer:

        status            the status code
        header:NAME       a header field
        body              the body as a whole
        body:/POINTER     a member (for a missing one, the place it should have)
        framing           how head and body are laid out on the wire

    and after "; request " what in the request made the status wrong.  A judge
    which names the object around a missing member, or the body of a page
    whose Content-Type is wrong already, is right as well.
    """

    name: str
    endpoint: Endpoint
    what: str
    place: str
    drop: Optional[Callable[[Finding], bool]] = None
    add: Optional[Callable[[Call], Optional[Finding]]] = None
    edit: Optional[Edit] = None


def accepts(name: str, endpoint: Endpoint, what: str, where: str, *kinds: str,
            when: Callable[[Any], bool] = lambda value: True) -> Fault:
    """Overlooks one sort of mistake."""
    def drop(finding: Finding) -> bool:
        return finding.where == where and finding.kind in kinds and when(finding.value)
    return Fault(name, endpoint, what, "status; request " + where, drop=drop)


def refuses(name: str, endpoint: Endpoint, what: str, where: str,
            when: Callable[[Call], bool], status: int = 400) -> Fault:
    """Finds a mistake where there is none."""
    def add(call: Call) -> Optional[Finding]:
        return Finding(where, "refused", "not supported", status) if when(call) else None
    return Fault(name, endpoint, what, "status; request " + where, add=add)


def answers(name: str, endpoint: Endpoint, on: int, what: str, place: str, *edits: Edit,
            when: Callable[[Call], bool] = lambda call: True) -> Fault:
    """Decides rightly and then answers wrongly; `on` is the right status."""
    def edit(reply: Reply, call: Call) -> None:
        if reply.status == on and when(call):
            for each in edits:
                each(reply, call)
    return Fault(name, endpoint, what, place, edit=edit)


# Edits of replies, from which the table below is put together.

def document(value: Any) -> Edit:
    def edit(reply: Reply, call: Call) -> None:
        reply.document = value
    return edit


def payload(data: bytes) -> Edit:
    def edit(reply: Reply, call: Call) -> None:
        reply.payload = data
    return edit


def empty(reply: Reply, call: Call) -> None:
    reply.document, reply.payload = NOTHING, None
    reply.set_header("Content-Type", None)
    reply.framing = None


def after(change: Callable[[bytes], bytes]) -> Edit:
    return lambda reply, call: reply.after.append(change)


def framed(framing: Framing) -> Edit:
    def edit(reply: Reply, call: Call) -> None:
        reply.framing = framing
    return edit


def redirect(reply: Reply, call: Call) -> None:
    empty(reply, call)
    reply.status = 302
    reply.set_header("Location", "/elsewhere")


# Ways to spoil the wire.

def cut_short(reply: Reply, data: bytes):
    reply.hang_up = True
    return [("Content-Length", str(len(data) + 17))], data


def bad_chunk_size(reply: Reply, data: bytes):
    reply.hang_up = True
    return [("Transfer-Encoding", "chunked")], b"zz\r\n" + data + b"\r\n0\r\n\r\n"


def chunk_size_wrong(reply: Reply, data: bytes):
    reply.hang_up = True
    return [("Transfer-Encoding", "chunked")], \
        b"%x\r\n%s\r\n0\r\n\r\n" % (len(data) - 1, data)


def no_last_chunk(reply: Reply, data: bytes):
    reply.hang_up = True
    return [("Transfer-Encoding", "chunked")], b"%x\r\n%s\r\n" % (len(data), data)


def two_lengths(reply: Reply, data: bytes):
    reply.hang_up = True
    return [("Content-Length", str(len(data))), ("Content-Length", str(len(data) - 1))], data


def length_no_number(reply: Reply, data: bytes):
    reply.hang_up = True
    return [("Content-Length", "many")], data


def length_and_chunks(reply: Reply, data: bytes):
    reply.hang_up = True
    headers, wire = in_chunks(reply, data)
    return [("Content-Length", str(len(data)))] + headers, wire


def stray_bytes(reply: Reply, data: bytes):
    # The connection stays open: the stray bytes precede the next answer.
    return [("Content-Length", str(len(data)))], data + b"stray"


def header_without_colon(reply: Reply, call: Call) -> None:
    usual = reply.line
    reply.headers.append(("X-Broken", ""))
    reply.line = lambda n, v: "X-Broken header" if n == "X-Broken" else usual(n, v)


HTML = b"<!DOCTYPE html><html><body><h1>Please try again later</h1></body></html>"
STACK_TRACE = ("java.lang.NullPointerException: phone\n"
               "\tat com.example.core.SmsService.send(SmsService.java:118)\n"
               "\tat com.example.core.CardController.post(CardController.java:42)\n")
OTHER_USER = "client_account_77"


# Predicates on values and calls.

def is_text(value: Any) -> bool:
    return isinstance(value, str)


def is_number(value: Any) -> bool:
    return isinstance(value, Number)


def is_list(value: Any) -> bool:
    return isinstance(value, list)


def matches(pattern: str) -> Callable[[Any], bool]:
    return lambda value: is_text(value) and bool(re.fullmatch(pattern, value, re.DOTALL))


def first_member_is_not(name: str) -> Callable[[Call], bool]:
    return lambda call: next(iter(call.value)) != name


def has_unusual_blanks(call: Call) -> bool:
    """White space outside strings other than one blank after `:` or `,`."""
    outside = re.sub(r'"(?:[^"\\]|\\.)*"', '""', call.text)
    return bool(re.search(r"[\t\r\n]|^ | $|  |[^:,] ", outside))


def has_escapes(call: Call) -> bool:
    return "\\u" in call.text


def repeated(call: Call) -> bool:
    return call.repeats > 0


def first_time(call: Call) -> bool:
    return call.repeats == 0


def faults() -> List[Fault]:
    table: List[Fault] = []

    # ---- The five to begin with: one of each main kind.
    table += [
        answers("resend-error-id-string", RESEND_CODE, 400,
                "400: errorId is a string, not an integer", "body:/errorId",
                put("/errorId", "2")),
        answers("sfox-status-409", SFOX, 422, "422 becomes 409", "status", status(409)),
        answers("sfox-user-other", SFOX, 200, "200: data.user_id is another user's",
                "body:/data/user_id", put("/data/user_id", OTHER_USER)),
        answers("10npay-body-with-204", TENPAY, 204, "204 with a body", "body",
                header("Content-Type", "application/json"), payload(b'{"sent": true}')),
        answers("resend-error-id-fraction", RESEND_CODE, 400, "400: errorId is 1.5",
                "body:/errorId", put("/errorId", Literal("1.5"))),
    ]

    # ---- Vault: what all three endpoints share, broken on each in turn.
    for short, endpoint in VAULT:
        if endpoint is not RESEND_CODE:
            table += [
                answers(short + "-error-id-string", endpoint, 400,
                        "400: errorId is a string", "body:/errorId", put("/errorId", "0")),
                answers(short + "-error-id-fraction", endpoint, 400, "400: errorId is 1.5",
                        "body:/errorId", put("/errorId", Literal("1.5"))),
                accepts(short + "-accepts-no-token", endpoint, "no Authorization => 200",
                        "header:Authorization", "missing"),
                accepts(short + "-accepts-other-scheme", endpoint,
                        "Authorization of another scheme => 200",
                        "header:Authorization", "scheme"),
                accepts(short + "-accepts-bad-token", endpoint, "an invalid token => 200",
                        "header:Authorization", "token"),
                accepts(short + "-accepts-id-letters", endpoint,
                        "a card id which is no integer => 200", "path:id", "type"),
                accepts(short + "-accepts-id-beyond-int64", endpoint,
                        "a card id beyond int64 => 200", "path:id", "range"),
                refuses(short + "-refuses-id-beyond-int32", endpoint,
                        "a card id beyond int32, but an int64 => 400", "path:id",
                        lambda call: int(call.path["id"]) not in INT32),
                refuses(short + "-refuses-int64-max", endpoint,
                        "card id 9223372036854775807 => 400", "path:id",
                        lambda call: int(call.path["id"]) == INT64[-1]),
            ]
        table += [
            answers(short + "-result-missing", endpoint, 200, "200: no result",
                    "body:/result", remove("/result")),
            answers(short + "-result-number", endpoint, 200, "200: result is a number",
                    "body:/result", put("/result", 1)),
            answers(short + "-result-null", endpoint, 200, "200: result is null",
                    "body:/result", put("/result", None)),
            answers(short + "-empty-200", endpoint, 200, "200 without a body", "body", empty),
            answers(short + "-empty-400", endpoint, 400, "400 without a body", "body", empty),
            answers(short + "-stack-trace", endpoint, 400,
                    "400: a stack trace in errorStackTrace", "body:/errorStackTrace",
                    put("/errorStackTrace", STACK_TRACE)),
            answers(short + "-error-in-200", endpoint, 200, "200 with the error body", "body",
                    document(vault_error(0, "COMMON", "Something went wrong"))),
            answers(short + "-result-in-400", endpoint, 400, "400 with the success body",
                    "body", document({"result": "ok"})),
            answers(short + "-500-once", endpoint, 200,
                    "the first of identical calls gets an undocumented 500", "status",
                    empty, status(500), when=first_time),
            refuses(short + "-always-400", endpoint, "every valid call => 400", "body"
                    if endpoint is not REQUEST_CODE else "path:id", lambda call: True),
        ]

    # ---- Vault, request code.
    table += [
        answers("request-status-202", REQUEST_CODE, 200, "200 becomes 202", "status", status(202)),
        answers("request-redirect", REQUEST_CODE, 200, "200 becomes a redirect (302)",
                "status", redirect),
        answers("request-400-as-404", REQUEST_CODE, 400, "400 becomes 404", "status", status(404)),
        answers("request-400-as-500", REQUEST_CODE, 400, "400 becomes 500", "status", status(500)),
        answers("request-content-type-html", REQUEST_CODE, 200,
                "200: JSON sent as text/html", "header:Content-Type",
                header("Content-Type", "text/html")),
        answers("request-html-page", REQUEST_CODE, 200, "200: an HTML page, said to be one",
                "header:Content-Type", header("Content-Type", "text/html"), payload(HTML)),
        answers("request-array", REQUEST_CODE, 200, "200: an array around the object", "body",
                document([{"result": "ok"}])),
        answers("request-json-null", REQUEST_CODE, 200, "200: the body is null", "body",
                document(None)),
        answers("request-cut-short", REQUEST_CODE, 200,
                "200: Content-Length promises more than is sent", "framing", framed(cut_short)),
        answers("request-two-lengths", REQUEST_CODE, 200,
                "200: two Content-Length which differ", "framing", framed(two_lengths)),
        answers("request-trailing-bytes", REQUEST_CODE, 200, "200: text after the JSON value",
                "body", after(lambda data: data + b" done")),
        answers("request-error-id-null", REQUEST_CODE, 400, "400: errorId is null",
                "body:/errorId", put("/errorId", None)),
        answers("request-message-missing", REQUEST_CODE, 400, "400: no message",
                "body:/message", remove("/message")),
        answers("request-data-entry-text", REQUEST_CODE, 400,
                "400: an entry of data is a string, not an object", "body:/data/id",
                put("/data", {"id": "not a number"})),
        accepts("request-accepts-id-fraction", REQUEST_CODE, "card id 1.5 => 200", "path:id",
                "type", when=matches(r"-?[0-9]+\.[0-9]+")),
        refuses("request-refuses-no-body", REQUEST_CODE,
                "no body (none is documented) => 400", "body", lambda call: not call.body),
        refuses("request-401-for-good-token", REQUEST_CODE, "the valid token => 401",
                "header:Authorization", lambda call: True, status=401),
    ]

    # ---- Vault, set passcode.
    for name in ("keyId", "code", "passCode"):
        low = name.lower()
        where = "body:/" + name
        table += [
            accepts("passcode-accepts-no-" + low, SET_PASSCODE, "no %s => 200" % name,
                    where, "missing"),
            accepts("passcode-accepts-null-" + low, SET_PASSCODE, "null as %s => 200" % name,
                    where, "null"),
            accepts("passcode-accepts-number-" + low, SET_PASSCODE,
                    "a number as %s => 200" % name, where, "type", when=is_number),
            accepts("passcode-accepts-empty-" + low, SET_PASSCODE, "an empty %s => 200" % name,
                    where, "empty"),
        ]
    table += [
        answers("passcode-status-201", SET_PASSCODE, 200, "200 becomes 201", "status",
                status(201)),
        answers("passcode-status-204", SET_PASSCODE, 200, "200 becomes 204", "status",
                empty, status(204)),
        answers("passcode-400-as-422", SET_PASSCODE, 400, "400 becomes 422", "status",
                status(422)),
        answers("passcode-content-type-missing", SET_PASSCODE, 200, "200: no Content-Type",
                "header:Content-Type", header("Content-Type", None)),
        answers("passcode-error-content-type", SET_PASSCODE, 400, "400: JSON sent as text/plain",
                "header:Content-Type", header("Content-Type", "text/plain")),
        answers("passcode-html-as-json", SET_PASSCODE, 400,
                "400: an HTML page said to be JSON", "body", payload(HTML)),
        answers("passcode-json-cut", SET_PASSCODE, 200, "200: JSON without its last brace",
                "body", after(lambda data: data.rstrip()[:-1])),
        answers("passcode-bom", SET_PASSCODE, 200, "200: a byte order mark before the JSON",
                "body", after(lambda data: b"\xef\xbb\xbf" + data)),
        answers("passcode-single-quotes", SET_PASSCODE, 400,
                "400: strings in single quotes", "body",
                after(lambda data: data.replace(b'"', b"'"))),
        answers("passcode-result-object", SET_PASSCODE, 200, "200: result is an object",
                "body:/result", put("/result", {"ok": True})),
        answers("passcode-stray-bytes", SET_PASSCODE, 200,
                "200: stray bytes after the body's end", "framing", framed(stray_bytes)),
        answers("passcode-bad-chunk-size", SET_PASSCODE, 200,
                "200: a chunk size which is no number", "framing", framed(bad_chunk_size)),
        answers("passcode-error-missing", SET_PASSCODE, 400, "400: no error", "body:/error",
                remove("/error")),
        answers("passcode-message-number", SET_PASSCODE, 400, "400: message is a number",
                "body:/message", put("/message", 12)),
        answers("passcode-data-array", SET_PASSCODE, 400, "400: data is an array",
                "body:/data", put("/data", [{"field": "code"}])),
        answers("passcode-data-entry-number", SET_PASSCODE, 400,
                "400: an entry of data is a number, not an object", "body:/data/limit",
                put("/data", {"field": {}, "limit": 6})),
        answers("passcode-error-array", SET_PASSCODE, 400,
                "400: an array around the error body", "body",
                lambda reply, call: document([reply.document])(reply, call)),
        accepts("passcode-accepts-malformed", SET_PASSCODE, "malformed JSON => 200", "body",
                "json"),
        accepts("passcode-accepts-trailing", SET_PASSCODE, "bytes after the JSON => 200",
                "body", "trailing"),
        accepts("passcode-accepts-duplicates", SET_PASSCODE, "a member twice => 200", "body",
                "duplicate"),
        accepts("passcode-accepts-invalid-utf8", SET_PASSCODE, "invalid UTF-8 => 200", "body",
                "utf-8"),
        accepts("passcode-accepts-no-body", SET_PASSCODE, "no body => 200", "body", "missing"),
        accepts("passcode-accepts-array", SET_PASSCODE, "an array as body => 200", "body",
                "object", when=is_list),
        accepts("passcode-accepts-text-plain", SET_PASSCODE,
                "another Content-Type than JSON => 200", "header:Content-Type", "media"),
        refuses("passcode-refuses-key-order", SET_PASSCODE,
                "members in another order than code, keyId, passCode => 400", "body",
                lambda call: [n for n in call.value if n in ("code", "keyId", "passCode")]
                != ["code", "keyId", "passCode"]),
        refuses("passcode-refuses-escapes", SET_PASSCODE, "\\u escapes in a string => 400",
                "body", has_escapes),
        refuses("passcode-refuses-blanks", SET_PASSCODE, "white space between tokens => 400",
                "body", has_unusual_blanks),
    ]

    # ---- Vault, resend code.
    table += [
        answers("resend-status-204", RESEND_CODE, 200, "200 becomes 204", "status",
                empty, status(204)),
        answers("resend-400-as-429", RESEND_CODE, 400, "400 becomes 429", "status", status(429)),
        answers("resend-unregistered-404", RESEND_CODE, 400,
                "a phone which is not registered => 404", "status; request body:/phone",
                status(404), when=lambda call: call.finding.kind == "state"),
        answers("resend-content-type-broken", RESEND_CODE, 200,
                "200: Content-Type is just `json`", "header:Content-Type",
                header("Content-Type", "json")),
        answers("resend-content-type-missing", RESEND_CODE, 400, "400: no Content-Type",
                "header:Content-Type", header("Content-Type", None)),
        answers("resend-invalid-utf8", RESEND_CODE, 200, "200: a byte which is not UTF-8",
                "body", after(lambda data: data.replace(b"OK", b"O\xff"))),
        answers("resend-duplicate-key", RESEND_CODE, 200, "200: result given twice", "body",
                after(lambda data: b'{"result": "no", ' + data.lstrip()[1:])),
        answers("resend-duplicate-error-id", RESEND_CODE, 400, "400: errorId given twice",
                "body", after(lambda data: b'{"errorId": 7, ' + data.lstrip()[1:])),
        answers("resend-result-bool", RESEND_CODE, 200, "200: result is true", "body:/result",
                put("/result", True)),
        answers("resend-no-last-chunk", RESEND_CODE, 200,
                "200: chunked, closed before the last chunk", "framing", framed(no_last_chunk)),
        answers("resend-length-and-chunks", RESEND_CODE, 200,
                "200: Content-Length beside Transfer-Encoding", "framing",
                framed(length_and_chunks)),
        answers("resend-error-id-nan", RESEND_CODE, 400, "400: errorId is NaN, so no JSON",
                "body", put("/errorId", Literal("NaN"))),
        answers("resend-error-id-bool", RESEND_CODE, 400, "400: errorId is true",
                "body:/errorId", put("/errorId", True)),
        answers("resend-error-id-missing", RESEND_CODE, 400, "400: no errorId",
                "body:/errorId", remove("/errorId")),
        answers("resend-system-id-missing", RESEND_CODE, 400, "400: no systemId",
                "body:/systemId", remove("/systemId")),
        answers("resend-system-id-number", RESEND_CODE, 400, "400: systemId is a number",
                "body:/systemId", put("/systemId", 4)),
        answers("resend-field-array", RESEND_CODE, 400, "400: field is an array",
                "body:/field", put("/field", ["phone"])),
        answers("resend-original-message-object", RESEND_CODE, 400,
                "400: originalMessage is an object", "body:/originalMessage",
                put("/originalMessage", {"text": "?"})),
        answers("resend-data-entry-null", RESEND_CODE, 400,
                "400: an entry of data is null, not an object", "body:/data/phone",
                put("/data", {"phone": None})),
        answers("resend-error-object", RESEND_CODE, 400, "400: error is an object",
                "body:/error", put("/error", {"name": "COMMON"})),
        accepts("resend-accepts-unregistered", RESEND_CODE,
                "a phone which is not registered => 200", "body:/phone", "state"),
        accepts("resend-accepts-no-phone", RESEND_CODE, "no phone => 200", "body:/phone",
                "missing"),
        accepts("resend-accepts-null-phone", RESEND_CODE, "null as phone => 200",
                "body:/phone", "null"),
        accepts("resend-accepts-number-phone", RESEND_CODE, "a number as phone => 200",
                "body:/phone", "type", when=is_number),
        accepts("resend-accepts-empty-phone", RESEND_CODE, "an empty phone => 200",
                "body:/phone", "empty"),
        accepts("resend-accepts-phone-letters", RESEND_CODE, "a phone with letters => 200",
                "body:/phone", "format", when=matches(".*[A-Za-z].*")),
        accepts("resend-accepts-malformed", RESEND_CODE, "malformed JSON => 200", "body", "json"),
        accepts("resend-accepts-invalid-utf8", RESEND_CODE, "invalid UTF-8 => 200", "body",
                "utf-8"),
        accepts("resend-accepts-duplicates", RESEND_CODE, "a member twice => 200", "body",
                "duplicate"),
        accepts("resend-accepts-no-body", RESEND_CODE, "no body => 200", "body", "missing"),
        accepts("resend-accepts-array", RESEND_CODE, "an array as body => 200", "body",
                "object", when=is_list),
        accepts("resend-accepts-text-plain", RESEND_CODE,
                "another Content-Type than JSON => 200", "header:Content-Type", "media"),
        refuses("resend-refuses-no-signature", RESEND_CODE,
                "no X-Signature (it is optional) => 400", "header:X-Signature",
                lambda call: not call.all("X-Signature")),
        refuses("resend-refuses-empty-signature", RESEND_CODE,
                "an empty X-Signature (the sample's own) => 400", "header:X-Signature",
                lambda call: call.all("X-Signature") == [""]),
        refuses("resend-refuses-no-token", RESEND_CODE,
                "no Authorization (none is documented) => 401", "header:Authorization",
                lambda call: not call.header("Authorization"), status=401),
        refuses("resend-refuses-escapes", RESEND_CODE, "\\u escapes in phone => 400",
                "body:/phone", has_escapes),
    ]
    for name in ("X-Fingerprint", "X-Merchant-ID"):
        low = name.lower()
        table += [
            accepts("resend-accepts-no-" + low, RESEND_CODE, "no %s => 200" % name,
                    "header:" + name, "missing"),
            accepts("resend-accepts-empty-" + low, RESEND_CODE, "an empty %s => 200" % name,
                    "header:" + name, "empty"),
        ]

    # ---- sFOX.
    def by_email(call: Call) -> bool:
        return call.member("type") == "email"

    def by_sms(call: Call) -> bool:
        return call.member("type") == "sms"

    table += [
        answers("sfox-status-201", SFOX, 200, "200 becomes 201", "status", status(201)),
        answers("sfox-redirect", SFOX, 200, "200 becomes a redirect (302)", "status", redirect),
        answers("sfox-422-as-400", SFOX, 422, "422 becomes 400", "status", status(400)),
        answers("sfox-422-as-200", SFOX, 422, "422 becomes 200, with the error body", "status",
                status(200)),
        answers("sfox-success-in-422", SFOX, 422, "422 with the success body", "body:/error",
                lambda reply, call: document(sfox_success(call).document)(reply, call)),
        answers("sfox-error-in-200", SFOX, 200, "200 with the error body", "body:/data",
                document({"error": "Email already verified"})),
        answers("sfox-empty-200", SFOX, 200, "200 without a body", "body", empty),
        answers("sfox-empty-422", SFOX, 422, "422 without a body", "body", empty),
        answers("sfox-html-page", SFOX, 422, "422: an HTML page", "body",
                header("Content-Type", "text/html"), payload(HTML)),
        answers("sfox-html-as-json", SFOX, 200, "200: an HTML page said to be JSON", "body",
                payload(HTML)),
        answers("sfox-no-envelope", SFOX, 200, "200: the members of data without data",
                "body:/data", lambda reply, call: document(reply.document["data"])(reply, call)),
        answers("sfox-data-missing", SFOX, 200, "200: an empty object", "body:/data",
                document({})),
        answers("sfox-data-null", SFOX, 200, "200: data is null", "body:/data",
                put("/data", None)),
        answers("sfox-data-array", SFOX, 200, "200: data is an array", "body:/data",
                lambda reply, call: put("/data", [reply.document["data"]])(reply, call)),
        answers("sfox-data-text", SFOX, 200, "200: data is a string", "body:/data",
                put("/data", "sent")),
        answers("sfox-top-array", SFOX, 200, "200: an array around the object", "body",
                lambda reply, call: document([reply.document])(reply, call)),
        answers("sfox-user-missing", SFOX, 200, "200: no data.user_id", "body:/data/user_id",
                remove("/data/user_id")),
        answers("sfox-user-number", SFOX, 200, "200: data.user_id is a number",
                "body:/data/user_id", put("/data/user_id", 1)),
        answers("sfox-user-null", SFOX, 200, "200: data.user_id is null", "body:/data/user_id",
                put("/data/user_id", None)),
        answers("sfox-user-upper-case", SFOX, 200, "200: data.user_id in upper case",
                "body:/data/user_id", put("/data/user_id", lambda c: c.path["user_id"].upper())),
        answers("sfox-user-not-decoded", SFOX, 200,
                "200: data.user_id is still percent-encoded (needs such an id)",
                "body:/data/user_id",
                put("/data/user_id", lambda c: c.target.split("?")[0].rsplit("/", 1)[1])),
        answers("sfox-type-missing", SFOX, 200, "200: no data.type", "body:/data/type",
                remove("/data/type")),
        answers("sfox-type-null", SFOX, 200, "200: data.type is null", "body:/data/type",
                put("/data/type", None)),
        answers("sfox-type-other", SFOX, 200, "200: data.type is the other one",
                "body:/data/type", put("/data/type", lambda c: "email" if by_sms(c) else "sms")),
        answers("sfox-type-upper-case", SFOX, 200, "200: data.type in upper case",
                "body:/data/type", put("/data/type", lambda c: "SMS" if by_sms(c) else "EMAIL")),
        answers("sfox-type-outside", SFOX, 200, "200: data.type is `phone`", "body:/data/type",
                put("/data/type", "phone")),
        answers("sfox-email-missing", SFOX, 200, "200, email: no data.email",
                "body:/data/email", remove("/data/email"), when=by_email),
        answers("sfox-email-null", SFOX, 200, "200, email: data.email is null",
                "body:/data/email", put("/data/email", None), when=by_email),
        answers("sfox-email-number", SFOX, 200, "200, email: data.email is a number",
                "body:/data/email", put("/data/email", 7), when=by_email),
        answers("sfox-phone-missing", SFOX, 200, "200, sms: no data.phone_number",
                "body:/data/phone_number", remove("/data/phone_number"), when=by_sms),
        answers("sfox-phone-number-typed", SFOX, 200,
                "200, sms: data.phone_number is a number", "body:/data/phone_number",
                put("/data/phone_number", 15555550123), when=by_sms),
        answers("sfox-phone-under-email", SFOX, 200,
                "200, sms: the phone stands under data.email (an older document's sample)",
                "body:/data/phone_number", remove("/data/phone_number"),
                put("/data/email", SFOX_PHONE), when=by_sms),
        answers("sfox-email-and-phone", SFOX, 200, "200, email: data.phone_number besides",
                "body:/data/phone_number", put("/data/phone_number", SFOX_PHONE), when=by_email),
        answers("sfox-phone-and-email", SFOX, 200, "200, sms: data.email besides",
                "body:/data/email", put("/data/email", SFOX_EMAIL), when=by_sms),
        answers("sfox-error-missing", SFOX, 422, "422: no error", "body:/error",
                lambda reply, call: document({"message": call.finding.text})(reply, call)),
        answers("sfox-error-null", SFOX, 422, "422: error is null", "body:/error",
                put("/error", None)),
        answers("sfox-error-object", SFOX, 422, "422: error is an object", "body:/error",
                put("/error", {"code": 17})),
        answers("sfox-error-array", SFOX, 422, "422: error is an array", "body:/error",
                put("/error", ["Email already verified"])),
        answers("sfox-json-cut", SFOX, 200, "200: JSON without its last brace", "body",
                after(lambda data: data.rstrip()[:-1])),
        answers("sfox-duplicate-key", SFOX, 200, "200: data given twice", "body",
                after(lambda data: b'{"data": {}, ' + data.lstrip()[1:])),
        answers("sfox-trailing-bytes", SFOX, 422, "422: a second JSON value", "body",
                after(lambda data: data + b"{}")),
        answers("sfox-chunk-size-wrong", SFOX, 200, "200: a chunk longer than its size",
                "framing", framed(chunk_size_wrong)),
        answers("sfox-cut-short", SFOX, 422, "422: Content-Length promises more than is sent",
                "framing", framed(cut_short)),
        answers("sfox-header-without-colon", SFOX, 200, "200: a header line without a colon",
                "framing", header_without_colon),
        accepts("sfox-accepts-verified-email", SFOX, "email for a verified e-mail => 200",
                "path:user_id", "state", when=lambda v: v == "email-verified"),
        accepts("sfox-accepts-verified-phone", SFOX, "sms for a verified phone => 200",
                "path:user_id", "state", when=lambda v: v == "phone-verified"),
        accepts("sfox-accepts-sms-first", SFOX, "sms before the e-mail is verified => 200",
                "path:user_id", "state", when=lambda v: v == "email-first"),
        refuses("sfox-refuses-unverified-email", SFOX,
                "email which is not verified yet => 422", "path:user_id", by_email, status=422),
        refuses("sfox-refuses-sms", SFOX, "sms after the e-mail is verified => 422",
                "path:user_id", by_sms, status=422),
        refuses("sfox-refuses-second-email", SFOX,
                "a second identical request => 422, though nothing was verified meanwhile",
                "path:user_id", repeated, status=422),
        refuses("sfox-refuses-no-content-type", SFOX,
                "no Content-Type (the sample sets none) => 400", "header:Content-Type",
                lambda call: not call.header("Content-Type")),
        refuses("sfox-refuses-form-content-type", SFOX,
                "the Content-Type which the shell sample sends by default => 415",
                "header:Content-Type", lambda call: call.header("Content-Type").lower()
                == "application/x-www-form-urlencoded", status=415),
        refuses("sfox-refuses-escapes", SFOX, "\\u escapes in type => 400", "body:/type",
                has_escapes),
        refuses("sfox-refuses-blanks", SFOX, "white space between tokens => 400", "body",
                has_unusual_blanks),
        accepts("sfox-accepts-no-type", SFOX, "no type => 200", "body:/type", "missing"),
        accepts("sfox-accepts-null-type", SFOX, "null as type => 200", "body:/type", "null"),
        accepts("sfox-accepts-number-type", SFOX, "a number as type => 200", "body:/type",
                "type", when=is_number),
        accepts("sfox-accepts-array-type", SFOX, "an array as type => 200", "body:/type",
                "type", when=is_list),
        accepts("sfox-accepts-empty-type", SFOX, "an empty type => 200", "body:/type", "empty"),
        accepts("sfox-accepts-type-case", SFOX, "type in another case => 200", "body:/type",
                "enum", when=lambda v: v.lower() in ("email", "sms")),
        accepts("sfox-accepts-type-outside", SFOX, "type outside email and sms => 200",
                "body:/type", "enum", when=lambda v: v.lower() not in ("email", "sms")),
        accepts("sfox-accepts-no-token", SFOX, "no Authorization => 200",
                "header:Authorization", "missing"),
        accepts("sfox-accepts-other-scheme", SFOX, "Authorization of another scheme => 200",
                "header:Authorization", "scheme"),
        accepts("sfox-accepts-bad-token", SFOX, "an invalid token => 200",
                "header:Authorization", "token"),
        accepts("sfox-accepts-malformed", SFOX, "malformed JSON => 200", "body", "json"),
        accepts("sfox-accepts-trailing", SFOX, "bytes after the JSON => 200", "body",
                "trailing"),
        accepts("sfox-accepts-duplicates", SFOX, "a member twice => 200", "body", "duplicate"),
        accepts("sfox-accepts-no-body", SFOX, "no body => 200", "body", "missing"),
        accepts("sfox-accepts-array", SFOX, "an array as body => 200", "body", "object",
                when=is_list),
    ]

    # ---- 10nPay.
    table += [
        answers("10npay-status-200", TENPAY, 204, "204 becomes 200 with {} (as once documented)",
                "status", status(200), header("Content-Type", "application/json"), document({})),
        answers("10npay-status-202", TENPAY, 204, "204 becomes 202 without a body", "status",
                status(202)),
        answers("10npay-redirect", TENPAY, 204, "204 becomes a redirect (302)", "status",
                redirect),
        answers("10npay-chunked-204", TENPAY, 204, "204 with a chunked body", "body",
                payload(b'{"sent": true}'), framed(in_chunks)),
        answers("10npay-400-as-422", TENPAY, 400, "400 becomes 422", "status", status(422)),
        answers("10npay-400-as-500", TENPAY, 400, "400 becomes 500, every time", "status",
                status(500)),
        answers("10npay-401-as-403", TENPAY, 401, "401 becomes 403", "status", status(403)),
        answers("10npay-404-as-400", TENPAY, 404, "an unknown user => 400 (as once documented)",
                "status; request body:/id", status(400)),
        answers("10npay-taken-phone-409", TENPAY, 400, "another user's phone => 409",
                "status; request body:/phoneNumber", status(409),
                when=lambda call: call.finding.kind == "state"),
        answers("10npay-always-503", TENPAY, 204, "503 however often one tries", "status",
                empty, status(503)),
        answers("10npay-status-429", TENPAY, 204, "204 becomes 429", "status", status(429)),
        answers("10npay-stray-bytes", TENPAY, 404, "404: stray bytes after the body's end",
                "framing", framed(stray_bytes)),
        answers("10npay-length-no-number", TENPAY, 400, "400: Content-Length is no number",
                "framing", framed(length_no_number)),
        answers("10npay-cut-short", TENPAY, 401, "401: Content-Length promises more than is sent",
                "framing", framed(cut_short)),
        refuses("10npay-404-for-known", TENPAY, "a known user => 404", "body:/id",
                lambda call: call.integer("id") == 2077, status=404),
        refuses("10npay-401-for-good-token", TENPAY, "the valid token => 401",
                "header:Authorization", lambda call: True, status=401),
        refuses("10npay-second-call-409", TENPAY, "a second identical call => 409", "body",
                repeated, status=409),
        refuses("10npay-second-call-400", TENPAY, "a second identical call => 400", "body",
                repeated),
        refuses("10npay-verified-user-400", TENPAY, "a user already verified => 400",
                "body:/id", lambda call: call.integer("id") == TENPAY_VERIFIED_USER),
        refuses("10npay-verified-user-409", TENPAY, "a user already verified => 409",
                "body:/id", lambda call: call.integer("id") == TENPAY_VERIFIED_USER, status=409),
        accepts("10npay-accepts-unknown-user", TENPAY, "an unknown user => 204", "body:/id",
                "state"),
        accepts("10npay-accepts-taken-phone", TENPAY, "another user's phone => 204",
                "body:/phoneNumber", "state"),
        refuses("10npay-refuses-int32-max", TENPAY,
                "id 2147483647 => 400, as if no int32 (404 is right)", "body:/id",
                lambda call: call.integer("id") == INT32[-1]),
        refuses("10npay-refuses-id-1", TENPAY, "id 1 => 400", "body:/id",
                lambda call: call.integer("id") == 1),
        refuses("10npay-refuses-longest-phone", TENPAY, "a phone of 15 digits => 400",
                "body:/phoneNumber", lambda call: len(call.member("phoneNumber")) == 16),
        refuses("10npay-refuses-shortest-phone", TENPAY, "a phone of 2 digits => 400",
                "body:/phoneNumber", lambda call: len(call.member("phoneNumber")) == 3),
        refuses("10npay-refuses-correlation", TENPAY, "any correlationType => 400",
                "body:/correlationType", lambda call: "correlationType" in call.value),
        refuses("10npay-refuses-merchant", TENPAY, "correlationType 1 => 400",
                "body:/correlationType", lambda call: call.integer("correlationType") == 1),
        refuses("10npay-refuses-no-correlation", TENPAY,
                "no correlationType (it is optional) => 400", "body:/correlationType",
                lambda call: "correlationType" not in call.value),
        refuses("10npay-refuses-key-order", TENPAY, "id not the first member => 400", "body",
                first_member_is_not("id")),
        refuses("10npay-refuses-blanks", TENPAY, "white space between tokens => 400", "body",
                has_unusual_blanks),
        refuses("10npay-refuses-escapes", TENPAY, "\\u escapes in phoneNumber => 400",
                "body:/phoneNumber", has_escapes),
        refuses("10npay-refuses-charset", TENPAY,
                "a charset parameter in Content-Type => 400", "header:Content-Type",
                lambda call: ";" in call.header("Content-Type")),
        accepts("10npay-accepts-no-id", TENPAY, "no id => 204", "body:/id", "missing"),
        accepts("10npay-accepts-null-id", TENPAY, "null as id => 204", "body:/id", "null"),
        accepts("10npay-accepts-id-string", TENPAY, "digits in a string as id => 204",
                "body:/id", "type", when=is_text),
        accepts("10npay-accepts-id-bool", TENPAY, "a boolean as id => 204", "body:/id", "type",
                when=lambda v: isinstance(v, bool)),
        accepts("10npay-accepts-id-fraction", TENPAY, "id 2077.5 => 204", "body:/id",
                "fraction"),
        accepts("10npay-accepts-id-beyond-int32", TENPAY, "an id beyond int32 => 204",
                "body:/id", "range", when=lambda v: v not in INT32),
        accepts("10npay-accepts-id-below-1", TENPAY, "id 0 or below => 204", "body:/id",
                "range", when=lambda v: v in INT32),
        accepts("10npay-accepts-no-phone", TENPAY, "no phoneNumber => 204",
                "body:/phoneNumber", "missing"),
        accepts("10npay-accepts-null-phone", TENPAY, "null as phoneNumber => 204",
                "body:/phoneNumber", "null"),
        accepts("10npay-accepts-number-phone", TENPAY, "a number as phoneNumber => 204",
                "body:/phoneNumber", "type", when=is_number),
        accepts("10npay-accepts-empty-phone", TENPAY, "an empty phoneNumber => 204",
                "body:/phoneNumber", "empty"),
    ]
    for name, what, pattern in (
            ("no-plus", "a phone without plus", r"[0-9]+"),
            ("letters", "a phone with letters", r".*[A-Za-z].*"),
            ("leading-zero", "a phone with a leading zero", r"\+0[0-9]*"),
            ("too-long", "a phone of more than 15 digits", r"\+[1-9][0-9]{15,}"),
            ("too-short", "a phone of less than 2 digits", r"\+[1-9]?"),
            ("blanks", "a phone with blanks", r"[+0-9 ]* [+0-9 ]*"),
            ("punctuation", "a phone with hyphens, dots or brackets",
             r"[+0-9 ]*[-.()][-+0-9 .()]*"),
            ("line-feed", "a phone with a line feed at its end", r"\+[1-9][0-9]{1,14}\n"),
            ("other-digits", "a phone with digits outside ASCII",
             r"\+(?=.*[^\x00-\x7f])\d{2,15}")):
        table.append(accepts("10npay-accepts-phone-" + name, TENPAY, what + " => 204",
                             "body:/phoneNumber", "format", when=matches(pattern)))
    table += [
        accepts("10npay-accepts-correlation-outside", TENPAY,
                "correlationType beyond 0 and 1 => 204", "body:/correlationType", "range"),
        accepts("10npay-accepts-correlation-string", TENPAY, "a string as correlationType => 204",
                "body:/correlationType", "type", when=is_text),
        accepts("10npay-accepts-correlation-bool", TENPAY, "a boolean as correlationType => 204",
                "body:/correlationType", "type", when=lambda v: isinstance(v, bool)),
        accepts("10npay-accepts-correlation-fraction", TENPAY, "correlationType 0.5 => 204",
                "body:/correlationType", "fraction"),
        accepts("10npay-accepts-no-token", TENPAY, "no Authorization => 204",
                "header:Authorization", "missing"),
        accepts("10npay-accepts-other-scheme", TENPAY, "Authorization of another scheme => 204",
                "header:Authorization", "scheme"),
        accepts("10npay-accepts-bad-token", TENPAY, "an invalid token => 204",
                "header:Authorization", "token"),
        accepts("10npay-accepts-malformed", TENPAY, "malformed JSON => 204", "body", "json"),
        accepts("10npay-accepts-trailing", TENPAY, "bytes after the JSON => 204", "body",
                "trailing"),
        accepts("10npay-accepts-invalid-utf8", TENPAY, "invalid UTF-8 => 204", "body", "utf-8"),
        accepts("10npay-accepts-bom", TENPAY, "a byte order mark => 204", "body", "bom"),
        accepts("10npay-accepts-duplicates", TENPAY, "a member twice => 204", "body",
                "duplicate"),
        accepts("10npay-accepts-no-body", TENPAY, "no body => 204", "body", "missing"),
        accepts("10npay-accepts-array", TENPAY, "an array as body => 204", "body", "object",
                when=is_list),
        accepts("10npay-accepts-text-plain", TENPAY, "another Content-Type than JSON => 204",
                "header:Content-Type", "media"),
        accepts("10npay-accepts-no-content-type", TENPAY, "a body without Content-Type => 204",
                "header:Content-Type", "missing"),
    ]
    return table


# --------------------------------------------------------------------------
# Variations
# --------------------------------------------------------------------------

@dataclass
class Variation:
    """Something the documents leave open, done differently on all endpoints."""

    name: str
    what: str
    edit: Edit


def lines(shape: Callable[[str, str], str]) -> Edit:
    def edit(reply: Reply, call: Call) -> None:
        reply.line = shape
    return edit


def spelled(**style: Any) -> Edit:
    def edit(reply: Reply, call: Call) -> None:
        reply.render = lambda value: render(value, **style)
    return edit


def media_type(shape: Callable[[str], str]) -> Edit:
    def edit(reply: Reply, call: Call) -> None:
        given = reply.header("Content-Type")
        if given:
            reply.set_header("Content-Type", shape(given.partition(";")[0]))
    return edit


def escape_all(text: str) -> str:
    units = text.encode("utf-16-be")
    return '"' + "".join("\\u%02X%02x" % (units[i], units[i + 1])
                         for i in range(0, len(units), 2)) + '"'


def reverse_keys(reply: Reply, call: Call) -> None:
    def turned(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: turned(value[name]) for name in reversed(list(value))}
        return value
    reply.document = turned(reply.document)


def is_vault_error(reply: Reply) -> bool:
    return isinstance(reply.document, dict) and "errorId" in reply.document


def error_id(shape: Callable[[int], str]) -> Edit:
    def edit(reply: Reply, call: Call) -> None:
        if is_vault_error(reply):
            reply.document["errorId"] = Literal(shape(reply.document["errorId"]))
    return edit


def all_optional(reply: Reply, call: Call) -> None:
    # errorStackTrace is documented, but a text in it may rightly be called a leak.
    if is_vault_error(reply):
        reply.document.update(field="phone", originalMessage="rejected by validator",
                              errorStackTrace="", data={"additionalProp1": {}})


def no_optional(reply: Reply, call: Call) -> None:
    if is_vault_error(reply):
        for name in ("field", "originalMessage"):
            reply.document.pop(name, None)


def data_map(reply: Reply, call: Call) -> None:
    if is_vault_error(reply):
        reply.document["data"] = {"limits": {"min": 1, "of": ["a", None]}, "": {}, "x/y~z": {}}


def other_texts(text: str) -> Edit:
    """Changes every text which is a human's to read, and none which is a value."""
    def edit(reply: Reply, call: Call) -> None:
        if not isinstance(reply.document, dict):
            return
        if is_vault_error(reply):
            reply.document["message"] = text
        elif "result" in reply.document:
            reply.document["result"] = text
        elif call.endpoint is SFOX and "error" in reply.document:
            reply.document["error"] = text
        elif "title" in reply.document:
            reply.document["title"] = text
    return edit


def extra_members(reply: Reply, call: Call) -> None:
    if isinstance(reply.document, dict):
        reply.document["requestId"] = "6f1c"
        if "data" in reply.document and call.endpoint is SFOX:
            reply.document["data"]["expires_in"] = 300


def always(framing: Framing) -> Edit:
    def edit(reply: Reply, call: Call) -> None:
        if reply.status != 204:
            reply.framing = framing
    return edit


def closing(reply: Reply, call: Call) -> None:
    reply.close = True


def hanging_up(reply: Reply, call: Call) -> None:
    reply.hang_up = True


def interim(data: bytes) -> Edit:
    def edit(reply: Reply, call: Call) -> None:
        if call.version != "HTTP/1.0":        # older clients know no interim answers
            reply.interim = data
    return edit


def reason(text: str) -> Edit:
    def edit(reply: Reply, call: Call) -> None:
        reply.reason = text
    return edit


def in_pieces(reply: Reply, call: Call) -> None:
    reply.piece = 11


def extra_headers(reply: Reply, call: Call) -> None:
    reply.headers += [("Set-Cookie", "a=1; Path=/"), ("Set-Cookie", "b=2; Path=/"),
                      ("X-Request-Id", "6f1c"), ("Cache-Control", "no-store"),
                      ("X-Empty", ""), ("X-Long", "l" * 6000), ("Keep-Alive", "timeout=60")]


def transient(code: int) -> Edit:
    def edit(reply: Reply, call: Call) -> None:
        if call.endpoint is TENPAY and call.repeats == 0:
            empty(reply, call)
            reply.status = code
    return edit


def undocumented_body(reply: Reply, call: Call) -> bool:
    """Refusals for which the documents promise no particular body."""
    return (call.endpoint is TENPAY and reply.status >= 400
            or call.endpoint is SFOX and reply.status in (400, 401))


def no_refusal_body(reply: Reply, call: Call) -> None:
    if undocumented_body(reply, call):
        empty(reply, call)


def plain_refusal_body(reply: Reply, call: Call) -> None:
    if undocumented_body(reply, call):
        reply.set_header("Content-Type", "text/plain")
        reply.payload = b"refused\n"


def sfox_422(reply: Reply, call: Call) -> None:
    # The endpoint's page knows 422 only; 400 stands in the general list of errors.
    if call.endpoint is SFOX and reply.status == 400:
        reply.status = 422


def vault_400(reply: Reply, call: Call) -> None:
    # The documents know 400 only, so a missing token may well end there too.
    if reply.status == 401 and call.endpoint in (REQUEST_CODE, SET_PASSCODE):
        reply.status = 400
        reply.headers = [VAULT_JSON]
        reply.document = vault_error(0, "COMMON", "Not allowed")


def tenpay_low_id_404(reply: Reply, call: Call) -> None:
    # The document says int32; it does not say that ids begin with 1.
    finding = call.finding
    if call.endpoint is TENPAY and finding and finding.where == "body:/id" \
            and finding.kind == "range" and finding.value in INT32:
        reply.status = 404
        reply.document["status"] = 404


def variations() -> List[Variation]:
    return [
        Variation("header-names-lower", "header names in lower case",
                  lines(lambda n, v: n.lower() + ": " + v)),
        Variation("header-names-upper", "header names in upper case",
                  lines(lambda n, v: n.upper() + ": " + v)),
        Variation("header-values-tight", "no blank after a header's colon",
                  lines(lambda n, v: n + ":" + v)),
        Variation("header-values-blanks", "blanks and tabs around header values",
                  lines(lambda n, v: n + ": \t " + v + " \t")),
        Variation("extra-headers", "unknown, empty, long and repeated headers", extra_headers),
        Variation("reason-empty", "no reason phrase", reason("")),
        Variation("reason-other", "another reason phrase", reason("As You Like It")),
        Variation("media-type-upper", "the media type in upper case", media_type(str.upper)),
        Variation("media-type-bare", "the media type without a charset",
                  media_type(lambda given: given)),
        Variation("media-type-quoted", "the charset quoted, blanks around the semicolon",
                  media_type(lambda given: given + ' ; Charset="UTF-8"')),
        Variation("keys-reversed", "members in reverse order", reverse_keys),
        Variation("json-compact", "JSON without white space", spelled(colon=":", comma=",")),
        Variation("json-blanks", "JSON with white space of every kind, around it too",
                  lambda reply, call: setattr(
                      reply, "render", lambda value: "\r\n\t " + render(
                          value, "\t:\n", " ,\r\n\t", "\r\n") + " \n\n")),
        Variation("json-escapes", "every character as a \\u escape, in names too",
                  spelled(string=escape_all)),
        Variation("json-slashes", "slashes escaped, and all beyond ASCII",
                  spelled(string=lambda t: json.dumps(t).replace("/", "\\/"))),
        Variation("integer-point-zero", "integers as 2.0", error_id(lambda n: "%d.0" % n)),
        Variation("integer-exponent", "integers as 2e0", error_id(lambda n: "%dE+00" % n)),
        Variation("integer-minus-zero", "the integer 0 as -0",
                  error_id(lambda n: "-0" if n == 0 else str(n))),
        Variation("optional-members", "all documented optional error members", all_optional),
        Variation("no-optional-members", "only the error members of the examples", no_optional),
        Variation("data-map", "data with objects of many names and contents", data_map),
        Variation("other-texts", "other texts", other_texts("something else altogether")),
        Variation("unicode-texts", "texts beyond ASCII, beyond the first plane too",
                  other_texts("Код изпратен \U0001f4f1 \u2028\u0000")),
        Variation("extra-members", "members the documents do not name", extra_members),
        Variation("chunked", "every body chunked", always(in_chunks)),
        Variation("chunked-bytes", "chunks of one byte, with extensions and a trailer",
                  always(in_odd_chunks)),
        Variation("content-length", "no body chunked", always(with_length)),
        Variation("until-close", "bodies which end with the connection", always(until_close)),
        Variation("connection-close", "the connection closed after each answer", closing),
        Variation("silent-close", "the connection closed after each answer, unannounced",
                  hanging_up),
        Variation("pieces", "answers written in small pieces", in_pieces),
        Variation("interim-100", "100 Continue before each answer",
                  interim(b"HTTP/1.1 100 Continue\r\n\r\n")),
        Variation("interim-103", "103 Early Hints, twice, before each answer",
                  interim(b"HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n" * 2)),
        Variation("transient", "10nPay: the first of identical calls gets 503", transient(503)),
        Variation("transient-500", "10nPay: the first of identical calls gets 500",
                  transient(500)),
        Variation("refusals-empty", "10nPay's and sFOX's undocumented refusals without a body",
                  no_refusal_body),
        Variation("refusals-plain", "the same as text/plain", plain_refusal_body),
        Variation("sfox-invalid-422", "sFOX: invalid requests get 422 instead of 400", sfox_422),
        Variation("vault-no-token-400", "Vault: a missing or bad token gets 400", vault_400),
        Variation("10npay-low-id-404", "10nPay: ids below 1 get 404 instead of 400",
                  tenpay_low_id_404),
    ]


# --------------------------------------------------------------------------
# The server
# --------------------------------------------------------------------------

class Provider:
    """Decides what to answer."""

    def __init__(self, fault: Optional[Fault], variation: Optional[Variation],
                 log: Optional[str]) -> None:
        self.fault = fault
        self.variation = variation
        self.log = open(log, "a", encoding="utf-8") if log else None
        self.lock = threading.Lock()
        self.seen: Dict[Any, int] = {}

    def note(self, call: Call) -> None:
        self.note_line("%s %s" % (call.method, call.target))

    def note_line(self, line: str) -> None:
        if self.log:
            with self.lock:
                self.log.write(line + "\n")
                self.log.flush()

    def answer(self, call: Call) -> Reply:
        path = call.target.split("#")[0].split("?")[0]
        absolute = re.match(r"https?://[^/]*", path, re.IGNORECASE)
        if absolute:                          # servers must take this form as well
            path = path[absolute.end():] or "/"
        for endpoint in ENDPOINTS:
            found = match(endpoint.template, path)
            if found is not None:
                break
        else:
            return Reply(404)
        if call.method != "POST":
            return Reply(405, headers=[("Allow", "POST")])
        call.endpoint, call.path = endpoint, found

        key = (call.target, call.header("Authorization"), call.header("Content-Type"), call.body)
        with self.lock:
            call.repeats = self.seen.get(key, 0)
            self.seen[key] = call.repeats + 1

        fault = self.fault if self.fault and self.fault.endpoint is endpoint else None
        findings = list(endpoint.judge(call))
        if fault and fault.drop:
            findings = [f for f in findings if not fault.drop(f)]
        if fault and fault.add and all(f.kind == "state" for f in findings):
            findings = [f for f in [fault.add(call)] if f] + findings
        if findings:
            call.finding = findings[0]
            reply = endpoint.refuse(call, call.finding)
        else:
            reply = endpoint.succeed(call)
        if self.variation:
            self.variation.edit(reply, call)
        if fault and fault.edit:
            fault.edit(reply, call)
        return reply


class BadRequest(Exception):
    """A request which is no HTTP.  What follows it cannot be told apart."""

    def __init__(self, status: int = 400) -> None:
        self.status = status


HEAD_LIMIT = 64 * 1024
BODY_LIMIT = 1024 * 1024
FIELD = re.compile(r"([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[ \t]*(.*?)[ \t]*", re.DOTALL)
REQUEST_LINE = re.compile(r"([!#$%&'*+\-.^_`|~0-9A-Za-z]+) ([\x21-\x7e]+) (HTTP/1\.[01])")


class Connection(socketserver.StreamRequestHandler):
    disable_nagle_algorithm = True            # or answers wait for acknowledgements
    rbufsize = 64 * 1024

    def handle(self) -> None:
        try:
            while True:
                try:
                    call = self.read_call()
                    if call is None:
                        return
                    self.server.provider.note(call)
                    reply = self.server.provider.answer(call)
                except BadRequest as bad:
                    call = Call("", "", "HTTP/1.1", [], b"")
                    reply = Reply(bad.status, close=True)
                data = reply.encode(call)
                step = reply.piece or len(data)   # as a rule head and body in one write
                for start in range(0, len(data), step):
                    self.request.sendall(data[start:start + step])
                if reply.close or reply.hang_up:
                    self.linger()
                    return
        except (ConnectionError, socket.timeout):
            pass                              # the client's right

    def linger(self) -> None:
        """Closes so that unread input does not reset what was just sent."""
        self.request.shutdown(socket.SHUT_WR)
        self.request.settimeout(1)
        while self.rfile.read1(65536):
            self.server.provider.note_line("sent after the end")

    def read_line(self) -> str:
        line = self.rfile.readline(HEAD_LIMIT + 1)
        if len(line) > HEAD_LIMIT:
            raise BadRequest(431)
        if not line.endswith(b"\n"):
            raise ConnectionError             # the client left in the middle
        return line.decode("latin-1").rstrip("\n").rstrip("\r")

    def read_call(self) -> Optional[Call]:
        if not self.rfile.peek(1):
            return None
        line = self.read_line() or self.read_line()   # one empty line may come before
        parts = REQUEST_LINE.fullmatch(line)
        if not parts:
            raise BadRequest
        call = Call(parts[1], parts[2], parts[3], self.read_fields(), b"")
        if call.version == "HTTP/1.1" and len(call.all("Host")) != 1:
            raise BadRequest
        lengths = set(call.all("Content-Length"))
        coding = call.header("Transfer-Encoding").lower()
        if coding and (lengths or coding != "chunked"):
            raise BadRequest
        if len(lengths) > 1 or not all(re.fullmatch("[0-9]{1,18}", n) for n in lengths):
            raise BadRequest
        length = int(lengths.pop()) if lengths else 0
        if length > BODY_LIMIT:
            raise BadRequest(413)
        if call.header("Expect").lower() == "100-continue" and (length or coding):
            self.request.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        call.body = self.read_chunks() if coding else self.read_exactly(length)
        return call

    def read_fields(self) -> List[Tuple[str, str]]:
        fields: List[Tuple[str, str]] = []
        size = 0
        while True:
            line = self.read_line()
            if not line:
                return fields
            size += len(line)
            parts = FIELD.fullmatch(line)
            if not parts or re.search(r"[\x00\r]", line):
                raise BadRequest
            if size > HEAD_LIMIT:
                raise BadRequest(431)
            fields.append((parts[1], parts[2]))

    def read_exactly(self, length: int) -> bytes:
        data = self.rfile.read(length)
        if len(data) < length:
            raise ConnectionError
        return data

    def read_chunks(self) -> bytes:
        body = b""
        while True:
            parts = re.fullmatch("([0-9a-fA-F]{1,8})[ \t]*(;.*)?", self.read_line())
            if not parts:
                raise BadRequest
            length = int(parts[1], 16)
            if len(body) + length > BODY_LIMIT:
                raise BadRequest(413)
            if not length:
                self.read_fields()
                return body
            body += self.read_exactly(length)
            if self.read_line():
                raise BadRequest


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128


def stop(*_: Any) -> None:
    sys.exit(0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--fault", metavar="NAME")
    parser.add_argument("--variation", metavar="NAME")
    parser.add_argument("--list-faults", action="store_true")
    parser.add_argument("--list-variations", action="store_true")
    parser.add_argument("--log", metavar="FILE")
    options = parser.parse_args()

    all_faults = {fault.name: fault for fault in faults()}
    all_variations = {variation.name: variation for variation in variations()}
    if options.list_faults:
        for fault in all_faults.values():
            print(fault.name, fault.endpoint.name, fault.what, fault.place, sep="\t")
        return
    if options.list_variations:
        for variation in all_variations.values():
            print(variation.name, variation.what, sep="\t")
        return
    if options.fault is not None and options.fault not in all_faults:
        parser.error("there is no fault " + options.fault)
    if options.variation is not None and options.variation not in all_variations:
        parser.error("there is no variation " + options.variation)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    with Server(("127.0.0.1", options.port), Connection) as server:
        server.provider = Provider(all_faults.get(options.fault),
                                   all_variations.get(options.variation), options.log)

        def become(line: str) -> bool:
            kind, _, name = line.partition(" ")
            fault = all_faults.get(name) if kind == "fault" else None
            variation = all_variations.get(name) if kind == "variation" else None
            if kind != "conform" and not fault and not variation:
                return False
            server.provider = Provider(fault, variation, options.log)
            return True
        serve(server, become)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""A server that remembers: one-time codes, and what confirming them brings about.

It is written from the providers' documents and from nothing else. One base address serves

    Vault    request, check and resend a code, RSA key, set passcode, sign up, confirm phone
    sFOX     create and confirm a verification code
    10npay   create a user, send, resend and verify a phone's code, status of a user
    CAMARA   one-time-password-sms: send-code, validate-code

and a second address is the inbox in which the codes arrive, in the shape of Mailpit's API.

    codes.py [--port 0] [--inbox 0] [--delay 0] [--lifetime 300] [--tries 5] [--max-send 10]
             [--cooldown SECONDS] [--sandbox] [--fault NAME[@PROVIDER]]
    codes.py --list-faults | --self-test

It prints `listening on http://127.0.0.1:PORT` and `inbox on http://127.0.0.1:PORT`, and serves
until its standard input ends. A line on its standard input, `conform` or `fault NAME`, makes it
another server that has forgotten everything; it answers `ready`.

Where the documents are silent, a comment that begins with "Silent:" says what was chosen.
"""

import argparse
import base64
import dataclasses
import datetime
import hashlib
import hmac
import http.client
import http.server
import json
import os
import random
import re
import sys
import threading
import time
import urllib.parse
import uuid

PROVIDERS = ("vault", "sfox", "10npay", "camara")

# What the server holds from the beginning: name in the environment, default.
ENVIRONMENT = {
    "ASSAY_VAULT_TOKEN": "test-token",
    "ASSAY_VAULT_CARD": "1234435",
    "ASSAY_VAULT_CARD_PHONE": "+447871230001",         # where the card's owner gets codes
    "ASSAY_VAULT_TOKEN_2": "test-token-2",             # another owner, with a card of their own
    "ASSAY_VAULT_CARD_2": "1234436",
    "ASSAY_VAULT_CARD_PHONE_2": "+447871230002",
    "ASSAY_VAULT_KEYID": "cbb00f18-88a0-4923-a421-8e28b17e988e",
    "ASSAY_VAULT_PHONE": "+447871234567",              # signed up, not yet confirmed
    "ASSAY_VAULT_SIGNATUREKEY": "",                    # if given, X-Signature is verified
    "ASSAY_VAULT_SIGNATURESEED": "abcdefghijklmn",
    "ASSAY_SFOX_TOKEN": "test-token",
    "ASSAY_SFOX_USER": "client_account_1",             # nothing verified
    "ASSAY_SFOX_USER_EMAILVERIFIED": "client_account_2",
    "ASSAY_SFOX_USER_VERIFIED": "client_account_3",    # and client_account_4 to 99: nothing
    "ASSAY_TENPAY_TOKEN": "test-token",
    "ASSAY_TENPAY_USER": "2077",                       # without a phone number
    "ASSAY_TENPAY_USER_VERIFIED": "2078",              # whose phone number is the next one
    "ASSAY_TENPAY_PHONE_TAKEN": "+359881234568",
    "ASSAY_CAMARA_TOKEN": "test-token",
    "ASSAY_CAMARA_TOKEN_NOSCOPE": "token-without-scope",
    "ASSAY_CAMARA_PHONE_NOTALLOWED": "+34900000001",   # a landline
    "ASSAY_CAMARA_PHONE_BLOCKED": "+34900000002",      # bars SMS
    "ASSAY_CAMARA_PHONE_FOREIGN": "+34900000003",      # of another operator
}

E164 = re.compile(r"\+[1-9][0-9]{1,14}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")

# ---- Faults --------------------------------------------------------------------------------------

ENDPOINTS = {
    "send": {"vault": "POST /v2/card/{id}/passcode/sms/send, /v2/mobile/signup",
             "sfox": "POST /v1/enterprise/users/send-verification/{user_id}",
             "10npay": "POST /User/phone-number/send-code",
             "camara": "POST /one-time-password-sms/vwip/send-code"},
    "resend": {"vault": "POST /v2/card/{id}/passcode/sms/send, /v2/mobile/phone/verify/resend",
               "sfox": "POST /v1/enterprise/users/send-verification/{user_id}, called again",
               "10npay": "POST /User/{id}/phone-number/resend-code",
               "camara": "POST /one-time-password-sms/vwip/send-code, called again"},
    "throttle": {"vault": "POST /v2/mobile/phone/verify/resend",
                 "10npay": "POST /User/{id}/phone-number/resend-code"},
    "confirm": {"vault": "POST /v2/card/{id}/passcode/sms/verify, /v2/card/{id}/passcode/code/set,"
                         " /v2/mobile/phone/confirm",
                "sfox": "POST /v1/enterprise/users/verify/{user_id}",
                "10npay": "POST /User/phone-number/verify",
                "camara": "POST /one-time-password-sms/vwip/validate-code"},
    "signup": {"vault": "POST /v2/mobile/phone/confirm"},
    "check": {"vault": "POST /v2/card/{id}/passcode/sms/verify"},
    "set": {"vault": "POST /v2/card/{id}/passcode/code/set"},
    "status": {"10npay": "GET /User/{id}/status"},
    "create": {"10npay": "POST /User", "camara": "POST /one-time-password-sms/vwip/send-code"},
    "lookup": {"vault": "every endpoint with a card or a phone number",
               "sfox": "both endpoints", "10npay": "every endpoint with an id",
               "camara": "POST /one-time-password-sms/vwip/validate-code"},
}

ALL = " ".join(PROVIDERS)

FAULTS = {name: (kind, providers.split(), text) for name, kind, providers, text in (
    ("confirmation-never-happens", "confirm", ALL, "the right code is answered like a wrong one"),
    ("success-status-but-no-effect", "confirm", "sfox 10npay", "success, but nothing is verified"),
    ("error-status-but-effect", "confirm", "sfox 10npay camara", "refused, but it has happened"),
    ("happens-for-another-user", "confirm", "sfox 10npay", "another user is verified instead"),
    ("happens-for-all-users", "confirm", "sfox 10npay", "every other user is verified as well"),
    ("happens-before-confirmation", "send", "sfox 10npay", "sending the code verifies the user"),
    ("confirmation-is-forgotten", "status", "10npay", "verified when first read, then no more"),
    ("second-confirmation-500", "confirm", ALL, "a code that was used is answered with 500"),
    ("code-accepted-twice", "confirm", ALL, "a code is not used up"),
    ("any-code-accepted", "confirm", ALL, "any code will do once one was sent"),
    ("expired-code-accepted", "confirm", ALL, "codes never expire"),
    ("code-expires-too-early", "confirm", ALL, "codes live for a tenth of their time"),
    ("old-code-after-resend", "confirm", ALL, "a resend leaves the old code valid"),
    ("code-of-another-user-accepted", "confirm", ALL, "a code sent to somebody else is accepted"),
    ("email-code-accepted-for-sms", "confirm", "sfox", "the e-mail's code verifies the phone too"),
    ("wrong-code-consumes-code", "confirm", ALL, "after a wrong code the right one is refused"),
    ("lock-never-comes", "confirm", ALL, "wrong codes can be tried without end"),
    ("lock-at-first-wrong-try", "confirm", ALL, "the first wrong code locks"),
    ("code-never-arrives", "send", ALL, "success, but the first code is not sent"),
    ("code-sent-to-another-recipient", "send", ALL, "the first code goes to somebody else"),
    ("code-in-response", "send", "vault sfox camara", "the response contains the code"),
    ("code-of-five-digits", "send", "sfox", "the code has five digits, the document says six"),
    ("resend-sends-nothing", "resend", ALL, "success, but no message, and the old code is void"),
    ("resend-to-another-recipient", "resend", ALL, "the new code goes to somebody else"),
    ("resent-code-refused", "resend", ALL, "the message of a resend has a code that is not valid"),
    ("resend-without-cooldown", "throttle", "vault 10npay", "resending is never throttled"),
    ("send-limit-never-comes", "send", "camara", "any number of codes for one phone"),
    ("verified-user-sent-again", "send", "sfox 10npay", "somebody verified gets another code"),
    ("sms-before-email-accepted", "send", "sfox", "an SMS code though the e-mail is not verified"),
    ("phone-of-another-user-accepted", "send", "10npay", "two users have one phone number"),
    ("resource-id-changes", "create", "10npay camara", "the response has another id than is kept"),
    ("deleted-or-unknown-resource-still-there", "lookup", ALL, "unknown ids are taken for known"),
    ("rsa-key-id-changes-at-set", "set", "vault", "the key's id is another one when it is used"),
    ("passcode-set-without-code", "set", "vault", "the passcode is set whatever the code is"),
    ("check-consumes-code", "check", "vault", "after the check the code cannot set the passcode"),
    ("issued-token-refused", "signup", "vault", "the access token of the response is not valid"),
)}


def fault_named(text):
    """(name, providers) of NAME or NAME@PROVIDER; None if there is no such fault."""
    name, _, provider = text.partition("@")
    if name not in FAULTS or provider and provider not in FAULTS[name][1]:
        return None
    return name, [provider] if provider else FAULTS[name][1]


# ---- State: codes and the inbox ------------------------------------------------------------------

@dataclasses.dataclass
class Code:
    value: str
    sent: float
    wrong: int = 0
    used: bool = False


@dataclasses.dataclass
class Message:
    to: str
    text: str
    code: str
    arrives: float
    id: str


class Reply(Exception):
    """A response; raised, it ends the request."""

    def __init__(self, status, body=None, **headers):
        super().__init__(status)
        self.status, self.body = status, body
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


class State:
    """Everything that is remembered, and the one place where codes are judged."""

    def __init__(self, options, fault=None):
        self.options, self.fault = options, fault_named(fault) if fault else None
        self.env = {name: os.environ.get(name) or value for name, value in ENVIRONMENT.items()}
        self.clock = time.time
        self.lock = threading.RLock()
        self.reset()

    def reset(self):
        self.codes = {}                       # (provider, kind, subject, channel): codes, in order
        self.resent = {}                      # same key: when a code was sent again
        self.messages = []                    # the inbox, oldest first
        self.providers = [kind(self) for kind in (Vault, SFox, TenPay, Camara)]

    def has(self, name, provider):
        return self.fault is not None and self.fault[0] == name and provider in self.fault[1]

    def new_value(self, provider, kind):
        if self.options.sandbox and kind == "phone" and provider == "vault":
            return "1234"                     # "the SMS code is always the same, and it is `1234`"
        # Silent: how long a code is, except at sFOX (6 digits). Vault's samples have 4 digits;
        # 10npay's sample has 6; CAMARA says only "short". None begins with 0 and none is a
        # sample of a document, so that a test knows codes that are wrong.
        length = 4 if provider == "vault" else 6
        if self.has("code-of-five-digits", provider):
            length = 5
        taken = {code.value for codes in self.codes.values() for code in codes}
        taken |= {"1234", "12345", "123456", "714982"}
        while True:
            value = str(random.randrange(10 ** (length - 1), 10 ** length))
            if value not in taken or len(taken) > 8000:
                return value

    def send(self, key, recipient, text, again=False):
        """Makes a code, which replaces the one before, and puts it into the inbox."""
        provider = key[0]
        codes = self.codes.setdefault(key, [])
        again = again or bool(codes)
        code = Code(self.new_value(provider, key[1]), self.clock())
        codes.append(code)
        if self.has("resend-sends-nothing" if again else "code-never-arrives", provider):
            return code
        shown = code.value
        if again and self.has("resent-code-refused", provider):
            shown = self.new_value(provider, "")
        if self.has("resend-to-another-recipient" if again else "code-sent-to-another-recipient",
                    provider):
            recipient = "other." + recipient if "@" in recipient else recipient[:-1] + str(
                (int(recipient[-1]) + 1) % 10)
        self.messages.append(Message(recipient, text.replace("{{code}}", shown), shown,
                                     self.clock() + self.options.delay, uuid.uuid4().hex))
        return code

    def throttled(self, key, default):
        """Whether it is too early to send again. The first resend is never too early."""
        wait = default if self.options.cooldown is None else self.options.cooldown
        now = self.clock()
        if now - self.resent.get(key, float("-inf")) < wait:
            return not self.has("resend-without-cooldown", key[0])
        self.resent[key] = now
        return False

    def check(self, key, value, code=None, consume=True):
        """right, wrong, none, used, expired or locked. `code` if it is not the latest of `key`."""
        def fault(name):
            return self.has(name, key[0])

        codes = self.codes.get(key, [])
        latest = codes[-1] if codes else None
        code = code or latest
        borrowed = []
        if fault("code-of-another-user-accepted"):
            borrowed = [theirs[-1] for other, theirs in self.codes.items()
                        if other[:2] == key[:2] and other[2] != key[2]]
        elif fault("email-code-accepted-for-sms") and key[3] == "sms":
            borrowed = self.codes.get(key[:3] + ("email",), [])
        elif fault("old-code-after-resend"):
            borrowed = codes[:-1]
        borrowed = [one for one in borrowed if one.value == value]
        if borrowed:
            code = latest = borrowed[-1]
        if code is None:
            return "none"
        if code.used and code.value == value and fault("second-confirmation-500"):
            raise Reply(500)
        again = fault("code-accepted-twice") or borrowed and fault("email-code-accepted-for-sms")
        if code.used and not again:
            return "used"
        if code is not latest:
            return "expired"
        lifetime = self.options.lifetime / (10 if fault("code-expires-too-early") else 1)
        if self.clock() - code.sent > lifetime and not fault("expired-code-accepted"):
            return "expired"
        tries = self.options.tries
        if fault("lock-at-first-wrong-try"):
            tries = 1
        if fault("lock-never-comes"):
            tries = float("inf")
        if code.wrong >= tries:
            return "locked"
        if value != code.value and not fault("any-code-accepted"):
            code.wrong += 1
            code.used = code.used or fault("wrong-code-consumes-code")
            return "locked" if code.wrong >= tries else "wrong"
        if fault("confirmation-never-happens"):
            return "wrong"
        code.used = code.used or consume
        return "right"


# ---- Requests ------------------------------------------------------------------------------------

def is_extra(value):
    """10npay's additionalData: type, a text or null, and data, an object or null."""
    return isinstance(value, dict) and all(
        value.get(name) is None or isinstance(value[name], kind)
        for name, kind in (("type", str), ("data", dict)))


# What a member may be. Silent: whether 2077.0 is an integer; it is not, as in most languages.
RULES = {
    "text": lambda value: isinstance(value, str),
    "filled": lambda value: isinstance(value, str) and value != "",
    "e164": lambda value: isinstance(value, str) and E164.fullmatch(value),
    "integer": lambda value: type(value) is int,
    "user": lambda value: type(value) is int and value in range(1, 2**31),
    "0|1": lambda value: type(value) is int and value in (0, 1),
    "email|sms": lambda value: value in ("email", "sms"),
    "email|null": lambda value: value is None or isinstance(value, str) and EMAIL.fullmatch(value),
    "extra": is_extra,
    "msisdn": lambda value: isinstance(value, str) and re.fullmatch(r"\+[1-9][0-9]{4,14}", value),
    "template": lambda value: isinstance(value, str) and len(value) <= 160 and "{{code}}" in value,
    "at most 36": lambda value: isinstance(value, str) and len(value) <= 36,
    "at most 10": lambda value: isinstance(value, str) and len(value) <= 10,
}


def strict_json(text):
    """A JSON value. A repeated member, NaN, or a byte that is no UTF-8 is an error."""
    def members(pairs):
        if len({name for name, _ in pairs}) < len(pairs):
            raise ValueError("a member is given twice")
        return dict(pairs)

    def constant(name):
        raise ValueError(name + " is not JSON")
    return json.loads(text.decode("utf-8"), object_pairs_hook=members, parse_constant=constant)


@dataclasses.dataclass
class Request:
    method: str
    path: str
    headers: http.client.HTTPMessage
    body: bytes

    def bearer(self):
        scheme, _, token = (self.headers.get("Authorization") or "").partition(" ")
        return token.strip() if scheme.lower() == "bearer" else None


class Provider:
    """The base of the four. A route is method, path and the name of a function."""

    name = ""
    prefix = ""
    routes = ()
    json_only = True
    public = ()                               # functions that need no token

    def __init__(self, state):
        self.state, self.env = state, state.env

    def has(self, fault):
        return self.state.has(fault, self.name)

    def answer(self, request):
        allowed = []
        for method, template, function in self.routes:
            given, wanted = request.path.split("/"), template.split("/")
            if len(given) != len(wanted) or not all(
                    want == have or want == "{}" and have for want, have in zip(wanted, given)):
                continue
            allowed.append(method)
            if method == request.method:
                values = [urllib.parse.unquote(have) for want, have in zip(wanted, given)
                          if want == "{}"]
                if function not in self.public:
                    self.authorize(request)
                return getattr(self, function)(request, *values)
        return Reply(405, Allow=", ".join(allowed)) if allowed else self.not_found()

    def members(self, request, closed=False, **rules):
        """The members of the JSON body, each of which keeps its rule; `?` marks optional ones."""
        media_type = (request.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
        if self.json_only and media_type != "application/json":
            raise self.invalid("Content-Type", True)
        try:
            body = strict_json(request.body)
        except (ValueError, RecursionError):
            raise self.invalid("", False) from None
        if not isinstance(body, dict):
            raise self.invalid("", False)
        for name, rule in rules.items():
            if name not in body and not rule.endswith("?"):
                raise self.invalid(name, True)
            if name in body and not RULES[rule.rstrip("?")](body[name]):
                raise self.invalid(name, body[name] in (None, ""))
        if closed and set(body) - set(rules):
            raise self.invalid(min(set(body) - set(rules)), False)
        return body

    def authorize(self, request):
        """Refuses a request without a valid token."""
        raise NotImplementedError

    def invalid(self, member, missing):
        """The response to a member that is missing (or empty) or breaks its rule."""
        raise NotImplementedError

    def not_found(self):
        return Reply(404)


# ---- Vault ---------------------------------------------------------------------------------------

PUBLIC_KEY = (
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCOfJb/EYo9byGlMT2WEZbqI+whHbMZM8GM/ggIA+PIlahWJv5f+Fh"
    "DjUhigJDIfmK/7UJEnjq35bBpKq1Y4yujHty76JzLJiV/Yl7+P8kLkNwITW+td73hkCwIs37aJl5vQPSuAGLD0bZmaf"
    "+YqZ78vrnux3UNs3j4rZxsyjyUMQIDAQAB")


class Vault(Provider):
    name = "vault"
    prefix = "/v2/"
    routes = (
        ("POST", "/v2/card/{}/passcode/sms/send", "send_code"),
        ("POST", "/v2/card/{}/passcode/sms/verify", "check_code"),
        ("GET", "/v2/card/rsa-public-key", "rsa_key"),
        ("POST", "/v2/card/{}/passcode/code/set", "set_passcode"),
        ("POST", "/v2/mobile/signup", "sign_up"),
        ("POST", "/v2/mobile/phone/verify/resend", "resend"),
        ("POST", "/v2/mobile/phone/confirm", "confirm_phone"),
    )
    public = ("sign_up", "resend", "confirm_phone")
    errors = {
        0: ("COMMON", "Sorry for inconvenience. We're fixing the issue."
                      " If you have urgent questions, contact support"),
        2: ("CUSTOMER_NOT_FOUND_EXCEPTION", "Phone number is not registered"),
        117: ("CUSTOMER_SMS_CODE_INCORRECT", "Incorrect code"),
        118: ("CUSTOMER_SMS_CODE_EXPIRED", "Code is expired, please resend code"),
        167: ("RATE_LIMIT_SIGNUP_ATTEMPT", "Please wait 10 minutes to sign up"),
    }

    def __init__(self, state):
        super().__init__(state)
        env = self.env
        self.tokens = {env["ASSAY_VAULT_TOKEN"]: 1, env["ASSAY_VAULT_TOKEN_2"]: 2}
        self.cards = {int(env["ASSAY_VAULT_CARD"]): (1, env["ASSAY_VAULT_CARD_PHONE"]),
                      int(env["ASSAY_VAULT_CARD_2"]): (2, env["ASSAY_VAULT_CARD_PHONE_2"])}
        self.passcodes = {}
        self.signed_up = {env["ASSAY_VAULT_PHONE"]}
        self.confirmed = set()
        state.send(self.key("phone", env["ASSAY_VAULT_PHONE"]), env["ASSAY_VAULT_PHONE"],
                   "Vault: your code is {{code}}")

    @staticmethod
    def key(kind, subject):
        return "vault", kind, subject, "sms"

    def error(self, number, status=400, **more):
        name, message = self.errors[number]
        return Reply(status, {"error": name, "errorId": number, "message": message,
                              "systemId": "core", **more})

    def invalid(self, member, missing):
        # Silent: which error a malformed request is. COMMON, the only one of the pages' samples;
        # `field` "specifies the field in the request that caused the error".
        return self.error(0, field=member) if member else self.error(0)

    def not_found(self):
        return self.error(0, 404)

    def authorize(self, request):
        # Silent: what a call without a valid token is answered with. 401, in the usual shape.
        if request.bearer() not in self.tokens:
            raise self.error(0, 401)

    def card(self, request, text):
        owner = self.tokens[request.bearer()]
        if not re.fullmatch(r"-?[0-9]{1,19}", text) or int(text) not in range(-2**63, 2**63):
            raise self.error(0, field="id")
        number = int(text)
        if number not in self.cards and self.has("deleted-or-unknown-resource-still-there"):
            self.cards[number] = owner, "+447871239999"
        # Silent: an unknown card and another owner's. The same 400, which does not tell them apart.
        if number not in self.cards or self.cards[number][0] != owner:
            raise self.error(0)
        return number, self.cards[number][1]

    def refuse(self, outcome):
        # Silent: the errors of the card's endpoints. Those of the sign-up's, as it is one server.
        # A used, locked or never sent code is an incorrect one.
        if outcome != "right":
            raise self.error(118 if outcome == "expired" else 117)

    def send_code(self, request, text):
        # The page gives a media type, but no body; a body is not looked at.
        # Silent: a cooldown. There is none here.
        number, phone = self.card(request, text)
        code = self.state.send(self.key("card", number), phone, "Vault: your code is {{code}}")
        return self.ok(code)

    def ok(self, code=None):
        leak = code is not None and self.has("code-in-response")
        return Reply(200, {"result": "ok", **({"code": code.value} if leak else {})})

    def check_code(self, request, text):
        # Silent: whether the check uses the code up. It does not, as setting the passcode needs it.
        number, _ = self.card(request, text)
        body = self.members(request, code="text")
        self.refuse(self.state.check(self.key("card", number), body["code"],
                                     consume=self.has("check-consumes-code")))
        return self.ok()

    def rsa_key(self, request):
        return Reply(200, {"id": self.env["ASSAY_VAULT_KEYID"], "publicKey": PUBLIC_KEY})

    def set_passcode(self, request, text):
        # Silent: whether the code must have been checked before. It need not, as it is sent again.
        # Silent: whether passCode is encrypted; the key's page says so, the sample shows it plain.
        # Any text is accepted. Silent: an unknown keyId; refused.
        number, _ = self.card(request, text)
        without = self.has("passcode-set-without-code")
        body = self.members(request, keyId="filled", code="text?" if without else "text",
                            passCode="filled")
        moved = self.has("rsa-key-id-changes-at-set")
        if body["keyId"] != self.env["ASSAY_VAULT_KEYID"] or moved:
            raise self.error(0, field="keyId")
        if not without:
            self.refuse(self.state.check(self.key("card", number), body["code"]))
        self.passcodes[number] = body["passCode"]
        return self.ok()

    def require_headers(self, request, *names):
        for name in names:
            if not (request.headers.get(name) or "").strip():
                raise self.error(0, field=name)

    def verify_signature(self, request, phone, password=""):
        # Optional, and the sample's is empty. How it is made says only a page that the provider
        # deleted; so it is verified only if a secret is given. Silent: encoding; hex or base64.
        given, secret = request.headers.get("X-Signature"), self.env["ASSAY_VAULT_SIGNATUREKEY"]
        if not given or not secret:
            return
        offset = sum(int(digit) for digit in phone if digit.isdigit()) % 10
        seed = self.env["ASSAY_VAULT_SIGNATURESEED"][offset:offset + 4]
        text = seed + (request.headers.get("X-Fingerprint") or "") + phone + password
        made = hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest()
        if given not in (made.hex(), base64.b64encode(made).decode()):
            raise self.error(0, field="X-Signature")

    def sign_up(self, request):
        # From the provider's OpenAPI document, as the start of the chain. A phone number that is
        # known gets no message and no error ("the system will not return an error").
        self.require_headers(request, "X-Merchant-ID", "X-Version")
        body = self.members(request, phone="e164", password="filled",
                            analyticsCallback="text?")
        phone = body["phone"]
        self.verify_signature(request, phone, body["password"])
        if phone in self.signed_up:
            return self.ok()
        self.signed_up.add(phone)
        return self.ok(self.state.send(self.key("phone", phone), phone,
                                       "Vault: your code is {{code}}"))

    def customer(self, phone):
        if phone not in self.signed_up:
            if not self.has("deleted-or-unknown-resource-still-there"):
                raise self.error(2)
            self.signed_up.add(phone)

    def resend(self, request):
        # Silent: the format of the phone number; E.164, as in the sample. Silent: a number that is
        # confirmed; it gets a code as any other. The first resend is free, then the ten minutes of
        # RATE_LIMIT_SIGNUP_ATTEMPT begin.
        self.require_headers(request, "X-Fingerprint", "X-Merchant-ID")
        phone = self.members(request, phone="e164")["phone"]
        self.verify_signature(request, phone)
        self.customer(phone)
        key = self.key("phone", phone)
        if self.state.throttled(key, 600):
            raise self.error(167)
        return self.ok(self.state.send(key, phone, "Vault: your code is {{code}}", again=True))

    def confirm_phone(self, request):
        # The sample sends HTTP Basic, the page's headers do not name it, and the OpenAPI document
        # says that there is no security: Authorization is not looked at.
        self.require_headers(request, "X-Merchant-ID")
        body = self.members(request, phone="e164", smsCode="text", fingerprint="text?")
        self.customer(body["phone"])
        self.refuse(self.state.check(self.key("phone", body["phone"]), body["smsCode"]))
        self.confirmed.add(body["phone"])
        token = uuid.uuid4().hex
        if not self.has("issued-token-refused"):
            self.tokens[token] = body["phone"]
        return Reply(200, {"access_token": token, "token_type": "bearer",
                           "refresh_token": uuid.uuid4().hex, "expires_in": 86399,
                           "scope": "read write"})


# ---- sFOX ----------------------------------------------------------------------------------------

@dataclasses.dataclass
class User:
    email: str = ""
    phone: str = ""
    verified: set = dataclasses.field(default_factory=set)


class SFox(Provider):
    name = "sfox"
    prefix = "/v1/enterprise/"
    routes = (("POST", "/v1/enterprise/users/send-verification/{}", "send_code"),
              ("POST", "/v1/enterprise/users/verify/{}", "verify"))
    json_only = False                         # the Shell sample gives no Content-Type
    words = {"email": "Email", "sms": "Phone"}

    def __init__(self, state):
        super().__init__(state)
        names = [self.env["ASSAY_SFOX_USER" + more] for more in ("", "_EMAILVERIFIED", "_VERIFIED")]
        names += ["client_account_%d" % number for number in range(4, 100)]
        self.users = {name: User(name + "@example.org", "+1222333%04d" % number)
                      for number, name in enumerate(names, 1)}
        self.users[names[1]].verified = {"email"}
        self.users[names[2]].verified = {"email", "sms"}

    # Silent: the bodies of 400, 401 and 404. The shape of the 422s.

    def invalid(self, member, missing):
        return Reply(400, {"error": "Invalid " + (member or "body")})

    def not_found(self):
        return Reply(404, {"error": "Not found"})

    def authorize(self, request):
        if request.bearer() != self.env["ASSAY_SFOX_TOKEN"]:
            raise Reply(401, {"error": "Unauthorized"})

    def user(self, name):
        if name not in self.users:
            if not self.has("deleted-or-unknown-resource-still-there"):
                raise Reply(404, {"error": "User not found"})
            self.users[name] = User(name + "@example.org", "+12223330000")
        return self.users[name]

    def send_code(self, request, name):
        # Silent: SMS for a business account, which "only needs" e-mail. Accounts are individuals.
        # Silent: SMS before e-mail; 422, as the other refusals by state. Silent: a cooldown; none.
        user = self.user(name)
        way = self.members(request, type="email|sms")["type"]
        if way in user.verified and not self.has("verified-user-sent-again"):
            raise Reply(422, {"error": self.words[way] + " already verified"})
        if way == "sms" and "email" not in user.verified and not self.has(
                "sms-before-email-accepted"):
            raise Reply(422, {"error": "Email not verified"})
        to = user.email if way == "email" else user.phone
        code = self.state.send(("sfox", "user", name, way), to,
                               "Your sFOX verification code is {{code}}.")
        data = {"user_id": name, "type": way, "email" if way == "email" else "phone_number": to}
        if self.has("code-in-response"):
            data["otp"] = code.value
        if self.has("happens-before-confirmation"):
            user.verified.add(way)
        return Reply(200, {"data": data})

    def verify(self, request, name):
        # Silent: a wrong code. `success` is "whether verification was successful or not" and the
        # page knows no error: 200 and false, for an expired, used or locked code as well.
        user = self.user(name)
        body = self.members(request, type="email|sms", otp="text")
        way = body["type"]
        right = self.state.check(("sfox", "user", name, way), body["otp"]) == "right"
        if right:
            confirm(self, self.users, user, way)
            if self.has("error-status-but-effect"):
                raise Reply(422, {"error": "Invalid code"})
        return Reply(200, {"data": {"success": right, "user_id": name, "type": way}})


def confirm(provider, users, user, way):
    """What a right code brings about, for those two providers where a user is verified."""
    if provider.has("success-status-but-no-effect"):
        return
    if provider.has("happens-for-another-user"):
        others = [one for one in users.values() if one is not user and way not in one.verified]
        if others:
            others[-1].verified.add(way)
        return
    if provider.has("happens-for-all-users"):
        for one in users.values():
            one.verified.add(way)
    user.verified.add(way)


# ---- 10npay --------------------------------------------------------------------------------------

class TenPay(Provider):
    name = "10npay"
    prefix = "/User"
    routes = (("POST", "/User", "create"),
              ("GET", "/User/{}/status", "status"),
              ("POST", "/User/phone-number/send-code", "send_code"),
              ("POST", "/User/{}/phone-number/resend-code", "resend"),
              ("POST", "/User/phone-number/verify", "verify"))

    def __init__(self, state):
        super().__init__(state)
        taken = User(phone=self.env["ASSAY_TENPAY_PHONE_TAKEN"], verified={"sms"})
        self.users = {int(self.env["ASSAY_TENPAY_USER"]): User(),
                      int(self.env["ASSAY_TENPAY_USER_VERIFIED"]): taken}
        self.next_id = max(self.users) + 1

    def problem(self, title="Bad Request", **errors):
        return Reply(400, {"errors": {name: [text] for name, text in errors.items()},
                           "type": "https://tools.ietf.org/html/rfc7231#section-6.5.1",
                           "title": title, "status": 400,
                           "traceId": "00-%s-%s-00" % (uuid.uuid4().hex, uuid.uuid4().hex[:16])})

    def invalid(self, member, missing):
        # Silent: another media type. 400, as everything else that is malformed.
        title = "One or more validation errors occurred."
        if not member:
            return self.problem(title, Body="A valid JSON object is required.")
        name = member[0].upper() + member[1:]
        if member == "email" and not missing:
            text = "Invalid email address"
        else:
            text = ("The %s field is required." if missing else "The %s field is invalid.") % name
        return self.problem(title, **{name: text})

    def not_found(self):
        return Reply(404, dict.fromkeys(("type", "title", "status", "detail", "instance")))

    def authorize(self, request):
        # Silent: the body of 401. It is empty.
        if request.bearer() != self.env["ASSAY_TENPAY_TOKEN"]:
            raise Reply(401, WWW_Authenticate="Bearer")

    def user(self, number):
        if number not in self.users:
            if not self.has("deleted-or-unknown-resource-still-there"):
                raise self.not_found()
            self.users[number] = User()
        return self.users[number]

    def user_of_path(self, text):
        # Silent: an id in the path that is none. 404, the only refusal that all pages have.
        if not re.fullmatch(r"[0-9]{1,10}", text) or int(text) not in range(1, 2**31):
            raise self.not_found()
        return self.user(int(text)), int(text)

    def create(self, request):
        # From developers.10npay.com/docs/create-user; status from /docs/check-user-status.
        # Silent: an e-mail address that a user has already, and unknown members. Accepted.
        body = self.members(request, merchantId="integer", email="email|null",
                            additionalData="extra?")
        number = self.next_id
        self.next_id += 2
        kept = number + 1 if self.has("resource-id-changes") else number
        self.users[kept] = User(email=body["email"] or "")
        return Reply(201, {"id": number})

    def status(self, request, text):
        user, _ = self.user_of_path(text)
        known = "sms" in user.verified
        if known and self.has("confirmation-is-forgotten"):
            user.verified.discard("sms")
        return Reply(200, {"isEmailVerified": False, "isPhoneNumberVerified": known,
                           "isScaVerified": False, "isAdditionalData": False,
                           "isOptionalKyc": False, "status": 50})

    def send_code(self, request):
        # Silent: from when a phone number is linked to a user. From its verification on.
        # Silent: whether sending again is throttled; the page asks the client to.
        body = self.members(request, id="user", phoneNumber="e164", correlationType="0|1?")
        user = self.user(body["id"])
        phone = body["phoneNumber"]
        taken = any(one is not user and one.phone == phone and "sms" in one.verified
                    for one in self.users.values())
        if taken and not self.has("phone-of-another-user-accepted"):
            raise self.problem(Error="Phone already registered")
        if "sms" in user.verified and not self.has("verified-user-sent-again"):
            return Reply(204)                 # "already verified … still idempotent": no SMS
        user.phone = phone
        self.state.send(self.key(body["id"]), phone, "Your security code is: {{code}}")
        if self.has("happens-before-confirmation"):
            user.verified.add("sms")
        return Reply(204)

    @staticmethod
    def key(number):
        return "10npay", "user", number, "sms"

    def resend(self, request, text):
        # The page has both 400 and 204 for a verified user; its notes are clearer: 204, no SMS.
        # Silent: how long to wait between two; 60 seconds. A body is not looked at.
        user, number = self.user_of_path(text)
        if "sms" in user.verified and not self.has("verified-user-sent-again"):
            return Reply(204)
        if not user.phone:
            raise self.problem(Error="Phone number not found")
        if self.state.throttled(self.key(number), 60):
            raise self.problem(Error="Too many attempts")
        self.state.send(self.key(number), user.phone, "Your security code is: {{code}}", True)
        return Reply(204)

    def verify(self, request):
        # Silent: a used code, a locked one, a user who is verified. "Invalid code." to all.
        body = self.members(request, id="user", code="filled", correlationType="0|1?")
        user = self.user(body["id"])
        outcome = self.state.check(self.key(body["id"]), body["code"])
        if outcome == "right":
            confirm(self, self.users, user, "sms")
        if outcome != "right" or self.has("error-status-but-effect"):
            raise self.problem(Error="Invalid code.")
        return Reply(200)


# ---- CAMARA --------------------------------------------------------------------------------------

class Camara(Provider):
    name = "camara"
    prefix = "/one-time-password-sms/vwip/"
    routes = (("POST", "/one-time-password-sms/vwip/send-code", "send_code"),
              ("POST", "/one-time-password-sms/vwip/validate-code", "validate_code"))
    errors = {
        "INVALID_ARGUMENT": (400, "Client specified an invalid argument, request body or query"
                                  " param."),
        "VERIFICATION_FAILED": (400, "The maximum number of attempts for this authenticationId was"
                                     " exceeded without providing a valid OTP"),
        "VERIFICATION_EXPIRED": (400, "The authenticationId is no longer valid"),
        "INVALID_OTP": (400, "The provided OTP is not valid for this authenticationId"),
        "UNAUTHENTICATED": (401, "Request not authenticated due to missing, invalid, or expired"
                                 " credentials. A new authentication is required."),
        "PERMISSION_DENIED": (403, "Client does not have sufficient permissions to perform this"
                                   " action."),
        "MAX_OTP_CODES_EXCEEDED": (403, "Too many OTPs have been requested for this MSISDN. Try"
                                        " later."),
        "PHONE_NUMBER_NOT_ALLOWED": (403, "Phone_number can't receive an SMS due to business"
                                          " reasons in the operator."),
        "PHONE_NUMBER_BLOCKED": (403, "Phone_number is blocked to receive SMS due to any blocking"
                                      " business reason in the operator."),
        "NOT_FOUND": (404, "The specified resource is not found."),
    }
    general = ("INVALID_ARGUMENT", "UNAUTHENTICATED", "PERMISSION_DENIED", "NOT_FOUND")

    def __init__(self, state):
        super().__init__(state)
        self.attempts = {}                    # authenticationId: phone number, code
        self.sends = {}                       # phone number: when codes were sent

    def error(self, name):
        status, message = self.errors[name]
        code = name if name in self.general else "ONE_TIME_PASSWORD_SMS." + name
        return Reply(status, {"status": status, "code": code, "message": message})

    def invalid(self, member, missing):
        return self.error("INVALID_ARGUMENT")

    def not_found(self):
        return self.error("NOT_FOUND")

    def answer(self, request):
        # Silent: what is sent back for a missing or an invalid x-correlator. A new one.
        given = request.headers.get("x-correlator")
        valid = given is not None and self.correlator_is_valid(given)
        try:
            reply = super().answer(request)
        except Reply as refusal:
            reply = refusal
        reply.headers["x-correlator"] = given if valid else str(uuid.uuid4())
        return reply

    @staticmethod
    def correlator_is_valid(text):
        return re.fullmatch(r"[a-zA-Z0-9\-_:;./<>{}]{0,256}", text) is not None

    def authorize(self, request):
        if request.bearer() == self.env["ASSAY_CAMARA_TOKEN_NOSCOPE"]:
            raise self.error("PERMISSION_DENIED")
        if request.bearer() != self.env["ASSAY_CAMARA_TOKEN"]:
            raise self.error("UNAUTHENTICATED")
        if not self.correlator_is_valid(request.headers.get("x-correlator") or ""):
            raise self.error("INVALID_ARGUMENT")

    def send_code(self, request):
        body = self.members(request, True, phoneNumber="msisdn", message="template")
        phone = body["phoneNumber"]
        for name, error in (("FOREIGN", "NOT_FOUND"), ("NOTALLOWED", "PHONE_NUMBER_NOT_ALLOWED"),
                            ("BLOCKED", "PHONE_NUMBER_BLOCKED")):
            if phone == self.env["ASSAY_CAMARA_PHONE_" + name]:
                raise self.error(error)
        # "(max_send - 1) requests were submitted": it is number max_send that is refused.
        # Silent: "Try later". After an hour.
        now = self.state.clock()
        recent = [when for when in self.sends.get(phone, []) if now - when < 3600]
        if len(recent) + 1 >= self.state.options.max_send and not self.has(
                "send-limit-never-comes"):
            raise self.error("MAX_OTP_CODES_EXCEEDED")
        self.sends[phone] = recent + [now]
        code = self.state.send(self.key(phone), phone, body["message"])
        number = str(uuid.uuid4())
        self.attempts[str(uuid.uuid4()) if self.has("resource-id-changes") else number] = (
            phone, code)
        leak = {"code": code.value} if self.has("code-in-response") else {}
        return Reply(200, {"authenticationId": number, **leak})

    @staticmethod
    def key(phone):
        return "camara", "phone", phone, "sms"

    def validate_code(self, request):
        # As with max_send, it is wrong code number max_try that is answered VERIFICATION_FAILED.
        # Silent: the right code after that; VERIFICATION_FAILED as well.
        body = self.members(request, True, authenticationId="at most 36", code="at most 10")
        if body["authenticationId"] not in self.attempts:
            if self.has("deleted-or-unknown-resource-still-there"):
                return Reply(204)
            raise self.error("NOT_FOUND")
        phone, code = self.attempts[body["authenticationId"]]
        outcome = self.state.check(self.key(phone), body["code"], code)
        if outcome == "right" and self.has("error-status-but-effect"):
            outcome = "wrong"
        if outcome != "right":
            raise self.error({"wrong": "INVALID_OTP", "locked": "VERIFICATION_FAILED"}.get(
                outcome, "VERIFICATION_EXPIRED"))
        return Reply(204)


# ---- The inbox -----------------------------------------------------------------------------------

def inbox_answer(state, method, target):
    """GET /codes?to=, and of Mailpit's API the list, the search for to:, and one message."""
    path, _, query = target.partition("?")
    # A plus sign stays one, as phone numbers begin with it.
    values = {name: urllib.parse.unquote(value) for name, _, value in (
        pair.partition("=") for pair in query.split("&"))}
    if method != "GET":
        return Reply(405, Allow="GET")
    now = state.clock()
    arrived = sorted((one for one in state.messages if one.arrives <= now),
                     key=lambda one: one.arrives)[::-1]
    if path == "/codes":
        to = values.get("to")
        return Reply(200, [one.code for one in arrived if to in (None, one.to)])
    if path == "/api/v1/search":
        to = values.get("query", "").partition("to:")[2].strip('"')
        arrived = [one for one in arrived if one.to == to]
    if path in ("/api/v1/messages", "/api/v1/search"):
        try:
            start, limit = int(values.get("start", 0)), int(values.get("limit", 50))
        except ValueError:
            return Reply(400, {"Error": "start and limit are numbers"})
        page = [mailpit(one, False) for one in arrived[start:start + limit]]
        return Reply(200, {"total": len(state.messages), "unread": len(arrived),
                           "count": len(page), "messages_count": len(arrived), "start": start,
                           "tags": [], "messages": page})
    for number, one in enumerate(arrived):
        names = (one.id, "latest") if number == 0 else (one.id,)
        if path in ["/api/v1/message/" + name for name in names]:
            return Reply(200, mailpit(one, True))
    return Reply(404, {"Error": "message not found"})


def mailpit(message, whole):
    created = datetime.datetime.fromtimestamp(message.arrives, datetime.timezone.utc)
    when = created.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    common = {"ID": message.id, "MessageID": message.id + "@localhost",
              "From": {"Name": "", "Address": "codes@example.org"},
              "To": [{"Name": "", "Address": message.to}], "Cc": [], "Bcc": [], "ReplyTo": [],
              "Subject": "Your code", "Tags": [], "Size": len(message.text)}
    if whole:
        return {**common, "Date": when, "Created": when, "Text": message.text, "HTML": "",
                "Inline": [], "Attachments": []}
    return {**common, "Created": when, "Read": False, "Attachments": 0, "Snippet": message.text}


# ---- HTTP ----------------------------------------------------------------------------------------

class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = 65536
    timeout = 60

    def respond(self):
        lengths = set(self.headers.get_all("Content-Length") or ["0"])
        length = lengths.pop()
        if lengths or not re.fullmatch("[0-9]{1,7}", length) or "Transfer-Encoding" in self.headers:
            self.close_connection = True
            return self.write(Reply(400))
        body = self.rfile.read(int(length))
        state = self.server.state
        with state.lock:
            try:
                if self.server.is_inbox:
                    reply = inbox_answer(state, self.command, self.path)
                else:
                    reply = self.route(state, body)
            except Reply as refusal:
                reply = refusal
        self.write(reply)

    def route(self, state, body):
        path = self.path.partition("?")[0]
        for provider in state.providers:
            if path.startswith(provider.prefix):
                return provider.answer(Request(self.command, path, self.headers, body))
        return Reply(404)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = respond

    def write(self, reply):
        data = b"" if reply.body is None else json.dumps(reply.body, ensure_ascii=False).encode(
            "utf-8", "replace")
        self.send_response(reply.status)
        if data:
            self.send_header("Content-Type", "application/json")
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.status != 204:
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)
        self.wfile.flush()

    def version_string(self):
        return "codes"

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port, state, is_inbox):
        super().__init__(("127.0.0.1", port), Handler)
        self.state, self.is_inbox = state, is_inbox
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, *_):
        if not isinstance(sys.exc_info()[1], (ConnectionError, TimeoutError)):
            super().handle_error(*_)


# ---- Self-test -----------------------------------------------------------------------------------

WRONG = "000000"                              # no code begins with 0
OTP = "/one-time-password-sms/vwip/"


class Tester:
    """Plays scenarios over HTTP and notes every outcome that is not the expected one."""

    def __init__(self, options):
        self.state = State(options)
        self.offset = 0
        self.state.clock = lambda: 1700000000 + self.offset
        self.servers = [Server(0, self.state, is_inbox) for is_inbox in (False, True)]
        self.connections = [http.client.HTTPConnection("127.0.0.1", one.server_address[1], 10)
                            for one in self.servers]
        self.passed, self.wrong = 0, []

    def http(self, which, method, path, body=None, headers=()):
        connection = self.connections[which]
        connection.request(method, path, body, dict(headers))
        response = connection.getresponse()
        data = response.read()
        return response, json.loads(data) if data else None

    def call(self, method, path, body=None, want=None, token="test-token", **more):
        """Sends a request; the response in brief must be `want`, if that is given."""
        headers = {"Content-Type": "application/json", "Authorization": "Bearer " + token,
                   "X-Merchant-ID": "partner", "X-Fingerprint": "1", "X-Version": "1.2"}
        headers.update({name.replace("_", "-"): value for name, value in more.items()})
        headers = {name: value for name, value in headers.items() if value is not None}
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        response, value = self.http(0, method, path, data, headers)
        if want is not None:
            self.expect("%s %s %s" % (method, path, body), brief(response.status, value), want)
        self.last = response
        return value or {}

    def expect(self, what, got, want):
        if got == want:
            self.passed += 1
        else:
            self.wrong.append("%s: %s, not %s" % (what, got, want))

    def codes(self, to):
        return self.http(1, "GET", "/codes?to=" + urllib.parse.quote(to))[1]

    def newest(self, to):
        return (self.codes(to) + [WRONG])[0]


def brief(status, value):
    """A response as a few words: the error's code, or else the names of the members."""
    if not isinstance(value, dict):
        return str(status)
    if status >= 400:
        inner = value.get("errors") or {}
        words = value.get("errorId", value.get("code", value.get("error", "".join(
            "%s: %s" % (name, " ".join(texts)) for name, texts in inner.items()))))
        return " ".join(str(one) for one in (status, words, value.get("field", ""))
                        if one != "")
    data = value.get("data", value)
    if "success" in data:
        return "%d %s" % (status, data["success"])
    if "isPhoneNumberVerified" in data:
        return "%d verified=%s" % (status, data["isPhoneNumberVerified"])
    return "%d %s" % (status, " ".join(sorted(data)))


@dataclasses.dataclass
class Chain:
    """A kind of code: how it is asked for, asked for again and confirmed, each a path and a body.

    What is not given is answered like a wrong code.
    """

    provider: str
    subjects: tuple                           # two; none where a user is created
    to: object                                # the recipient of a subject
    send: tuple
    again: tuple
    confirm_with: tuple
    sent: str
    right: str
    wrong: str
    late: str = ""
    locked: str = ""
    used: str = ""
    cooldown: str = ""
    wait: int = 0

    def start(self, t, number):
        return self.subjects[number] if self.subjects else t.call(
            "POST", "/User", {"merchantId": 9101, "email": None}, "201 id").get("id", 1)

    def call(self, t, step, want, subject, code="", handle=""):
        values = {"subject": subject, "to": self.to(subject), "code": code, "handle": handle,
                  "key": ENVIRONMENT["ASSAY_VAULT_KEYID"]}
        path, body = (text and text % values for text in step)
        token = "test-token-2" if subject == "1234436" else "test-token"
        return t.call("POST", path, body and body.encode(), want, token)

    def ask(self, t, subject, want="", again=False):
        """Asks for a code; what the confirmation needs."""
        body = self.call(t, self.again if again else self.send, want or self.sent, subject)
        return subject, body.get("authenticationId", "")

    def confirm(self, t, handle, code, want=""):
        self.call(t, self.confirm_with, want or self.wrong, handle[0], code, handle[1])


CARD, SIGN_UP, SFOX, TENPAY, CAMARA = CHAINS = (
    Chain("vault", ("1234435", "1234436"), lambda card: "+44787123000%d" % (int(card) - 1234434),
          ("/v2/card/%(subject)s/passcode/sms/send", None),
          ("/v2/card/%(subject)s/passcode/sms/send", None),
          ("/v2/card/%(subject)s/passcode/code/set",
           '{"code": "%(code)s", "keyId": "%(key)s", "passCode": "p"}'),
          "200 result", "200 result", "400 117", late="400 118"),
    Chain("vault", ("+447879990000", "+447879990001"), str,
          ("/v2/mobile/signup", '{"phone": "%(subject)s", "password": "1234Qwerty"}'),
          ("/v2/mobile/phone/verify/resend", '{"phone": "%(subject)s"}'),
          ("/v2/mobile/phone/confirm", '{"phone": "%(subject)s", "smsCode": "%(code)s"}'),
          "200 result", "200 access_token expires_in refresh_token scope token_type", "400 117",
          late="400 118", cooldown="400 167", wait=600),
    Chain("sfox", ("client_account_5", "client_account_6"), lambda name: name + "@example.org",
          ("/v1/enterprise/users/send-verification/%(subject)s", '{"type": "email"}'),
          ("/v1/enterprise/users/send-verification/%(subject)s", '{"type": "email"}'),
          ("/v1/enterprise/users/verify/%(subject)s", '{"type": "email", "otp": "%(code)s"}'),
          "200 email type user_id", "200 True", "200 False"),
    Chain("10npay", (), lambda number: "+35988%07d" % number,
          ("/User/phone-number/send-code", '{"id": %(subject)d, "phoneNumber": "%(to)s"}'),
          ("/User/%(subject)d/phone-number/resend-code", None),
          ("/User/phone-number/verify", '{"id": %(subject)d, "code": "%(code)s"}'),
          "204", "200", "400 Error: Invalid code.",
          cooldown="400 Error: Too many attempts", wait=60),
    Chain("camara", ("+34600000000", "+34600000001"), str,
          (OTP + "send-code", '{"phoneNumber": "%(subject)s", "message": "{{code}} is your code"}'),
          (OTP + "send-code", '{"phoneNumber": "%(subject)s", "message": "{{code}} is your code"}'),
          (OTP + "validate-code", '{"authenticationId": "%(handle)s", "code": "%(code)s"}'),
          "200 authenticationId", "204", "400 ONE_TIME_PASSWORD_SMS.INVALID_OTP",
          late="400 ONE_TIME_PASSWORD_SMS.VERIFICATION_EXPIRED",
          locked="400 ONE_TIME_PASSWORD_SMS.VERIFICATION_FAILED",
          used="400 ONE_TIME_PASSWORD_SMS.VERIFICATION_EXPIRED"),
)


def code_rules(t, chain):
    """What holds for codes everywhere: once, in time, the latest, one's own, a few wrong tries."""
    lifetime, tries = t.state.options.lifetime, t.state.options.tries

    def sent():
        t.state.reset()
        subject = chain.start(t, 0)
        handle = chain.ask(t, subject)
        return subject, handle, t.newest(chain.to(subject))

    one, handle, code = sent()
    t.expect("messages", len(t.codes(chain.to(one))), 1)
    for _ in range(tries - 1):
        chain.confirm(t, handle, WRONG)
    chain.confirm(t, handle, code, chain.right)
    chain.confirm(t, handle, code, chain.used)

    for step, want in ((lifetime, chain.right), (lifetime + 1, chain.late)):
        one, handle, code = sent()
        t.offset += step
        chain.confirm(t, handle, code, want)

    one, handle, code = sent()
    for number in range(tries):
        chain.confirm(t, handle, WRONG, chain.locked if number + 1 == tries else chain.wrong)
    chain.confirm(t, handle, code, chain.locked)

    one, old_handle, old = sent()
    handle = chain.ask(t, one, again=True)
    t.expect("messages", len(t.codes(chain.to(one))), 2)
    chain.confirm(t, old_handle, old, chain.used)
    if chain.cooldown:
        chain.ask(t, one, chain.cooldown, again=True)
        t.offset += chain.wait
        handle = chain.ask(t, one, again=True)
    chain.confirm(t, handle, t.newest(chain.to(one)), chain.right)

    one, handle, _ = sent()
    other = chain.start(t, 1)
    theirs = chain.ask(t, other)
    chain.confirm(t, handle, t.newest(chain.to(other)))
    chain.confirm(t, theirs, t.newest(chain.to(other)), chain.right)


def refusals(t, path, body, breaks, unauthorized, headers=(), method="POST"):
    """Breaks one thing of a valid request at a time. None takes a member away."""
    t.state.reset()
    if unauthorized:
        t.call(method, path, body, unauthorized, Authorization=None)
        t.call(method, path, body, unauthorized, "expired")
    for (name, value), want in breaks.items():
        changed = {**body, name: value}
        if value is None:
            del changed[name]
        t.call(method, path, changed, want)
    for name, want in headers:
        t.call(method, path, body, want, **{name: None})


def vault_rules(t):
    t.state.reset()
    send, check, put = ("/v2/card/%s/passcode/" + end for end in ("sms/send", "sms/verify",
                                                                  "code/set"))
    t.call("POST", send % "1234435", None, "200 result")
    code = t.newest("+447871230001")
    t.expect("digits", len(code), 4)
    t.call("POST", check % "1234435", {"code": WRONG}, "400 117")
    t.call("POST", check % "1234435", {"code": code}, "200 result")
    key = t.call("GET", "/v2/card/rsa-public-key", None, "200 id publicKey").get("id")
    t.call("GET", "/v2/card/rsa-public-key", None, "401 0", "unknown")
    body = {"code": code, "keyId": key, "passCode": "pass123"}
    t.call("POST", put % "1234435", {**body, "keyId": "another"}, "400 0 keyId")
    t.call("POST", put % "1234435", body, "200 result")
    t.expect("passcode", t.state.providers[0].passcodes.get(1234435), "pass123")
    t.call("POST", check % "1234435", {"code": code}, "400 117")
    for path in (send, check, put):
        for number, want in (("99", "400 0"), ("1234436", "400 0"), ("x", "400 0 id"),
                             ("9223372036854775808", "400 0 id")):
            t.call("POST", path % number, body, want)
        t.call("POST", path % "1234435", body, "401 0", Authorization=None)
        t.call("GET", path % "1234435", None, "405")
    refusals(t, put % "1234435", body, {
        ("code", None): "400 0 code", ("code", 1234): "400 0 code", ("keyId", None): "400 0 keyId",
        ("passCode", 1): "400 0 passCode", ("passCode", ""): "400 0 passCode",
        ("code", "4321"): "400 117"}, "401 0", [("Content_Type", "400 0 Content-Type")])
    t.call("POST", check % "1234435", b'{"code":"1","code":"1"}', "400 0")
    resend, phone = "/v2/mobile/phone/verify/resend", {"phone": "+447871234567"}
    refusals(t, resend, phone, {
        ("phone", None): "400 0 phone", ("phone", "44"): "400 0 phone",
        ("phone", "+447871234568"): "400 2"}, None,
        [("X_Merchant_ID", "400 0 X-Merchant-ID"), ("X_Fingerprint", "400 0 X-Fingerprint")])
    confirm_path = "/v2/mobile/phone/confirm"
    refusals(t, confirm_path, {**phone, "smsCode": WRONG, "fingerprint": "1"}, {
        ("phone", "+447871234568"): "400 2", ("smsCode", None): "400 0 smsCode",
        ("smsCode", 1234): "400 0 smsCode", ("fingerprint", 1): "400 0 fingerprint",
        ("smsCode", "0000"): "400 117"}, None, [("X_Merchant_ID", "400 0 X-Merchant-ID")])
    token = t.call("POST", confirm_path, {**phone, "smsCode": t.newest(phone["phone"])},
                   SIGN_UP.right).get("access_token", "")
    t.call("GET", "/v2/card/rsa-public-key", None, "200 id publicKey", token)
    t.call("POST", "/v2/mobile/signup", {**phone, "password": "x"}, "200 result")
    t.expect("messages", len(t.codes(phone["phone"])), 1)
    t.state.env["ASSAY_VAULT_SIGNATUREKEY"] = "secret"
    made = hmac.new(b"secret", b"ijkl1+447871234567", hashlib.sha256).hexdigest()
    t.call("POST", resend, phone, "400 0 X-Signature", X_Signature="0" * 64)
    t.call("POST", resend, phone, "200 result", X_Signature=made)
    t.state.env["ASSAY_VAULT_SIGNATUREKEY"] = ""


def sfox_rules(t):
    t.state.reset()
    send, verify = "/v1/enterprise/users/send-verification/", "/v1/enterprise/users/verify/"
    user, other = "client_account_1", "client_account_99"
    sms = "200 phone_number type user_id"
    t.call("POST", send + user, {"type": "sms"}, "422 Email not verified")
    t.call("POST", send + user, {"type": "email"}, "200 email type user_id")
    t.call("POST", send + user, {"type": "email"}, "200 email type user_id")
    code = t.newest(user + "@example.org")
    t.expect("digits", len(code), 6)
    t.call("POST", verify + user, {"type": "email", "otp": code}, "200 True")
    t.call("POST", send + user, {"type": "email"}, "422 Email already verified")
    t.call("POST", send + user, {"type": "sms"}, sms)
    t.call("POST", verify + user, {"type": "sms", "otp": code}, "200 False")
    t.call("POST", verify + user, {"type": "sms", "otp": t.newest("+12223330001")}, "200 True")
    t.call("POST", send + user, {"type": "sms"}, "422 Phone already verified")
    t.call("POST", send + other, {"type": "email"}, "200 email type user_id")
    t.call("POST", send + "client_account_2", {"type": "email"}, "422 Email already verified")
    t.call("POST", send + "client_account_2", {"type": "sms"}, sms)
    t.call("POST", send + "client_account_3", {"type": "sms"}, "422 Phone already verified")
    t.call("POST", send + "nobody", {"type": "email"}, "404 User not found")
    t.call("POST", verify + "nobody", {"type": "email", "otp": "1"}, "404 User not found")
    for path, extra in ((send, {}), (verify, {"otp": WRONG})):
        refusals(t, path + user, {"type": "email", **extra}, {
            ("type", None): "400 Invalid type", ("type", "fax"): "400 Invalid type",
            ("type", 1): "400 Invalid type"}, "401 Unauthorized")
        t.call("POST", path + user, b"{", "400 Invalid body")
    t.call("POST", verify + user, {"type": "email", "otp": 123456}, "400 Invalid otp")


def tenpay_rules(t):
    t.state.reset()
    chain = TENPAY
    one, other = chain.start(t, 0), chain.start(t, 1)

    def status(user, want):
        t.call("GET", "/User/%s/status" % user, None, want)

    status(one, "200 verified=False")
    t.call("POST", "/User/%d/phone-number/resend-code" % one, None,
           "400 Error: Phone number not found")
    handle = chain.ask(t, one)
    status(one, "200 verified=False")
    chain.confirm(t, handle, WRONG)
    status(one, "200 verified=False")
    chain.confirm(t, handle, t.newest(chain.to(one)), "200")
    status(one, "200 verified=True")
    status(one, "200 verified=True")
    status(other, "200 verified=False")
    for again in (False, True):
        chain.ask(t, one, "204", again)
        t.expect("messages", len(t.codes(chain.to(one))), 1)
    for phone in (chain.to(one), "+359881234568"):
        t.call("POST", "/User/phone-number/send-code", {"id": other, "phoneNumber": phone},
               "400 Error: Phone already registered")
    status(2078, "200 verified=True")
    for user in ("2147483647", "2147483648", "x"):
        status(user, "404")
    t.call("GET", "/User/2077/status", None, "401", Authorization=None)
    t.call("POST", "/User/2147483647/phone-number/resend-code", None, "404")
    t.call("POST", "/User/2077/phone-number/resend-code", None, "401", "expired")
    identity = {("id", None): "400 Id: The Id field is required.",
                ("id", "2077"): "400 Id: The Id field is invalid.",
                ("id", 0): "400 Id: The Id field is invalid.", ("id", 2147483647): "404",
                ("correlationType", 2):
                    "400 CorrelationType: The CorrelationType field is invalid."}
    invalid = "400 PhoneNumber: The PhoneNumber field is invalid."
    media = [("Content_Type", "400 Content-Type: The Content-Type field is required.")]
    refusals(t, "/User/phone-number/send-code", {"id": 2077, "phoneNumber": "+359881234567"}, {
        **identity, ("phoneNumber", "0881234567"): invalid, ("phoneNumber", "+359 88"): invalid,
        ("phoneNumber", None): invalid.replace("invalid", "required")}, "401", media)
    refusals(t, "/User/phone-number/verify", {"id": 2077, "code": WRONG}, {
        **identity, ("code", None): "400 Code: The Code field is required.",
        ("code", ""): "400 Code: The Code field is required.",
        ("code", 714982): "400 Code: The Code field is invalid."}, "401", media)
    refusals(t, "/User", {"merchantId": 9101, "email": "a@example.org"}, {
        ("merchantId", None): "400 MerchantId: The MerchantId field is required.",
        ("email", "a"): "400 Email: Invalid email address",
        ("email", ""): "400 Email: The Email field is required.",
        ("additionalData", "text"):
            "400 AdditionalData: The AdditionalData field is invalid."}, "401", media)


def camara_rules(t):
    t.state.reset()
    invalid, prefix = "400 INVALID_ARGUMENT", "403 ONE_TIME_PASSWORD_SMS."
    send, validate = OTP + "send-code", OTP + "validate-code"
    for _ in range(t.state.options.max_send - 1):
        CAMARA.ask(t, "+34600000000")
    CAMARA.ask(t, "+34600000000", prefix + "MAX_OTP_CODES_EXCEEDED")
    t.offset += 3600
    CAMARA.ask(t, "+34600000000")
    CAMARA.ask(t, "+34900000001", prefix + "PHONE_NUMBER_NOT_ALLOWED")
    CAMARA.ask(t, "+34900000002", prefix + "PHONE_NUMBER_BLOCKED")
    CAMARA.ask(t, "+34900000003", "404 NOT_FOUND")
    CAMARA.confirm(t, ("", str(uuid.uuid4())), WRONG, "404 NOT_FOUND")
    for correlator, want in (("abc:1", "abc:1"), ("", "")):
        t.call("POST", send, {}, invalid, X_Correlator=correlator)
        t.expect("x-correlator", t.last.getheader("x-correlator"), want)
    t.call("POST", send, {}, invalid, X_Correlator="a b")
    refusals(t, send, {"phoneNumber": "+34600000000", "message": "{{code}}"}, {
        ("phoneNumber", None): invalid, ("phoneNumber", "3301"): invalid,
        ("phoneNumber", "+3460"): invalid, ("message", None): invalid, ("more", 1): invalid,
        ("message", "message without code"): invalid, ("message", "{{code}}" + "x" * 153): invalid,
    }, "401 UNAUTHENTICATED", [("Content_Type", invalid)])
    refusals(t, validate, {"authenticationId": str(uuid.uuid4()), "code": WRONG}, {
        ("authenticationId", None): invalid, ("authenticationId", "x" * 37): invalid,
        ("code", None): invalid, ("code", "thisCodeExceedsTenCharacters"): invalid,
        ("code", 1): invalid}, "401 UNAUTHENTICATED", [("Content_Type", invalid)])
    for path in (send, validate):
        t.call("POST", path, None, invalid)
        t.call("POST", path, {}, "403 PERMISSION_DENIED", "token-without-scope")


def inbox_rules(t):
    t.state.reset()
    t.state.options.delay = 2
    CAMARA.ask(t, "+34600000000")
    t.expect("before the delay", t.codes("+34600000000"), [])
    t.offset += 1
    CAMARA.ask(t, "+34600000001")
    t.offset += 2
    _, listed = t.http(1, "GET", "/api/v1/messages")
    newest = [one for one in listed["messages"] if one["To"][0]["Address"].startswith("+346")]
    t.expect("newest first", [one["To"][0]["Address"] for one in newest],
             ["+34600000001", "+34600000000"])
    _, whole = t.http(1, "GET", "/api/v1/message/" + newest[1]["ID"])
    t.expect("text", whole["Text"], t.newest("+34600000000") + " is your code")
    t.expect("snippet", newest[1]["Snippet"], whole["Text"])
    t.expect("created", whole["Created"] < newest[0]["Created"], True)
    _, found = t.http(1, "GET", "/api/v1/search?query=to:%2B34600000001")
    t.expect("search", [one["ID"] for one in found["messages"]], [newest[0]["ID"]])
    t.expect("unknown message", t.http(1, "GET", "/api/v1/message/x")[0].status, 404)
    t.expect("other method", t.http(1, "DELETE", "/api/v1/messages")[0].status, 405)
    t.state.options.delay = 0


def play(t, fault=None):
    """Every scenario, with a fault only its provider's; what was not as expected."""
    t.state.fault, t.wrong = fault_named(fault) if fault else None, []
    scenarios = [(chain.provider, lambda chain=chain: code_rules(t, chain)) for chain in CHAINS]
    scenarios += [(provider, lambda rules=rules: rules(t)) for provider, rules in zip(
        PROVIDERS, (vault_rules, sfox_rules, tenpay_rules, camara_rules))]
    for provider, scenario in scenarios:
        if fault is None or provider in t.state.fault[1]:
            scenario()
    if fault is None:
        inbox_rules(t)
    return t.wrong


def self_test(options):
    for name in ENVIRONMENT:
        os.environ.pop(name, None)
    options.delay, options.cooldown, options.sandbox = 0, None, False
    options.lifetime, options.tries, options.max_send = 300, 3, 5
    t = Tester(options)
    failures = play(t)
    passed = t.passed
    for name, (_, providers, _) in FAULTS.items():
        for provider in providers:
            if play(t, name + "@" + provider):
                passed += 1
            else:
                failures = failures + [name + "@" + provider + " changes nothing"]
    for one in failures:
        print(one)
    print("%d passed, %d failed" % (passed, len(failures)))
    return 1 if failures else 0


def main():
    parser = argparse.ArgumentParser(description="One-time codes of four providers.")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--inbox", type=int, default=0, metavar="PORT")
    parser.add_argument("--delay", type=float, default=0, help="seconds until a code arrives")
    parser.add_argument("--lifetime", type=float, default=300, help="seconds a code is valid")
    parser.add_argument("--tries", type=int, default=5, help="wrong codes until it is locked")
    parser.add_argument("--max-send", type=int, default=10, help="CAMARA: which send is refused")
    parser.add_argument("--cooldown", type=float, help="between resends (Vault 600, 10npay 60)")
    parser.add_argument("--sandbox", action="store_true", help="Vault's sign-up code is 1234")
    parser.add_argument("--fault", metavar="NAME[@PROVIDER]")
    parser.add_argument("--list-faults", action="store_true")
    parser.add_argument("--self-test", action="store_true")
    options = parser.parse_args()
    if options.list_faults:
        for name, (kind, providers, text) in FAULTS.items():
            for one in providers:
                print("%s@%s" % (name, one), "%s %s" % (one, ENDPOINTS[kind][one]), text, sep="\t")
        return 0
    if options.self_test:
        return self_test(options)
    if options.fault and not fault_named(options.fault):
        parser.error("there is no fault " + options.fault)
    state = State(options, options.fault)
    servers = Server(options.port, state, False), Server(options.inbox, state, True)
    for what, server in zip(("listening", "inbox"), servers):
        print("%s on http://127.0.0.1:%d" % (what, server.server_address[1]), flush=True)
    for line in sys.stdin:
        verb, _, name = line.strip().partition(" ")
        if verb == "conform" and not name or verb == "fault" and fault_named(name):
            with state.lock:
                state.fault = fault_named(name) if name else None
                state.reset()
            print("ready", flush=True)
        else:
            print("there is no " + line.strip(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

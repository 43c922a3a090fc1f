#!/usr/bin/env python3
"""A server of Stripe's payment intents.

Written from the OpenAPI document (stripe/openapi, openapi/spec3.yaml, 000fe231)
and https://docs.stripe.com/api: errors, idempotent requests, pagination,
authentication, request ids.
"""

import re
from typing import Any, Dict, List, Optional, Tuple

from api import (API, Call, Fault, Malformed, Pairs, Problem, Reply, change, document, form_pairs, header, main,
                 media_type, put, remove, status)

KEY = "sk_test_assay"
INTENT = "pi_1PgafyB7WZ01zgkWSjxsAJo3"        # requires a payment method
READY = "pi_2PgafyB7WZ01zgkWSjxsAJo3"         # requires confirmation
CANCELED = "pi_3PgafyB7WZ01zgkWSjxsAJo3"
SUCCEEDED = "pi_4PgafyB7WZ01zgkWSjxsAJo3"
UNKNOWN = "pi_9PgafyB7WZ01zgkWSjxsAJo3"
METHOD = "pm_card_visa"
DECLINED = "pm_card_visa_chargeDeclined"
CUSTOMER = "cus_NffrFeUfNV2Hib"
INTENTS = 25                                  # from the beginning: more than two pages of 10
METHOD_TYPES = ("card", "ideal", "sepa_debit")
CURRENCIES = ("usd", "eur", "gbp", "jpy", "chf", "bgn")
BEGIN = 1700000000

TEXTS = {"customer": 5000, "description": 1000, "mandate": 5000, "payment_method": 5000, "receipt_email": 5000,
         "return_url": 5000, "statement_descriptor": 22, "statement_descriptor_suffix": 22, "transfer_group": 5000,
         "on_behalf_of": 5000, "client_secret": 5000}
CHOICES = {"capture_method": ("automatic", "manual"), "confirmation_method": ("automatic", "manual"),
           "setup_future_usage": ("off_session", "on_session"),
           "cancellation_reason": ("abandoned", "duplicate", "fraudulent", "requested_by_customer")}
BOOLEANS = ("confirm", "use_stripe_sdk", "save_payment_method", "error_on_requires_action")
CHANGES = ("amount", "application_fee_amount", "currency", "customer", "description", "expand", "metadata",
           "payment_method", "payment_method_types", "receipt_email", "save_payment_method", "setup_future_usage",
           "shipping", "statement_descriptor", "statement_descriptor_suffix", "transfer_data", "transfer_group")
ALLOWED = {
    "create_intent": CHANGES + ("capture_method", "confirm", "confirmation_method", "mandate", "mandate_data",
                                "off_session", "on_behalf_of", "payment_method_options", "return_url",
                                "use_stripe_sdk", "automatic_payment_methods"),
    "update_intent": CHANGES,
    "confirm_intent": ("client_secret", "expand", "mandate", "mandate_data", "off_session", "payment_method",
                       "payment_method_options", "payment_method_types", "receipt_email", "return_url",
                       "save_payment_method", "setup_future_usage", "shipping", "use_stripe_sdk"),
    "cancel_intent": ("cancellation_reason", "expand"),
}


def problem(code: int, message: str, param: Optional[str] = None, kind: str = "invalid_request_error",
            name: Optional[str] = None, **more: Any) -> Problem:
    error: Dict[str, Any] = {"message": message, "type": kind}
    if param is not None:
        error["param"] = param
    if name is not None:
        error.update(code=name, doc_url="https://stripe.com/docs/error-codes/" + name.replace("_", "-"))
    error.update(more)
    headers = [("WWW-Authenticate", 'Basic realm="Stripe"')] if code == 401 else []
    return Problem(Reply(code, {"error": error}, headers))


def missing(name: str) -> Problem:
    return problem(400, "Missing required param: %s." % name, name, name="parameter_missing")


def invalid(name: str, code: Optional[str] = None) -> Problem:
    return problem(400, "Invalid %s" % name, name, name=code)


def nested(pairs: Pairs) -> Dict[str, Any]:
    """The values that names with brackets stand for: `a[b]=1`, `a[]=1`, `a[0]=1`."""
    result: Dict[str, Any] = {}
    arrays: List[Dict[str, Any]] = []         # the objects whose keys were left out
    for name, value in pairs:
        if not re.fullmatch(r"[^\[\]]+(\[[^\[\]]*\])*", name):
            raise Malformed("the name %s has brackets that do not match" % name)
        keys = re.findall(r"[^\[\]]+|(?<=\[)(?=\])", name)
        inner: Any = result
        for index, key in enumerate(keys):
            if not isinstance(inner, dict):
                raise Malformed(name + " is both a value and an object")
            if key == "":
                key = str(len(inner))
                arrays.append(inner)
            if index == len(keys) - 1:
                if key in inner:
                    raise Malformed(name + " is given twice")
                inner[key] = value
            else:
                inner = inner.setdefault(key, {})
    return as_arrays(result, arrays)


def as_arrays(value: Any, arrays: List[Dict[str, Any]]) -> Any:
    """The same value, with the objects that `a[]=1` made as arrays."""
    if not isinstance(value, dict):
        return value
    inner = {name: as_arrays(one, arrays) for name, one in value.items()}
    return list(inner.values()) if any(value is one for one in arrays) else inner


def items(value: Any) -> Optional[List[Any]]:
    """An array, which is an object with the keys 0, 1, 2…; None when it is something else."""
    if value == "" or isinstance(value, list):
        return value or []
    if not isinstance(value, dict) or sorted(value) != sorted(map(str, range(len(value)))):
        return None
    return [value[str(index)] for index in range(len(value))]


class Stripe(API):
    routes = [
        ("GET", "/v1/payment_intents", "list_intents"),
        ("POST", "/v1/payment_intents", "create_intent"),
        ("GET", "/v1/payment_intents/{intent}", "retrieve_intent"),
        ("POST", "/v1/payment_intents/{intent}", "update_intent"),
        ("POST", "/v1/payment_intents/{intent}/confirm", "confirm_intent"),
        ("POST", "/v1/payment_intents/{intent}/cancel", "cancel_intent"),
    ]

    def __init__(self, fault: Optional[Fault] = None) -> None:
        super().__init__(fault)
        self.count = 0
        self.intents: Dict[str, Dict[str, Any]] = {}   # the oldest first
        self.results: Dict[str, Tuple[Any, Reply]] = {}
        for number in range(INTENTS - 4):
            self.add("pi_0%02dgafyB7WZ01zgkWSjxsAJo3" % number, BEGIN + number)
        for number, (name, state) in enumerate([
                (SUCCEEDED, "succeeded"), (CANCELED, "canceled"), (READY, "requires_confirmation"),
                (INTENT, "requires_payment_method")]):
            intent = self.add(name, BEGIN + 100 + number)
            intent["status"] = state
            if state == "canceled":
                intent.update(canceled_at=BEGIN + 200, cancellation_reason="duplicate")
            if state in ("succeeded", "requires_confirmation"):
                intent["payment_method"] = METHOD
            if state == "succeeded":
                intent["amount_received"] = intent["amount"]
        self.seeds = set(self.intents)

    def add(self, name: str, created: int) -> Dict[str, Any]:
        self.intents[name] = {
            "id": name, "object": "payment_intent", "amount": 1099, "amount_capturable": 0, "amount_received": 0,
            "application": None, "application_fee_amount": None, "canceled_at": None, "cancellation_reason": None,
            "capture_method": "automatic", "client_secret": name + "_secret_Dm43xiq1k0ywrRRjDoi8y1gkM",
            "confirmation_method": "automatic", "created": created, "currency": "usd", "customer": None,
            "description": None, "last_payment_error": None, "livemode": False, "metadata": {}, "next_action": None,
            "on_behalf_of": None, "payment_method": None, "payment_method_options": {},
            "payment_method_types": ["card"], "receipt_email": None, "review": None, "setup_future_usage": None,
            "shipping": None, "statement_descriptor": None, "statement_descriptor_suffix": None,
            "status": "requires_payment_method", "transfer_data": None, "transfer_group": None}
        return self.intents[name]

    # What requests have in common.

    def authenticate(self, call: Call) -> None:
        given = call.header("Authorization")
        self.require(given, "no credential", lambda: problem(401, "You did not provide an API key."))
        if given is None:
            return
        basic = call.basic()
        key = call.bearer() or (basic[0] if basic else None)
        self.require(key == KEY and not (basic and basic[1]) or key and self.has("any-key"), "credential",
                     lambda: problem(401, "Invalid API Key provided: ****"))

    def not_found(self, call: Call) -> Reply:
        return problem(404, "Unrecognized request URL (%s: %s)." % (call.method, call.path)).reply

    def finish(self, reply: Reply, call: Call) -> None:
        self.count += 1
        reply.set_header("Request-Id", "req_%014d" % self.count)
        if call.method == "POST" and reply.status < 300:
            key = call.header("Idempotency-Key")
            if key:
                reply.set_header("Idempotency-Key", key)

    def form(self, call: Call) -> Dict[str, Any]:
        if not call.body:
            return {}
        self.require(call.media_type == "application/x-www-form-urlencoded" and call.charset in ("utf-8", "utf8"),
                     "media type", lambda: problem(400, "Invalid request: unsupported Content-Type"))
        try:
            return nested(form_pairs(call.body))
        except Malformed as error:
            raise problem(400, "Invalid request: %s" % error) from None

    def parameters(self, call: Call) -> Dict[str, Any]:
        form = self.form(call)
        for name in form:
            self.require(name in ALLOWED[call.operation], "unknown", lambda: problem(
                400, "Received unknown parameter: " + name, name, name="parameter_unknown"))
        for name, longest in TEXTS.items():
            value = form.get(name, "")
            self.require(isinstance(value, str) and len(value) <= longest, name, lambda: invalid(name))
        for name, values in CHOICES.items():
            self.require(form.get(name, values[0]) in values, name, lambda: invalid(name))
        for name in BOOLEANS:
            self.require(form.get(name, "true") in ("true", "false"), name, lambda: invalid(name))
        self.require(form.get("off_session", "true") in ("true", "false", "one_off", "recurring"), "off_session",
                     lambda: invalid("off_session"))
        amount = form.get("amount", "1099")
        self.require(isinstance(amount, str) and re.fullmatch("[+-]?[0-9]+", amount), "amount type",
                     lambda: invalid("amount", "parameter_invalid_integer"))
        if isinstance(amount, str) and re.fullmatch("[+-]?[0-9]+", amount):
            self.require(int(amount) >= 50, "amount minimum", lambda: problem(
                400, "Amount must be at least $0.50 usd", "amount", name="amount_too_small"))
            self.require(int(amount) <= 99999999, "amount maximum", lambda: problem(
                400, "Amount must be no more than $999,999.99", "amount", name="amount_too_large"))
        fee = form.get("application_fee_amount", "0")
        self.require(isinstance(fee, str) and re.fullmatch("[0-9]*", fee), "application_fee_amount",
                     lambda: invalid("application_fee_amount"))
        self.require(form.get("currency", "usd") in CURRENCIES, "currency", lambda: invalid("currency"))
        types = items(form.get("payment_method_types", "")) or []
        self.require(all(one in METHOD_TYPES for one in types if isinstance(one, str)), "payment_method_types",
                     lambda: invalid("payment_method_types"))
        for name in ("expand", "payment_method_types"):
            given = items(form.get(name, ""))
            self.require(given is not None and all(isinstance(item, str) for item in given), name,
                         lambda: invalid(name))
        email = form.get("receipt_email", "a@b.example")
        may_be_empty = call.operation != "create_intent"
        self.require(email == "" and may_be_empty or re.fullmatch(r"[^@\s]+@[^@\s]+", email), "receipt_email",
                     lambda: invalid("receipt_email", "email_invalid"))
        self.require(re.fullmatch(r"[a-z][a-z0-9+.-]*:[!-~]+", form.get("return_url", "https:x"), re.IGNORECASE),
                     "return_url", lambda: invalid("return_url", "url_invalid"))
        metadata = form.get("metadata", {})
        self.require(metadata == "" or isinstance(metadata, dict) and all(
            isinstance(value, str) and len(value) <= 500 for value in metadata.values()), "metadata",
            lambda: invalid("metadata"))
        shipping = form.get("shipping")
        if shipping is not None:
            address = shipping.get("address") if isinstance(shipping, dict) else None
            required = [shipping.get("name"), address.get("line1")] if isinstance(address, dict) else [None]
            self.require(all(isinstance(one, str) and 0 < len(one) <= 5000 for one in required) and all(
                isinstance(one, str) and len(one) <= 5000 for one in (address or {}).values()), "shipping",
                lambda: invalid("shipping"))
        return form

    def intent(self, call: Call) -> Dict[str, Any]:
        name = call.variables["intent"]
        if name not in self.intents:
            if self.has("any-intent"):
                return dict(self.intents[INTENT], id=name)
            raise problem(404, "No such payment_intent: '%s'" % name, "intent", name="resource_missing")
        return self.intents[name]

    def idempotent(self, call: Call, parameters: Any, answer: Any) -> Reply:
        """The response of the first request with the same key; without a key what this one brings."""
        key = call.header("Idempotency-Key")
        if not key or self.has("idempotency-ignored"):
            return answer()
        if len(key) > 255:
            self.require(False, "long key", lambda: problem(
                400, "Idempotency keys are up to 255 characters long", kind="idempotency_error"))
            return answer()
        # The documents do not say whether a key may be used again with another operation. Here it may.
        place = call.path + " " + key
        if place in self.results:
            first, reply = self.results[place]
            self.require(first == parameters, "same parameters", lambda: problem(
                400, "Keys for idempotent requests can only be used with the same parameters they were first used "
                "with.", kind="idempotency_error"))
            return Reply(reply.status, reply.document, [("Idempotent-Replayed", "true")])
        try:
            reply = answer()
        except Problem as refused:
            reply = refused.reply
        self.results[place] = (parameters, Reply(reply.status, reply.document))
        return reply

    def keep(self, intent: Dict[str, Any]) -> Reply:
        if intent["id"] not in self.seeds:
            self.intents[intent["id"]] = intent
        return Reply(200, intent)

    def changed(self, intent: Dict[str, Any], form: Dict[str, Any]) -> Dict[str, Any]:
        intent = dict(intent)
        for name in ("currency", "customer", "description", "payment_method", "receipt_email", "setup_future_usage",
                     "statement_descriptor", "statement_descriptor_suffix", "transfer_group", "capture_method",
                     "confirmation_method"):
            if name in form:
                intent[name] = form[name] or None
        for name in ("amount", "application_fee_amount"):
            if re.fullmatch("[+-]?[0-9]+", str(form.get(name, ""))):
                intent[name] = int(form[name])
        if "metadata" in form:
            given = form["metadata"] or {}
            intent["metadata"] = {} if form["metadata"] == "" else {
                name: value for name, value in {**intent["metadata"], **given}.items() if value != ""}
        if "payment_method_types" in form:
            intent["payment_method_types"] = items(form["payment_method_types"])
        if form.get("shipping"):
            intent["shipping"] = form["shipping"]
        if form.get("payment_method") and intent["status"] == "requires_payment_method":
            intent["status"] = "requires_confirmation"
        return intent

    def unexpected_state(self, intent: Dict[str, Any], verb: str) -> Problem:
        return problem(400, "You cannot %s this PaymentIntent because it has a status of %s." % (
            verb, intent["status"]), name="payment_intent_unexpected_state", payment_intent=intent)

    def confirmed(self, intent: Dict[str, Any]) -> Dict[str, Any]:
        if intent["payment_method"] is None:
            raise problem(400, "You cannot confirm this PaymentIntent because it's missing a payment method.",
                          name="payment_intent_unexpected_state", payment_intent=intent)
        if intent["payment_method"] == DECLINED:
            raise problem(402, "Your card was declined.", kind="card_error", name="card_declined",
                          decline_code="generic_decline", payment_intent=intent)
        if intent["capture_method"] == "manual":
            return dict(intent, status="requires_capture", amount_capturable=intent["amount"])
        return dict(intent, status="succeeded", amount_received=intent["amount"])

    # The operations.

    def list_intents(self, call: Call) -> Reply:
        query = nested(call.query)
        limit = query.get("limit", "10")
        number = isinstance(limit, str) and re.fullmatch("[+-]?[0-9]{1,9}", limit)
        self.require(number, "limit type", lambda: invalid("limit", "parameter_invalid_integer"))
        if number:
            self.require(1 <= int(limit), "limit minimum", lambda: invalid("limit"))
            self.require(int(limit) <= 100, "limit maximum", lambda: invalid("limit"))
        count = int(limit) if number else 10
        count = 10 if self.has("limit-ignored") else count + self.has("limit-one-more")
        found = list(reversed(self.intents.values()))
        created = query.get("created")
        if created is not None:
            bounds = created if isinstance(created, dict) else {"gte": created, "lte": created}
            for name, text in bounds.items():
                if name not in ("gt", "gte", "lt", "lte") or not re.fullmatch("[0-9]{1,12}", str(text)):
                    raise invalid("created")
                compare = {"gt": int.__gt__, "gte": int.__ge__, "lt": int.__lt__, "lte": int.__le__}[name]
                found = [intent for intent in found if compare(intent["created"], int(text))]
        names = [intent["id"] for intent in found]
        if "starting_after" in query and "ending_before" in query:
            self.require(False, "both cursors", lambda: problem(
                400, "You may only specify one of these parameters: starting_after, ending_before."))
        for name in ("starting_after", "ending_before"):
            if name in query:
                self.require(query[name] in names, name, lambda: problem(
                    400, "No such payment_intent: '%s'" % query[name], name, name="resource_missing"))
        after, before = query.get("starting_after"), query.get("ending_before")
        if after in names:
            found = found[names.index(after) + (0 if self.has("cursor-included") else 1):]
        elif before in names:
            found = found[:names.index(before)]
        if "customer" in query:
            found = [intent for intent in found if intent["customer"] == query["customer"]]
        shown = found[max(0, len(found) - count):] if before in names else found[:count]
        more = len(found) > count
        if self.has("oldest-first"):
            shown = shown[::-1]
        if self.has("more-forever"):
            more = True
        if self.has("more-never"):
            more = False
        return Reply(200, {"object": "list", "url": "/v1/payment_intents", "has_more": more, "data": shown})

    def create_intent(self, call: Call) -> Reply:
        form = self.parameters(call)
        for name in ("amount", "currency"):
            self.require(name in form, name + " missing", lambda: missing(name))

        def create() -> Reply:
            self.count += 1
            name = "pi_5%010dB7WZ01zgkWSjxsAJo3" % self.count
            intent = self.changed(self.add(name, BEGIN + 1000 + self.count), form)
            if form.get("confirm") == "true":
                try:
                    intent = self.confirmed(intent)
                except Problem:
                    del self.intents[name]
                    raise
            return self.keep(intent)
        return self.idempotent(call, form, create)

    def retrieve_intent(self, call: Call) -> Reply:
        return Reply(200, self.intent(call))

    def update_intent(self, call: Call) -> Reply:
        intent, form = self.intent(call), self.parameters(call)

        def update() -> Reply:
            if intent["status"] in ("canceled", "succeeded") and not self.has("canceled-updated"):
                raise self.unexpected_state(intent, "update")
            return self.keep(intent if self.has("update-ignored") else self.changed(intent, form))
        return self.idempotent(call, form, update)

    def confirm_intent(self, call: Call) -> Reply:
        intent, form = self.intent(call), self.parameters(call)

        def confirm() -> Reply:
            if intent["status"] in ("canceled", "succeeded"):
                raise self.unexpected_state(intent, "confirm")
            return self.keep(self.confirmed(self.changed(intent, form)))
        return self.idempotent(call, form, confirm)

    def cancel_intent(self, call: Call) -> Reply:
        intent, form = self.intent(call), self.parameters(call)

        def cancel() -> Reply:
            if intent["status"] in ("canceled", "succeeded") and not self.has("canceled-again"):
                raise self.unexpected_state(intent, "cancel")
            reason = form.get("cancellation_reason")
            return self.keep(dict(intent, status="canceled", canceled_at=BEGIN + 300, cancellation_reason=reason))
        return self.idempotent(call, form, cancel)


CREATE, RETRIEVE, LIST = "create_intent", "retrieve_intent", "list_intents"
FAULTS = [
    Fault("any-key", RETRIEVE, "every key is accepted"),
    Fault("no-credential", RETRIEVE, "a request without a key is accepted", overlooks="no credential"),
    Fault("amount-string", RETRIEVE, "amount is a string", status=200, edit=change("/amount", str)),
    Fault("amount-changed", CREATE, "another amount than the requested one", status=200,
          edit=change("/amount", lambda amount: amount + 1)),
    Fault("currency-upper", CREATE, "currency is in capitals", status=200, edit=change("/currency", str.upper)),
    Fault("status-outside", RETRIEVE, "status is none of the documented ones", status=200, edit=put("/status", "new")),
    Fault("id-missing", CREATE, "id is missing", status=200, edit=remove("/id")),
    Fault("object-other", RETRIEVE, "object is not payment_intent", status=200, edit=put("/object", "intent")),
    Fault("created-text", RETRIEVE, "created is a text", status=200, edit=put("/created", "2023-11-14T22:13:20Z")),
    Fault("livemode-null", RETRIEVE, "livemode is null", status=200, edit=put("/livemode", None)),
    Fault("metadata-array", RETRIEVE, "metadata is an array", status=200, edit=put("/metadata", [])),
    Fault("create-201", CREATE, "creation is answered with 201", status=200, edit=status(201)),
    Fault("amount-optional", CREATE, "amount may be left out", overlooks="amount missing"),
    Fault("amount-any", CREATE, "amount may be anything", overlooks="amount type"),
    Fault("amount-below", CREATE, "amount may be less than 50 cents", overlooks="amount minimum"),
    Fault("amount-above", CREATE, "amount may have more than eight digits", overlooks="amount maximum"),
    Fault("currency-any", CREATE, "currency may be any text", overlooks="currency"),
    Fault("capture-method-any", CREATE, "capture_method may be any word", overlooks="capture_method"),
    Fault("descriptor-long", CREATE, "statement_descriptor may be longer than 22 characters",
          overlooks="statement_descriptor"),
    Fault("retrieve-other", RETRIEVE, "another payment intent than the requested one is sent", status=200,
          edit=put("/id", READY)),
    Fault("any-intent", RETRIEVE, "an id that no payment intent has is answered with one"),
    Fault("limit-ignored", LIST, "limit is not looked at"),
    Fault("limit-one-more", LIST, "a page has one more than limit"),
    Fault("limit-unbounded", LIST, "limit may be above 100", overlooks="limit maximum"),
    Fault("oldest-first", LIST, "the oldest comes first"),
    Fault("cursor-included", LIST, "a page begins with the object that it should come after"),
    Fault("more-forever", LIST, "has_more is true on the last page"),
    Fault("more-never", LIST, "has_more is false though there is more"),
    Fault("more-text", LIST, "has_more is a text", status=200, edit=change("/has_more", str)),
    Fault("list-bare", LIST, "the list is a bare array", status=200, edit=document(lambda value: value["data"])),
    Fault("idempotency-ignored", CREATE, "a repeated key creates again"),
    Fault("replay-changed", CREATE, "a repeated key gets another response than the first time", status=200,
          edit=lambda reply, call: reply.all("Idempotent-Replayed") and reply.document.update(amount_received=1)),
    Fault("error-flat", RETRIEVE, "the error is not inside `error`", status=404,
          edit=document(lambda value: value["error"])),
    Fault("error-type-outside", RETRIEVE, "the type of an error is none of the documented ones", status=404,
          edit=put("/error/type", "not_found")),
    Fault("refusal-422", CREATE, "a bad request is answered with 422", status=400, edit=status(422)),
    Fault("no-request-id", RETRIEVE, "there is no Request-Id", status=200, edit=header("Request-Id", None)),
    Fault("media-type-text", RETRIEVE, "JSON is sent as text/plain", status=200, edit=media_type("text/plain")),
    Fault("reason-any", "cancel_intent", "cancellation_reason may be any word", overlooks="cancellation_reason"),
    Fault("cancel-nothing", "cancel_intent", "canceling leaves the status", status=200,
          edit=put("/status", "requires_payment_method")),
    Fault("canceled-again", "cancel_intent", "a canceled payment intent can be canceled"),
    Fault("confirm-nothing", "confirm_intent", "confirming leaves the status", status=200,
          edit=put("/status", "requires_confirmation")),
    Fault("update-ignored", "update_intent", "an update changes nothing"),
]

if __name__ == "__main__":
    main(Stripe, FAULTS, __doc__.splitlines()[0])

#!/usr/bin/env python3
"""A server of Twilio Verify: services, verifications and verification checks.

Written from the OpenAPI document of verify_v2 (twilio/twilio-oai, d50069b),
https://www.twilio.com/docs/verify/api and https://www.twilio.com/docs/usage.
"""

import re
from typing import Any, Dict, Optional

from api import (API, Call, Fault, Malformed, Problem, Reply, change, document, form_pairs, main,
                 media_type, put, remove, status)

ACCOUNT = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
AUTH_TOKEN = "test-auth-token"
SERVICE = "VAaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
UNKNOWN_SERVICE = "VAbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
VERIFICATION = "VEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
UNKNOWN_VERIFICATION = "VEbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
PHONE = "+15017122661"                        # has a pending verification
CODE = "1234"
UNSENT_PHONE = "+15017122662"                 # has none
SERVICES = 53                                 # from the beginning: more than one page of 50

E164 = re.compile(r"\+[1-9][0-9]{1,14}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
TIME = "2015-07-30T20:00:00Z"

BOOLEANS = ("LookupEnabled", "SkipSmsToLandlines", "DtmfInputRequired", "Psd2Enabled", "DoNotShareWarningEnabled",
            "CustomCodeEnabled", "Push.IncludeDate", "VerifyEventSubscriptionEnabled")
INTEGERS = {"CodeLength": (4, 10), "Totp.TimeStep": (20, 60), "Totp.CodeLength": (3, 8), "Totp.Skew": (0, 2)}
SIDS = {"Push.ApnCredentialSid": "CR", "Push.FcmCredentialSid": "CR", "DefaultTemplateSid": "HJ",
        "Whatsapp.MsgServiceSid": "MG", "TemplateSid": "HJ", "VerificationSid": "VE"}


def is_sid(text: str, prefix: str) -> bool:
    return re.fullmatch(prefix + "[0-9a-fA-F]{32}", text) is not None


def problem(status: int, code: int, message: str) -> Problem:
    headers = [("WWW-Authenticate", 'Basic realm="Twilio API"')] if status == 401 else []
    return Problem(Reply(status, {
        "code": code, "message": message, "more_info": "https://www.twilio.com/docs/errors/%d" % code,
        "status": status}, headers))


def invalid(name: str) -> Problem:
    return problem(400, 60200, "Invalid parameter: " + name)


def new_service(sid: str) -> Dict[str, Any]:
    return {
        "sid": sid, "account_sid": ACCOUNT, "friendly_name": "name", "code_length": 6, "lookup_enabled": False,
        "psd2_enabled": False, "skip_sms_to_landlines": False, "dtmf_input_required": False, "tts_name": None,
        "do_not_share_warning_enabled": False, "custom_code_enabled": False,
        "push": {"include_date": False, "apn_credential_sid": None, "fcm_credential_sid": None},
        "totp": {"issuer": None, "time_step": None, "code_length": None, "skew": None},
        "whatsapp": {"msg_service_sid": None, "from": None},
        "passkeys": {
            "relying_party": {"id": None, "name": None, "origins": None}, "authenticator_attachment": None,
            "discoverable_credentials": None, "user_verification": None},
        "default_template_sid": None, "verify_event_subscription_enabled": False,
        "date_created": TIME, "date_updated": TIME}


class Twilio(API):
    routes = [
        ("POST", "/v2/Services", "create_service"),
        ("GET", "/v2/Services", "list_services"),
        ("GET", "/v2/Services/{Sid}", "fetch_service"),
        ("POST", "/v2/Services/{Sid}", "update_service"),
        ("DELETE", "/v2/Services/{Sid}", "delete_service"),
        ("POST", "/v2/Services/{Sid}/Verifications", "create_verification"),
        ("GET", "/v2/Services/{Sid}/Verifications/{VerificationSid}", "fetch_verification"),
        ("POST", "/v2/Services/{Sid}/VerificationCheck", "check_verification"),
    ]

    def __init__(self, fault: Optional[Fault] = None) -> None:
        super().__init__(fault)
        self.count = 0
        seeds = [SERVICE] + ["VA%032x" % number for number in range(1, SERVICES)]
        self.services = {sid: new_service(sid) for sid in seeds}
        self.seeds = set(seeds) | {VERIFICATION}
        self.verifications: Dict[str, Dict[str, Any]] = {
            VERIFICATION: self.new_verification(VERIFICATION, SERVICE, PHONE, "sms")}
        self.codes = {VERIFICATION: CODE}

    def new_sid(self, prefix: str) -> str:
        self.count += 1
        return "%s%032x" % (prefix, (1 << 64) + self.count)

    def new_verification(self, sid: str, service: str, to: str, channel: str) -> Dict[str, Any]:
        return {
            "sid": sid, "service_sid": service, "account_sid": ACCOUNT, "to": to, "channel": channel,
            "status": "pending", "valid": False, "date_created": TIME, "date_updated": TIME, "lookup": {},
            "amount": None, "payee": None,
            "send_code_attempts": [{"time": TIME, "channel": channel, "attempt_sid": self.new_sid("VL")}],
            "sna": None}

    # What requests have in common.

    def authenticate(self, call: Call) -> None:
        given = call.basic()
        self.require(call.header("Authorization"), "no credential", lambda: problem(401, 20003, "Authenticate"))
        if call.header("Authorization") is None:
            return
        self.require(given and given[0] == ACCOUNT and given[1] == AUTH_TOKEN or
                     given and self.has("any-token") and given[0] == ACCOUNT,
                     "credential", lambda: problem(401, 20003, "Authenticate"))

    def not_found(self, call: Call) -> Reply:
        return self.missing(call).reply

    def missing(self, call: Call) -> Problem:
        return problem(404, 20404, "The requested resource %s was not found" % call.path[len("/v2"):])

    def form(self, call: Call) -> Dict[str, str]:
        if not call.body:
            return {}
        self.require(call.media_type == "application/x-www-form-urlencoded" and call.charset in ("utf-8", "utf8"),
                     "media type", lambda: problem(400, 20001, "Unsupported media type"))
        try:
            pairs = form_pairs(call.body)
        except Malformed as error:
            raise problem(400, 20001, "The body is malformed: %s" % error) from None
        if len({name for name, _ in pairs}) < len(pairs):
            raise problem(400, 20001, "A parameter is given twice")
        return dict(pairs)

    def check_types(self, form: Dict[str, str]) -> None:
        for name in BOOLEANS:
            self.require(form.get(name, "true").lower() in ("true", "false"), name, lambda: invalid(name))
        for name, (least, most) in INTEGERS.items():
            text = form.get(name, str(least))
            self.require(re.fullmatch("[0-9]{1,9}", text), name + " type", lambda: invalid(name))
            self.require(not text.isdigit() or least <= int(text) <= most, name, lambda: invalid(name))
        for name, prefix in SIDS.items():
            self.require(name not in form or is_sid(form[name], prefix), name, lambda: invalid(name))

    def service(self, call: Call) -> Dict[str, Any]:
        sid = call.variables["Sid"]
        if self.has("any-service"):
            return self.services.get(sid) or dict(self.services[SERVICE], sid=sid)
        if sid not in self.services:
            raise self.missing(call)
        return self.services[sid]

    def shown(self, service: Dict[str, Any], call: Call) -> Dict[str, Any]:
        url = "http://%s/v2/Services/%s" % (call.host, service["sid"])
        names = {"verification_checks": "VerificationCheck", "verifications": "Verifications",
                 "rate_limits": "RateLimits", "messaging_configurations": "MessagingConfigurations",
                 "entities": "Entities", "webhooks": "Webhooks", "access_tokens": "AccessTokens"}
        return dict(service, url=url, links={name: url + "/" + part for name, part in names.items()})

    def shown_verification(self, verification: Dict[str, Any], call: Call) -> Dict[str, Any]:
        return dict(verification, url="http://%s/v2/Services/%s/Verifications/%s" % (
            call.host, verification["service_sid"], verification["sid"]))

    def changed(self, service: Dict[str, Any], form: Dict[str, str]) -> Dict[str, Any]:
        flag = {"LookupEnabled": "lookup_enabled", "SkipSmsToLandlines": "skip_sms_to_landlines",
                "DtmfInputRequired": "dtmf_input_required", "Psd2Enabled": "psd2_enabled",
                "DoNotShareWarningEnabled": "do_not_share_warning_enabled",
                "CustomCodeEnabled": "custom_code_enabled",
                "VerifyEventSubscriptionEnabled": "verify_event_subscription_enabled"}
        text = {"FriendlyName": "friendly_name", "TtsName": "tts_name", "DefaultTemplateSid": "default_template_sid"}
        service = dict(service)
        for name, value in form.items():
            if name in flag:
                service[flag[name]] = value.lower() == "true"
            elif name in text:
                service[text[name]] = value
            elif name == "CodeLength":
                service["code_length"] = int(value) if value.isdigit() else 6
        return service

    # The operations.

    def create_service(self, call: Call) -> Reply:
        form = self.form(call)
        self.require(form.get("FriendlyName"), "FriendlyName", lambda: invalid("FriendlyName"))
        self.require(len(form.get("FriendlyName", "")) <= 32, "FriendlyName length", lambda: invalid("FriendlyName"))
        self.check_types(form)
        service = self.changed(new_service(self.new_sid("VA")), form)
        self.services[service["sid"]] = service
        return Reply(201, self.shown(service, call))

    def list_services(self, call: Call) -> Reply:
        query = dict(call.query)
        size = query.get("PageSize", "50")
        self.require(re.fullmatch("[0-9]{1,9}", size) and int(size) >= 1, "PageSize", lambda: invalid("PageSize"))
        if size.isdigit():
            self.require(int(size) <= 1000, "PageSize maximum", lambda: invalid("PageSize"))
        number = int(size) if size.isdigit() else 50
        page = query.get("Page", "0")
        self.require(re.fullmatch("[0-9]{1,9}", page), "Page", lambda: invalid("Page"))
        page_number = int(page) if page.isdigit() else 0
        sids = list(self.services)
        # The token names the service that the page begins with; the page index is for the client only.
        token = query.get("PageToken")
        start = sids.index(token[2:]) if token and token[2:] in sids else 0
        self.require(not token or token[2:] in sids, "PageToken", lambda: invalid("PageToken"))
        count = 50 if self.has("page-size-ignored") else number
        if self.has("page-one-more"):
            count += 1
        shown = sids[start:start + count]

        def url(page: int, sid: Optional[str]) -> str:
            text = "http://%s/v2/Services?PageSize=%d&Page=%d" % (call.host, number, page)
            return text + ("&PageToken=PA" + sid if sid else "")
        after = sids[start + count:start + count + 1]
        following = url(page_number + 1, after[0]) if after else None
        if self.has("next-page-same") and after:
            following = url(page_number + 1, sids[start])
        if self.has("next-page-missing"):
            following = None
        before = sids[max(0, start - count)] if start else None
        meta = {
            "page": page_number, "page_size": number, "first_page_url": url(0, None),
            "previous_page_url": url(max(0, page_number - 1), before) if before else None, "next_page_url": following,
            "key": "services", "url": url(page_number, token[2:] if token else None)}
        return Reply(200, {"meta": meta, "services": [self.shown(self.services[sid], call) for sid in shown]})

    def fetch_service(self, call: Call) -> Reply:
        return Reply(200, self.shown(self.service(call), call))

    def update_service(self, call: Call) -> Reply:
        service = self.service(call)
        form = self.form(call)
        self.require(len(form.get("FriendlyName", "")) <= 32, "FriendlyName length", lambda: invalid("FriendlyName"))
        self.require(form.get("FriendlyName") != "", "FriendlyName empty", lambda: invalid("FriendlyName"))
        self.check_types(form)
        if not self.has("update-ignored"):
            service = self.changed(service, form)
        if service["sid"] not in self.seeds:
            self.services[service["sid"]] = service
        return Reply(200, self.shown(service, call))

    def delete_service(self, call: Call) -> Reply:
        sid = self.service(call)["sid"]
        if sid not in self.seeds:
            del self.services[sid]
        return Reply(204)

    def create_verification(self, call: Call) -> Reply:
        service = self.service(call)
        form = self.form(call)
        to, channel = form.get("To", ""), form.get("Channel", "")
        self.require(to, "To", lambda: invalid("To"))
        self.require(channel, "Channel missing", lambda: invalid("Channel"))
        self.require(not channel or channel in ("email", "sms", "whatsapp", "call", "sna", "auto"), "Channel",
                     lambda: invalid("Channel"))
        self.require(not to or (EMAIL if channel == "email" else E164).fullmatch(to), "To format",
                     lambda: invalid("To"))
        code = form.get("CustomCode")
        self.require(code is None or 4 <= len(code) <= 10, "CustomCode", lambda: invalid("CustomCode"))
        self.require(form.get("RiskCheck", "enable") in ("enable", "disable"), "RiskCheck",
                     lambda: invalid("RiskCheck"))
        self.check_types(form)
        sid = self.new_sid("VE")
        used = {"auto": "sms"}.get(channel, channel)
        self.verifications[sid] = self.new_verification(sid, service["sid"], to, used)
        self.verifications[sid]["amount"] = form.get("Amount")
        self.verifications[sid]["payee"] = form.get("Payee")
        self.codes[sid] = code or "1234567890"[:service["code_length"]]
        return Reply(201, self.shown_verification(self.verifications[sid], call))

    def fetch_verification(self, call: Call) -> Reply:
        service = self.service(call)
        found = self.verifications.get(call.variables["VerificationSid"])
        if found is None or found["service_sid"] != service["sid"]:
            raise self.missing(call)
        return Reply(200, self.shown_verification(found, call))

    def check_verification(self, call: Call) -> Reply:
        service = self.service(call)
        form = self.form(call)
        self.check_types(form)
        code = form.get("Code", "")
        self.require(4 <= len(code) <= 10, "Code", lambda: invalid("Code"))
        self.require(form.get("To") or form.get("VerificationSid"), "To or VerificationSid",
                     lambda: invalid("To"))
        to = form.get("To")
        self.require(not to or E164.fullmatch(to) or EMAIL.fullmatch(to), "To format", lambda: invalid("To"))
        sid = form.get("VerificationSid")
        found = [one for one in self.verifications.values() if one["service_sid"] == service["sid"] and
                 (one["sid"] == sid if sid else one["to"] == to)]
        if not found and not self.has("any-verification"):
            raise self.missing(call)
        found = found[0] if found else self.verifications[VERIFICATION]
        right = self.has("any-code") or code == self.codes[found["sid"]]
        if right and found["sid"] not in self.seeds:
            del self.verifications[found["sid"]]   # Twilio deletes it once it is approved
        names = ("sid", "service_sid", "account_sid", "to", "channel", "amount", "payee", "date_created")
        result = {name: found[name] for name in names}
        result.update(status="approved" if right else "pending", valid=right, sna_attempts_error_codes=[],
                      date_updated=TIME)
        return Reply(201, result)


CREATES = "create_service"
FAULTS = [
    Fault("any-token", "fetch_service", "every auth token is accepted"),
    Fault("no-credential", "fetch_service", "a request without credentials is accepted", overlooks="no credential"),
    Fault("sid-prefix", CREATES, "a service's sid does not begin with VA", status=201,
          edit=change("/sid", lambda sid: "VS" + sid[2:])),
    Fault("code-length-string", CREATES, "code_length is a string", status=201, edit=change("/code_length", str)),
    Fault("account-missing", "fetch_service", "account_sid is missing", status=200, edit=remove("/account_sid")),
    Fault("create-200", CREATES, "a created service is answered with 200", status=201, edit=status(200)),
    Fault("friendly-name-changed", CREATES, "the service has another name than the request", status=201,
          edit=put("/friendly_name", "another")),
    Fault("friendly-name-optional", CREATES, "FriendlyName may be left out", overlooks="FriendlyName"),
    Fault("code-length-unbounded", CREATES, "CodeLength may be above 10", overlooks="CodeLength"),
    Fault("boolean-any", CREATES, "LookupEnabled may be any word", overlooks="LookupEnabled"),
    Fault("media-type-html", "fetch_service", "JSON is sent as text/html", status=200, edit=media_type("text/html")),
    Fault("page-size-ignored", "list_services", "PageSize is not looked at"),
    Fault("page-one-more", "list_services", "a page has one service more than PageSize"),
    Fault("page-size-unbounded", "list_services", "PageSize may be above 1000", overlooks="PageSize maximum"),
    Fault("next-page-same", "list_services", "next_page_url leads to the same page again"),
    Fault("next-page-missing", "list_services", "next_page_url is null though there are more services"),
    Fault("page-size-missing", "list_services", "meta has no page_size", status=200, edit=remove("/meta/page_size")),
    Fault("fetch-other", "fetch_service", "another service than the requested one is sent", status=200,
          edit=put("/sid", "VA" + "c" * 32)),
    Fault("any-service", "fetch_service", "a sid that no service has is answered with a service"),
    Fault("update-ignored", "update_service", "an update changes nothing"),
    Fault("delete-200", "delete_service", "a deletion is answered with 200 and a body", status=204,
          edit=lambda reply, call: (status(200)(reply, call), document(lambda _: {"deleted": True})(reply, call))),
    Fault("to-optional", "create_verification", "To may be left out", overlooks="To"),
    Fault("to-any", "create_verification", "To need not be a phone number in E.164", overlooks="To format"),
    Fault("channel-any", "create_verification", "Channel may be any word", overlooks="Channel"),
    Fault("to-changed", "create_verification", "another number is verified than the requested one", status=201,
          edit=put("/to", "+15017129999")),
    Fault("channel-upper", "create_verification", "channel is in capitals", status=201,
          edit=change("/channel", str.upper)),
    Fault("date-number", "fetch_verification", "date_created is a number", status=200,
          edit=put("/date_created", 1438286400)),
    Fault("service-sid-null", "fetch_verification", "service_sid is another service's", status=200,
          edit=put("/service_sid", UNKNOWN_SERVICE)),
    Fault("any-code", "check_verification", "every code is approved"),
    Fault("any-verification", "check_verification", "a check without a verification is answered"),
    Fault("valid-string", "check_verification", "valid is a string", status=201, edit=change("/valid", str)),
    Fault("error-code-string", "fetch_service", "the code of an error is a string", status=404,
          edit=change("/code", str)),
]

if __name__ == "__main__":
    main(Twilio, FAULTS, __doc__.splitlines()[0])

#!/usr/bin/env python3
"""Public client libraries, unchanged, against a server of the APIs that they are for.

    clients.py stripe|twilio|github URL KEY=VALUE...

The values are those of the server's fixtures, by their names. Each step prints
what the client made of a response; a step that fails ends the script with the
client's own error.
"""

import importlib.metadata
import sys

NAME, URL = sys.argv[1], sys.argv[2]
VALUES = dict(pair.split("=", 1) for pair in sys.argv[3:])


def refused(kind, call):
    """The error that a call must end with."""
    try:
        call()
    except kind as error:
        return error
    raise SystemExit("the call succeeded and should not have")


def stripe():
    import stripe
    print("stripe", importlib.metadata.version("stripe"))
    client = stripe.StripeClient(VALUES["stripe.key"], base_addresses={"api": URL}, max_network_retries=0)
    intents = client.v1.payment_intents
    intent = VALUES["stripe.intent"]
    made = intents.create(
        {"amount": 2000, "currency": "usd", "payment_method_types": ["card"], "metadata": {"order": "6735"},
         "shipping": {"name": "Jenny Rosen", "address": {"line1": "510 Townsend St"}}},
        {"idempotency_key": "a-key-of-this-script"})
    print("created", made.amount, made.currency, made.status, type(made).__name__)
    print("retrieved", intents.retrieve(intent).id == intent)
    print("updated", intents.update(intent, {"description": "An order", "metadata": {"order": "6736"}}).id == intent)
    print("confirmed", intents.confirm(intent, {"payment_method": VALUES["stripe.method"]}).status)
    print("canceled", intents.cancel(intent, {"cancellation_reason": "duplicate"}).status)
    listed = intents.list({"limit": 3})
    print("listed", type(listed).__name__, len(listed.data) > 0, listed.has_more)
    count = 0
    for count, one in enumerate(listed.auto_paging_iter(), 1):
        if count == 25:
            break
    print("paged through", count)
    error = refused(stripe.InvalidRequestError, lambda: intents.retrieve(VALUES["stripe.intent.unknown"]))
    print("unknown", error.http_status, error.error.type)
    error = refused(stripe.InvalidRequestError, lambda: intents.create({"currency": "usd"}))
    print("without an amount", error.http_status, error.error.type)
    error = refused(stripe.CardError, lambda: intents.confirm(
        intent, {"payment_method": VALUES["stripe.method.declined"]}))
    print("declined", error.http_status, error.error.type)
    other = stripe.StripeClient("sk_test_wrong", base_addresses={"api": URL}, max_network_retries=0)
    error = refused(stripe.AuthenticationError, lambda: other.v1.payment_intents.retrieve(intent))
    print("wrong key", error.http_status)


def twilio():
    from twilio.base.exceptions import TwilioRestException
    from twilio.rest import Client
    print("twilio", importlib.metadata.version("twilio"))
    client = Client(VALUES["twilio.account"], VALUES["twilio.authToken"])
    client.verify.base_url = URL
    services = client.verify.v2.services
    sid = VALUES["twilio.service"]
    made = services.create(friendly_name="My First Service", code_length=6, lookup_enabled=True)
    print("created", made.friendly_name, made.code_length, made.sid[:2], made.date_created.year)
    print("fetched", services(sid).fetch().sid == sid)
    print("updated", services(sid).update(friendly_name="Another name").friendly_name)
    print("deleted", services(sid).delete())
    print("listed", len(services.list(limit=20)) > 0)
    print("paged", len(list(services.stream(limit=60, page_size=20))) > 0)
    sent = services(sid).verifications.create(to="+15017122663", channel="sms")
    print("sent", sent.to, sent.channel, sent.status)
    print("fetched", services(sid).verifications(VALUES["twilio.verification"]).fetch().status)
    check = services(sid).verification_checks.create(to=VALUES["twilio.phone"], code=VALUES["twilio.code"])
    print("checked", check.status, check.valid)
    error = refused(TwilioRestException, lambda: services(VALUES["twilio.service.unknown"]).fetch())
    print("unknown", error.status, isinstance(error.code, int))
    error = refused(TwilioRestException, lambda: services.create(friendly_name="name", code_length=11))
    print("too long a code", error.status)
    other = Client(VALUES["twilio.account"], "wrong")
    other.verify.base_url = URL
    print("wrong token", refused(TwilioRestException, lambda: other.verify.v2.services(sid).fetch()).status)


def github():
    import github
    print("PyGithub", importlib.metadata.version("PyGithub"))

    def repository(token, name):
        client = github.Github(base_url=URL, auth=github.Auth.Token(token), retry=None, seconds_between_requests=None,
                               seconds_between_writes=None, lazy=True)
        return client.get_repo(VALUES["github.owner"] + "/" + name)
    repo = repository(VALUES["github.token"], VALUES["github.repo"])
    number = int(VALUES["github.issue"])
    issue = repo.get_issue(number).complete()
    print("got", issue.number == number, issue.title, issue.user.login, issue.created_at.year)
    made = repo.create_issue("A title", body="A body", labels=["bug"], assignees=["octocat"])
    print("created", made.title, made.state, [label.name for label in made.labels])
    issue.edit(state="closed", title="Found a bug")
    print("edited", issue.state)
    listed = repo.get_issues(state="closed", sort="updated", direction="asc")
    print("listed", type(listed[0]).__name__, listed[0].state)
    print("paged through", len([one for one, _ in zip(repo.get_issues(), range(65))]) > 0)
    error = refused(github.UnknownObjectException, lambda: repo.get_issue(int(VALUES["github.issue.unknown"])).complete())
    print("unknown", error.status, error.data["message"] != "")
    error = refused(github.GithubException, lambda: repo.get_issue(int(VALUES["github.issue.deleted"])).complete())
    print("deleted", error.status)
    without = repository(VALUES["github.token"], VALUES["github.repo.noIssues"])
    print("disabled", refused(github.GithubException, lambda: without.create_issue("A title")).status)
    other = repository("ghp_wrong", VALUES["github.repo"])
    print("wrong token", refused(github.BadCredentialsException, lambda: other.get_issue(number).complete()).status)


{"stripe": stripe, "twilio": twilio, "github": github}[NAME]()

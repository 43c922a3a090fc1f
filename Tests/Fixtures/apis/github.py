#!/usr/bin/env python3
"""A server of GitHub's REST API: the issues of a repository.

Written from the OpenAPI document (github/rest-api-description, 2022-11-28) and
https://docs.github.com/rest. The repository is private, so a request without
a token finds nothing.
"""

import datetime
import hashlib
import json
import re
from typing import Any, Dict, List, Optional

from api import (API, NOTHING, Call, Fault, Malformed, Problem, Reply, change, document, header, is_integer, json_value,
                 main, media_type, put, remove, status)

TOKEN = "ghp_test"
OWNER, REPO = "octocat", "Hello-World"
DISABLED = "No-Issues"                        # a repository without issues
NUMBERS = {REPO: 1296269, DISABLED: 1296270}  # the links of a list name a repository by its number
ISSUE = 1347
DELETED = 1348
MOVED = 1349
UNKNOWN = 999999
LOGINS = ("octocat", "hubot", "monalisa")
DOCUMENTATION = "https://docs.github.com/rest/issues/issues"
BEGIN = datetime.datetime(2011, 4, 1, 12, 0, 0)


def time_text(day: int) -> str:
    return (BEGIN + datetime.timedelta(days=day)).strftime("%Y-%m-%dT%H:%M:%SZ")


def problem(code: int, message: str, headers: Any = (), errors: Any = None) -> Problem:
    value: Dict[str, Any] = {"message": message, "documentation_url": DOCUMENTATION}
    if errors is None:
        value["status"] = str(code)           # the schema of validation errors does not have it
    else:
        value["errors"] = errors
    return Problem(Reply(code, value, list(headers)))


def invalid(name: str, code: str = "invalid") -> Problem:
    return problem(422, "Validation Failed", errors=[{"resource": "Issue", "field": name, "code": code}])


def user(login: str, number: int = 1) -> Dict[str, Any]:
    url, page = "https://api.github.com/users/" + login, "https://github.com/" + login
    return {
        "login": login, "id": number, "node_id": "MDQ6VXNlcjE=",
        "avatar_url": page + "/images/error/octocat_happy.gif", "gravatar_id": "", "url": url, "html_url": page,
        "followers_url": url + "/followers", "following_url": url + "/following{/other_user}",
        "gists_url": url + "/gists{/gist_id}", "starred_url": url + "/starred{/owner}{/repo}",
        "subscriptions_url": url + "/subscriptions", "organizations_url": url + "/orgs", "repos_url": url + "/repos",
        "events_url": url + "/events{/privacy}", "received_events_url": url + "/received_events", "type": "User",
        "site_admin": False}


def label(name: str) -> Dict[str, Any]:
    return {
        "id": 208045946, "node_id": "MDU6TGFiZWwyMDgwNDU5NDY=",
        "url": "https://api.github.com/repos/octocat/Hello-World/labels/" + name, "name": name,
        "description": "Something isn't working", "color": "f29513", "default": True}


class GitHub(API):
    routes = [
        ("GET", "/repos/{owner}/{repo}", "get_repository"),
        ("GET", "/repos/{owner}/{repo}/issues", "list_issues"),
        ("GET", "/repositories/{id}/issues", "list_issues"),
        ("POST", "/repos/{owner}/{repo}/issues", "create_issue"),
        ("GET", "/repos/{owner}/{repo}/issues/{number}", "get_issue"),
        ("PATCH", "/repos/{owner}/{repo}/issues/{number}", "update_issue"),
    ]

    def __init__(self, fault: Optional[Fault] = None) -> None:
        super().__init__(fault)
        self.issues: Dict[int, Dict[str, Any]] = {}
        for number in range(1, 120):          # more than one page of 100 are open
            self.add(number, "Bug %d" % number, "closed" if number % 10 == 0 else "open", number)
        self.add(ISSUE, "Found a bug", "open", 120)
        self.seeds = set(self.issues)
        self.count = 2000

    def add(self, number: int, title: str, state: str, day: int) -> Dict[str, Any]:
        url = "https://api.github.com/repos/%s/%s" % (OWNER, REPO)
        page = "https://github.com/%s/%s/issues/%d" % (OWNER, REPO, number)
        issue = "%s/issues/%d" % (url, number)
        closed = state == "closed"
        self.issues[number] = {
            "id": number * 10, "node_id": "MDU6SXNzdWUx", "url": issue, "repository_url": url,
            "labels_url": issue + "/labels{/name}", "comments_url": issue + "/comments",
            "events_url": issue + "/events", "html_url": page, "number": number, "state": state,
            "state_reason": "completed" if closed else None, "title": title,
            "body": "I'm having a problem with this.", "user": user("octocat"),
            "labels": [label("bug")] if number % 2 else [], "assignee": None, "assignees": [], "milestone": None,
            "locked": False, "active_lock_reason": None, "comments": number % 5,
            "closed_at": time_text(day + 1) if closed else None, "created_at": time_text(day),
            "updated_at": time_text(day + number % 3), "closed_by": user("octocat") if closed else None,
            "author_association": "COLLABORATOR"}
        return self.issues[number]

    # What requests have in common.

    def authenticate(self, call: Call) -> None:
        self.require(call.header("User-Agent"), "User-Agent", lambda: problem(
            403, "Request forbidden by administrative rules. Please make sure your request has a User-Agent header"))
        self.require(call.header("X-GitHub-Api-Version") in (None, "2022-11-28", "2026-03-10"), "version",
                     lambda: problem(400, "The version is not supported"))
        given = call.header("Authorization")
        if given is None:
            # To anybody else there is no such repository.
            self.require(False, "no credential", lambda: problem(401 if self.has("private-401") else 404, "Not Found"))
            return
        scheme, _, token = given.partition(" ")
        right = scheme.lower() in ("bearer", "token") and (token.strip() == TOKEN or self.has("any-token"))
        self.require(right, "credential", lambda: problem(401, "Bad credentials"))

    def not_found(self, call: Call) -> Reply:
        return problem(404, "Not Found").reply

    def finish(self, reply: Reply, call: Call) -> None:
        if reply.document is not NOTHING:     # addresses of the API are those of this server
            own = "http://" + call.host
            reply.document = json.loads(json.dumps(reply.document).replace("https://api.github.com", own))
            reply.headers = [(n, v.replace("https://api.github.com", own)) for n, v in reply.headers]
        reply.media_type = "application/json; charset=utf-8"
        reply.set_header("X-GitHub-Media-Type", "github.v3; format=json")
        reply.set_header("X-RateLimit-Limit", "5000")
        reply.set_header("X-RateLimit-Remaining", "4999")
        if call.method == "GET" and reply.status == 200:
            tag = '"%s"' % hashlib.md5(json.dumps(reply.document).encode()).hexdigest()
            reply.set_header("ETag", tag)
            known = [part.strip().removeprefix("W/") for part in (call.header("If-None-Match") or "").split(",")]
            if (tag in known or "*" in known) and not self.has("never-not-modified"):
                reply.status, reply.document = 304, NOTHING

    def repository(self, call: Call) -> str:
        if "id" in call.variables:
            if call.variables["id"] == str(NUMBERS[REPO]):
                return REPO
            raise problem(404, "Not Found")
        owner, repo = call.variables["owner"].lower(), call.variables["repo"].lower()
        if owner != OWNER.lower() or repo not in (REPO.lower(), DISABLED.lower()):
            if self.has("any-repository"):
                return REPO
            raise problem(404, "Not Found")
        return DISABLED if repo == DISABLED.lower() else REPO

    def issue(self, call: Call) -> Dict[str, Any]:
        self.repository(call)
        text = call.variables["number"]
        number = int(text) if re.fullmatch("[0-9]{1,18}", text) else 0
        if number == DELETED:
            raise problem(404 if self.has("deleted-404") else 410, "This issue was deleted")
        if number == MOVED:
            location = "http://%s/repositories/1300192/issues/1" % call.host
            moved = problem(301, "Moved Permanently", [("Location", location)])
            moved.reply.document["url"] = location
            raise moved
        if number not in self.issues:
            raise problem(404, "Not Found")
        return self.issues[number]

    def members(self, call: Call) -> Dict[str, Any]:
        self.require(call.media_type == "application/json" or call.media_type.endswith("+json"), "media type",
                     lambda: problem(415, "Unsupported Media Type"))
        try:
            value = json_value(call.body)
        except Malformed:
            self.require(False, "JSON", lambda: problem(400, "Problems parsing JSON"))
            return {"title": "?"}
        if not isinstance(value, dict):
            raise problem(400, "Body should be a JSON object")
        return value

    def check(self, value: Dict[str, Any], title_required: bool) -> None:
        def text_or_null(name: str, null: bool = True) -> None:
            given = value.get(name)
            self.require(name not in value or given is None and null or isinstance(given, str), name,
                         lambda: invalid(name))
        title = value.get("title")
        if title_required:
            self.require("title" in value and title != "", "title", lambda: invalid("title", "missing_field"))
        self.require("title" not in value or isinstance(title, str) or is_integer(title) or
                     title is None and not title_required, "title type", lambda: invalid("title"))
        # A new issue's body may not be null, an existing one's may.
        text_or_null("body", null=not title_required)
        text_or_null("assignee")
        if title_required:
            text_or_null("type")
        milestone = value.get("milestone")
        self.require(milestone is None or isinstance(milestone, str) or is_integer(milestone), "milestone",
                     lambda: invalid("milestone"))
        for name in ("labels", "assignees"):
            given = value.get(name, [])
            self.require(isinstance(given, list), name, lambda: invalid(name))
            for item in given if isinstance(given, list) else []:
                allowed = isinstance(item, str) or isinstance(item, dict) and (name == "labels" or not title_required)
                self.require(allowed, name + " items", lambda: invalid(name))
        if not title_required:
            self.require(value.get("state", "open") in ("open", "closed"), "state", lambda: invalid("state"))
            self.require(value.get("state_reason") in ("completed", "not_planned", "duplicate", "reopened", None),
                         "state_reason", lambda: invalid("state_reason"))

    def changed(self, issue: Dict[str, Any], value: Dict[str, Any]) -> Dict[str, Any]:
        issue = dict(issue)
        if value.get("title") is not None:
            issue["title"] = str(value["title"])
        if "body" in value:
            issue["body"] = value["body"]
        if "labels" in value:
            names = value["labels"] if isinstance(value["labels"], list) else []
            issue["labels"] = [label(name if isinstance(name, str) else str(name.get("name"))) for name in names]
        if "assignees" in value:
            issue["assignees"] = [user(login if isinstance(login, str) else str(login.get("login")))
                                  for login in value["assignees"]]
            issue["assignee"] = issue["assignees"][0] if issue["assignees"] else None
        if value.get("state") in ("open", "closed") and value["state"] != issue["state"]:
            issue["state"] = value["state"]
            closed = value["state"] == "closed"
            issue["state_reason"] = value.get("state_reason") or ("completed" if closed else "reopened")
            issue["closed_at"] = time_text(200) if closed else None
            issue["closed_by"] = user("octocat") if closed else None
        issue["updated_at"] = time_text(200)
        return issue

    # The operations.

    def get_repository(self, call: Call) -> Reply:
        name = self.repository(call)
        url = "https://api.github.com/repos/%s/%s" % (OWNER, name)
        return Reply(200, {"id": NUMBERS[name], "name": name, "full_name": OWNER + "/" + name, "private": True, "url": url,
                           "owner": user(OWNER), "has_issues": name == REPO})

    def list_issues(self, call: Call) -> Reply:
        name = self.repository(call)
        query = dict(call.query)

        def choice(name: str, *values: str) -> str:
            given = query.get(name, values[0])
            self.require(given in values, "query " + name, lambda: invalid(name))
            return given
        state = choice("state", "open", "closed", "all")
        sort = choice("sort", "created", "updated", "comments")
        direction = choice("direction", "desc", "asc")

        def number(name: str, usual: int) -> int:
            given = query.get(name, str(usual))
            self.require(re.fullmatch("[+-]?[0-9]{1,18}", given), "query " + name, lambda: invalid(name))
            return max(1, int(given)) if re.fullmatch("[+-]?[0-9]{1,18}", given) else usual
        size, page = number("per_page", 30), number("page", 1)
        size = size if self.has("per-page-unbounded") else min(100, size)
        since = query.get("since")
        self.require(since is None or re.fullmatch(
            r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)", since), "query since",
            lambda: invalid("since"))

        found: List[Dict[str, Any]] = [] if name == DISABLED else list(self.issues.values())
        if state != "all" and not self.has("state-ignored"):
            found = [issue for issue in found if issue["state"] == state]
        if since and not self.has("since-ignored"):
            found = [issue for issue in found if issue["updated_at"] >= since[:19].upper().replace(" ", "T") + "Z"]
        for wanted in filter(None, query.get("labels", "").split(",")):
            if not self.has("labels-ignored"):
                found = [issue for issue in found if wanted in [one["name"] for one in issue["labels"]]]
        if query.get("creator"):
            found = [issue for issue in found if issue["user"]["login"] == query["creator"]]
        if query.get("mentioned"):
            found = []
        assignee = query.get("assignee")
        if assignee:
            found = [issue for issue in found if bool(issue["assignee"]) == (assignee != "none") and (
                assignee in ("none", "*") or issue["assignee"]["login"] == assignee)]
        if query.get("milestone") not in (None, "", "none") or query.get("type") not in (None, "", "none"):
            found = []
        key = {"created": "created_at", "updated": "updated_at", "comments": "comments"}[sort]
        found.sort(key=lambda issue: issue[key], reverse=direction == "desc")
        if self.has("direction-ignored"):
            found.sort(key=lambda issue: issue[key], reverse=True)
        if self.has("default-ascending") and "direction" not in query:
            found.reverse()

        last = max(1, -(-len(found) // size))
        shown = found[:30] if self.has("per-page-ignored") else found[(page - 1) * size:page * size]
        if self.has("page-ignored"):
            shown = found[:size]
        reply = Reply(200, shown)
        links = []

        def link(number: int, relation: str) -> None:
            pairs = [(n, v) for n, v in call.query if n != "page"] + [("page", str(number))]
            text = "&".join(n + "=" + v.replace("%", "%25").replace("&", "%26").replace("+", "%2B").replace(" ", "+")
                            for n, v in pairs)
            links.append('<http://%s/repositories/%d/issues?%s>; rel="%s"' % (
                call.host, NUMBERS[name], text, relation))
        if page > 1:
            link(page - 1, "prev")
        if page < last or self.has("next-forever"):
            link(page if self.has("next-forever") and page >= last else page + 1, "next")
        if page < last:
            link(last, "last")
        if page > 1:
            link(1, "first")
        if links and not self.has("no-link"):
            reply.set_header("Link", ", ".join(links))
        return reply

    def create_issue(self, call: Call) -> Reply:
        if self.repository(call) == DISABLED:
            raise problem(403 if self.has("disabled-403") else 410, "Issues are disabled for this repo")
        value = self.members(call)
        self.check(value, title_required=True)
        self.count += 1
        issue = self.add(self.count, "", "open", 150)
        self.issues[self.count] = issue = dict(self.changed(issue, value), body=value.get("body"))
        if not isinstance(value.get("labels"), list):
            issue["labels"] = []
        return Reply(201, issue, [("Location", issue["url"])])

    def get_issue(self, call: Call) -> Reply:
        return Reply(200, self.issue(call))

    def update_issue(self, call: Call) -> Reply:
        issue = self.issue(call)
        value = self.members(call)
        self.check(value, title_required=False)
        if not self.has("update-ignored"):
            issue = self.changed(issue, value)
        if issue["number"] not in self.seeds:
            self.issues[issue["number"]] = issue
        return Reply(200, issue)


FAULTS = [
    Fault("any-token", "get_issue", "every token is accepted"),
    Fault("no-credential", "get_issue", "a request without a token is accepted", overlooks="no credential"),
    Fault("private-401", "get_issue", "without a token a private repository is answered with 401"),
    Fault("no-user-agent", "get_issue", "a request without User-Agent is accepted", overlooks="User-Agent"),
    Fault("list-object", "list_issues", "the list is wrapped in an object", status=200,
          edit=document(lambda issues: {"issues": issues})),
    Fault("per-page-ignored", "list_issues", "per_page is not looked at"),
    Fault("per-page-unbounded", "list_issues", "a page may have more than 100 issues"),
    Fault("page-ignored", "list_issues", "every page is the first"),
    Fault("no-link", "list_issues", "there is no Link to the next page"),
    Fault("next-forever", "list_issues", "the last page has a next one"),
    Fault("default-ascending", "list_issues", "the oldest issue comes first"),
    Fault("direction-ignored", "list_issues", "direction is not looked at"),
    Fault("state-ignored", "list_issues", "state is not looked at"),
    Fault("since-ignored", "list_issues", "since is not looked at"),
    Fault("state-filter-any", "list_issues", "state may be any word", overlooks="query state"),
    Fault("number-string", "get_issue", "number is a string", status=200, edit=change("/number", str)),
    Fault("user-missing", "get_issue", "user is missing", status=200, edit=remove("/user")),
    Fault("created-at-date", "get_issue", "created_at is a date without a time", status=200,
          edit=change("/created_at", lambda text: text[:10])),
    Fault("url-relative", "get_issue", "html_url is no absolute address", status=200,
          edit=put("/html_url", "/octocat/Hello-World/issues/1347")),
    Fault("get-other", "get_issue", "another issue than the requested one is sent", status=200,
          edit=put("/number", 7)),
    Fault("any-repository", "get_issue list_issues", "a repository that does not exist has issues"),
    Fault("etag-missing", "get_issue", "there is no ETag", status=200, edit=header("ETag", None)),
    Fault("never-not-modified", "get_issue", "If-None-Match is not looked at"),
    Fault("deleted-404", "get_issue", "a deleted issue is answered with 404"),
    Fault("moved-nowhere", "get_issue", "301 has no Location", status=301, edit=header("Location", None)),
    Fault("media-type-text", "get_issue", "JSON is sent as text/plain", status=200, edit=media_type("text/plain")),
    Fault("create-200", "create_issue", "a created issue is answered with 200", status=201, edit=status(200)),
    Fault("no-location", "create_issue", "201 has no Location", status=201, edit=header("Location", None)),
    Fault("title-changed", "create_issue", "the issue has another title than the request", status=201,
          edit=put("/title", "Another title")),
    Fault("title-optional", "create_issue", "title may be left out", overlooks="title"),
    Fault("labels-any", "create_issue", "labels may be of any type", overlooks="labels"),
    Fault("broken-json", "create_issue", "a body that is not JSON is accepted", overlooks="JSON"),
    Fault("errors-object", "create_issue", "the errors of a refusal are no array", status=422,
          edit=change("/errors", lambda errors: errors[0])),
    Fault("disabled-403", "create_issue", "a repository without issues is answered with 403"),
    Fault("state-any", "update_issue", "state may be any word", overlooks="state"),
    Fault("update-ignored", "update_issue", "an update changes nothing"),
    Fault("message-number", "get_issue", "the message of a refusal is a number", status=404, edit=put("/message", 404)),
]

if __name__ == "__main__":
    main(GitHub, FAULTS, __doc__.splitlines()[0])

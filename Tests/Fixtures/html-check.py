#!/usr/bin/env python3
"""Looks at report pages in headless Chromium and tells what is wrong with them.

    html-check.py PAGE... [--chromium PATH] [--screenshots FOLDER] [--times]

Each page is opened at two widths, light and dark, and printed. Told are: anything in the console, anything asked of the
network, what is wider than the window, and what keeps somebody from reading: a picture without a text alternative, a
heading that skips a level, a table header without scope, a field or a button without a name, a link that leads nowhere,
an id that stands twice, text whose contrast with its ground is below 4.5.

One line a finding; exit status 0 when there is none, 1 when there are some, 77 when there is no Chromium.
Nothing but the standard library is needed: the browser is driven through a pipe (--remote-debugging-pipe).
"""

import argparse
import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WIDTHS = [360, 1280]
THEMES = ["light", "dark"]

# Runs in the page; gives a list of findings.
ACCESSIBILITY = r"""
(() => {
  const found = [];
  const say = (what, element) => found.push(what + (element ? ": " + element.outerHTML.slice(0, 120) : ""));
  const all = (selector) => Array.from(document.querySelectorAll(selector));
  const name = (e) => (e.getAttribute("aria-label") || (e.getAttribute("aria-labelledby") || "").split(" ")
    .map((id) => (document.getElementById(id) || {}).textContent || "").join(" ") || e.textContent || "").trim();

  if (!document.documentElement.lang) say("the page has no language");
  if (!document.title) say("the page has no title");
  for (const landmark of ["header", "nav", "main", "footer"])
    if (all("body > " + landmark).length !== 1) say("there is not one " + landmark);
  if (all("h1").length !== 1) say("there is not one h1");
  let level = 0;
  for (const heading of all("h1,h2,h3,h4,h5,h6")) {
    const next = Number(heading.tagName[1]);
    if (next > level + 1) say("a heading skips a level", heading);
    if (!name(heading)) say("a heading is empty", heading);
    level = next;
  }
  for (const e of all("img:not([alt])")) say("a picture has no text alternative", e);
  for (const e of all("svg")) if (e.getAttribute("role") !== "img" || !e.getAttribute("aria-label"))
    say("a drawing has no text alternative", e);
  for (const e of all("table")) if (!e.caption || !name(e.caption)) say("a table has no caption", e);
  for (const e of all("th:not([scope])")) say("a table header has no scope", e);
  for (const e of all("a")) {
    if (!name(e)) say("a link has no name", e);
    const to = e.getAttribute("href") || "";
    if (to.startsWith("#") && !document.getElementById(to.slice(1))) say("a link leads nowhere", e);
    if (!/^(#|https?:)/.test(to)) say("a link leads to another scheme", e);
  }
  for (const e of all("button")) if (!name(e)) say("a button has no name", e);
  for (const e of all("input,select,textarea")) if (!e.labels.length) say("a field has no label", e);
  for (const e of all("details")) if (e.firstElementChild.tagName !== "SUMMARY" || !name(e.firstElementChild))
    say("a fold has no summary", e);
  for (const e of all("[role=region]")) if (!name(e)) say("a region has no name", e);
  for (const e of all("[aria-labelledby],[aria-describedby]"))
    for (const id of (e.getAttribute("aria-labelledby") || e.getAttribute("aria-describedby")).split(" "))
      if (!document.getElementById(id)) say("a label points nowhere", e);
  const ids = new Set();
  for (const e of all("[id]")) { if (ids.has(e.id)) say("an id stands twice", e); ids.add(e.id); }
  for (const e of all("[onclick],[onload],[onerror],[style]")) say("an attribute runs or styles", e);
  if (document.scripts.length !== 1) say("there is not one script");
  if (document.styleSheets.length !== 1) say("there is not one style sheet");

  for (const e of all(".scroll")) {
    const style = getComputedStyle(e);
    if (e.scrollWidth > e.clientWidth && style.overflowX !== "auto" && style.overflowX !== "scroll") say("cannot be scrolled", e);
    if (e.tabIndex !== 0) say("cannot be scrolled by keyboard", e);
  }

  // Contrast (WCAG 2.2, 1.4.3) of every text with what stands behind it.
  const parse = (text) => { const n = text.match(/[\d.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n; };
  const luminance = (c) => [0.2126, 0.7152, 0.0722].reduce((sum, weight, i) => {
    const v = c[i] / 255; return sum + weight * (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); }, 0);
  const ground = (e) => {
    for (let node = e; node; node = node.parentElement) {
      const c = parse(getComputedStyle(node).backgroundColor);
      if (c[3] === 1) return c;
      if (c[3] > 0) return null;
    }
    return parse(getComputedStyle(document.documentElement).getPropertyValue("background-color"));
  };
  const seen = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let count = 0; walker.nextNode() && count < 20000; count++) {
    const e = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || e.tagName === "SCRIPT" || e.tagName === "STYLE" || e.closest(".vh")) continue;
    const behind = ground(e);
    const front = parse(e.namespaceURI.endsWith("svg") ? getComputedStyle(e).fill : getComputedStyle(e).color);
    if (!behind) { say("a ground is half transparent", e); continue; }
    const [a, b] = [luminance(front), luminance(behind)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    const key = front + "|" + behind;
    if (ratio < 4.5 && !seen.has(key)) { seen.add(key); say("contrast " + ratio.toFixed(2) + " is below 4.5", e); }
  }
  return found.slice(0, 50);
})()
"""

OVERFLOW = r"""
(() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const wide = Array.from(document.querySelectorAll("body *")).filter((e) =>
    e.getBoundingClientRect().right > width + 1 && !e.closest(".scroll,.vh,.skip"));
  return ["the page is " + document.documentElement.scrollWidth + " wide in a window of " + width +
    (wide.length ? ": " + wide.pop().outerHTML.slice(0, 160) : "")];
})()
"""

OPEN_ALL = "document.querySelectorAll('details').forEach((e) => { e.open = true; })"


class Browser:
    """A headless Chromium at the other end of two pipes; messages are JSON texts, each ended by a zero byte."""

    def __init__(self, program):
        self.profile = tempfile.mkdtemp(prefix="html-check-")
        to_read, self.to = os.pipe()
        self.fro, from_write = os.pipe()
        command = [
            program, "--headless=new", "--remote-debugging-pipe", "--disable-gpu", "--hide-scrollbars",
            "--no-first-run", "--user-data-dir=" + self.profile, "about:blank",
        ]
        if os.geteuid() == 0:
            command.insert(1, "--no-sandbox")

        def descriptors():
            # Chromium reads commands at 3 and writes answers at 4.
            spare = [os.dup(to_read), os.dup(from_write)]
            while min(spare) < 5:
                spare = [os.dup(one) for one in spare]
            os.dup2(spare[0], 3)
            os.dup2(spare[1], 4)

        self.process = subprocess.Popen(
            command, preexec_fn=descriptors, close_fds=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        os.close(to_read)
        os.close(from_write)
        self.rest = b""
        self.number = 0
        self.events = []
        target = self.ask("Target.createTarget", {"url": "about:blank"}, None)["targetId"]
        self.session = self.ask("Target.attachToTarget", {"targetId": target, "flatten": True}, None)["sessionId"]
        for domain in ["Page", "Runtime", "Log", "Network"]:
            self.ask(domain + ".enable")

    def ask(self, method, parameters=None, session=""):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters or {}}
        if session is not None:
            message["sessionId"] = session or self.session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.to, data):]
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(method + ": " + answer["error"]["message"])
                return answer["result"]
            self.events.append(answer)

    def receive(self):
        while b"\0" not in self.rest:
            more = os.read(self.fro, 1 << 16)
            if not more:
                raise RuntimeError("Chromium has ended")
            self.rest += more
        message, _, self.rest = self.rest.partition(b"\0")
        return json.loads(message)

    def wait(self, method):
        while not any(event.get("method") == method for event in self.events):
            self.events.append(self.receive())

    def open(self, address, width, theme, height=900):
        self.events = []
        self.ask("Emulation.setDeviceMetricsOverride",
                 {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600})
        self.ask("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": theme}]})
        self.ask("Page.navigate", {"url": address})
        self.wait("Page.loadEventFired")

    def evaluate(self, script):
        result = self.ask("Runtime.evaluate", {"expression": script, "returnByValue": True, "awaitPromise": True})
        if "exceptionDetails" in result:
            raise RuntimeError(json.dumps(result["exceptionDetails"])[:500])
        return result["result"].get("value")

    def complaints(self, address):
        """What the console and the network saw since the page was opened."""
        for event in self.events:
            method, parameters = event.get("method"), event.get("params", {})
            if method == "Runtime.exceptionThrown":
                yield "console: " + parameters["exceptionDetails"]["text"]
            elif method == "Runtime.consoleAPICalled":
                yield "console: " + json.dumps(parameters["args"])[:200]
            elif method == "Log.entryAdded":
                yield "console: " + parameters["entry"]["text"]
            elif method == "Network.requestWillBeSent":
                url = parameters["request"]["url"]
                if url.split("#")[0] != address:
                    yield "asks the network for " + url[:200]

    def picture(self, path):
        path.write_bytes(base64.b64decode(self.ask("Page.captureScreenshot", {"format": "png"})["data"]))

    def close(self):
        try:
            self.ask("Browser.close", session=None)
        except (RuntimeError, OSError):
            pass
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self.to)
        os.close(self.fro)
        shutil.rmtree(self.profile, ignore_errors=True)


def check(browser, page, options):
    address = page.resolve().as_uri()
    for theme in THEMES:
        for width in WIDTHS:
            where = "%s, %d wide, %s: " % (page, width, theme)
            browser.open(address, width, theme)
            found = browser.evaluate(OVERFLOW)
            if options.screenshots:
                name = "%s-%d-%s.png" % (page.parent.name, width, theme)
                # A tall window: what is far below the window is not drawn at all.
                browser.open(address, width, theme, height=2400)
                browser.picture(Path(options.screenshots) / name)
                browser.open(address, width, theme)
            if not options.closed:
                browser.evaluate(OPEN_ALL)
                found += browser.evaluate(OVERFLOW)
            found += browser.evaluate(ACCESSIBILITY)
            found += list(browser.complaints(address))
            for finding in found:
                yield where + finding
    browser.open(address, 1280, "light")
    try:
        browser.ask("Page.printToPDF", {"pageRanges": "1"})
    except RuntimeError as error:
        yield "%s: cannot be printed: %s" % (page, error)


def times(browser, page):
    """How long the page takes from the call until it is laid out and a frame is drawn."""
    browser.ask("Performance.enable")
    browser.open("about:blank", 1280, "light")
    before = metrics(browser)
    started = time.monotonic()
    browser.open(page.resolve().as_uri(), 1280, "light")
    browser.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))).then(() => 1)")
    drawn = time.monotonic() - started
    inside = browser.evaluate(
        "(() => { const n = performance.getEntriesByType('navigation')[0]; const p = "
        "performance.getEntriesByName('first-contentful-paint')[0]; return [n.domContentLoadedEventEnd, n.loadEventEnd, "
        "p ? p.startTime : -1, document.querySelectorAll('*').length]; })()")
    after = metrics(browser)
    print("%s: %d bytes, %d elements; first paint %.0f ms, parsed %.0f ms, loaded %.0f ms, drawn after %.0f ms, "
          "of it %.0f ms of the page's own processor time" % (
              page, page.stat().st_size, inside[3], inside[2], inside[0], inside[1], drawn * 1000,
              (after["ThreadTime"] - before.get("ThreadTime", 0)) * 1000))


def metrics(browser):
    return {one["name"]: one["value"] for one in browser.ask("Performance.getMetrics")["metrics"]}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("pages", nargs="+", type=Path)
    parser.add_argument("--chromium", default=next(filter(None, map(shutil.which, [
        "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"])), None))
    parser.add_argument("--screenshots", metavar="FOLDER", help="keep a picture of each page, width and theme")
    parser.add_argument("--times", action="store_true", help="only tell how fast each page opens")
    parser.add_argument("--closed", action="store_true", help="leave folds as they are: for very large pages")
    options = parser.parse_args()
    if not options.chromium:
        print("there is no Chromium on this machine")
        return 77
    browser = Browser(options.chromium)
    count = 0
    try:
        for page in options.pages:
            if options.times:
                times(browser, page)
                continue
            for finding in check(browser, page, options):
                print(finding)
                count += 1
    finally:
        browser.close()
    if not options.times:
        print("%d findings in %d pages" % (count, len(options.pages)))
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())

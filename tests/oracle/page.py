# SPDX-License-Identifier: MIT
"""Uses the page of "bumpgate history --format html" in a real browser: page.py FILE [SHOT-PREFIX].

Drives headless Chromium through chromedriver (the W3C WebDriver protocol) at the width of a
phone, of a desktop and on paper: the page renders, filters, opens details and logs no error. With
SHOT-PREFIX it leaves pictures in light and dark. Prints a line for each mistake; exit status 1
when there is one, 77 without chromedriver or chromium.
"""
import base64
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync"]
WIDTHS = {"phone": (400, 800), "desktop": (1280, 900)}


class Driver:
    def __init__(self, dark=False):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.process = subprocess.Popen(
            ["chromedriver", "--port=%d" % self.port], stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        extra = ["--force-dark-mode"] if dark else []
        for _ in range(200):
            try:
                self.call("GET", "/status")
                break
            except OSError:
                time.sleep(0.05)
        options = {"args": ARGUMENTS + extra, "binary": shutil.which("chromium")}
        answer = self.call("POST", "/session", {"capabilities": {"alwaysMatch": {
            "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}}})
        self.session = "/session/" + answer["sessionId"]

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request("http://127.0.0.1:%d%s" % (self.port, path), data,
                                         {"Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)["value"]

    def post(self, path, **body):
        return self.call("POST", self.session + path, body)

    def run(self, script):
        return self.post("/execute/sync", script=script, args=[])

    def element(self, css):
        found = self.post("/element", using="css selector", value=css)
        return "/element/" + next(iter(found.values()))

    def press(self, css, keys):
        self.post(self.element(css) + "/value", text=keys)

    def click(self, css):
        self.post(self.element(css) + "/click")

    def close(self):
        try:
            self.call("DELETE", self.session)
        finally:
            self.process.terminate()
            self.process.wait()


VISIBLE = "return Array.from(document.querySelectorAll('tr.promise')).filter(r => !r.hidden).length"


def use(driver, url, width, height):
    """What a reader would do with the page."""
    driver.post("/window/rect", width=width, height=height)
    driver.post("/url", url=url)
    every = driver.run(VISIBLE)
    yield every > 3, "rows are shown: %s" % every
    yield driver.run("return document.querySelectorAll('.bar').length") >= every, "bars"
    yield driver.run("return document.documentElement.scrollWidth <= innerWidth"), \
        "nothing but the tables is wider than the window"
    name = driver.run("return document.querySelector('tr.promise').dataset.item")
    driver.press("#text", name)
    fewer = driver.run(VISIBLE)
    yield 0 < fewer < every, "text filters: %s of %s" % (fewer, every)
    yield driver.run("return document.getElementById('shown').textContent") == \
        "%d of %d promises" % (fewer, every), "the count is told"
    driver.press("#text", "no such promise")
    yield driver.run(VISIBLE) == 0, "nothing fits"
    driver.run("document.getElementById('text').value = ''; "
               "document.getElementById('filter').dispatchEvent(new Event('input'))")
    driver.click("input[name=surface]")
    yield driver.run(VISIBLE) < every, "surfaces filter"
    driver.click("input[name=surface]")
    driver.click("#gone")
    gone = driver.run(VISIBLE)
    yield 0 < gone < every, "what is gone: %s" % gone
    driver.click("#gone")
    yield driver.run(VISIBLE) == every, "all is back"
    details = "return document.querySelector('tr.more').hidden"
    yield driver.run(details), "details are closed"
    driver.run("document.querySelector('button.row').focus()")
    driver.press("button.row", "\ue007")
    yield not driver.run(details), "Enter opens details"
    yield driver.run("return document.querySelector('button.row').ariaExpanded") == "true", "aria"
    driver.press("button.row", " ")
    yield driver.run(details), "the space bar closes them"
    driver.click("button.row")
    yield not driver.run(details), "a click opens them"
    driver.click("button.row")
    yield driver.run(details), "a click closes them"
    driver.run("document.getElementById('text').focus()")
    boxes = driver.run("return document.querySelectorAll('#filter input').length")
    for _ in range(boxes + 40):  # the boxes, the table, columns of releases, the first promise
        driver.post("/actions", actions=[{"type": "key", "id": "keys", "actions": [
            {"type": "keyDown", "value": "\ue004"}, {"type": "keyUp", "value": "\ue004"}]}])
        if driver.run("return document.activeElement.matches('button.row')"):
            break
    else:
        links = driver.run("return document.querySelectorAll('th.release a').length")
        yield links > 30, "the tabulator reaches a promise"
    yield driver.run("return document.querySelectorAll('th.release a').length === "
                     "document.querySelectorAll('tr[id^=r]').length"), "each release has a row"


def print_out(driver):
    """What stands on paper: no form, and every release."""
    driver.post("/goog/cdp/execute", cmd="Emulation.setEmulatedMedia", params={"media": "print"})
    yield driver.run("return getComputedStyle(document.getElementById('filter')).display") == \
        "none", "no form on paper"
    yield driver.run("return Array.from(document.querySelectorAll('.lines th, .lines .bar')).every("
                     "e => e.getBoundingClientRect().right <= innerWidth)"), "all is on the paper"
    driver.post("/goog/cdp/execute", cmd="Emulation.setEmulatedMedia", params={"media": ""})


def shoot(url, prefix, dark):
    driver = Driver(dark)
    try:
        for name, (width, height) in WIDTHS.items():
            driver.post("/window/rect", width=width, height=height)
            driver.post("/url", url=url)
            picture = base64.b64decode(driver.call("GET", driver.session + "/screenshot"))
            with open("%s-%s-%s.png" % (prefix, name, "dark" if dark else "light"), "wb") as f:
                f.write(picture)
    finally:
        driver.close()


def main(path, prefix=None):
    if not shutil.which("chromedriver") or not shutil.which("chromium"):
        print("skip: no chromium with chromedriver")
        return 77
    url = "file://" + os.path.abspath(path)
    bad = 0
    driver = Driver()
    try:
        for name, (width, height) in WIDTHS.items():
            for fine, what in use(driver, url, width, height):
                if not fine:
                    print("%s: not true: %s" % (name, what))
                    bad = 1
        driver.post("/window/rect", width=1000, height=700)
        for fine, what in print_out(driver):
            if not fine:
                print("print: not true: %s" % what)
                bad = 1
        for line in driver.post("/se/log", type="browser"):
            print("console: %s" % line["message"])
            bad = 1
    finally:
        driver.close()
    if prefix:
        shoot(url, prefix, False)
        shoot(url, prefix, True)
    return bad


sys.exit(main(*sys.argv[1:]))

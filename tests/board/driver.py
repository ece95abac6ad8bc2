"""A browser spoken to through its driver (WebDriver over HTTP on this machine), with nothing but Python's own library."""

import base64
import json
import os
import subprocess
import tempfile
import time
import urllib.request
from urllib.error import HTTPError, URLError

PATIENCE = 180
"""Seconds that any one answer may take."""

TAB, ENTER, SPACE, DOWN, SHIFT = "\ue004", "\ue007", " ", "\ue015", "\ue008"


class Refused(Exception):
    """The browser or its driver could not do what was asked."""


class Browser:
    """One window of a browser without a screen."""

    def __init__(self, driver="chromedriver"):
        self.profile = tempfile.TemporaryDirectory(prefix="board-")
        log = os.path.join(self.profile.name, "driver.log")
        self.log = open(log, "w+", encoding="utf-8")
        self.process = subprocess.Popen([driver, "--port=0"], stdout=self.log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        self.address = f"http://127.0.0.1:{self._port(log)}"
        arguments = ["--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--force-color-profile=srgb",
                     "--disable-background-networking", "--disable-component-update", "--no-first-run", "--lang=ja",
                     f"--user-data-dir={self.profile.name}/profile"]
        if os.geteuid() == 0:
            arguments.append("--no-sandbox")
        wanted = {"browserName": "chrome", "goog:chromeOptions": {"args": arguments, "perfLoggingPrefs": {"enableNetwork": True}},
                  "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"}}
        answer = self._ask("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self.session = f"/session/{answer['sessionId']}"
        self.ask("/timeouts", script=PATIENCE * 1000)
        self.version = answer["capabilities"]["browserVersion"]

    def _port(self, log):
        """The driver chooses a free port and says which."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with open(log, encoding="utf-8") as said:
                for line in said:
                    if "started successfully on port" in line:
                        return int(line.rstrip(". \n").rsplit(" ", 1)[1])
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise Refused("the driver did not start")

    def _ask(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, data=data, method=method, headers={"Content-Type": "application/json"})
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=PATIENCE) as answer:
                return json.load(answer)["value"]
        except HTTPError as error:
            raise Refused(json.load(error)["value"]["message"].splitlines()[0]) from error
        except URLError as error:
            raise Refused(str(error)) from error

    def ask(self, path, **body):
        return self._ask("POST", self.session + path, body)

    def devtools(self, command, **parameters):
        return self.ask("/goog/cdp/execute", cmd=command, params=parameters)

    def open(self, address):
        self.ask("/url", url=address)

    def run(self, script, *arguments):
        """Runs a script in the page; the page's own policy stands."""
        return self.ask("/execute/sync", script=script, args=list(arguments))

    def run_async(self, script, *arguments):
        return self.ask("/execute/async", script=script, args=list(arguments))

    def keys(self, *keys):
        """Presses keys one after the other, wherever the focus is."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.ask("/actions", actions=[{"type": "key", "id": "keyboard", "actions": actions}])

    def log_of(self, kind):
        return self.ask("/se/log", type=kind)

    def size(self, width, height):
        self.devtools("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def media(self, kind="", **features):
        listed = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.devtools("Emulation.setEmulatedMedia", media=kind, features=listed)

    def picture(self, path):
        """The whole page, not only what the window shows."""
        shot = self.devtools("Page.captureScreenshot", format="png", captureBeyondViewport=True)
        with open(path, "wb") as file:
            file.write(base64.b64decode(shot["data"]))

    def print(self, path):
        paper = self.devtools("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        with open(path, "wb") as file:
            file.write(base64.b64decode(paper["data"]))

    def close(self):
        try:
            self._ask("DELETE", self.session)
        except (AttributeError, Refused, OSError):
            pass
        self.process.terminate()
        self.process.wait(timeout=PATIENCE)
        self.log.close()
        try:
            self.profile.cleanup()
        except OSError:
            # The browser may still be letting go of its profile.
            pass

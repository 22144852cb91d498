"""A city's Open311 server, in a process of its own on loopback: `python city_server.py`. It says its port and serves.

What it was asked, and how it answers next, is read and said under `/control`. It stands on nothing but Python.
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

SERVICES = (
    ("pothole", "Pothole & street damage", "false"),
    ("graffiti", "Graffiti", "true"),
    ("sign", "Street sign", "true"),
)
DEFINITIONS = {"graffiti": "true", "sign": "false"}
HEAD = '<?xml version="1.0" encoding="utf-8"?>'


class City:
    """next: how the coming answers to a new request are, such as "503"; else it is taken."""

    def __init__(self) -> None:
        self.next: list[str] = []
        self.posted: list[dict[str, str]] = []
        self.asked: list[str] = []
        self.requests: dict[str, dict[str, str]] = {}
        self.tokens: dict[str, str] = {}


CITY = City()


class Handler(BaseHTTPRequestHandler):
    """GeoReport v2, in XML alone."""

    def log_message(self, *_said: Any) -> None:
        """Be quiet."""

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path == "/control":
            self._say(json.dumps(vars(CITY)), kind="application/json")
            return
        CITY.asked.append(self.path)
        if CITY.next and CITY.next[0].startswith("get:"):
            self._do(CITY.next.pop(0)[4:])
        elif path == "/v2/services.xml":
            self._say(f"{HEAD}<services>{''.join(map(_service, SERVICES))}</services>")
        elif path.startswith("/v2/services/"):
            self._say(_definition(_last(path)))
        elif path.startswith("/v2/tokens/"):
            number = CITY.tokens.get(_last(path))
            self._requests({"service_request_id": number or "", "token": _last(path)})
        elif path.startswith("/v2/requests/") and _last(path) in CITY.requests:
            self._requests(CITY.requests[_last(path)])
        else:
            self._error(404, "service_request_id not found")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.path == "/control":
            for name, value in json.loads(body).items():
                setattr(CITY, name, value)
            self._say("{}", kind="application/json")
            return
        form = {name: values[0] for name, values in parse_qs(body).items()}
        how = CITY.next.pop(0) if CITY.next else "taken"
        if how not in ("taken", "token", "break after", "no number"):
            self._do(how)
            return
        if form.get("api_key") != "city-key":
            self._error(403, "Invalid api_key received -- can't proceed with create_request.")
            return
        CITY.posted.append(form)
        number = f"{len(CITY.posted):06}"
        CITY.requests[number] = {
            "service_request_id": number,
            "status": "open",
            "status_notes": "A crew will look.",
        }
        if how == "break after":
            self._do("break")
        elif how == "no number":
            self._requests({})
        elif how == "token":
            CITY.tokens[f"t{number}"] = ""
            self._requests({"token": f"t{number}"})
        else:
            self._requests({"service_request_id": number, "service_notice": "Within 5 days."})

    def _do(self, how: str) -> None:
        if how == "break":
            self.close_connection = True
            self.connection.close()
        elif how == "nonsense":
            self._say("<services><service>")
        elif how == "bomb":
            bomb = '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]>'
            self._say(f'<?xml version="1.0"?>{bomb}<services><service>&d;</service></services>')
        elif how == "endless":
            self._say("<services>" + " " * (5 * 1024**2) + "</services>")
        elif how == "elsewhere":
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1:9/")
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self._error(int(how), "The office is closed.")

    def _requests(self, said: dict[str, str]) -> None:
        inside = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in said.items())
        self._say(f"{HEAD}<service_requests><request>{inside}</request></service_requests>")

    def _error(self, code: int, words: str) -> None:
        inside = f"<error><code>{code}</code><description>{escape(words)}</description></error>"
        self._say(f"{HEAD}<errors>{inside}</errors>", status=code)

    def _say(self, body: str, *, status: int = 200, kind: str = "text/xml; charset=utf-8") -> None:
        data = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def _service(one: tuple[str, str, str]) -> str:
    code, name, has_questions = one
    return (
        f"<service><service_code>{code}</service_code><service_name>{escape(name)}</service_name>"
        f"<description/><metadata>{has_questions}</metadata><type>realtime</type><keywords/>"
        "<group>street</group></service>"
    )


def _definition(code: str) -> str:
    return (
        f"{HEAD}<service_definition><service_code>{code}</service_code><attributes><attribute>"
        f"<variable>true</variable><code>WALL</code><datatype>string</datatype><required>{DEFINITIONS.get(code)}"
        "</required><order>1</order><description>Which wall?</description></attribute></attributes>"
        "</service_definition>"
    )


def _last(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".xml")


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    sys.stdout.write(f"{server.server_address[1]}\n")
    sys.stdout.flush()
    server.serve_forever()

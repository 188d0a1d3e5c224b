"""The server of the tests: a process that says much goes on answering."""

import sys

from tests.routes.server import Server

TALKER = """
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

class Talker(BaseHTTPRequestHandler):
    def do_GET(self):
        print("word " * 40_000, flush=True)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"heard")

HTTPServer(("127.0.0.1", int(sys.argv[1])), Talker).serve_forever()
"""


def test_more_words_than_a_pipe_holds_do_not_stop_it() -> None:
    with Server(sys.executable, "-c", TALKER, "{port}") as talker:
        assert talker.get("/") == "heard"
    assert talker.output.count("word ") >= 80_000  # of /healthz, too

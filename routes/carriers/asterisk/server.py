"""The FastAGI server: Asterisk connects once for each leg of a call, and each has a thread.

Only a leg that ends as the hotline meant it to sets BRIDGE_ENDED. Without it the dialplan goes on
with an apology and the helpline, whatever has happened here. AGISTATUS would not tell: Asterisk
calls a lost connection a success.
"""

import logging
from socketserver import StreamRequestHandler, ThreadingTCPServer

from gunicorn.systemd import sd_notify

from routes.carriers.asterisk.agi import AgiError, Channel, HungUp
from routes.carriers.asterisk.leg import BadDocument, Bridge, ask_who_picked_up, take_call
from routes.carriers.asterisk.webhooks import NoAnswer

log = logging.getLogger(__name__)

PORT = 4573
"""FastAGI's own (Asterisk, res_agi)."""
ENDED = "BRIDGE_ENDED"
LAST = 800
"""Samples of a clip that a check plays, to see that Asterisk can."""


class BridgeServer(ThreadingTCPServer):
    """Takes connections from this machine. A call under way does not keep the process."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, bridge: Bridge, port: int = PORT) -> None:
        super().__init__(("127.0.0.1", port), _Connection)
        self.bridge = bridge

    def service_actions(self) -> None:
        """The loop goes round, twice a second. A bridge that is frozen would leave callers in
        silence: systemd then kills it, and the dialplan apologises (WatchdogSec).
        """
        self.tell("WATCHDOG=1")

    def tell(self, state: str) -> None:
        """Tell systemd, where it wants to know (sd_notify)."""
        sd_notify(state, log)


class _Connection(StreamRequestHandler):
    """One leg."""

    server: BridgeServer

    def handle(self) -> None:
        """Nothing that is logged holds anything about the call."""
        try:
            self._play(Channel(self.rfile, self.wfile))
        except (HungUp, ConnectionError):
            pass  # the usual end of a call
        except (AgiError, NoAnswer, BadDocument) as error:
            log.error("a call was handed to the dialplan's apology: %s", error)
        except Exception as error:
            kind = type(error).__name__
            log.error("a call was handed to the dialplan's apology: %s", kind)

    def _play(self, channel: Channel) -> None:
        bridge, given = self.server.bridge, channel.about.get("agi_arg_1", "")
        match channel.request:
            case "call":
                take_call(bridge, channel, given, channel.about.get("agi_arg_2", ""))
            case "whisper":
                if not ask_who_picked_up(bridge, channel, given):
                    # Dial hangs this leg up, and the caller's goes on (Asterisk, Dial, U).
                    channel.set("GOSUB_RESULT", "CONTINUE")
            case "check":
                sound, samples = bridge.sounds.shortest()
                channel.stream(sound, skip=max(samples - LAST, 0))
                bridge.webhooks.answer("/voice/check", {"Check": "bridge"})
            case _:
                raise AgiError("the dialplan asks for something that is not here")
        channel.set(ENDED, "yes")

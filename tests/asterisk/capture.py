"""The SIP messages that really go over the loopback interface. Only root may listen there."""

import socket
import struct
from threading import Thread
from types import TracebackType

_ALL = 0x0003
"""Every protocol (Linux, if_ether.h: ETH_P_ALL)."""
_UDP = 17
_IPV4_HEAD, _UDP_HEAD = 20, 8


class Capture:
    """Packets of UDP from entering to leaving: from which port, to which, and what."""

    def __enter__(self) -> "Capture":
        self.packets: list[tuple[int, int, bytes]] = []
        self._socket = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(_ALL))
        self._socket.bind(("lo", 0))
        self._socket.settimeout(0.2)
        self._on = True
        self._thread = Thread(target=self._listen)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._on = False
        self._thread.join()
        self._socket.close()

    def messages(self, port: int) -> list[str]:
        """The SIP messages to and from a port, each once."""
        found = [what for source, to, what in self.packets if port in (source, to)]
        texts = (what.decode("utf-8", "replace") for what in found)
        return list(dict.fromkeys(text for text in texts if "SIP/2.0" in text))

    def _listen(self) -> None:
        while self._on:
            try:
                packet = self._socket.recv(65535)
            except TimeoutError:
                continue
            head = (packet[0] & 15) * 4 if packet else 0
            if head >= _IPV4_HEAD and packet[9] == _UDP:
                source, to = struct.unpack_from("!HH", packet, head)
                self.packets.append((source, to, packet[head + _UDP_HEAD :]))

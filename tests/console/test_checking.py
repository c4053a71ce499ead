"""What `leadwright check` says about the address that people type."""

import socket
from threading import Thread

from leadwright.console.checking import fault_at


def test_an_answer_that_is_none_of_the_web_is_a_fault_like_others():
    with socket.create_server(("127.0.0.1", 0)) as server:
        other = Thread(target=greet, args=(server,))
        other.start()
        address = f"http://127.0.0.1:{server.getsockname()[1]}/health"
        assert "SSH-2.0" in fault_at(address)
        other.join()


def greet(server: socket.socket) -> None:
    """Answer one caller as another kind of server does."""
    caller, _address = server.accept()
    with caller:
        caller.recv(4096)
        caller.sendall(b"SSH-2.0-OpenSSH_9.6\r\n")

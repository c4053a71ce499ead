"""A small IMAP server over the wire: what a mailbox program asks of one, with folders, flags and moves."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from socketserver import StreamRequestHandler, ThreadingTCPServer

WORDS = re.compile(r'"((?:[^"\\]|\\.)*)"|(\([^)]*\))|(\S+)')


@dataclass
class Stored:
    """A mail in a folder."""

    uid: int
    content: bytes
    flags: set[str] = field(default_factory=set)


@dataclass
class Mailbox:
    """The folders of one user, and what the server was asked; `before` may hold a command up."""

    folders: dict[str, list[Stored]] = field(default_factory=lambda: {"INBOX": [], "Done": []})
    password: str = "secret word"
    validity: int = 77
    port: int = 0
    asked: list[str] = field(default_factory=list)
    before: Callable[[str], None] = lambda command: None
    broken: set[int] = field(default_factory=set)
    _last: int = 0

    def put(self, *contents: bytes, folder: str = "INBOX") -> None:
        """Deliver mails."""
        for content in contents:
            self._last += 1
            self.folders[folder].append(Stored(self._last, content))

    def url(self, **asked: str) -> str:
        """Return its address, as the setting has it."""
        query = "".join(f"&{name}={value}" for name, value in asked.items())
        return f"imap://leads:{self.password.replace(' ', '%20')}@127.0.0.1:{self.port}/INBOX?tls=none{query}"

    def seen(self) -> list[int]:
        """Return the numbers of the mails that are marked as read."""
        return [row.uid for row in self.folders["INBOX"] if "\\Seen" in row.flags]


class Talk(StreamRequestHandler):
    """One connection."""

    server: "Server"

    def handle(self) -> None:
        """Answer commands until the other side leaves."""
        self.box, self.folder = self.server.box, "INBOX"
        self.wfile.write(b"* OK IMAP4rev1 ready\r\n")
        with suppress(ConnectionError):
            while line := self.rfile.readline():
                tag, _space, rest = line.decode().strip().partition(" ")
                if not self._answered(tag, rest):
                    return

    def _answered(self, tag: str, rest: str) -> bool:
        words = [a or b or c for a, b, c in WORDS.findall(rest)]
        name = words[0].upper() if words else ""
        command = f"{name} {words[1].upper()}" if name == "UID" else name
        self.box.asked.append(command)
        self.box.before(command)
        method = getattr(self, f"do_{command.lower().replace(' ', '_')}", None)
        result = method(*words[(2 if name == "UID" else 1) :]) if method else "BAD unknown"
        self.wfile.write(f"{tag} {result}\r\n".encode())
        return name != "LOGOUT"

    def say(self, line: str) -> None:
        self.wfile.write(f"* {line}\r\n".encode())

    def do_capability(self) -> str:
        self.say("CAPABILITY IMAP4rev1")
        return "OK done"

    def do_login(self, user: str, password: str) -> str:
        return "OK welcome" if password == self.box.password else "NO wrong password"

    def do_noop(self) -> str:
        return "OK done"

    def do_select(self, folder: str) -> str:
        if folder not in self.box.folders:
            return "NO there is no such folder"
        self.folder = folder
        self.say(f"{len(self.box.folders[folder])} EXISTS")
        self.say(f"OK [UIDVALIDITY {self.box.validity}] valid")
        return "OK [READ-WRITE] selected"

    def do_uid_search(self, *words: str) -> str:
        unseen = "UNSEEN" in " ".join(words).upper()
        rows = self.box.folders[self.folder]
        numbers = [str(row.uid) for row in rows if not (unseen and "\\Seen" in row.flags)]
        self.say(f"SEARCH {' '.join(numbers)}".rstrip())
        return "OK done"

    def do_uid_fetch(self, number: str, what: str) -> str:
        if int(number) in self.box.broken:
            return "NO this one cannot be read"
        for place, row in enumerate(self.box.folders[self.folder], 1):
            if str(row.uid) != number:
                continue
            if "SIZE" in what:
                self.say(f"{place} FETCH (UID {number} RFC822.SIZE {len(row.content)})")
                continue
            part = re.search(r"<0\.(\d+)>", what)
            content = row.content[: int(part[1])] if part else row.content
            self.wfile.write(f"* {place} FETCH (UID {number} BODY[] {{{len(content)}}}\r\n".encode())
            self.wfile.write(content + b")\r\n")
        return "OK done"

    def do_uid_store(self, numbers: str, how: str, flags: str) -> str:
        for row in self.box.folders[self.folder]:
            if str(row.uid) in numbers.split(","):
                names = set(flags.strip("()").split())
                row.flags = row.flags | names if how.startswith("+") else row.flags - names
        return "OK done"

    def do_uid_copy(self, numbers: str, folder: str) -> str:
        if folder not in self.box.folders:
            return "NO there is no such folder"
        rows = [row for row in self.box.folders[self.folder] if str(row.uid) in numbers.split(",")]
        self.box.put(*(row.content for row in rows), folder=folder)
        return "OK done"

    def do_uid_move(self, numbers: str, folder: str) -> str:
        result = self.do_uid_copy(numbers, folder)
        if result.startswith("OK"):
            self.do_uid_store(numbers, "+FLAGS", "(\\Deleted)")
            self.do_expunge()
        return result

    def do_expunge(self) -> str:
        rows = self.box.folders[self.folder]
        rows[:] = [row for row in rows if "\\Deleted" not in row.flags]
        return "OK done"

    def do_logout(self) -> str:
        self.say("BYE")
        return "OK done"


class Server(ThreadingTCPServer):
    """The listening socket."""

    allow_reuse_address = daemon_threads = True

    def __init__(self, box: Mailbox) -> None:
        self.box = box
        super().__init__(("127.0.0.1", 0), Talk)


@contextmanager
def imap_server(box: Mailbox | None = None) -> Iterator[Mailbox]:
    """Serve a mailbox on a free port."""
    box = box or Mailbox()
    with Server(box) as server:
        box.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield box
        server.shutdown()

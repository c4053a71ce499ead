"""Thirty mails that no program should send, by what is wrong with them."""

from tests.inbox.writing import USUAL, parts, raw

HEAD = b"From: jan@customer.example\r\nSubject: odd\r\n"
NESTED = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(180))
DEEPER = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(2_000))
TEXT = "Content-Type: text/plain"

_MALFORMED: dict[str, bytes] = {
    "a charset that does not exist": raw("h\u00e9", {"Content-Type": "text/plain; charset=klingon"}),
    "a charset that is no text": raw("aGk=", {"Content-Type": "text/plain; charset=base64"}),
    "bytes that are not of the charset": raw("x", {"Content-Type": "text/plain; charset=utf-8"})
    + b"\xff\xfe\xe9",
    "no head at all": b"\r\nonly a body, and no head\r\n",
    "no head, not even an empty line": b"just some words",
    "nothing": b"",
    "spaces alone": b" \r\n \r\n",
    "NUL in the head": HEAD + b"To: a\x00b@x.example\r\n\r\nhello",
    "NUL in the body": HEAD + b"\r\nhel\x00lo\x00",
    "base64 that breaks off": raw("aGVsbG8gd29ybG", {"Content-Transfer-Encoding": "base64"}),
    "base64 that is none": raw("!!! not \u00e9 base64 ***", {"Content-Transfer-Encoding": "base64"}),
    "quoted-printable that breaks off": raw("caf=E", {"Content-Transfer-Encoding": "quoted-printable"}),
    "an encoding that does not exist": raw("x", {"Content-Transfer-Encoding": "morse"}),
    "parts in parts, very deep": HEAD + NESTED.encode() + b"\r\n\r\nend",
    "parts in parts without end": HEAD + DEEPER.encode() + b"\r\n\r\nend",
    "a mail in a mail in a mail": HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 250 + b"\r\nend",
    "a head of ten megabytes": HEAD + b"X-Long: " + b"a" * 10_000_000 + b"\r\n\r\nhello",
    "a hundred thousand lines in the head": HEAD + b"X-A: b\r\n" * 100_000 + b"\r\nhello",
    "headers that come twice": raw().replace(
        b"\r\n", b"\r\nFrom: other@x.example\r\nMessage-ID: <two@x.example>\r\n", 1
    ),
    "an encoded word with a line break": raw("x", {"Subject": "=?utf-8?q?a=0ABcc:_evil@x.example?="}),
    "an encoded word that is none": raw("x", {"Subject": "=?utf-8?b?%%%?= =?x?q?=?="}),
    "no Message-ID": raw("x", {"Message-ID": None}),
    "a Message-ID that is none": raw("x", {"Message-ID": "not an id"}),
    "a date in the year 99999": raw("x", {"Date": "Mon, 99 Foo 99999 99:99:99 +9999"}),
    "a date without a zone": raw("x", {"Date": "1 Jan 1970 00:00"}),
    "a boundary that is missing": raw("--cut\r\nhello", {"Content-Type": "multipart/mixed"}),
    "a boundary that never comes": raw("hello", {"Content-Type": "multipart/mixed; boundary=nowhere"}),
    "an address that is a sentence": raw("x", {"From": "a@b.c, evil@x.example, (((((", "To": '"' * 3_000}),
    "a file name with a path and an escape": parts(
        (TEXT, "hello"),
        (
            "Content-Type: a/b\r\nContent-Disposition: attachment; filename*=utf-8''..%2F..%2Fetc%2Fpasswd%00",
            "x",
        ),
    ),
    "HTML that never closes": raw("<div>" * 50_000 + "<img src=http://x", {"Content-Type": "text/html"}),
    "a type that is none": raw("x", {"Content-Type": "///; ;; charset*0*=a'b'c; =; name*9999999999=x"}),
    "lone surrogates": raw("x", {"Content-Type": "text/plain; charset=utf-16"}) + b"\x00\xd8\x00\xd8",
    "a report about nothing": raw("x", {"Content-Type": "message/delivery-status", "From": USUAL["From"]}),
    "the mail that stopped a worker elsewhere": b"Parse: x\r\n\r\n",
}
# Each is a mail of its own: none has the id of another one.
MALFORMED = {
    name: content.replace(b"<first@", f"<malformed-{number}@".encode())
    for number, (name, content) in enumerate(_MALFORMED.items())
}

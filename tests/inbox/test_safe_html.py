"""The HTML of a stranger runs nothing, fetches nothing and asks for nothing."""

import re

import pytest

from leadwright.inbox.letters.safe_html import remote_images, safe, text_of

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' java\nscript:alert(1)'>x</a>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<form action=http://evil.example><input name=password></form>",
    "<div style='background:url(http://evil.example)'>x</div>",
    "<style>@import 'http://evil.example'</style>",
    "<base href=http://evil.example><link rel=stylesheet href=http://evil.example>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<object data=http://evil.example></object><embed src=http://evil.example>",
    "<meta http-equiv=refresh content='0;url=http://evil.example'>",
]
TAG = re.compile(
    r"<\s*(script|img|svg|iframe|form|input|style|base|link|object|embed|meta|math)\b|\son\w+\s*=|style=",
    re.I,
)


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_is_left_that_does_anything(html):
    clean = safe(f"<p>before</p>{html}<p>after</p>")
    assert TAG.search(clean) is None
    assert "javascript" not in clean.lower()
    assert clean.startswith("<p>before</p>")
    assert clean.endswith("<p>after</p>")


def test_a_link_tells_nobody_where_its_reader_comes_from():
    assert safe("<a href=https://x.example onclick=x>x</a>") == (
        '<a href="https://x.example" rel="noopener noreferrer nofollow">x</a>'
    )


def test_pictures_from_elsewhere_are_counted_and_those_of_the_mail_itself_are_not():
    html = "<img src=http://x.example/a><IMG alt=b src='//x.example/b'><img src=cid:c><img src=data:image/gif;base64,x>"
    assert remote_images(html) == 2


def test_words_are_read_line_by_line():
    html = (
        "<p>Dear   Ann,</p><ul><li>ten</li><li>twenty</li></ul><table><tr><td>a</td><td>b</td></tr></table>"
    )
    assert text_of(safe(html)) == "Dear Ann,\n\n• ten\n• twenty\na b"

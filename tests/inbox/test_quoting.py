"""What somebody wrote is told from what was quoted below it; nothing that was written is folded away."""

import pytest

from leadwright.inbox.letters.quoting import split

REPLIES = {
    "English": "On Mon, 2 Mar 2026 at 10:00, Ann Peeters <ann@north.example> wrote:",
    "English, wrapped": "On Mon, 2 Mar 2026 at 10:00, Ann Peeters\n<ann@north.example> wrote:",
    "Dutch": "Op ma 2 mrt 2026 om 10:00 schreef Ann Peeters <ann@north.example>:",
    "Dutch on a telephone": "Op 2 mrt. 2026 om 10:00 heeft Ann Peeters <ann@north.example> het volgende geschreven:",
    "Dutch the other way round": "Ann Peeters schreef op 2-3-2026 om 10:00:",
    "French": "Le lun. 2 mars 2026 à 10:00, Ann Peeters <ann@north.example> a écrit :",
    "German": "Am Mo., 2. März 2026 um 10:00 Uhr schrieb Ann Peeters <ann@north.example>:",
    "Russian by Gmail": "пн, 2 мар. 2026 г. в 10:00, Ann Peeters <ann@north.example>:",
    "Russian by Mail.ru": "Понедельник, 2 марта 2026, 10:00 +03:00 от Ann Peeters <ann@north.example>:",
    "Russian by Yandex": '02.03.2026, 10:00, "Ann Peeters" <ann@north.example>:',
    "Russian by Thunderbird": "02.03.2026 10:00, Ann Peeters пишет:",
}
BLOCKS = {
    "English": "From: Ann Peeters <ann@north.example>\nSent: Monday, March 2, 2026\nTo: Jan\nSubject: Printers",
    "Dutch": "Van: Ann Peeters\nVerzonden: maandag 2 maart 2026 10:00\nAan: Jan\nOnderwerp: Printers",
    "French": "De : Ann Peeters\nEnvoyé : lundi 2 mars 2026 10:00\nÀ : Jan\nObjet : Imprimantes",
    "German": "Von: Ann Peeters\nGesendet: Montag, 2. März 2026 10:00\nAn: Jan\nBetreff: Drucker",
    "Russian": "От: Ann Peeters\nОтправлено: 2 марта 2026 г. 10:00\nКому: Jan\nТема: Принтеры",
}
SEPARATORS = [
    "-----Original Message-----",
    "----- Oorspronkelijk bericht -----",
    "-------- Исходное сообщение --------",
]


@pytest.mark.parametrize("name", REPLIES)
def test_a_reply_in_each_language_is_parted_from_what_it_quotes(name):
    said, quoted = split(f"Yes, please.\n\nJan\n\n{REPLIES[name]}\n> Do you want them?\n> Ann")
    assert said == "Yes, please.\n\nJan"
    assert quoted.startswith(REPLIES[name])


@pytest.mark.parametrize("name", BLOCKS)
def test_the_block_that_outlook_writes_begins_what_is_quoted(name):
    assert split(f"Yes, please.\n\n{BLOCKS[name]}\n\nDo you want them?")[0] == "Yes, please."


@pytest.mark.parametrize("line", SEPARATORS)
def test_a_line_between_the_two_begins_what_is_quoted(line):
    assert split(f"Yes.\n\n{line}\nDo you want them?") == ("Yes.", f"{line}\nDo you want them?")


def test_answers_between_the_lines_stay_in_sight():
    text = "On Monday 2 March, Ann wrote:\n> Ten?\nYes, ten.\n> When?\nIn May."
    assert split(text) == (text, "")


def test_a_mail_that_only_quotes_is_not_folded_away_whole():
    text = "-----Original Message-----\nDo you want them?"
    assert split(text) == (text, "")


@pytest.mark.parametrize(
    "text",
    [
        "On Monday we talked, and Ann wrote: ten.",
        "From: the very beginning I wanted ten.",
        "Op dinsdag schreef ik al: tien stuks.",
        "Prices:\n\n- ten\n- twenty",
    ],
)
def test_words_that_only_look_like_it_are_left_alone(text):
    assert split(text) == (text, "")

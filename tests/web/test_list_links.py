"""Links that people kept to three lists open the same lists, in English and in Russian."""

import pytest

LINKS = {
    "/activities/": ("DocumentJournal.Interactions", "ЖурналДокументов.Взаимодействия"),
    "/opportunities/": ("Catalog.SalesOpportunitiesToCustomer", "Справочник.СделкиСКлиентами"),
    "/tasks/": ("Task.PerformerTask", "Задача.ЗадачаИсполнителя"),
}


@pytest.mark.parametrize(("page", "word"), [(page, word) for page, words in LINKS.items() for word in words])
def test_a_link_opens_the_list_that_it_means(house, enter, page, word):
    answer = enter(house.ann).get(f"/e1cib/list/{word}", follow=True)
    assert (answer.redirect_chain, answer.status_code) == ([(page, 302)], 200)


def test_who_is_not_signed_in_signs_in_first(house, client):
    answer = client.get("/e1cib/list/Task.PerformerTask")
    assert answer["Location"].startswith("/accounts/login/")

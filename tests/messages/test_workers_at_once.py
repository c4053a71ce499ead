"""Workers that send at the same time do not send twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from leadwright.messages.channels.smtp import SmtpChannel, read_server
from leadwright.messages.sending import send_due
from tests.messages.serving import mail_server
from tests.messages.writing import NOON, queue


@pytest.mark.usefixtures("committed")
def test_three_workers_at_once_send_each_message_once():
    messages, workers = 40, 3
    ids = {queue().message_id for _ in range(messages)}
    together = Barrier(workers)

    def work(server) -> int:
        try:
            together.wait()
            return send_due(NOON, channel=SmtpChannel(read_server(server.url)))
        finally:
            connection.close()

    with mail_server() as server, ThreadPoolExecutor(workers) as pool:
        jobs = [pool.submit(work, server) for _ in range(workers)]
        assert sum(job.result() for job in jobs) == messages
    assert sorted(mail["Message-ID"] for mail in server.mails) == sorted(ids)

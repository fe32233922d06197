"""Files go to OneDrive and nowhere else, whole, and a refusal is known."""

from typing import Any

import pytest
from aiohttp import web
from botbuilder.schema import Activity, Attachment

from bot.file_download import MOST_BYTES, NotFetched, fetch_file
from bot.file_upload import is_onedrive, put_file
from bot.teams import reading


@pytest.mark.parametrize(
    ("url", "is_one"),
    [
        ("https://wealdbrook-my.sharepoint.com/personal/x/_api/v2.0/upload?guid='1'", True),
        ("https://wealdbrook.sharepoint.us/x", True),
        ("https://wealdbrook.sharepoint.com:443/x", True),
        ("http://wealdbrook.sharepoint.com/x", False),
        ("https://wealdbrook.sharepoint.com:8443/x", False),
        ("https://wealdbrook.sharepoint.com.evil.example/x", False),
        ("https://evil.example/wealdbrook.sharepoint.com", False),
        ("https://me@wealdbrook.sharepoint.com/x", False),
        ("https://a.b.sharepoint.com/x", False),
        ("https://sharepoint.com/x", False),
        ("https://169.254.169.254/latest", False),
        ("https://[::1", False),
        ("", False),
    ],
)
def test_only_sharepoint_is_onedrive(url, is_one):
    assert is_onedrive(url) is is_one


async def test_a_file_is_not_sent_elsewhere():
    assert await put_file("https://evil.example/x", b"paper") is False


@pytest.mark.parametrize(
    ("status", "is_there"), [(201, True), (200, True), (507, False), (302, False)]
)
async def test_a_file_is_put_whole_and_a_refusal_is_known(aiohttp_server_address, status, is_there):
    address, seen = await aiohttp_server_address(status)
    assert await put_file(address, b"paper", is_allowed=lambda _: True) is is_there
    assert seen == [(b"paper", "bytes 0-4/5")]


async def test_a_server_that_is_not_there_is_a_refusal():
    assert await put_file("http://127.0.0.1:1/x", b"paper", is_allowed=lambda _: True) is False


@pytest.fixture
async def aiohttp_server_address():
    """Starts a server that answers every PUT with this status, and keeps what it was sent."""
    runners: list[web.AppRunner] = []

    async def start(status: int):
        seen: list[tuple[bytes, str]] = []

        async def take(request: web.Request) -> web.Response:
            seen.append((await request.read(), request.headers["Content-Range"]))
            return web.Response(status=status, headers={"Location": "http://127.0.0.1:1/"})

        app = web.Application()
        app.router.add_put("/x", take)
        runner = web.AppRunner(app)
        await runner.setup()
        runners.append(runner)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{runner.addresses[0][1]}/x", seen

    yield start
    for runner in runners:
        await runner.cleanup()


def test_consent_is_read_and_what_is_none_is_refused():
    value = {
        "type": "fileUpload",
        "action": "accept",
        "context": {"ask": "abc"},
        "uploadInfo": {"uploadUrl": "https://u", "contentUrl": "https://c", "uniqueId": "1",
                       "fileType": "pdf", "name": "a.pdf"},
    }  # fmt: skip
    press = reading.consented(value)
    assert (press.verb, press.ask) == ("file_accept", "abc")
    assert press.inputs["upload_url"] == "https://u"
    assert reading.consented({**value, "action": "decline", "uploadInfo": None}).inputs == {}
    bad: Any
    for bad in (None, [], {}, {**value, "action": "steal"}, {**value, "context": "abc"},
                {**value, "context": {"ask": 5}}):  # fmt: skip
        with pytest.raises(reading.MalformedPress):
            reading.consented(bad)


@pytest.mark.parametrize(
    ("status", "content", "said"),
    [
        (200, b"workbook", ""),
        (302, b"", "could not be fetched"),  # nothing is followed elsewhere
        (404, b"", "could not be fetched"),
        (200, b"x" * (MOST_BYTES + 1), "is larger than 10 MB"),
    ],
)
async def test_a_file_is_fetched_whole_or_not_at_all(status, content, said):
    async def give(_: web.Request) -> web.Response:
        return web.Response(status=status, body=content, headers={"Location": "/elsewhere"})

    app = web.Application()
    app.router.add_get("/x", give)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}/x"
    try:
        if said:
            with pytest.raises(NotFetched, match=said):
                await fetch_file(address, is_allowed=lambda _: True)
        else:
            assert await fetch_file(address, is_allowed=lambda _: True) == content
    finally:
        await runner.cleanup()


async def test_a_file_is_fetched_from_nowhere_else():
    with pytest.raises(NotFetched, match="OneDrive"):
        await fetch_file("https://evil.example/x")


@pytest.mark.parametrize(
    ("name", "is_table"), [("a.XLSX", True), ("a.xlsm", True), ("a.png", False), ("a.docx", False)]
)
def test_a_table_among_the_attachments_is_told(name, is_table):
    url = "https://wealdbrook.sharepoint.com/x"
    sent = Attachment(content_type=reading.FILE_SENT, name=name, content={"downloadUrl": url})
    other = Attachment(content_type="text/html", content="<p>words</p>")
    found = reading.table_sent(Activity(attachments=[other, sent]))
    assert (found.url if found else "") == (url if is_table else "")

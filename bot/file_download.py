"""Fetches a file that somebody sent in their chat, from SharePoint and nowhere else."""

import logging
from collections.abc import Awaitable, Callable

import aiohttp

from bot.file_upload import is_onedrive

log = logging.getLogger(__name__)

MOST_BYTES = 10 * 1024 * 1024  # our choice
TIMEOUT = aiohttp.ClientTimeout(total=8)  # seconds; Teams waits 15 for the answer
Fetch = Callable[[str], Awaitable[bytes]]  # by its address; raises NotFetched


class NotFetched(Exception):
    """Why the file is not here, to be said after its name."""


async def fetch_file(url: str, is_allowed: Callable[[str], bool] = is_onedrive) -> bytes:
    """The whole file. The address opens it to anyone, so it is never logged."""
    if not is_allowed(url):
        log.warning("a file was not fetched: the address is not SharePoint's")
        raise NotFetched("was not read: it does not lie in the council's OneDrive.")
    try:
        async with (
            aiohttp.ClientSession(timeout=TIMEOUT) as session,
            session.get(url, allow_redirects=False) as reply,
        ):
            if reply.status != 200:
                log.warning("a file was not fetched: status %s", reply.status)
                raise NotFetched("could not be fetched. Please send it once more.")
            return await _whole(reply)
    except (aiohttp.ClientError, TimeoutError) as error:
        log.warning("a file was not fetched: %s", type(error).__name__)
        raise NotFetched("could not be fetched. Please send it once more.") from error


async def _whole(reply: aiohttp.ClientResponse) -> bytes:
    content = bytearray()
    async for part in reply.content.iter_chunked(64 * 1024):
        content += part
        if len(content) > MOST_BYTES:
            limit = MOST_BYTES // 2**20
            raise NotFetched(f"is larger than {limit} MB. Send only the rows that you give.")
    return bytes(content)

"""Puts a file where Teams has told us to, in a person's own OneDrive, and nowhere else."""

import logging
import re
from collections.abc import Callable
from urllib.parse import urlsplit

import aiohttp

log = logging.getLogger(__name__)

_ONEDRIVE = re.compile(r"[a-z0-9-]+\.sharepoint\.(com|us)", re.ASCII)
TIMEOUT = aiohttp.ClientTimeout(total=60)  # seconds; a paper has at most some megabytes


def is_onedrive(url: str) -> bool:
    """Whether the address is one of SharePoint's, over https, without a user or a port of its own.

    Source: Microsoft Learn, files in personal chats.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    is_plain = parts.username is None and parts.password is None and port in (None, 443)
    return parts.scheme == "https" and is_plain and bool(_ONEDRIVE.fullmatch(parts.hostname or ""))


async def put_file(
    url: str, content: bytes, is_allowed: Callable[[str], bool] = is_onedrive
) -> bool:
    """Upload the whole file in one piece. False where it is not there afterwards."""
    if not is_allowed(url):
        log.warning("a file was not uploaded: the address is not OneDrive's")
        return False
    headers = {
        "Content-Type": "application/octet-stream",
        "Content-Range": f"bytes 0-{len(content) - 1}/{len(content)}",
    }
    try:
        async with (
            aiohttp.ClientSession(timeout=TIMEOUT) as session,
            session.put(url, data=content, headers=headers, allow_redirects=False) as reply,
        ):
            if reply.status in (200, 201):
                return True
            log.warning("a file was refused with status %s", reply.status)
    except (aiohttp.ClientError, TimeoutError) as error:
        log.warning("a file was not taken: %s", type(error).__name__)
    return False

"""Files that are no tables, told by their content and refused with what to do."""

import zipfile

from papers.cells import UnreadableFile

ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"  # Office files of before 2007, and those with a password
_AS_TABLE = "Save it as .xlsx or CSV, and import that."

_BEGINNINGS = (
    (b"%PDF", f"a PDF. {_AS_TABLE}"),
    (b"{\\rtf", f"a text document (RTF). {_AS_TABLE}"),
    (b"\x89PNG", f"a picture. {_AS_TABLE}"),
    (b"\xff\xd8\xff", f"a picture. {_AS_TABLE}"),
    (b"GIF8", f"a picture. {_AS_TABLE}"),
    (b"\x1f\x8b", "compressed. Unpack it, and import the table inside."),
    (b"Rar!", "an archive. Unpack it, and import the table inside."),
    (b"7z\xbc\xaf", "an archive. Unpack it, and import the table inside."),
    (b"PAR1", f"a Parquet file. {_AS_TABLE}"),
    (b"SQLite format 3", f"a database. {_AS_TABLE}"),
)
_WEB = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<head", b"<meta")
_IN_ZIP = (  # the first part whose name begins so says what the file is
    ("word/", f"a Word document. Copy its table into Excel. {_AS_TABLE}"),
    ("ppt/", f"a PowerPoint presentation. {_AS_TABLE}"),
    ("visio/", f"a Visio drawing. {_AS_TABLE}"),
    ("xl/workbook.bin", "a binary workbook (.xlsb). Save it as .xlsx, and import that."),
    ("index/document.iwa", "an Apple Numbers document. Export it as .xlsx or CSV."),
    ("index.zip", "an Apple Numbers document. Export it as .xlsx or CSV."),
)


def refuse_other_kinds(name: str, content: bytes) -> None:
    """Raise UnreadableFile for a file that is neither text nor a workbook of today."""
    if content.startswith(_OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in content
        why = "protected by a password" if locked else "in an Excel format of before 2007"
        raise UnreadableFile(f"{name} is {why}. Save it as .xlsx without a password, or as CSV.")
    for beginning, sentence in _BEGINNINGS:
        if content.startswith(beginning):
            raise UnreadableFile(f"{name} is {sentence}")
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:9].lower().startswith(_WEB):
        raise UnreadableFile(
            f"{name} is a web page or XML, even if its name says Excel. "
            "Open it in Excel, save it as .xlsx, and import that."
        )


def refuse_other_zips(name: str, package: zipfile.ZipFile) -> None:
    """Raise UnreadableFile for a zip that is something else than an Excel workbook."""
    parts = [part.filename.replace("\\", "/").lower() for part in package.infolist()]
    if any(part.flag_bits & 1 for part in package.infolist()):
        raise UnreadableFile(f"{name} is protected by a password. Save it without one.")
    if "mimetype" in parts and "content.xml" in parts:
        raise UnreadableFile(
            f"{name} is an OpenDocument file, as LibreOffice writes (.ods). "
            "Save it as .xlsx, and import that."
        )
    for beginning, sentence in _IN_ZIP:
        if any(part.startswith(beginning) for part in parts):
            raise UnreadableFile(f"{name} is {sentence}")
    if not any(part.endswith("workbook.xml") or part == "_rels/.rels" for part in parts):
        inside = [part for part in parts if part.endswith((".csv", ".xlsx"))]
        if inside:
            raise UnreadableFile(f"{name} is an archive. Unpack it, and import {inside[0]}.")
        raise UnreadableFile(f"{name} is not an Excel workbook, or it is damaged. {_AS_TABLE}")

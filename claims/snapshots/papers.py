"""Papers: PDF and word processor files."""

import io
import logging
import zipfile
import zlib

from docx import Document
from docx.document import Document as DocumentObject
from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from docx.table import Table
from lxml import etree
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from claims.snapshots.reading import LARGEST, LONGEST_TEXT, Metadata, ReadDocument, plain, program

MOST_PAGES = 2_000

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it thinks of a file is nothing for a person's terminal

DAMAGED_PDF = (PyPdfError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)
DAMAGED_DOCX = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    PythonDocxError,
    OpcError,
    etree.LxmlError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    NotImplementedError,
    RuntimeError,
)
"""What their libraries raise, each according to where a file is damaged."""


def read_pdf(content: bytes) -> ReadDocument:
    """The text of a PDF page by page; of one that holds only pictures there is none."""
    try:
        reader = PdfReader(io.BytesIO(content))
        pages, length = [], 0
        for page in reader.pages[:MOST_PAGES]:
            pages.append(page.extract_text() or "")
            length += len(pages[-1])
            if length > LONGEST_TEXT:
                break
        about = reader.metadata
    except DAMAGED_PDF:
        return ReadDocument(None, None, trouble="the PDF is damaged or locked")
    said = {"title": about.title, "byline": about.author} if about else {}
    found = {name: Metadata(str(value), "PDF metadata") for name, value in said.items() if value}
    text = plain("\n\n".join(pages)).strip()
    if not text:
        return ReadDocument(None, None, found, "the PDF holds no words, perhaps only pictures of them")
    return ReadDocument(text, program("pypdf"), found)


def read_docx(content: bytes) -> ReadDocument:
    """The text of a .docx: its paragraphs and the cells of its tables, in order."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > 4 * LARGEST:
                return ReadDocument(None, None, trouble="the .docx unpacks to more than is reasonable")
        return _docx(Document(io.BytesIO(content)))
    except DAMAGED_DOCX:
        return ReadDocument(None, None, trouble="the .docx is damaged or locked")


def _docx(document: DocumentObject) -> ReadDocument:
    lines = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines += ["\t".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            lines.append(block.text)
    about = document.core_properties
    said = {"title": about.title, "byline": about.author, "language": about.language}
    found = {name: Metadata(value, "document properties") for name, value in said.items() if value}
    text = plain("\n".join(lines)).strip()
    if not text:
        return ReadDocument(None, None, found, "the .docx holds no words")
    return ReadDocument(text, program("python-docx"), found)

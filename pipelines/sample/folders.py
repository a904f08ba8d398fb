"""A filing's folder on EDGAR: the document, the extracted instance, the rendered pages, and the folder's
lists."""

import json
from html import escape
from pathlib import Path

from pipelines.sample.files import write_file
from pipelines.sample.filing import SampleFiling
from pipelines.sample.inline import document, instance
from pipelines.sample.pages import balance_page, cover_page, disclosure_page, filing_summary


def folder_files(filing: SampleFiling) -> dict[str, bytes]:
    """Every file of the filing's folder by name. A filing without XBRL has no instance and no pages; EDGAR
    makes both for every filing with XBRL, also where nothing of it is of `cyd`."""
    files = {filing.document: document(filing)}
    if filing.tagged or "amendment_without" in filing.cases:
        files[filing.instance] = instance(filing)
        files["FilingSummary.xml"] = filing_summary(filing)
        files["R1.htm"], files["R2.htm"] = cover_page(filing), balance_page(filing)
    if filing.tagged:
        files["R3.htm"] = disclosure_page(filing)
    files[f"{filing.accession_number}-index.htm"] = index_page(filing, files)
    files["index.json"] = directory(filing, files)
    return files


def write_folder(folder: Path, filing: SampleFiling) -> None:
    """Write the filing's folder, below each of its filers as EDGAR shows it."""
    files = folder_files(filing)
    for company in filing.companies:
        path = folder / f"Archives/edgar/data/{company.cik}/{filing.accession_number.replace('-', '')}"
        for name, data in files.items():
            write_file(path / name, data)


def index_page(filing: SampleFiling, files: dict[str, bytes]) -> bytes:
    """`{accession number}-index.htm`: the filing's documents, the primary one first, and its header's
    dates."""
    viewer = "/ix?doc=" if filing.tagged else ""
    rows = []
    for number, (name, data) in enumerate(files.items(), 1):
        kind = filing.form if number == 1 else "XML"
        if number == 1 or name == filing.instance:
            label = "EXTRACTED XBRL INSTANCE DOCUMENT" if number > 1 else escape(filing.form)
            link = f"{viewer if number == 1 else ''}/{filing.folder}/{name}"
            rows.append(
                f'<tr>\n<td scope="row">{number}</td>\n<td scope="row">{label}</td>\n<td scope="row"><a'
                f' href="{link}">'
                f'{name}</a></td>\n<td scope="row">{kind}</td>\n<td scope="row">{len(data)}</td>\n</tr>\n'
            )
    items = "<br>".join(f"Item {item}" for item in filing.items)
    names = "".join(
        f'<span class="companyName">{escape(company.name)} (Filer) <acronym title="Central Index'
        f' Key">CIK</acronym>: '
        f"{company.cik:010d}</span>\n"
        for company in filing.companies
    )
    text = (
        f"<html><head><title>EDGAR Filing Documents for {filing.accession_number}</title></head>\n<body>\n"
        f'<div id="formName"><strong>Form {filing.form}</strong></div>\n'
        f'<div class="infoHead">Filing Date</div>\n<div class="info">{filing.filed}</div>\n'
        f'<div class="infoHead">Accepted</div>\n<div class="info">{filing.accepted}</div>\n'
        f'<div class="infoHead">Period of Report</div>\n<div class="info">{filing.period_end}</div>\n'
        f'<div class="infoHead">Items</div>\n<div class="info">{items}</div>\n'
        f'<table class="tableFile" summary="Document Format'
        f' Files">\n{"".join(rows)}</table>\n{names}</body></html>\n'
    )
    return text.encode("ascii", "xmlcharrefreplace")


def directory(filing: SampleFiling, files: dict[str, bytes]) -> bytes:
    """`index.json`: the folder's files with their sizes."""
    moment = f"{filing.accepted:%Y-%m-%d %H:%M:%S}"
    items = [
        {"last-modified": moment, "name": name, "type": "text.gif", "size": str(len(data))}
        for name, data in files.items()
    ]
    return json.dumps(
        {
            "directory": {
                "item": items,
                "name": f"/{filing.folder}",
                "parent-dir": f"/Archives/edgar/data/{filing.cik}",
            }
        }
    ).encode()

"""The matrix as a page (条款要素对照表): elements in rows, documents in columns, each cell with its sources."""

from collections.abc import Mapping
from itertools import groupby

from api.export.matrix_sheet import shown
from api.export.page_template import render
from extractor.answers import Answer, Matrix, Row

_LINES = 5  # of a cell that is folded; all sources are in it


def matrix_page(matrix: Matrix) -> str:
    """The matrix as one HTML file that loads nothing; without scripts it is a plain table."""
    groups = [
        {"name": name, "rows": [_row(row) for row in rows]}
        for name, rows in groupby(matrix.rows, key=lambda row: row.group)
    ]
    return render(
        "matrix_page.html",
        styles=("page_frame.css", "matrix_page.css"),
        script="matrix_page.js",
        documents=matrix.documents,
        total=len(matrix.rows),
        differing=sum(row.differs for row in matrix.rows),
        groups=groups,
    )


def _row(row: Row) -> Mapping[str, object]:
    return {"title": row.title, "differs": row.differs, "cells": [_cell(answer) for answer in row.answers]}


def _cell(answer: Answer) -> Mapping[str, object]:
    return {
        "standing": answer.standing.value,
        "shown": shown(answer, _LINES),
        "sources": [(entry.quotation.path, entry.quotation.quote) for entry in answer.entries],
    }

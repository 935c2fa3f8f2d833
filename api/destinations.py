"""Where extractions go: the terminal, one file, a folder (输出去向)."""

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from api.export.formats import BINARY, COLLECTING, REPORTS, SUFFIXES, Format, format_of
from api.export.terminal import Overview, Screen
from api.export.writing import Export, begin
from api.files import Selection, Target, output_names, resolved, shown
from extractor.records import Extraction


class UsageError(Exception):
    """What was asked for makes no sense; ``str`` is Chinese and says what to do."""


@dataclass(frozen=True, slots=True)
class Order:
    """What the caller asked for. ``form`` None: by the output's suffix, else shown in the terminal."""

    inputs: tuple[Path, ...]
    form: Format | None
    output: Path | None
    jobs: int
    records_only: bool
    learned: bool
    quiet: bool


class Destination(Protocol):
    """Where extractions go, one at a time and in order. Writing raises OSError or FormatFull."""

    def put(self, path: Path, extraction: Extraction) -> None:
        """Take the extraction of the file at ``path``."""

    def close(self) -> None:
        """Finish; called only when something was put."""


def output_folder(order: Order) -> Path | None:
    """The folder that the outputs go into, where they go into one."""
    output = order.output
    if output is None or (not output.is_dir() and format_of(output.suffix)):
        return None
    return output


def destination_of(order: Order, selection: Selection, stack: ExitStack) -> Destination:
    """The place that the order names; ``stack`` finishes its files. Raises UsageError."""
    if order.output is None:
        return _on_standard_output(order, selection)
    form = _form(order, order.output, selection)
    collected = form in COLLECTING and format_of(order.output.suffix) is form
    if not order.output.is_dir() and (collected or not selection.several):
        _keep_inputs(selection, [order.output])
        return _Collected(order.output, form, stack, order)
    return _folder(order, order.output, form, selection)


def _on_standard_output(order: Order, selection: Selection) -> Destination:
    if order.form is None:
        return Overview() if selection.several else Screen(order.records_only)
    if selection.several and order.form not in COLLECTING:
        raise UsageError(f"多个文件的 {order.form} 输出需要用 --output 指定文件夹")
    if order.form in BINARY and sys.stdout.isatty():
        raise UsageError(f"{order.form} 不能显示在终端，请用 --output 指定文件")
    return _Stream(begin(order.form, sys.stdout.buffer, records_only=order.records_only), shown_whole=True)


def _form(order: Order, output: Path, selection: Selection) -> Format:
    """The format asked for, which the output's suffix may name but not contradict."""
    named = None if output.is_dir() else format_of(output.suffix)
    one_file = not output.is_dir() and (not selection.several or named in COLLECTING)
    if order.form is None:
        if named is None and output.suffix and one_file:
            raise UsageError(f"从后缀 {output.suffix} 看不出格式，请加 --format")
        form = named or Format.JSON
    else:
        form = order.form
    if named and named is not form:
        raise UsageError(f"--format {form} 与输出文件的后缀 {output.suffix} 不一致，请改其中一个")
    if named and selection.several and form not in COLLECTING:
        raise UsageError(
            f"多个文件不能写成一个 {form} 文件，请用 --output 指定文件夹，或改用 jsonl、csv、xlsx"
        )
    return form


def _folder(order: Order, output: Path, form: Format, selection: Selection) -> Destination:
    names = output_names(selection.paths, SUFFIXES[form])
    targets = {path: output / name for path, name in zip(selection.paths, names, strict=True)}
    _keep_inputs(selection, list(targets.values()))
    searched = {resolved(path) for path in order.inputs if path.is_dir()}
    if form in REPORTS and resolved(output) in searched:
        raise UsageError("输出文件夹就是输入文件夹，下次会把报告当成文件来读；请另选输出文件夹")
    output.mkdir(parents=True, exist_ok=True)
    return _Folder(targets, form, order.records_only)


def _keep_inputs(selection: Selection, outputs: Sequence[Path]) -> None:
    inputs = {resolved(path) for path in selection.paths}
    for output in outputs:
        if resolved(output) in inputs:
            raise UsageError(f"输出会覆盖输入文件 {shown(output)}，请另选输出路径")


class _Stream:
    """An export over a stream that somebody else closes."""

    def __init__(self, export: Export, *, shown_whole: bool) -> None:
        self._export, self._shown_whole = export, shown_whole

    def put(self, path: Path, extraction: Extraction) -> None:
        self._export.add(extraction, shown(path) if self._shown_whole else shown(Path(path.name)))

    def close(self) -> None:
        self._export.close()


class _Collected:
    """One file. It is begun with the first extraction, so that a batch without any leaves none."""

    def __init__(self, output: Path, form: Format, stack: ExitStack, order: Order) -> None:
        self._output, self._form, self._stack, self._order = output, form, stack, order
        self._stream: _Stream | None = None

    def put(self, path: Path, extraction: Extraction) -> None:
        if self._stream is None:
            self._output.parent.mkdir(parents=True, exist_ok=True)
            stream = self._stack.enter_context(Target(self._output))
            self._stream = _stream(self._form, stream, records_only=self._order.records_only)
        self._stream.put(path, extraction)

    def close(self) -> None:
        if self._stream is not None:
            self._stream.close()


class _Folder:
    """A file for each extraction."""

    def __init__(self, targets: dict[Path, Path], form: Format, records_only: bool) -> None:
        self._targets, self._form, self._records_only = targets, form, records_only

    def put(self, path: Path, extraction: Extraction) -> None:
        with Target(self._targets[path]) as stream:
            written = _stream(self._form, stream, records_only=self._records_only)
            written.put(path, extraction)
            written.close()

    def close(self) -> None:
        """Every file is already finished."""


def _stream(form: Format, stream: BinaryIO, *, records_only: bool) -> _Stream:
    return _Stream(begin(form, stream, records_only=records_only), shown_whole=form in COLLECTING)

"""newstag in Apache Spark: one function over Arrow batches.

    tagged = newstag.spark.tag(frame, dictionary="people.dict", text="body", id="url")

docs/python.md tells how to run it where nothing is installed.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tarfile
import tempfile
from typing import TYPE_CHECKING, Any, Iterable, Iterator, Optional, Sequence, Union

import pyarrow
from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

from . import _dictionaries, _worker
from ._tagger import Tagger

if TYPE_CHECKING:
    from pyspark.accumulators import Accumulator
    from pyspark.sql import DataFrame, SparkSession

Dictionaries = Union[None, _dictionaries.PathLike, Sequence[_dictionaries.PathLike]]

_PARTS = ("text", "id", "title", "date", "lang")


def tag(
    df: DataFrame,
    dictionary: Dictionaries = None,
    *,
    text: str = "text",
    id: Optional[str] = None,
    title: Optional[str] = None,
    date: Optional[str] = None,
    lang: Optional[str] = None,
    shape: str = "nested",
    keep: Union[None, str, Sequence[str]] = None,
    variants: str = "none",
    overlap: str = "longest",
    offsets: str = "char",
    max_mentions: int = 1_000_000,
    max_seconds: float = 60.0,
    archive: Optional[str] = None,
    bad: Optional[Accumulator[int]] = None,
) -> DataFrame:
    """Tags all rows of a frame where they are. The settings are those of ``Tagger`` and ``Tagger.tag``.

    ``dictionary`` is a path or several, on the driver; they are compiled if need be, and the compiled file is sent to each node once, where
    all workers map the same pages. Without it, the dictionary of the package is used. ``shape="nested"`` keeps all columns of
    the frame, unless ``keep`` says otherwise; ``shape="long"`` keeps none but those that ``keep`` names. A row that cannot be tagged
    has the reason in the column ``error`` and is counted in the accumulator ``bad``; it never fails the job. ``archive`` is the name behind ``#``
    of an archive that was given to the job with ``--archives`` and holds this package (``newstag.spark.archive`` makes it).
    """
    settings = {"overlap": overlap, "offsets": offsets, "max_mentions": max_mentions, "max_seconds": max_seconds}
    tagger, shipped = _opened(df.sparkSession, dictionary, variants, settings)
    if keep is None:
        keep = "all" if shape == "nested" else ()
    kept = df.columns if keep == "all" else [keep] if isinstance(keep, str) else list(keep)
    request = {"text": text, "id": id, "title": title, "date": date, "lang": lang, "shape": shape, "keep": kept}
    needed = df.select(*_needed(df.columns, request))
    schema = _schema(tagger, needed, request)
    work = ("tag", shipped, settings, request)
    return _without_row(needed.mapInArrow(_job(work, archive, bad), schema))


def tag_files(
    df: DataFrame,
    dictionary: Dictionaries = None,
    *,
    path: str = "path",
    shape: str = "nested",
    variants: str = "none",
    overlap: str = "longest",
    offsets: str = "char",
    max_mentions: int = 1_000_000,
    max_seconds: float = 60.0,
    archive: Optional[str] = None,
    bad: Optional[Accumulator[int]] = None,
) -> DataFrame:
    """Tags the documents of files, of which each row names one: in any format that ``newstag tag`` reads, plain or compressed.

    The nodes must be able to read the paths. A task reads its files one after the other, so that there should be some times as many files
    as cores, and as many partitions. The result has the columns ``path`` and ``record`` ahead of those of ``tag``; a file that cannot be
    read, and a record that is no document, is a row with the reason in ``error``.
    """
    settings = {"overlap": overlap, "offsets": offsets, "max_mentions": max_mentions, "max_seconds": max_seconds}
    tagger, shipped = _opened(df.sparkSession, dictionary, variants, settings)
    request: dict[str, Any] = {"text": "text", "shape": shape, "keep": ["path", "record"], "errors": "column", "reason": "reason"}
    request.update(dict.fromkeys(("id", "title", "date", "lang")))
    schema = from_arrow_schema(pyarrow.table(_worker.nothing(tagger, request)).schema)
    work = ("tag_files", shipped, settings, request)
    return _without_row(df.select(path).mapInArrow(_job(work, archive, bad), schema))


def _opened(
    spark: SparkSession, dictionary: Dictionaries, variants: str, settings: dict[str, Any]
) -> tuple[Tagger, Optional[str]]:
    """The tagger on the driver, and the name under which its dictionary was sent to the nodes."""
    paths = [] if dictionary is None else [dictionary] if isinstance(dictionary, (str, os.PathLike)) else list(dictionary)
    tagger = Tagger(*paths, variants=variants, **settings)
    return tagger, _ship(spark, tagger) if paths or variants != "none" else None


def _without_row(df: DataFrame) -> DataFrame:
    """The number of a row counts within a task only."""
    return df.drop("row") if "row" in df.columns else df


def _needed(there: Iterable[str], request: dict[str, Any]) -> list[str]:
    """The columns that are read: others need not even come out of a Parquet file."""
    parts = {request[part] or part for part in _PARTS} | set(request["keep"])
    return [column for column in there if column in parts]


def _schema(tagger: Tagger, df: DataFrame, request: dict[str, Any]) -> Any:
    """What comes out, as an empty table shows; a column that is missing is an error here, ahead of the job."""
    empty = to_arrow_schema(df.schema).empty_table()
    return from_arrow_schema(pyarrow.table(tagger.tag(empty, **request)).schema)


def _job(work: tuple[Any, ...], archive: Optional[str], bad: Optional[Accumulator[int]]) -> Any:
    # It is pickled by its value, and names nothing of this package ahead of the archive.
    def run(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        import os
        import sys

        from pyspark import SparkFiles

        root = SparkFiles.getRootDirectory()
        if archive is not None and os.path.join(root, archive) not in sys.path:
            sys.path.insert(0, os.path.join(root, archive))
        from newstag import _worker

        what, shipped, settings, request = work
        path = None if shipped is None else os.path.join(root, shipped)
        for found in getattr(_worker, what)(batches, path, settings, request):
            if bad is not None and found.bad:
                bad.add(found.bad)
            yield from pyarrow.table(found).to_batches()

    return run


def _ship(spark: SparkSession, tagger: Tagger) -> str:
    """Sends the compiled dictionary to all nodes, under a name that tells its content: two of one name are one."""
    name = f"newstag-{tagger.fingerprint.replace(':', '-')}.dict"
    context = spark.sparkContext
    if not any(str(path).endswith(f"/{name}") for path in context.listFiles):
        folder = tempfile.mkdtemp(prefix="newstag-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        path = os.path.join(folder, name)
        with open(path, "wb") as out:
            out.write(tagger.to_bytes())
        context.addFile(path)
    return name


def archive(path: _dictionaries.PathLike) -> str:
    """Writes this package into an archive for ``spark-submit --archives PATH#deps``; the nodes need PySpark and pyarrow, nothing else."""
    folder = os.path.dirname(os.path.abspath(__file__))

    def only_files_needed(entry: tarfile.TarInfo) -> Optional[tarfile.TarInfo]:
        return None if "__pycache__" in entry.name else entry

    with tarfile.open(path, "w:gz", compresslevel=1) as out:
        out.add(folder, "newstag", filter=only_files_needed)
    return os.fspath(path)

"""What was found in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Optional

from ._newstag import Found

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow


class Table:
    """An Arrow table that polars, pandas, pyarrow and DuckDB take: ``polars.DataFrame(table)``, ``pyarrow.table(table)``.

    Of a table whose texts are string views, as polars has them, the strings of a row a mention are views too; ``to_arrow`` and
    ``to_pandas`` give plain strings, with which all of pyarrow works.

    ``bad`` is the number of rows that could not be tagged; the column ``error`` says why.
    """

    __slots__ = ("_found",)

    def __init__(self, found: Found) -> None:
        self._found = found

    def __arrow_c_stream__(self, requested_schema: Optional[object] = None) -> Any:
        return self._found.__arrow_c_stream__(requested_schema)

    def __arrow_c_schema__(self) -> Any:
        return self._found.__arrow_c_schema__()

    @property
    def bad(self) -> int:
        return self._found.bad

    @property
    def columns(self) -> list[str]:
        return self._found.columns

    def __len__(self) -> int:
        return len(self._found)

    def __repr__(self) -> str:
        return f"<Table: {len(self)} rows, {self.bad} bad; {', '.join(self.columns)}>"

    def to_polars(self) -> polars.DataFrame:
        import polars

        return polars.DataFrame(self)

    def to_arrow(self) -> pyarrow.Table:
        import pyarrow

        table = pyarrow.table(self)
        for at, field in enumerate(table.schema):
            plain = _without_views(field)
            # All else stays as it is: a column that is kept may be of a type that casts to nothing.
            if plain.type != field.type:
                table = table.set_column(at, plain, table.column(at).cast(plain.type))
        return table

    def to_pandas(self) -> pandas.DataFrame:
        frame: pandas.DataFrame = self.to_arrow().to_pandas()
        return frame


def _without_views(field: pyarrow.Field) -> pyarrow.Field:
    """The field with plain strings instead of views, also within lists of structs."""
    import pyarrow

    of = field.type
    # By its name, since older versions of pyarrow know no such type.
    if str(of) == "string_view":
        return field.with_type(pyarrow.string())
    if pyarrow.types.is_list(of):
        return field.with_type(pyarrow.list_(_without_views(of.value_field)))
    if pyarrow.types.is_large_list(of):
        return field.with_type(pyarrow.large_list(_without_views(of.value_field)))
    if pyarrow.types.is_struct(of):
        return field.with_type(pyarrow.struct([_without_views(of.field(at)) for at in range(of.num_fields)]))
    return field

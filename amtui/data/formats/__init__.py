"""Files in, batches of normalised records out; nothing here knows a database.

`open_table` opens a CSV, TSV or XLSX file, `recognise` says what its columns mean, `read` makes batches.
Calendars go through `ics_reviews.read_reviews`, exports through `export`.
"""

from amtui.data.formats.batch import Batch, Reject
from amtui.data.formats.fields import FieldSpec, Kind, Layout
from amtui.data.formats.file_mapping import FileMapping, dump_mapping, load_mapping
from amtui.data.formats.reading import Reading, ReadOptions, read
from amtui.data.formats.recognise import Recognised, recognise
from amtui.data.formats.table import Table, open_table

__all__ = [
    "Batch",
    "FieldSpec",
    "FileMapping",
    "Kind",
    "Layout",
    "ReadOptions",
    "Reading",
    "Recognised",
    "Reject",
    "Table",
    "dump_mapping",
    "load_mapping",
    "open_table",
    "read",
    "recognise",
]

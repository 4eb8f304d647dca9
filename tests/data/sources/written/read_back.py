"""Reads files that lib/sources wrote with other software, and prints what it found as JSON.

Run: python read_back.py FILE.sav|FILE.zsav|FILE.xlsx [--digest], with pyreadstat 1.3.x, pandas and openpyxl. Its answers for the two files of
tests/sources/writers_test.ts (and, as a digest a column, for the large .zsav) are kept in this folder, beside the SHA-256 of the file that was read.
"""
import hashlib
import json
import math
import sys

path = sys.argv[1]


def plain(value):
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return value
    text = str(value)
    return None if text == "NaT" else text


found = {"sha256": hashlib.sha256(open(path, "rb").read()).hexdigest()}
if path.endswith((".sav", ".zsav")):
    import pyreadstat
    frame, meta = pyreadstat.read_sav(path, user_missing=True)
    found["software"] = "pyreadstat " + pyreadstat.__version__
    found["fileLabel"] = meta.file_label
    found["labels"] = meta.column_names_to_labels
    found["valueLabels"] = meta.variable_value_labels
    found["missing"] = meta.missing_ranges
    found["types"] = meta.original_variable_types
    if "--digest" in sys.argv:
        lines = {name: "\n".join(str(plain(v)) for v in frame[name].astype(object)) for name in frame.columns}
        found["rows"] = len(frame)
        found["digests"] = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in lines.items()}
    else:
        found["columns"] = {name: [plain(v) for v in frame[name].astype(object)] for name in frame.columns}
else:
    import openpyxl
    book = openpyxl.load_workbook(path)
    found["software"] = "openpyxl " + openpyxl.__version__
    found["sheets"] = {
        sheet.title: [[plain(cell.value) for cell in row] for row in sheet.iter_rows()] for sheet in book
    }
print(json.dumps(found, ensure_ascii=False, indent=1))

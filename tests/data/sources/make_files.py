"""Writes the test files of lib/sources with other software (pandas, pyreadstat, pyarrow, openpyxl).

Run: python make_files.py, with pandas 3.1.1, pyreadstat 1.3.7, pyarrow 26.0.1 and openpyxl from PyPI. All values are made up.
"""
import datetime
import pandas as pd
import pyreadstat

long_text = "".join(chr(97 + i % 26) for i in range(700))
frame = pd.DataFrame({
    "RINPERSOON": ["100000001", "100000002", "100000003", "100000004"],
    "leeftijd": [3.0, 17.0, None, 99.0],
    "gewicht": [12.5, -0.25, 1e300, 1e-300],
    "geboren": [datetime.date(2020, 2, 29), datetime.date(1582, 10, 15), None, datetime.date(1999, 12, 31)],
    "moment": [datetime.datetime(2023, 1, 2, 3, 4, 5), None, datetime.datetime(1970, 1, 1), datetime.datetime(2038, 1, 19, 3, 14, 8)],
    "plaats_met_lange_naam": ["Vlierdrecht", "Énschéë", "", "Zandermeer, \"oost\""],
    "lang": [long_text, "kort", "", long_text[:255]],
    "half": ["x" * 256, "y", "", "z" * 255],
    "TYPHH": [6.0, 1.0, 6.0, -1.0],
})
options = dict(
    column_labels={"leeftijd": "Leeftijd op 31 december", "plaats_met_lange_naam": "Plaats – wóónplaats"},
    variable_value_labels={"TYPHH": {6: "éénouderhuishouden", 1: "eenpersoonshuishouden", -1: "onbekend"}},
    missing_ranges={"leeftijd": [99], "TYPHH": [{"lo": -9, "hi": -1}]},
)
pyreadstat.write_sav(frame, "pyreadstat_plain.sav", **options)
pyreadstat.write_sav(frame, "pyreadstat_row.sav", row_compress=True, **options)
pyreadstat.write_sav(frame, "pyreadstat.zsav", compress=True, **options)
pyreadstat.write_sav(frame.iloc[:0], "pyreadstat_empty.sav", **options)

plain = pd.DataFrame({
    "wijk": ["WK990101", "WK99010A", None],
    "naam": ["Kern; noord", "Tuin\"dorp\"\nzuid", "Énschéë"],
    "aantal": [12, 0, 1500],
    "aandeel": [0.5, None, 12.25],
    "ja": pd.array([True, False, None], dtype="boolean"),
    "dag": [datetime.date(2023, 1, 1), None, datetime.date(2024, 2, 29)],
})
plain.to_csv("pandas_dutch.csv", sep=";", decimal=",", index=False, encoding="cp1252")
plain.to_csv("pandas_bom.csv", index=False, encoding="utf-8-sig", lineterminator="\r\n")
plain.to_parquet("pandas.parquet")
plain.to_feather("pandas.feather", compression="lz4")
plain.to_excel("pandas.xlsx", index=False, sheet_name="Blad1")

#!/bin/sh
# Writes the test files of this folder with LibreOffice 7.4.7 (Debian libreoffice-calc-nogui), without a screen.
# Run here: sh make_files.sh. All values are made up. ../written/libreoffice.csv is what the same LibreOffice found in the
# workbook of tests/sources/written_files.ts: --convert-to csv:"Text - txt - csv (StarCalc)":44,34,76,1,,1033,false,false,false
set -e
soffice --headless -env:UserInstallation=file:///tmp/lo-profile --infilter="CSV:44,34,76,1,4/2/5/10" --convert-to xlsx:"Calc MS Excel 2007 XML" source.csv
soffice --headless -env:UserInstallation=file:///tmp/lo-profile --convert-to csv:"Text - txt - csv (StarCalc)":44,34,76,1,,1031,false,true,false source.xlsx --outdir csv
mv csv/source.csv libreoffice.csv && rmdir csv && mv source.xlsx libreoffice.xlsx

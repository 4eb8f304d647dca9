*$Rev: 121017 $
PRESERVE LOCALE.
SET LOCALE='en_UK'.
GET DATA
 /TYPE=TXT
 /FILE='survey_184695_SPSS_data_file.dat'
 /DELCASE=LINE
 /DELIMITERS=","
 /QUALIFIER="'"
 /ARRANGEMENT=DELIMITED
 /FIRSTCASE=1
 /IMPORTCASE=ALL
 /VARIABLES=
 V1 F1
 V2 DATETIME23.2
 V3 F1
 V4 A19
 V5 A36
 V6 A5
 V7 A5
 V8 A5
 V9 A5
 V10 A5
 V11 A5
 V12 A5
 V13 A5
 V14 A5
 V15 A5.
CACHE.
EXECUTE.
*Define Variable Properties.
VARIABLE LABELS V1 "id".
VARIABLE LABELS V2 "submitdate".
VARIABLE LABELS V3 "lastpage".
VARIABLE LABELS V4 "startlanguage".
VARIABLE LABELS V5 "token".
VARIABLE LABELS V6 "[schelden of vernederen] Gebeurde dit voor uw achttiende?".
VARIABLE LABELS V7 "[slaan] Gebeurde dit voor uw achttiende?".
VARIABLE LABELS V8 "[ongewenst aanraken] Gebeurde dit voor uw achttiende?".
VARIABLE LABELS V9 "[geen steun] Gebeurde dit voor uw achttiende?".
VARIABLE LABELS V10 "[te weinig zorg] Gebeurde dit voor uw achttiende?".
VARIABLE LABELS V11 "[uit elkaar] Gebeurde dit voor uw achttiende?".
VARIABLE LABELS V12 "[geweld thuis] Gebeurde dit voor uw achttiende?".
VARIABLE LABELS V13 "[drank of drugs] Gebeurde dit voor uw achttiende?".
VARIABLE LABELS V14 "[somber of ziek] Gebeurde dit voor uw achttiende?".
VARIABLE LABELS V15 "[gevangenis] Gebeurde dit voor uw achttiende?".
*Define Value labels.
VALUE LABELS  V6
 "AO01" "Ja"
 "AO02" "Nee"
 "AO03" "Weet niet"
 "AO04" "Wil niet zeggen".
VALUE LABELS  V7
 "AO01" "Ja"
 "AO02" "Nee"
 "AO03" "Weet niet"
 "AO04" "Wil niet zeggen".
VALUE LABELS  V8
 "AO01" "Ja"
 "AO02" "Nee"
 "AO03" "Weet niet"
 "AO04" "Wil niet zeggen".
VALUE LABELS  V9
 "AO01" "Ja"
 "AO02" "Nee"
 "AO03" "Weet niet"
 "AO04" "Wil niet zeggen".
VALUE LABELS  V10
 "AO01" "Ja"
 "AO02" "Nee"
 "AO03" "Weet niet"
 "AO04" "Wil niet zeggen".
VALUE LABELS  V11
 "AO01" "Ja"
 "AO02" "Nee"
 "AO03" "Weet niet"
 "AO04" "Wil niet zeggen".
VALUE LABELS  V12
 "AO01" "Ja"
 "AO02" "Nee"
 "AO03" "Weet niet"
 "AO04" "Wil niet zeggen".
VALUE LABELS  V13
 "AO01" "Ja"
 "AO02" "Nee"
 "AO03" "Weet niet"
 "AO04" "Wil niet zeggen".
VALUE LABELS  V14
 "AO01" "Ja"
 "AO02" "Nee"
 "AO03" "Weet niet"
 "AO04" "Wil niet zeggen".
VALUE LABELS  V15
 "AO01" "Ja"
 "AO02" "Nee"
 "AO03" "Weet niet"
 "AO04" "Wil niet zeggen".
RENAME VARIABLE ( V1 = id ).
RENAME VARIABLE ( V2 = submitdate ).
RENAME VARIABLE ( V4 = startlanguage ).
RENAME VARIABLE ( V5 = token ).
RENAME VARIABLE ( V6 = ACE1_SQ001 ).
RENAME VARIABLE ( V7 = ACE1_SQ002 ).
RENAME VARIABLE ( V8 = ACE1_SQ003 ).
RENAME VARIABLE ( V9 = ACE1_SQ004 ).
RENAME VARIABLE ( V10 = ACE1_SQ005 ).
RENAME VARIABLE ( V11 = ACE1_SQ006 ).
RENAME VARIABLE ( V12 = ACE1_SQ007 ).
RENAME VARIABLE ( V13 = ACE1_SQ008 ).
RENAME VARIABLE ( V14 = ACE1_SQ009 ).
RENAME VARIABLE ( V15 = ACE1_SQ010 ).
RESTORE LOCALE.

# python make.py   (Python 3.11, pandas, pyreadstat 1.3.7): writes every file beside it. All answers are invented.
# Shapes follow the documentation and source of each tool (see README.md), not a real export.
import csv, io, json, random
import pandas as pd, pyreadstat

CODES = ["yes", "no", "dk", "pna", ""]
PATTERN = ["no", "yes", "no", "", "no", "dk", "pna", "yes"]
N, ITEMS = 8, 10
draw = random.Random(5)
TRUTH = [[draw.choice(PATTERN) for j in range(ITEMS)] for i in range(N)]
TEXT = {"yes": "Ja", "no": "Nee", "dk": "Weet niet", "pna": "Wil niet zeggen", "": ""}
AO = {"yes": "AO01", "no": "AO02", "dk": "AO03", "pna": "AO04", "": ""}
NUMBER = {"yes": "1", "no": "2", "dk": "8", "pna": "9", "": ""}
TOPICS = ["schelden of vernederen", "slaan", "ongewenst aanraken", "geen steun", "te weinig zorg", "uit elkaar", "geweld thuis", "drank of drugs", "somber of ziek", "gevangenis"]
QUESTION = "Gebeurde dit voor uw achttiende?"

def write(name, rows, sep=",", quote='"', end="\r\n", bom=True, blank=False, quote_all=True):
    out = io.StringIO()
    csv.writer(out, delimiter=sep, quotechar=quote, lineterminator=end, quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL, doublequote=True).writerows(rows)
    with open(name, "w", encoding="utf-8", newline="") as f:
        f.write(("\ufeff" if bom else "") + out.getvalue() + (end if blank else ""))

write("truth.csv", [[f"q{j + 1}" for j in range(ITEMS)]] + TRUTH, bom=False, end="\n", quote_all=False)

# --- LimeSurvey: CSV (headings × answers); BOM, all cells quoted, CRLF, an empty line at the end
LIME_CODES = ["id", "submitdate", "lastpage", "startlanguage", "seed", "token", "startdate", "datestamp", "ipaddr", "refurl"]
LIME_TEXTS = ["Response ID", "Date submitted", "Last page", "Start language", "Seed", "Access code", "Date started", "Date last action", "IP address", "Referrer URL"]
def lime_tech(i):
    return [str(i + 1), f"2026-05-0{i + 1} 10:00:00", "3", "nl", str(1000 + i), f"tok{i:02d}", f"2026-05-0{i + 1} 09:50:00", f"2026-05-0{i + 1} 10:00:00", f"192.0.2.{i + 1}", ""]
def lime(name, tech, heads, value, timings, **how):
    times = (["interviewtime", "groupTime12", "ACE1Time"] if timings else [])
    rows = [tech + heads + times]
    for i in range(N):
        rows.append(lime_tech(i) + [value[a] for a in TRUTH[i]] + (["600.1", "580.5", "570.2"] if timings else []))
    write(name, rows, blank=True, **how)
codes = [f"ACE1[SQ{j + 1:03d}]" for j in range(ITEMS)]
texts = [f"{QUESTION} [{t}]" for t in TOPICS]
lime("lime_code_codes.csv", LIME_CODES, codes, AO, True)
lime("lime_code_full.csv", LIME_CODES, codes, TEXT, False, sep=";")
lime("lime_em_codes.csv", LIME_CODES, [f"ACE1_SQ{j + 1:03d}" for j in range(ITEMS)], AO, False)
lime("lime_text_full.csv", LIME_TEXTS, texts, TEXT, False)
lime("lime_short_full.csv", LIME_TEXTS, [f"Gebeurde dit vo.. [{t[:15] + ('.. ' if len(t) > 15 else '')}]" for t in TOPICS], TEXT, False)
lime("lime_codetext_full.csv", [f"{c}. {t}" for c, t in zip(LIME_CODES, LIME_TEXTS)], [f"{c}. {t}" for c, t in zip(codes, texts)], TEXT, False)

# --- LimeSurvey: R (data with SGQA names in capitals, syntax that names and labels by position)
head = ["ID", "SUBMITDATE", "LASTPAGE", "STARTLANGUAGE", "TOKEN"] + [f"184695X1X7SQ{j + 1:03d}" for j in range(ITEMS)]
rows = [[str(i + 1), f"0{i + 1}-05-2026 10:00:00", "3", "nl", f"tok{i:02d}"] + [AO[a] for a in TRUTH[i]] for i in range(N)]
out = [",".join(f'"{h}"' for h in head)] + [",".join("" if c == "" else f'"{c}"' for c in r) for r in rows]
open("survey_184695_R_data_file.csv", "w", encoding="utf-8").write("\ufeff" + "\n".join(out) + "\n")
lines = ['data <- read.csv("survey_184695_R_data_file.csv", quote = "\'\\"", na.strings=c("", "\\"\\""), stringsAsFactors=FALSE, fileEncoding="UTF-8-BOM")', "", ""]
for k, (name, kind) in enumerate([("id", "F"), ("submitdate", "DATETIME23.2"), ("lastpage", "F"), ("startlanguage", "A"), ("token", "A")], 1):
    lines += [f"# LimeSurvey Field type: {kind}", f"data[, {k}] <- as.{'numeric' if kind == 'F' else 'character'}(data[, {k}])", f'attributes(data)$variable.labels[{k}] <- "{name}"', f'names(data)[{k}] <- "{name}"']
labels = "c(" + ", ".join(f'"{TEXT[c]}"' for c in CODES[:4]) + ")"
for j in range(ITEMS):
    k = 6 + j
    lines += ["# LimeSurvey Field type: A", f"data[, {k}] <- as.character(data[, {k}])", f'attributes(data)$variable.labels[{k}] <- "[{TOPICS[j]}] Gebeurde dit \\"voor uw achttiende\\"?"',
      f'data[, {k}] <- factor(data[, {k}], levels=c("AO01","AO02","AO03","AO04"),labels={labels})', f'names(data)[{k}] <- "ACE1_SQ{j + 1:03d}"']
open("survey_184695_R_syntax_file.R", "w", encoding="utf-8").write("\n".join(lines) + "\n")

# --- LimeSurvey: SPSS (data without heading, single quotes; syntax with labels, then renaming)
out = [",".join("" if c == "" else f"'{c}'" for c in r) for r in rows]
open("survey_184695_SPSS_data_file.dat", "w", encoding="utf-8").write("\ufeff" + "\n".join(out) + "\n")
names = ["id", "submitdate", "lastpage", "startlanguage", "token"] + [f"ACE1_SQ{j + 1:03d}" for j in range(ITEMS)]
s = ["*$Rev: 121017 $", "PRESERVE LOCALE.", "SET LOCALE='en_UK'.", "GET DATA", " /TYPE=TXT", " /FILE='survey_184695_SPSS_data_file.dat'", " /DELCASE=LINE", ' /DELIMITERS=","', ' /QUALIFIER="\'"', " /ARRANGEMENT=DELIMITED", " /FIRSTCASE=1", " /IMPORTCASE=ALL", " /VARIABLES="]
kinds = ["F1", "DATETIME23.2", "F1", "A19", "A36"] + ["A5"] * ITEMS
s += [f" V{k} {kind}{'.' if k == len(kinds) else ''}" for k, kind in enumerate(kinds, 1)] + ["CACHE.", "EXECUTE.", "*Define Variable Properties."]
s += [f'VARIABLE LABELS V{k} "{name if k < 6 else f"[{TOPICS[k - 6]}] {QUESTION}"}".' for k, name in enumerate(names, 1)] + ["*Define Value labels."]
for j in range(ITEMS):
    s += [f"VALUE LABELS  V{6 + j}"] + [f' "{AO[c]}" "{TEXT[c]}"{"." if c == "pna" else ""}' for c in CODES[:4]]
s += [f"RENAME VARIABLE ( V{k} = {name} )." for k, name in enumerate(names, 1) if name != "lastpage"] + ["RESTORE LOCALE."]
open("survey_184695_SPSS_syntax_file.sps", "w", encoding="utf-8").write("\ufeff" + "\n".join(s) + "\n")

# --- Qualtrics: three header rows, the third in JSON; choice text and numeric values
Q = [("StartDate", "Start Date", "startDate"), ("EndDate", "End Date", "endDate"), ("Status", "Response Type", "status"), ("IPAddress", "IP Address", "ipAddress"), ("Progress", "Progress", "progress"), ("Duration (in seconds)", "Duration (in seconds)", "duration"), ("Finished", "Finished", "finished"), ("RecordedDate", "Recorded Date", "recordedDate"), ("ResponseId", "Response ID", "_recordId"), ("RecipientLastName", "Recipient Last Name", "recipientLastName"), ("RecipientFirstName", "Recipient First Name", "recipientFirstName"), ("RecipientEmail", "Recipient Email", "recipientEmail"), ("ExternalReference", "External Data Reference", "externalDataReference"), ("LocationLatitude", "Location Latitude", "locationLatitude"), ("LocationLongitude", "Location Longitude", "locationLongitude"), ("DistributionChannel", "Distribution Channel", "distributionChannel"), ("UserLanguage", "User Language", "userLanguage")]
def import_id(name):
    return json.dumps({"ImportId": name, "timeZone": "Europe/Amsterdam"} if name.endswith("Date") else {"ImportId": name}, separators=(",", ":"))
def qualtrics(name, value, numeric):
    rows = [[q[0] for q in Q] + [f"Q1_{j + 1}" for j in range(ITEMS)], [q[1] for q in Q] + [f"{QUESTION} - {t}" for t in TOPICS], [import_id(q[2]) for q in Q] + [import_id(f"QID1_{j + 1}") for j in range(ITEMS)]]
    status = [("1", "Survey Preview"), ("8", "Spam"), ("2", "Survey Test")]
    def tech(i, kind, done):
        return [f"2026-05-0{i + 1} 10:00:00", f"2026-05-0{i + 1} 10:09:00", kind, f"192.0.2.{i + 1}", "100" if done else "40", "540", ("1" if done else "0") if numeric else ("True" if done else "False"), f"2026-05-0{i + 1} 10:09:01", f"R_{i:04d}", "", "", "", "", "52.0", "5.0", "anonymous", "NL"]
    for k, pair in enumerate(status):
        rows.append(tech(k, pair[0 if numeric else 1], True) + [value["yes"]] * ITEMS)
    for i in range(N):
        rows.append(tech(i, "0" if numeric else "IP Address", True) + [value[a] for a in TRUTH[i]])
    write(name, rows, end="\n")
qualtrics("qualtrics_text.csv", TEXT, False)
qualtrics("qualtrics_numeric.csv", NUMBER, True)

# --- SurveyMonkey: two header rows; condensed (a column per row of the matrix) and expanded (a column per choice)
SM = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address", "First Name", "Last Name", "Custom Data 1"]
def sm_tech(i):
    return [f"11800000{i:03d}", "440000001", f"05/0{i + 1}/2026 10:00:00 AM", f"05/0{i + 1}/2026 10:05:00 AM", f"192.0.2.{i + 1}", "", "", "", ""]
rows = [SM + [QUESTION] + [""] * (ITEMS - 1) + ["Wilt u nog iets kwijt?"], [""] * len(SM) + TOPICS + ["Open-Ended Response"]]
write("surveymonkey_condensed.csv", rows + [sm_tech(i) + [TEXT[a] for a in TRUTH[i]] + [""] for i in range(N)], bom=False, end="\n", quote_all=False)
head1, head2 = list(SM), [""] * len(SM)
for t in TOPICS:
    head1 += [f"{QUESTION} ({t})", "", "", ""]; head2 += [TEXT[c] for c in CODES[:4]]
body = [sm_tech(i) + [TEXT[c] if a == c else "" for a in TRUTH[i] for c in CODES[:4]] for i in range(N)]
write("surveymonkey_expanded.csv", [head1, head2] + body, bom=False, end="\n", quote_all=False)

# --- SPSS with variable labels, value labels and user-missing values
frame = pd.DataFrame({"respnr": [float(i + 1) for i in range(N)], **{f"ACE{j + 1:02d}": [float(NUMBER[TRUTH[i][j]]) if TRUTH[i][j] else None for i in range(N)] for j in range(ITEMS)}})
labels = {1.0: "Ja", 2.0: "Nee", 8.0: "Weet niet", 9.0: "Wil niet zeggen"}
pyreadstat.write_sav(frame, "ace_labels.sav", column_labels=["Respondentnummer"] + [f"{QUESTION} {t}" for t in TOPICS], variable_value_labels={f"ACE{j + 1:02d}": labels for j in range(ITEMS)}, missing_ranges={f"ACE{j + 1:02d}": [{"lo": 8.0, "hi": 9.0}] for j in range(ITEMS)})

# --- Qualtrics, older export: two header rows (V1, V2, … above names), numeric values, a comma at the end of every line
LEGACY = ["ResponseID", "ResponseSet", "Name", "ExternalDataReference", "EmailAddress", "IPAddress", "Status", "StartDate", "EndDate", "Finished"]
PLACE = ["LocationLatitude", "LocationLongitude", "LocationAccuracy"]
def legacy_row(i, status, answers):
    return [f"R_{i:04d}", "Default Response Set", "Anonymous", "", "", f"192.0.2.{i + 1}", status, f"2026-05-0{i + 1} 10:00:00", f"2026-05-0{i + 1} 10:09:00", "1"] + answers + ["52.0", "5.0", "-1", ""]
rows = [[f"V{k}" for k in range(1, 11)] + [f"Q1_{j + 1}" for j in range(ITEMS)] + PLACE + [""], LEGACY + [f"{QUESTION}-{t}" for t in TOPICS] + PLACE + [""]]
rows += [legacy_row(8, "1", ["1"] * ITEMS)] + [legacy_row(i, "0", [NUMBER[a] for a in TRUTH[i]]) for i in range(N)]
write("qualtrics_legacy.csv", rows, bom=False, end="\n", quote_all=False)

# --- Qualtrics TSV: the text form with tabs in UTF-16; headings of the second row in the language of the account
text = open("qualtrics_text.csv", encoding="utf-8-sig", newline="").read()
table = list(csv.reader(io.StringIO(text)))
table[1] = ["Startdatum", "Einddatum", "Antwoordtype", "IP-adres"] + table[1][4:]
out = io.StringIO(); csv.writer(out, delimiter="\t", lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL).writerows(table)
open("qualtrics_text.tsv", "wb").write(out.getvalue().encode("utf-16"))

# --- LimeSurvey: a yes/no question per item (no "don't know" exists there) and a list with "other" per item
YN = {"yes": "Y", "no": "N"}; YN_TEXT = {"yes": "Ja", "no": "Nee"}   # not answered: an empty cell, and in full "N/A"
OTHER = {"yes": "A1", "no": "A2", "dk": "A3", "pna": "-oth-", "": ""}
items = [f"ACE{j + 1:02d}" for j in range(ITEMS)]
def lime_rows(name, heads, cells, sep=","):
    write(name, [LIME_CODES + heads] + [lime_tech(i) + cells(i) for i in range(N)], sep=sep, blank=True)
lime_rows("lime_yesno_codes.csv", items, lambda i: [YN.get(a, "") for a in TRUTH[i]])
lime_rows("lime_yesno_full.csv", items, lambda i: [YN_TEXT.get(a, "N/A") for a in TRUTH[i]], sep=";")
lime_rows("lime_list_other.csv", [h for c in items for h in (c, f"{c}[other]")], lambda i: [v for a in TRUTH[i] for v in (OTHER[a], "liever niet" if a == "pna" else "")])
write("lime_nobody.csv", [LIME_CODES + items, [""] * (len(LIME_CODES) + ITEMS)], blank=True)   # LimeSurvey writes one empty record

# --- SurveyMonkey: matrix in the expanded form ("row - choice"), headings in the older spelling, two questions of one text
head1 = ["RespondentID", "CollectorID", "StartDate", "EndDate", "IP Address", "Email Address", "First Name", "LastName", "Custom Data", QUESTION] + [""] * (4 * ITEMS - 1) + ["Toelichting", "Toelichting"]
head2 = [""] * 9 + [f"{t} - {TEXT[c]}" for t in TOPICS for c in CODES[:4]] + ["Open-Ended Response"] * 2
body = [sm_tech(i) + [TEXT[c] if a == c else "" for a in TRUTH[i] for c in CODES[:4]] + ["", ""] for i in range(N)]
write("surveymonkey_matrix_expanded.csv", [head1, head2] + body, bom=False, end="\n", quote_all=False)

# --- SPSS with text codes and their labels, and a respondent who answered twice
frame = pd.DataFrame({"code": [f"p{i + 1}" for i in range(N)] + ["p1"], **{f"ACE{j + 1:02d}": [AO[TRUTH[i][j]] for i in list(range(N)) + [0]] for j in range(ITEMS)}})
pyreadstat.write_sav(frame, "ace_text_codes.sav", variable_value_labels={f"ACE{j + 1:02d}": {AO[c]: TEXT[c] for c in CODES[:4]} for j in range(ITEMS)})

# Writes the test files of this folder with R haven. Run: Rscript make_files.R, with haven 2.5.1 (Debian r-cran-haven).
# All values are made up.
library(haven)
long_text <- paste(rep(letters, 30), collapse = "")
d <- data.frame(
  RINPERSOON = c("100000001", "100000002", "100000003", "100000004"),
  stringsAsFactors = FALSE
)
d$leeftijd <- labelled_spss(c(3, 17, NA, 99), c(onbekend = 99), na_values = 99, label = "Leeftijd op 31 december")
d$gewicht <- labelled_spss(c(12.5, -5, 1e300, 0.1 + 0.2), na_range = c(-9, -1))
d$geboren <- as.Date(c("2020-02-29", "1582-10-15", NA, "1999-12-31"))
d$moment <- as.POSIXct(c("2023-01-02 03:04:05", NA, "1970-01-01 00:00:00", "2038-01-19 03:14:08"), tz = "UTC")
d$plaats_met_lange_naam <- c("Vlierdrecht", "Énschéë", "", "Zandermeer, \"oost\"")
d$lang <- c(long_text, "kort", "", substr(long_text, 1, 255))
d$soort <- labelled_spss(c("A", "BB", "", "A"), c("één" = "A", "twee" = "BB"), na_values = "BB")
d$ja <- c(TRUE, FALSE, NA, TRUE)
write_sav(d, "haven.sav", compress = "byte")
write_sav(d, "haven_none.sav", compress = "none")
write_sav(d, "haven.zsav", compress = "zsav")

# Reads a file that lib/sources wrote with R haven 2.5.1 and prints what it found, one variable a line.
# Run: Rscript read_back.R FILE.sav
d <- as.data.frame(haven::read_sav(commandArgs(TRUE)[1], user_na = TRUE))
for (name in names(d)) {
  x <- d[[name]]
  plain <- if (inherits(x, "Date") || inherits(x, "POSIXct")) as.character(x) else as.character(as.vector(unclass(x)))
  cat(name, paste(ifelse(is.na(plain), "NA", plain), collapse = "|"),
      paste(attr(x, "na_values"), collapse = ","), paste(attr(x, "na_range"), collapse = ","),
      paste(names(attr(x, "labels")), unname(attr(x, "labels")), sep = "=", collapse = ","), sep = " ; ")
  cat("\n")
}

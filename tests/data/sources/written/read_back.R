# Reads a file that lib/sources wrote with R haven 2.5.1 and prints what it found, one variable a line.
# Run: Rscript read_back.R FILE.sav|FILE.zsav [--digest]; with --digest MD5 of each variable's lines.
d <- as.data.frame(haven::read_sav(commandArgs(TRUE)[1], user_na = TRUE))
for (name in names(d)) {
  x <- d[[name]]
  plain <- if (inherits(x, "Date") || inherits(x, "POSIXct")) as.character(x) else as.character(as.vector(unclass(x)))
  if ("--digest" %in% commandArgs(TRUE)) {
    lines <- tempfile()
    writeLines(plain, lines)
    cat(name, length(plain), unname(tools::md5sum(lines)), sep = " ; ")
    cat("\n")
    next
  }
  cat(name, paste(ifelse(is.na(plain), "NA", plain), collapse = "|"),
      paste(attr(x, "na_values"), collapse = ","), paste(attr(x, "na_range"), collapse = ","),
      paste(names(attr(x, "labels")), unname(attr(x, "labels")), sep = "=", collapse = ","), sep = " ; ")
  cat("\n")
}

# Processor and wall seconds of R on the data of analysis_gate: Rscript gate_peers.R glm <file> <rows> <columns> | pam <csv>
arguments <- commandArgs(trailingOnly = TRUE)
say <- function(name, run, rounds) {
  times <- sapply(seq_len(rounds), function(i) { t <- system.time(run()); c(t[["user.self"]] + t[["sys.self"]], t[["elapsed"]]) })
  cat(name, sprintf("%.4f %.4f", min(times[1, ]), min(times[2, ])), "\n")
}
if (arguments[1] == "glm") {
  n <- as.integer(arguments[3]); p <- as.integer(arguments[4])
  source <- file(arguments[2], "rb")
  y <- readBin(source, "double", n)
  x <- matrix(readBin(source, "double", n * p), n, p)
  close(source)
  say("glm", function() fit <<- glm.fit(x, y, family = binomial()), 3)
  cat("slope", sprintf("%.17g", fit$coefficients[2]), 0, "\n")
} else {
  suppressMessages(library(cluster))
  rows <- read.csv(arguments[2])
  rows[7:10] <- lapply(rows[7:10], factor)
  say("daisy", function() d <<- daisy(rows, metric = "gower"), 2)
  say("pam-faster", function() p <<- pam(d, 6, variant = "faster"), 2)
  cat("loss", sprintf("%.12g", 5000 * p$objective[["swap"]]), 0, "\n")
}

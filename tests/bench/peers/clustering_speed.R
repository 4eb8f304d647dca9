# Seconds of daisy and pam of R package cluster on the rows of clustering_bench.ts.
suppressMessages(library(cluster))
rows <- read.csv(commandArgs(TRUE)[1])
rows[7:10] <- lapply(rows[7:10], factor)
least <- function(f, rounds = 2) min(sapply(seq_len(rounds), function(i) system.time(f())[["elapsed"]]))
d <- daisy(rows, metric = "gower")
cat(sprintf("| R: daisy | %.0f ms | |\n", 1000 * least(function() daisy(rows, metric = "gower"))))
p <- NULL
cat(sprintf("| R: pam, original | %.0f ms | |\n", 1000 * least(function() p <<- pam(d, 6), 1)))
cat(sprintf("| R: pam, variant faster | %.0f ms | loss %s |\n",
  1000 * least(function() p <<- pam(d, 6, variant = "faster")), format(5000 * p$objective[["swap"]], digits = 12)))

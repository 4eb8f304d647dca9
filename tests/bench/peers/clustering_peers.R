# What R package cluster says of the data sets that clustering_peers.ts wrote: mean Gower, pam's and clara's mean cost.
suppressMessages(library(cluster))
folder <- commandArgs(TRUE)[1]
ks <- scan(file.path(folder, "k.csv"), quiet = TRUE)
out <- sapply(seq_along(ks), function(i) {
  x <- as.matrix(read.csv(file.path(folder, sprintf("r%d.csv", i - 1)), header = FALSE))
  d <- daisy(as.data.frame(x), metric = "gower")
  scaled <- sweep(sweep(x, 2, apply(x, 2, min)), 2, apply(x, 2, function(v) diff(range(v))), "/")
  sampled <- clara(scaled, ks[i], metric = "manhattan", samples = 5, pamLike = TRUE, correct.d = TRUE)
  c(mean(d), pam(d, ks[i])$objective[["swap"]], sampled$objective / ncol(x))
})
writeLines(apply(out, 2, function(v) paste(format(v, digits = 15), collapse = ",")), file.path(folder, "r.csv"))

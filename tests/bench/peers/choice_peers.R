# What R says of the data sets that choice_peers.ts wrote: cluster::clusGap, fpc::clusterboot and fpc::prediction.strength.
# clusGap measures with dist(); here it gets the mean absolute difference of columns of range 1, which is Gower's.
suppressMessages({library(cluster); library(fpc)})
args <- commandArgs(TRUE); folder <- args[1]; draws <- as.integer(args[2]); part <- args[3]
ks <- scan(file.path(folder, "k.csv"), quiet = TRUE)
gower_dist <- function(x) stats::dist(x, "manhattan") / ncol(as.matrix(x))
gap <- cluster::clusGap
environment(gap) <- list2env(list(dist = gower_dist), parent = asNamespace("cluster"))
one_pam <- function(x, k) list(cluster = pam(gower_dist(x), k, cluster.only = TRUE))
# Medoids as rows of the whole matrix, by the labels of the halves: fpc looks the other half up at them.
medoids_of <- function(d, k, ...) {
  found <- pam(d, k)
  list(result = list(medoids = as.integer(attr(d, "Labels")[found$id.med])), nc = k, partition = found$clustering,
       clusterlist = lapply(seq_len(k), function(j) found$clustering == j), clustermethod = "pam")
}
text <- function(...) paste(format(c(...), digits = 15, trim = TRUE), collapse = ",")
gaps <- boots <- strengths <- character()
for (i in seq_along(ks)) {
  set.seed(1000 + i)
  k <- ks[i]
  x <- as.matrix(read.csv(file.path(folder, sprintf("r%d.csv", i - 1)), header = FALSE))
  x <- sweep(sweep(x, 2, apply(x, 2, min)), 2, apply(x, 2, function(v) diff(range(v))), "/")
  tab <- gap(x, one_pam, K.max = 6, B = draws, spaceH0 = "original", verbose = FALSE)$Tab
  best <- maxSE(tab[, "gap"], tab[, "SE.sim"], method = "Tibs2001SEmax")
  gaps[i] <- text(best, tab[, "logW"], tab[, "gap"], tab[, "SE.sim"])
  if (part == "gap") { boots[i] <- strengths[i] <- ""; next }
  d <- gower_dist(x)
  b <- clusterboot(d, B = draws, bootmethod = "boot", clustermethod = pamkCBI, krange = k, diss = TRUE, count = FALSE)
  boots[i] <- paste(text(b$partition), text(b$bootmean), text(apply(b$bootresult, 1, sd)), sep = ";")
  whole <- as.matrix(d)
  dimnames(whole) <- list(seq_len(nrow(x)), seq_len(nrow(x)))
  p <- prediction.strength(as.dist(whole), 2, 4, M = draws, clustermethod = medoids_of, centroidname = "medoids",
                           distances = TRUE)
  means <- sapply(2:4, function(j) mean(p$predcorr[[j]]))
  strengths[i] <- text(means, sapply(2:4, function(j) sd(p$predcorr[[j]])))
}
writeLines(gaps, file.path(folder, "gap.csv"))
writeLines(boots, file.path(folder, "boot.csv"))
writeLines(strengths, file.path(folder, "strength.csv"))

# Rscript apiclus2.R   (R 4.2.2, survey 4.1-1): writes apiclus2.csv, the package's own two-stage sample, and its answers.
suppressMessages(library(survey)); data(api)
a <- apiclus2[, c("dnum", "snum", "fpc1", "fpc2", "pw", "stype", "sch.wide", "api00", "api99", "enroll", "ell", "meals", "mobility")]
write.csv(a, "apiclus2.csv", row.names = FALSE, quote = FALSE)
out <- "key,value,se"
put <- function(key, m) { v <- coef(m); s <- sqrt(diag(as.matrix(vcov(m)))); out <<- c(out, sprintf("%s,%.17g,%.17g", if (length(v) > 1) paste0(key, "/", seq_along(v)) else key, v, s)) }
for (kind in c("fpc", "weights")) {
  d <- if (kind == "fpc") svydesign(~ dnum + snum, fpc = ~ fpc1 + fpc2, data = apiclus2) else svydesign(~ dnum + snum, weights = ~pw, data = apiclus2)
  put(paste0(kind, "/mean/api00"), svymean(~api00, d)); put(paste0(kind, "/total/enroll"), svytotal(~enroll, d, na.rm = TRUE))
  put(paste0(kind, "/ratio"), svyratio(~api00, ~api99, d)); put(paste0(kind, "/mean/E"), svymean(~api00, subset(d, stype == "E")))
  put(paste0(kind, "/share/no"), svymean(~as.numeric(sch.wide == "No"), d))
  put(paste0(kind, "/linear"), svyglm(api00 ~ ell + meals + mobility, d))
  out <- c(out, sprintf("%s/df,%d,NA", kind, degf(d)))
}
writeLines(out, "apiclus2-expected.csv")

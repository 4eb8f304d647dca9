# Imputes every data set of a folder with mice and writes set,method,estimate,se: Rscript risk_imputation.R <folder>
suppressMessages(library(mice))
folder <- commandArgs(trailingOnly = TRUE)[1]
out <- file(file.path(folder, "mice.csv"), "w")
for (file in list.files(folder, "^set.*csv$")) {
  d <- read.csv(file.path(folder, file))
  for (method in c("norm", "pmm", "logreg")) {
    one <- d[, c("y", "z", if (method == "logreg") "flag" else "x")]
    if (method == "logreg") one$flag <- factor(one$flag)
    methods <- c("", "", method)
    imputed <- mice(one, m = 20, maxit = 1, method = methods, printFlag = FALSE, seed = strtoi(substr(file, 4, 6), 10) * 10 + nchar(method))
    fit <- if (method == "logreg") with(imputed, lm(y ~ z + flag)) else with(imputed, lm(y ~ z + x))
    pooled <- summary(pool(fit))
    cat(sprintf("%s,%s,%.17g,%.17g\n", sub(".csv", "", file), method, pooled$estimate[3], pooled$std.error[3]), file = out, sep = "")
  }
}
close(out)

# Imputes every data set of a folder with mice and writes set,method,estimate,se: Rscript risk_imputation.R <folder>
suppressMessages(library(mice))
folder <- commandArgs(trailingOnly = TRUE)[1]
out <- file(file.path(folder, "mice.csv"), "w")
for (file in list.files(folder, "^set.*csv$")) {
  d <- read.csv(file.path(folder, file))
  for (method in c("norm", "pmm", "logreg", "polyreg")) {
    column <- switch(method, logreg = "flag", polyreg = "kind", "x")
    one <- d[, c("y", "z", column)]
    if (column != "x") one[[column]] <- factor(one[[column]])
    methods <- c("", "", method)
    imputed <- mice(one, m = 20, maxit = 1, method = methods, printFlag = FALSE, seed = strtoi(substr(file, 4, 6), 10) * 10 + nchar(method))
    fit <- switch(column, flag = with(imputed, lm(y ~ z + flag)), kind = with(imputed, lm(y ~ z + kind)), with(imputed, lm(y ~ z + x)))
    pooled <- summary(pool(fit))
    last <- nrow(pooled)
    cat(sprintf("%s,%s,%.17g,%.17g\n", sub(".csv", "", file), method, pooled$estimate[last], pooled$std.error[last]), file = out, sep = "")
  }
}
close(out)

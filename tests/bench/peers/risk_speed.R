# Times glm.fit of R on a matrix of doubles: Rscript risk_speed.R <file> <rows> <columns>
# The file holds the outcome and then the columns, constant first, as little-endian doubles.
arguments <- commandArgs(trailingOnly = TRUE)
n <- as.integer(arguments[2]); p <- as.integer(arguments[3])
source <- file(arguments[1], "rb")
y <- readBin(source, "double", n)
x <- matrix(readBin(source, "double", n * p), n, p)
close(source)
times <- sapply(seq_len(if (n > 5e5) 1 else 3), function(i) system.time(fit <<- glm.fit(x, y, family = binomial()))[["elapsed"]])
cat(sprintf("%.3f", min(times)), sprintf("%.17g", fit$coefficients[2]), fit$iter, "\n")

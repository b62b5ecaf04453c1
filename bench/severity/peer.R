# R's ordinal and lme4 beside the crate, on one file, in one run. See README.md.
suppressMessages({library(ordinal); library(lme4)})
given <- commandArgs(trailingOnly = TRUE)
stopifnot(length(given) == 2)
d <- read.csv(given[2])
d$pid <- factor(d$pid); d$rater <- factor(d$rater); d$school <- factor(d$school)
d$z <- as.numeric(scale(d$x))
lines <- grep("^g[0-9]+$", names(d), value = TRUE)
long <- do.call(rbind, lapply(lines, function(line)
  data.frame(pid = d$pid, rater = d$rater, z = d$z, item = line, level = d[[line]])))
long <- long[!is.na(long$level), ]
long$item <- factor(long$item); long$level <- factor(long$level, ordered = TRUE)
models <- list(
  clmm = function() clmm(level ~ item + (1 | pid) + (1 | rater), data = long),
  clmm_x = function() clmm(level ~ item + z + (1 | pid) + (1 | rater), data = long),
  lmer_mark = function() lmer(mark ~ 1 + (1 | rater), data = d),
  lmer_mark_x = function() lmer(mark ~ z + (1 | rater), data = d),
  lmer_mark_x_school = function() lmer(mark ~ z + (1 | rater) + (1 | school), data = d))
ours <- read.table(text = system2(given[1], given[2], stdout = TRUE), row.names = 1)
for (name in names(models)) {
  seconds <- system.time(fit <- models[[name]]())[["elapsed"]]
  value <- if (inherits(fit, "merMod")) REMLcrit(fit) else as.numeric(logLik(fit))
  cat(sprintf("%-20s R %8.3f s  ours %9.5f s  ratio %7.0f   R %.4f  ours %.4f\n",
              name, seconds, ours[name, 1], seconds / ours[name, 1], value, ours[name, 2]))
}
cat("load:", strsplit(readLines("/proc/loadavg"), " ")[[1]][1:3], "\n")

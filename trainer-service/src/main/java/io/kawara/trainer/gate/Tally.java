package io.kawara.trainer.gate;

/**
 * How right one answer is: labels rightly given, wrongly given and missing. Of a single-label task an answer is one right label or one wrong and one missing.
 *
 * @param right answered and true
 * @param wrong answered and not true
 * @param missing true and not answered
 */
record Tally(int right, int wrong, int missing) {}

package io.kawara.trainer.drawing;

/**
 * Where a column or row will be written.
 *
 * @param block from 1
 * @param x the middle of a column, or where a row begins; {@code y}: where a column begins, or the middle of a row
 * @param length pixels that may be filled
 * @param size pixels of a character's side
 * @param words what to write, or null for anything until the line is full
 */
record Line(Kind kind, int block, double x, double y, double length, double size, boolean furigana, String words) {}

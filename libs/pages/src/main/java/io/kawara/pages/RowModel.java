package io.kawara.pages;

/** Says of rows of numbers how probable it is that each is a true one. */
public interface RowModel {
    /** In [0,1], one a row; {@code rows} is {@code [rows][columns]}, and a number that is not known is not a number. */
    double[] probabilities(float[][] rows);
}

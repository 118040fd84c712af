package io.kawara.contracts;

/** A model whose vote is not in the answer, and why. */
public record Missing(String model, String reason) {}

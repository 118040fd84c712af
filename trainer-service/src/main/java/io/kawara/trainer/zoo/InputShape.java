package io.kawara.trainer.zoo;

/** What an architecture is built for. */
public sealed interface InputShape permits ImageShape, PageShape, TokenShape {}

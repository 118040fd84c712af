package io.kawara.trainer.labels;

/**
 * How a label stands.
 *
 * @param reason why it does not count; null where it does
 * @param wrong whether it contradicts a golden label; null where there is none to compare with
 */
record Standing(State state, String reason, Boolean wrong) {
    static final Standing COUNTS = new Standing(State.COUNTS, null, null);

    Standing(State state, String reason) {
        this(state, reason, null);
    }

    Standing wrong(Boolean isWrong) {
        return new Standing(state, reason, isWrong);
    }
}

package io.kawara.trainer.drawing;

/** What part of a page a character belongs to. */
public enum Kind {
    TITLE,
    TEXT,
    /** Smaller writing within a column. */
    NOTE,
    /** How a kanji is read, beside it. */
    FURIGANA,
    NUMBER;

    /** Whether transcriptions hold it, as Kuzushiji's do: not how kanji are read, and not the page's number. */
    public boolean isTranscribed() {
        return this != FURIGANA && this != NUMBER;
    }
}

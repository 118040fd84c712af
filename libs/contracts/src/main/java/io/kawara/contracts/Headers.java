package io.kawara.contracts;

/** The headers' names, after the Kafka protocol binding of CloudEvents (binary mode) where it has one. All are optional on {@code images}. */
public final class Headers {
    /** The name of the pipeline that answers; {@link Pipeline#DEFAULT} where it is left out. */
    public static final String PIPELINE = "pipeline";

    /** The item's own words: a JSON object of fields, or plain text. */
    public static final String TEXT = "text";

    /** The image's id for whoever sent it; the submission where it is left out. */
    public static final String ID = "ce_id";

    /** What belongs together and must never be learnt from and measured by at once, e.g. the book of a page; the image alone where it is left out. */
    public static final String GROUP = "group";

    public static final String SOURCE = "ce_source";
    public static final String TYPE = "ce_type";
    public static final String TIME = "ce_time";

    /** RFC 3339 time after which the image is answered with what is there. No deadline where it is left out. */
    public static final String EXPIRY_TIME = "ce_expirytime";

    /** The blob that holds the image when the record's value is empty, e.g. {@code blob:SHA256}. */
    public static final String DATA_REF = "ce_dataref";

    public static final String TRACE_PARENT = "traceparent";

    /** On {@code characters}: which record on {@code images} is meant, {@code partition-offset}. */
    public static final String SUBMISSION = "submission";

    /** On {@code characters}: what the detectors found, a JSON array of {@link CharacterBox}. */
    public static final String BOXES = "boxes";

    /** On {@code characters}: why there are no boxes to read, where that is not because the page is empty. */
    public static final String REASON = "reason";

    /** On dead letters: why, and where the bytes came from. */
    public static final String DEAD_CAUSE = "cause";

    public static final String DEAD_TOPIC = "topic";
    public static final String DEAD_PARTITION = "partition";
    public static final String DEAD_OFFSET = "offset";

    private Headers() {}
}

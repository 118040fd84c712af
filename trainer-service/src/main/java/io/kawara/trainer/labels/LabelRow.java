package io.kawara.trainer.labels;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kawara.contracts.Label;
import io.kawara.contracts.Ruling;
import io.kawara.messaging.InvalidMessage;
import io.kawara.messaging.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Locale;

/**
 * A label and what else is known of it.
 *
 * @param weight as given, times the source's trust
 * @param refusal why it never counts; null where nothing speaks against it
 * @param verdict of the latest ruling on it, or null
 * @param flood whether it is beyond its source's quota
 * @param wrong whether it contradicts a golden label; null where there is none to compare with
 */
record LabelRow(
        Label label,
        double weight,
        String refusal,
        Ruling.Verdict verdict,
        String verdictReason,
        boolean flood,
        Boolean wrong,
        State state,
        String reason) {
    /** What {@link #of} reads. */
    static final String COLUMNS =
            "l.body, l.weight, l.refusal, l.flood, l.wrong, l.state, l.reason, r.verdict, r.reason as why";

    /** Where the columns come from. */
    static final String TABLES = "label l left join ruling r on r.id = l.ruling";

    static LabelRow of(ResultSet row) throws SQLException {
        String verdict = row.getString("verdict");
        boolean wrong = row.getBoolean("wrong");
        boolean unknown = row.wasNull();
        return new LabelRow(
                parse(row.getString("body")),
                row.getDouble("weight"),
                row.getString("refusal"),
                verdict == null ? null : Ruling.Verdict.valueOf(verdict.toUpperCase(Locale.ROOT)),
                row.getString("why"),
                row.getBoolean("flood"),
                unknown ? null : Boolean.valueOf(wrong),
                State.of(row.getString("state")),
                row.getString("reason"));
    }

    static Label parse(String body) {
        try {
            return Json.read(body.getBytes(UTF_8), Label.class);
        } catch (InvalidMessage e) {
            throw new IllegalStateException("the catalogue holds a label that is none: " + e.getMessage(), e);
        }
    }

    static OffsetDateTime time(java.time.Instant instant) {
        return instant.atOffset(java.time.ZoneOffset.UTC);
    }

    boolean isHuman() {
        return label.kind() == Label.Kind.HUMAN;
    }

    boolean isReleased() {
        return verdict == Ruling.Verdict.RELEASE;
    }

    boolean isOut() {
        return refusal != null || verdict == Ruling.Verdict.REFUSE || verdict == Ruling.Verdict.REVOKE;
    }
}

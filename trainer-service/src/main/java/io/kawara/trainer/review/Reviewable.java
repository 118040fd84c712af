package io.kawara.trainer.review;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kawara.contracts.Result;
import io.kawara.messaging.InvalidMessage;
import io.kawara.messaging.Json;
import io.kawara.trainer.catalogue.PerceptualHash;
import java.sql.ResultSet;
import java.sql.SQLException;

/** An answered image that a person could look at. */
record Reviewable(String image, String sha256, Long phash, String answer) {
    static final String COLUMNS = "i.id, i.sha256, i.phash, i.answer";

    /** Pictures that look the same differ in so few bits of their hashes. */
    private static final int ALIKE = 6;

    static Reviewable of(ResultSet row) throws SQLException {
        return new Reviewable(
                row.getString("id"), row.getString("sha256"), (Long) row.getObject("phash"), row.getString("answer"));
    }

    boolean looksLike(Reviewable other) {
        return image.equals(other.image)
                || (sha256 != null && sha256.equals(other.sha256))
                || (phash != null && other.phash != null && PerceptualHash.distance(phash, other.phash) <= ALIKE);
    }

    Result result() {
        try {
            return Json.read(answer.getBytes(UTF_8), Result.class);
        } catch (InvalidMessage e) {
            throw new IllegalStateException("the catalogue holds an answer that is none: " + e.getMessage(), e);
        }
    }
}

package io.kawara.detector;

import io.kawara.serving.VotingRound;
import io.kawara.vision.Image;
import java.util.List;

/** Pages that are looked at together, decoded; to be closed. */
record PageRound(VotingRound<Image> votes, List<Image> decoded) implements AutoCloseable {
    @Override
    public void close() {
        votes.close();
        decoded.forEach(Image::close);
    }
}

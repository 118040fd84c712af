package io.kawara.classifier;

import io.kawara.reading.BoxedPage;
import io.kawara.serving.VotingRound;
import java.util.Queue;

/** Pages that are read together, decoded; to be closed. */
record PageRound(VotingRound<BoxedPage> votes, Queue<BoxedPage> decoded) implements AutoCloseable {
    @Override
    public void close() {
        votes.close();
        decoded.forEach(BoxedPage::close);
    }
}

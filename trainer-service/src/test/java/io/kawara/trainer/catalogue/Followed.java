package io.kawara.trainer.catalogue;

import io.kawara.contracts.Topics;
import java.nio.file.Path;

/** Brings a catalogue to the end of its topics, for tests of what others do with it. */
public final class Followed {
    public static void to(String servers, Topics topics, Database database, Path blobs) throws InterruptedException {
        try (var followed = FollowedTopics.of(servers, topics);
                var follower = followed.follow(database, blobs)) {
            FollowedTopics.awaitAll(follower);
        }
    }

    private Followed() {}
}

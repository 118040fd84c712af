package io.kawara.trainer.catalogue;

import io.kawara.contracts.Topics;
import io.kawara.messaging.BlobStore;
import java.nio.file.Path;

/** Follows topics until it is killed. */
final class CatalogueProcess {
    public static void main(String... arguments) throws InterruptedException {
        var database = Database.file(Path.of(arguments[2]));
        var unused = FollowedTopics.of(arguments[0], new Topics(arguments[1]))
                .follow(() -> database, new BlobStore(Path.of(arguments[3])));
        System.out.println("following");
        Thread.sleep(Long.MAX_VALUE);
    }

    private CatalogueProcess() {}
}

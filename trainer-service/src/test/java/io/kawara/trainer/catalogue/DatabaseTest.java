package io.kawara.trainer.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    @TempDir
    Path folder;

    @Test
    void keepsWhatIsWritten() {
        try (var database = Database.file(folder.resolve("catalogue"))) {
            database.jdbi()
                    .useHandle(handle ->
                            handle.execute("insert into progress values ('images', 1, 17) on conflict do nothing"));
        }
        try (var database = Database.file(folder.resolve("catalogue"))) {
            var offset = database.jdbi()
                    .withHandle(handle -> handle.createQuery("select next_offset from progress where topic = 'images'")
                            .mapTo(Long.class)
                            .one());
            assertThat(offset).isEqualTo(17);
        }
    }
}

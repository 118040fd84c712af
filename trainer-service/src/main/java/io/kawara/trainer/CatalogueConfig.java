package io.kawara.trainer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** What can be set for the catalogue. */
@ConfigMapping(prefix = "kawara.catalogue")
interface CatalogueConfig {
    Database database();

    /** Where the catalogue keeps its tables. */
    interface Database {
        /** Of JDBC, such as {@code jdbc:postgresql://host/kawara}; H2 in a file of the work folder where it is left out. */
        Optional<String> url();

        @WithDefault("sa")
        String user();

        Optional<String> password();
    }
}

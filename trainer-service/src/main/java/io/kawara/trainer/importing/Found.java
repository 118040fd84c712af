package io.kawara.trainer.importing;

import java.util.ArrayList;
import java.util.List;

/** What a source holds. */
record Found(List<Item> items, List<Refused> refused) {
    Found() {
        this(new ArrayList<>(), new ArrayList<>());
    }
}

package io.kawara.trainer.demo;

import io.kawara.trainer.catalogue.PerceptualHash;
import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.data.Row;
import io.kawara.trainer.snapshot.Leaks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Products dealt by a seed, each class its share of each: those that are held out to measure by, those that are labelled at the start, and those that are
 * streamed without labels. Of products that look the same one is left out, or it could be on both sides.
 */
record DealtProducts(List<Row> golden, List<Row> labelled, List<Row> stream) {
    private static final int BITS = 6;

    static DealtProducts deal(DataSet products, int golden, int labelled, long seed) throws IOException {
        var random = new Random(seed);
        Map<String, List<Row>> byClass = new TreeMap<>();
        different(products)
                .forEach(row -> byClass.computeIfAbsent(row.label(), unused -> new ArrayList<>())
                        .add(row));
        byClass.values().forEach(rows -> Collections.shuffle(rows, random));
        var dealt = new ArrayList<Row>();
        while (byClass.values().stream().anyMatch(rows -> !rows.isEmpty())) {
            var classes = new ArrayList<>(byClass.values());
            Collections.shuffle(classes, random);
            classes.stream().filter(rows -> !rows.isEmpty()).forEach(rows -> dealt.add(rows.remove(rows.size() - 1)));
        }
        if (dealt.size() <= golden + labelled) {
            throw new IllegalArgumentException(products.name() + " has " + dealt.size() + " products, and " + golden
                    + " are measured on and " + labelled + " labelled at the start: none is left for the stream");
        }
        return new DealtProducts(
                List.copyOf(dealt.subList(0, golden)),
                List.copyOf(dealt.subList(golden, golden + labelled)),
                List.copyOf(dealt.subList(golden + labelled, dealt.size())));
    }

    private static List<Row> different(DataSet products) throws IOException {
        var byId = new HashMap<String, Row>();
        products.rows().forEach(row -> byId.put(row.id(), row));
        var alike = new Leaks(id -> byId.get(id).image().bytes());
        var kept = new ArrayList<Row>();
        var hashes = new ArrayList<Long>();
        for (Row row : products.rows()) {
            long hash = PerceptualHash.of(row.image().bytes())
                    .orElseThrow(() -> new IllegalArgumentException(row.image() + " is no picture"));
            boolean known = false;
            for (int i = 0; i < kept.size() && !known; i++) {
                known = PerceptualHash.distance(hash, hashes.get(i)) <= BITS
                        && alike.looksLike(row.id(), kept.get(i).id());
            }
            if (!known) {
                kept.add(row);
                hashes.add(hash);
            }
        }
        return kept;
    }
}

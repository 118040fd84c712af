package io.kawara.trainer.importing;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Which items are held out for ever to measure by: a share of all groups, drawn by the groups' names and so the same ones whenever they are brought in, or
 * the groups that are named. Items without a group are drawn one by one.
 */
record GoldenShare(double share, Set<String> groups) {
    static final GoldenShare NONE = new GoldenShare(0, Set.of());

    GoldenShare {
        groups = Set.copyOf(groups);
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("--golden is a share in [0,1), such as 0.1: " + share);
        }
    }

    boolean holds(Item item) {
        if (item.group() != null && groups.contains(item.group())) {
            return true;
        }
        String drawn = Sha256.of(
                ("golden " + (item.group() == null ? item.name() : item.group())).getBytes(StandardCharsets.UTF_8));
        return new BigInteger(drawn.substring(0, 12), 16).doubleValue() / (1L << 48) < share;
    }
}

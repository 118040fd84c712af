package io.kawara.gateway.intake;

import java.util.UUID;

/** Ids that sort by the time they were made: version 7 of RFC 9562. Safe for many threads. */
public final class Uuid7 {
    public static UUID next() {
        UUID random = UUID.randomUUID(); // not a generator of our own, which a native image would be built with
        return at(System.currentTimeMillis(), random.getMostSignificantBits(), random.getLeastSignificantBits());
    }

    /** 48 bits of milliseconds, the version, 12 random bits; the variant, 62 random bits. */
    static UUID at(long millis, long high, long low) {
        return new UUID(
                millis << 16 | 0x7000 | (high & 0x0FFF), 0x8000_0000_0000_0000L | (low & 0x3FFF_FFFF_FFFF_FFFFL));
    }

    private Uuid7() {}
}

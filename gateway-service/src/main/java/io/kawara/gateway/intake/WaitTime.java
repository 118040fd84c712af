package io.kawara.gateway.intake;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a caller waits for an answer, as people write it: {@code 5s}, {@code 1.5s}, {@code 800ms}, {@code 1m}, {@code PT5S}, or {@code 5000} milliseconds. */
public final class WaitTime {
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m)?");

    /** A preference of RFC 7240: {@code Prefer: respond-async, wait=10}, in seconds. */
    private static final Pattern PREFERENCE =
            Pattern.compile("(?i)(?:^|[,;])\\s*wait\\s*=\\s*\"?(\\d{1,9})\"?\\s*(?=$|[,;])");

    private final Duration longest;

    public WaitTime(Duration longest) {
        this.longest = longest;
    }

    /**
     * Reads the parameter.
     *
     * @throws Refusal if it is no time, negative, or longer than the longest
     */
    public Duration parse(String text) {
        Duration wait = read(text.strip().toLowerCase(Locale.ROOT))
                .orElseThrow(() -> Refusal.badRequest(
                        "wait is a time such as 5s, 800ms, PT5S, or 5000 for milliseconds: not '" + text + "'"));
        if (wait.isNegative()) {
            throw Refusal.badRequest("wait cannot be negative: " + text);
        }
        if (wait.compareTo(longest) > 0) {
            throw Refusal.badRequest("wait is at most " + longest.toSeconds()
                    + "s here: send without it and ask at the Location of the reply");
        }
        return wait;
    }

    /** Reads the header {@code Prefer}; a preference is never refused: what is too long is shortened. */
    public Optional<Duration> preferred(String header) {
        Matcher matcher = PREFERENCE.matcher(header);
        if (!matcher.find()) {
            return Optional.empty();
        }
        Duration wait = Duration.ofSeconds(Long.parseLong(matcher.group(1)));
        return Optional.of(wait.compareTo(longest) > 0 ? longest : wait);
    }

    private static Optional<Duration> read(String text) {
        Matcher amount = AMOUNT.matcher(text);
        if (amount.matches()) {
            double millis = Double.parseDouble(amount.group(1)) * millisOf(amount.group(2));
            return Optional.of(Duration.ofMillis(Math.round(millis)));
        }
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static int millisOf(String unit) {
        if ("m".equals(unit)) {
            return 60_000;
        }
        return "s".equals(unit) ? 1_000 : 1;
    }
}

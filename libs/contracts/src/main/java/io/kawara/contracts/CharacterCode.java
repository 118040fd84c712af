package io.kawara.contracts;

/** How a character is named: {@code U+306F} is は. */
public final class CharacterCode {
    /** Whether it names a character: a code point that is no control, no half of a pair and none that Unicode keeps for itself. */
    public static boolean isCharacter(String code) {
        if (!code.matches("U\\+[0-9A-Fa-f]{4,6}")) {
            return false;
        }
        int point = Integer.parseInt(code.substring(2), 16);
        return Character.isValidCodePoint(point)
                && !Character.isISOControl(point)
                && Character.getType(point) != Character.SURROGATE
                && (point & 0xFFFE) != 0xFFFE;
    }

    private CharacterCode() {}
}

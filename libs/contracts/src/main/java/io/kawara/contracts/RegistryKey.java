package io.kawara.contracts;

/** The keys of the registry topic. */
public final class RegistryKey {
    public static final String PIPELINE = "pipeline/";
    public static final String MODEL = "model/";
    public static final String ALIAS = "alias/";
    private static final String CHAMPION = "/champion";
    private static final String CHALLENGER = "/challenger";

    public static String pipeline(String name) {
        return PIPELINE + name;
    }

    public static String model(String name, int version) {
        return MODEL + name + "/" + version;
    }

    public static String champion(String name) {
        return ALIAS + name + CHAMPION;
    }

    public static String challenger(String name) {
        return ALIAS + name + CHALLENGER;
    }

    /** Whether a key beginning with {@link #ALIAS} names a challenger. */
    public static boolean isChallenger(String key) {
        return key.endsWith(CHALLENGER);
    }

    private RegistryKey() {}
}

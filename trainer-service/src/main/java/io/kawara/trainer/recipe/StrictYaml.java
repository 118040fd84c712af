package io.kawara.trainer.recipe;

import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads a YAML file into records, one component a key. A key that is unknown, misspelt, doubled or missing, or whose value does not fit, is an {@link
 * IllegalArgumentException} naming file, line and key.
 *
 * <p>Components may be strings, numbers, booleans, enums ({@code LOG_MEAN} is written {@code log-mean}), records, lists and maps of these;
 * and sealed interfaces of records, of which the key {@code kind} says which is meant.
 */
public final class StrictYaml {
    private static final String KIND = "kind";

    private final String file;
    private final Overrides overrides;

    private StrictYaml(String file, Overrides overrides) {
        this.file = file;
        this.overrides = overrides;
    }

    /**
     * Reads a file.
     *
     * @param settings what the command line says against the file, each {@code section.key=value}
     */
    public static <T extends Record> T read(Path file, Class<T> type, List<String> settings) throws IOException {
        return parse(Files.readString(file), file.toString(), type, settings);
    }

    /** The keys at a file's top. */
    public static Set<String> keys(Path file) throws IOException {
        var root = root(Files.readString(file), file.toString());
        return new StrictYaml(file.toString(), new Overrides())
                .entries(root, "")
                .keySet();
    }

    /** As {@link #read}, of a text that is named {@code file} in errors. */
    public static <T extends Record> T parse(String text, String file, Class<T> type, List<String> settings) {
        MappingNode root = root(text, file);
        Overrides overrides = new Overrides();
        settings.forEach(setting -> overrides.apply(root, Keys.of(type), setting));
        return new StrictYaml(file, overrides).toRecord(root, type, "");
    }

    private static MappingNode root(String text, String file) {
        Node root;
        try {
            root = new Yaml().compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new IllegalArgumentException(file + ":" + line + ": not YAML: " + e.getProblem(), e);
        }
        if (!(root instanceof MappingNode mapping)) {
            throw new IllegalArgumentException(file + ":1: expected keys and values");
        }
        return mapping;
    }

    private <T extends Record> T toRecord(MappingNode node, Class<T> type, String path) {
        RecordComponent[] components = type.getRecordComponents();
        Map<String, NodeTuple> given = known(entries(node, path), Keys.of(type), path);
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = component(node, given.get(components[i].getName()), components[i], path);
        }
        return construct(node, type, values);
    }

    /** The entries by their keys' own names. */
    private Map<String, NodeTuple> known(Map<String, NodeTuple> entries, Keys keys, String path) {
        Map<String, NodeTuple> known = new LinkedHashMap<>();
        entries.forEach((spelling, tuple) -> {
            if (!keys.knows(spelling)) {
                throw error(tuple.getKeyNode(), unknown(spelling, path, keys.names()));
            }
            if (known.put(keys.name(spelling), tuple) != null) {
                throw error(
                        tuple.getKeyNode(),
                        "the key '" + join(path, keys.name(spelling))
                                + "' is given twice, in its long spelling and its short one");
            }
        });
        return known;
    }

    private Object component(MappingNode node, NodeTuple tuple, RecordComponent component, String path) {
        String key = join(path, component.getName());
        if (tuple != null && component.isAnnotationPresent(FromFile.class) && isFileName(tuple.getValueNode())) {
            return fromFile((ScalarNode) tuple.getValueNode(), component.getType(), key);
        }
        if (tuple != null) {
            return value(tuple.getValueNode(), component.getGenericType(), key);
        }
        Default fallback = component.getAnnotation(Default.class);
        if (fallback == null) {
            throw error(node, "the key '" + key + "' is missing");
        }
        Node written = new Yaml().compose(new StringReader(fallback.value()));
        return value(overrides.mark(written, "default of " + key), component.getGenericType(), key);
    }

    private static boolean isFileName(Node node) {
        return node instanceof ScalarNode scalar && !isNull(scalar);
    }

    private Object fromFile(ScalarNode name, Class<?> type, String key) {
        Path other = Path.of(file).resolveSibling(name.getValue());
        try {
            return parse(Files.readString(other), other.toString(), type.asSubclass(Record.class), List.of());
        } catch (IOException e) {
            throw error(name, "'" + key + "' names a file that cannot be read: " + other);
        }
    }

    private <T extends Record> T construct(Node node, Class<T> type, Object[] values) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true); // a file's records may be nobody else's business
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw error(node, String.valueOf(e.getCause().getMessage()));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("not a record that a file can be read into: " + type, e);
        }
    }

    private Map<String, NodeTuple> entries(MappingNode node, String path) {
        Map<String, NodeTuple> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            String key = ((ScalarNode) tuple.getKeyNode()).getValue();
            if (entries.put(key, tuple) != null) {
                throw error(tuple.getKeyNode(), "the key '" + join(path, key) + "' is given twice");
            }
        }
        return entries;
    }

    private Object value(Node node, Type type, String key) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == List.class
                    ? list(node, generic.getActualTypeArguments()[0], key)
                    : map(node, generic.getActualTypeArguments()[1], key);
        }
        Class<?> plain = (Class<?>) type;
        if (!plain.isPrimitive() && node instanceof ScalarNode scalar && isNull(scalar)) {
            return null;
        }
        if (plain.isInterface() && plain.isSealed()) {
            return variant(node, plain, key);
        }
        if (plain.isRecord()) {
            return toRecord(section(node, key), plain.asSubclass(Record.class), key);
        }
        return scalar(scalarNode(node, key), plain, key);
    }

    private Object variant(Node node, Class<?> type, String key) {
        MappingNode mapping = section(node, key);
        Map<String, Class<? extends Record>> variants = Variants.of(type);
        NodeTuple named = entries(mapping, key).get(KIND);
        if (named == null) {
            throw error(
                    node,
                    "the key '" + join(key, KIND) + "' is missing: one of " + String.join(", ", variants.keySet()));
        }
        String kind = scalarNode(named.getValueNode(), join(key, KIND)).getValue();
        if (!variants.containsKey(kind)) {
            List<String> known = List.copyOf(variants.keySet());
            throw error(
                    named.getValueNode(),
                    "there is no kind '" + kind + "' of '" + key + "'; did you mean '" + Spelling.nearest(kind, known)
                            + "'? Kinds here: " + String.join(", ", known));
        }
        var rest = new MappingNode(
                mapping.getTag(),
                true,
                mapping.getValue().stream().filter(tuple -> tuple != named).toList(),
                mapping.getStartMark(),
                mapping.getEndMark(),
                mapping.getFlowStyle());
        overrides.mark(rest, overrides.origin(mapping));
        return toRecord(rest, variants.get(kind), join(key, kind));
    }

    private List<Object> list(Node node, Type element, String key) {
        if (!(node instanceof SequenceNode sequence)) {
            // A list of one may be written without brackets.
            return List.of(value(node, element, key));
        }
        List<Object> values = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            values.add(value(item, element, key));
        }
        return List.copyOf(values);
    }

    private MappingNode section(Node node, String key) {
        if (node instanceof MappingNode mapping) {
            return mapping;
        }
        throw error(node, "'" + key + "' is a section: expected keys and values");
    }

    private Map<String, Object> map(Node node, Type element, String key) {
        Map<String, Object> values = new LinkedHashMap<>();
        entries(section(node, key), key).forEach((name, tuple) -> {
            Node value = tuple.getValueNode();
            values.put(
                    name,
                    element == String.class
                            ? scalarNode(value, join(key, name)).getValue()
                            : value(value, element, join(key, name)));
        });
        return values;
    }

    private Object scalar(ScalarNode node, Class<?> type, String key) {
        try {
            return Scalars.read(node.getValue(), type);
        } catch (IllegalArgumentException e) {
            throw error(node, "'" + key + "' is " + Scalars.expected(type) + ", not '" + node.getValue() + "'");
        }
    }

    /** What a file calls a record that is one of several: {@code ShiftScaleRotate} is {@code shift-scale-rotate}. */
    public static String kind(Class<?> variant) {
        return variant.getSimpleName().replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private ScalarNode scalarNode(Node node, String key) {
        if (node instanceof ScalarNode scalar) {
            return scalar;
        }
        throw error(node, "'" + key + "' is one value");
    }

    private static boolean isNull(ScalarNode scalar) {
        return scalar.isPlain()
                && (scalar.getValue().isEmpty() || scalar.getValue().equals("null"));
    }

    private static String unknown(String key, String path, List<String> known) {
        return "there is no key '" + join(path, key) + "'; did you mean '" + join(path, Spelling.nearest(key, known))
                + "'? Keys here: " + String.join(", ", known);
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private IllegalArgumentException error(Node node, String sentence) {
        String place = overrides.origin(node);
        return new IllegalArgumentException(
                (place == null ? file + ":" + (node.getStartMark().getLine() + 1) : file + ", " + place) + ": "
                        + sentence);
    }
}

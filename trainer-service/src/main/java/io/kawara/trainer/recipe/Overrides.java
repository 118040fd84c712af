package io.kawara.trainer.recipe;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Writes settings of the command line ({@code optimizer.learningRate=5e-3}) into a composed YAML file, and remembers what did not come from the file. */
final class Overrides {
    private final IdentityHashMap<Node, String> origins = new IdentityHashMap<>();

    /** @param keys of the file's top */
    void apply(MappingNode root, Keys keys, String setting) {
        int equals = setting.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("not a setting: '" + setting + "' (expected section.key=value)");
        }
        String origin = "setting " + setting;
        String[] path = setting.substring(0, equals).split("\\.", -1);
        MappingNode section = root;
        Keys there = keys;
        for (int i = 0; i < path.length - 1; i++) {
            section = section(section, there, path[i], origin);
            there = there.below(path[i]);
        }
        Node value = new Yaml().compose(new StringReader(setting.substring(equals + 1)));
        put(section, there, path[path.length - 1], value == null ? scalar("") : value, origin);
    }

    /** Remembers that a node does not come from the file. */
    Node mark(Node node, String origin) {
        origins.put(node, origin);
        return node;
    }

    /** Where a node came from, null for the file. */
    String origin(Node node) {
        return origins.get(node);
    }

    private MappingNode section(MappingNode parent, Keys keys, String key, String origin) {
        for (NodeTuple tuple : parent.getValue()) {
            if (keys.name(key(tuple)).equals(keys.name(key)) && tuple.getValueNode() instanceof MappingNode section) {
                return section;
            }
        }
        MappingNode section = new MappingNode(Tag.MAP, new ArrayList<>(), FlowStyle.BLOCK);
        put(parent, keys, key, section, origin);
        return section;
    }

    private void put(MappingNode section, Keys keys, String key, Node value, String origin) {
        List<NodeTuple> tuples = new ArrayList<>(section.getValue());
        tuples.removeIf(tuple -> keys.name(key(tuple)).equals(keys.name(key)));
        tuples.add(new NodeTuple(mark(scalar(key), origin), mark(value, origin)));
        section.setValue(tuples);
    }

    private static String key(NodeTuple tuple) {
        return ((ScalarNode) tuple.getKeyNode()).getValue();
    }

    private static Node scalar(String text) {
        return new ScalarNode(Tag.STR, text, null, null, ScalarStyle.PLAIN);
    }
}

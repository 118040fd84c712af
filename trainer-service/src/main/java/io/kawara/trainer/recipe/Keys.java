package io.kawara.trainer.recipe;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys of one section, by their spellings.
 *
 * @param names in the order of the record's components
 * @param spelt every spelling, and which key it is
 */
record Keys(List<String> names, Map<String, String> spelt, Map<String, Class<?>> types) {
    /** @param type the section's record; null for a section whose keys are free */
    static Keys of(Class<?> type) {
        var names = new ArrayList<String>();
        var spelt = new HashMap<String, String>();
        var types = new HashMap<String, Class<?>>();
        if (type != null && type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                names.add(component.getName());
                types.put(component.getName(), component.getType());
                spelt.put(component.getName(), component.getName());
                Also also = component.getAnnotation(Also.class);
                if (also != null) {
                    spelt.put(also.value(), component.getName());
                }
            }
        }
        return new Keys(names, spelt, types);
    }

    /** Whether there is such a key, however it is spelt. */
    boolean knows(String spelling) {
        return spelt.containsKey(spelling);
    }

    /** The key's own name; a key that is unknown is left to whoever reads it. */
    String name(String spelling) {
        return spelt.getOrDefault(spelling, spelling);
    }

    /** The keys below a key. */
    Keys below(String spelling) {
        return of(types.get(name(spelling)));
    }
}

package io.kawara.trainer.labels;

import io.kawara.contracts.CharacterCode;
import io.kawara.contracts.KnownClasses;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Task;
import io.kawara.messaging.Registry;
import io.kawara.trainer.catalogue.Refusal;
import java.util.ArrayList;

/** Lets a pipeline's labels say one class more. */
public final class ClassAddition {
    /**
     * The pipeline with a class that its models do not know yet: from then on its rules list what labels may say.
     *
     * @throws Refusal if it knows the class, or the class can be none
     */
    public static Pipeline add(Registry registry, Pipeline pipeline, String name) {
        if (name == null || name.isBlank() || name.length() > 400 || !name.equals(name.strip())) {
            throw Refusal.badRequest("a class is a name of 1 to 400 characters without blanks around it");
        }
        if (pipeline.task() == Task.PAGES) {
            if (!CharacterCode.isCharacter(name)) {
                throw Refusal.badRequest("'" + name + "' is no character's code, such as U+306F");
            }
            if (pipeline.learning().classes().isEmpty()) {
                throw new Refusal(
                        Refusal.Kind.CONFLICT, "The labels of " + pipeline.name() + " may say any character already.");
            }
        }
        var classes =
                new ArrayList<>(KnownClasses.of(pipeline, registry::serving).classes());
        if (classes.contains(name)) {
            throw new Refusal(Refusal.Kind.CONFLICT, "Pipeline " + pipeline.name() + " knows class '" + name + "'.");
        }
        classes.add(name);
        return pipeline.with(pipeline.learning().withClasses(classes));
    }

    private ClassAddition() {}
}

package io.kawara.system;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules of CONTRIBUTING.md that a compiler cannot hold. */
class ArchitectureTest {
    private static final String EDGES = ".*(Stage|Topology|Resource|Beans|Config|Command|Readiness|Problems)(\\$.*)?";
    private static final List<String> MODULES = List.of(
            "libs/contracts",
            "libs/pages",
            "libs/messaging",
            "libs/s3",
            "libs/vision",
            "libs/serving",
            "libs/reading",
            "ocr-service",
            "detector-service",
            "classifier-service",
            "text-service",
            "fusion-service",
            "gateway-service",
            "trainer-service");

    private static JavaClasses kawara;

    @BeforeAll
    static void readClasses() {
        List<Path> folders = MODULES.stream()
                .map(module -> Path.of("..", module, "target", "classes").normalize())
                .toList();
        assertThat(folders).allMatch(Files::isDirectory, "is built");
        kawara = new ClassFileImporter().importPaths(folders);
    }

    @Test
    void onlyServingTouchesOnnxRuntime() {
        noClasses()
                .that(not(resideInAPackage("io.kawara.serving..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.onnxruntime..")
                .because("sessions, their memory and their threads are looked after in libs/serving")
                .check(kawara);
    }

    @Test
    void onlyItsOwnLibraryTouchesS3() {
        noClasses()
                .that(not(resideInAPackage("io.kawara.s3..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.github.davidmoten..")
                .because("blobs lie on a Shelf, and whoever uses them does not know where that is")
                .check(kawara);
    }

    @Test
    void onlyVisionTouchesOpenCv() {
        noClasses()
                .that(not(resideInAPackage("io.kawara.vision..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco.opencv..")
                .because("image bytes are bounded before they are decoded, in libs/vision")
                .check(kawara);
    }

    @Test
    void onlyTheTrainersTorchPackageTouchesDjl() {
        noClasses()
                .that(not(resideInAPackage("io.kawara.trainer.torch..")))
                .and(not(resideInAPackage("io.kawara.bench"))) // whose peer is a module that DJL loads
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl..")
                .because("native tensors are freed by hand, in one place")
                .check(kawara);
    }

    @Test
    void onlyTheTrainersTreesPackageTouchesTheLibrariesThatGrowTrees() {
        noClasses()
                .that(not(resideInAPackage("io.kawara.trainer.trees..")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.github.metarank..", "com.microsoft.ml..", "ml.dmlc..")
                .because("what they grow is served as ONNX, like every model")
                .check(kawara);
    }

    @Test
    void contractsNeedNothingButTheJdkAndJacksonsAnnotations() {
        classes()
                .that()
                .resideInAPackage("io.kawara.contracts..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "io.kawara.contracts..", "com.fasterxml.jackson.annotation..")
                .because("whoever speaks to Kawara in Java takes this jar along")
                .check(kawara);
    }

    @Test
    void servicesMeetOnTopicsOnly() {
        slices().matching("io.kawara.(ocr|detector|classifier|text|fusion|gateway|trainer)..")
                .should()
                .notDependOnEachOther()
                .because("each service is built, scaled and replaced alone")
                .check(kawara);
    }

    @Test
    void onlyTheEdgesKnowTheFramework() {
        noClasses()
                .that(not(resideInAnyPackage("io.kawara.messaging..")))
                .and()
                .haveNameNotMatching(EDGES)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.quarkus..",
                        "io.smallrye..",
                        "org.eclipse.microprofile..",
                        "jakarta..",
                        "io.vertx..",
                        "picocli..",
                        "org.apache.kafka.streams..")
                .because("an idea is plain Java and has its own test; name an edge *Stage, *Topology, *Resource,"
                        + " *Beans, *Config, *Command, *Readiness or *Problems")
                .check(kawara);
    }

    @Test
    void namesSayWhatAClassIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Processor|Handler|DTO)")
                .because("these words hide what the class is: take the field's own")
                .check(kawara);
    }

    @Test
    void librariesDoNotKnowServices() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.kawara.contracts..",
                        "io.kawara.pages..",
                        "io.kawara.messaging..",
                        "io.kawara.s3..",
                        "io.kawara.vision..",
                        "io.kawara.serving..",
                        "io.kawara.reading..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.kawara.ocr..",
                        "io.kawara.detector..",
                        "io.kawara.classifier..",
                        "io.kawara.text..",
                        "io.kawara.fusion..",
                        "io.kawara.gateway..",
                        "io.kawara.trainer..",
                        "io.kawara.local..")
                .check(kawara);
    }
}

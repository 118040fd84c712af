package io.kawara.trainer.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.zoo.Architecture;
import io.kawara.trainer.zoo.ImageShape;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GroupsTest {
    private static final Graph GRAPH =
            Architecture.of("resnet18", Map.of("width", 4)).build(new ImageShape(32, 32, 3), 5, 1);

    @Test
    void vectorsDoNotDecayUnlessAllDo() {
        assertThat(Groups.PLAIN.of(GRAPH, names(), 0.1))
                .hasSize(2)
                .allSatisfy(group ->
                        assertThat(group.names()).allMatch(name -> group.decay() == (isMatrix(name) ? 0.1 : 0)));
        assertThat(new Groups(true, 1, 1, List.of()).of(GRAPH, names(), 0.1))
                .singleElement()
                .satisfies(group -> assertThat(group.decay()).isEqualTo(0.1));
    }

    @Test
    void layersFurtherFromTheHeadMoveLess() {
        var rates = rates(new Groups(true, 0.5, 1, List.of()));
        assertThat(rates)
                .containsEntry("fc.weight", 1.0)
                .containsEntry("layer4.1.bn2.bias", 0.5)
                .containsEntry("layer4.1.conv1.weight", 0.5)
                .containsEntry("layer4.0.downsample.0.weight", 0.25)
                .containsEntry("layer1.0.conv1.weight", Math.pow(0.5, 8));
        assertThat(Groups.layer("encoder.layer.11.attention.query.weight")).isEqualTo("encoder.layer.11");
        assertThat(Groups.layer("features.1.0.block.0.weight")).isEqualTo("features.1.0");
        assertThat(Groups.layer("stage2.downsample.0.weight")).isEqualTo("stage2");
        assertThat(Groups.layer("tokens.embedding.weight")).isEqualTo("tokens");
    }

    @Test
    void theHeadHasARateOfItsOwn() {
        assertThat(rates(new Groups(false, 1, 10, List.of())))
                .allSatisfy((name, rate) -> assertThat(rate).isEqualTo(name.startsWith("fc.") ? 10 : 1));
    }

    @Test
    void theFirstPartThatFitsCountsAndRatesMultiply() {
        var groups = new Groups(
                false,
                0.5,
                1,
                List.of(
                        new Groups.Part("layer4.1.conv1", 0.1, OptionalDouble.of(0.3)),
                        new Groups.Part("layer4.1", 0, OptionalDouble.empty())));
        assertThat(rates(groups).get("layer4.1.conv1.weight")).isCloseTo(0.05, within(1e-12));
        assertThat(rates(groups).get("layer4.1.conv2.weight")).isZero();
        assertThat(groups.of(GRAPH, names(), 0.1))
                .filteredOn(group -> group.names().contains("layer4.1.conv1.weight"))
                .singleElement()
                .satisfies(group -> assertThat(group.decay()).isEqualTo(0.3));
    }

    @Test
    void aPartThatFitsNothingIsAnError() {
        var groups = new Groups(false, 1, 1, List.of(new Groups.Part("layr4", 0.1, OptionalDouble.empty())));
        assertThatThrownBy(() -> groups.of(GRAPH, names(), 0))
                .hasMessageStartingWith("no trained weight's name begins with 'layr4'; there are conv1.weight,");
    }

    private static List<String> names() {
        return GRAPH.weights().keySet().stream()
                .filter(name -> !name.contains("running"))
                .toList();
    }

    private static boolean isMatrix(String name) {
        return GRAPH.weights().get(name).shape().length > 1;
    }

    private static Map<String, Double> rates(Groups groups) {
        return groups.of(GRAPH, names(), 0).stream()
                .flatMap(group -> group.names().stream().map(name -> Map.entry(name, group.rate())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}

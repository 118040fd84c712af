package io.kawara.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.gateway.catalogue.CataloguePath;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The OpenAPI document says what there is, no less and no more. */
@QuarkusTest
@QuarkusTestResource(KafkaInJvm.class)
class DocumentTest {
    @Test
    void hasEveryOperation() {
        Map<String, Map<String, Object>> paths = document().getMap("paths");

        var documented = new TreeSet<String>();
        paths.forEach((path, operations) -> operations.keySet().forEach(verb -> documented.add(verb + " " + path)));

        assertThat(documented).isEqualTo(operations());
    }

    @Test
    void describesTheAnswerAsItIsWritten() {
        JsonPath document = document();
        assertThat(document.getMap("components.schemas.Result.properties"))
                .containsKeys("id", "submission", "pipeline", "status", "label", "score", "votes", "missing", "lines")
                .containsKeys("characters", "transcription");
        assertThat(document.getMap("components.schemas.CharacterBox.properties"))
                .containsOnlyKeys("code", "score", "x", "y", "w", "h", "found", "alternatives");
        assertThat(document.getMap("components.schemas.Alternative.properties")).containsOnlyKeys("code", "score");
        assertThat(document.getString("components.schemas.Submission.type")).isEqualTo("string");
        assertThat(document.getList("components.schemas.Status.enum", String.class))
                .containsExactlyInAnyOrder("complete", "partial", "failed");
    }

    @Test
    void describesALabelAsItIsGiven() {
        assertThat(document().getMap("components.schemas.GivenLabel.properties"))
                .containsOnlyKeys(
                        "id", "image", "pipeline", "labels", "characters", "by", "golden", "withdraws", "source");
    }

    @Test
    void describesWhatTheCatalogueAnswers() {
        assertThat(document().getString("paths.'/v1/review/next'.get.summary")).isNotBlank();
        assertThat(document().getString("info.title")).isEqualTo("Kawara");
    }

    @Test
    void takesAnImageOrAForm() {
        assertThat(document().getMap("paths.'/v1/images'.post.requestBody.content"))
                .containsOnlyKeys("image/*", "multipart/form-data");
        assertThat(document().getString("components.schemas.Images.properties.files.items.format"))
                .isEqualTo("binary");
    }

    private static JsonPath document() {
        return given().accept("application/json").get("/q/openapi").jsonPath();
    }

    private static Set<String> operations() {
        var operations = new TreeSet<String>();
        CataloguePath.ALL.forEach(each -> operations.add(each.method().toLowerCase(Locale.ROOT) + " " + each.path()));
        Stream.of(
                        ImagesResource.class,
                        AnswersResource.class,
                        ResultsResource.class,
                        RegistryResource.class,
                        ModelsResource.class,
                        LabelsResource.class)
                .forEach(resource -> Stream.of(resource.getDeclaredMethods())
                        .filter(method ->
                                method.isAnnotationPresent(GET.class) || method.isAnnotationPresent(POST.class))
                        .forEach(method -> operations.add(operation(resource, method))));
        return operations;
    }

    private static String operation(Class<?> resource, Method method) {
        Path below = method.getAnnotation(Path.class);
        return (method.isAnnotationPresent(GET.class) ? "get " : "post ")
                + resource.getAnnotation(Path.class).value()
                + (below == null ? "" : below.value());
    }
}

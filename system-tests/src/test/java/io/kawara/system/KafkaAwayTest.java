package io.kawara.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kawara.contracts.Status;
import io.kawara.local.Service;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Kafka that is not there, at the start and later. */
class KafkaAwayTest {
    private static final Set<Service> SERVICES = EnumSet.range(Service.GATEWAY, Service.CATALOGUE);

    @Test
    void servicesWaitForKafkaAndSurviveItsLoss() throws Exception {
        try (var stack = RunningStack.own()) {
            // Given: a stack that has worked, and now stands without its broker
            stack.start(Service.CATALOGUE);
            try (var sender = new Sender(stack.bootstrapServers());
                    var answers = new Answers(stack.bootstrapServers())) {
                assertThat(answers.await1(sender.image(stack.sample())).status())
                        .isEqualTo(Status.COMPLETE);
            }
            stack.kill9(Service.KAFKA);

            // Then: it says so, and lives
            await().atMost(Duration.ofMinutes(2))
                    .untilAsserted(() -> assertThat(SERVICES).allSatisfy(service -> {
                        assertThat(stack.health(service, "ready")).isEqualTo(503);
                        assertThat(stack.health(service, "live")).isEqualTo(200);
                    }));

            // When: a service starts while Kafka is away
            stack.kill9(Service.CLASSIFIER);
            stack.startWithoutWaiting(Service.CLASSIFIER);
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() ->
                            assertThat(stack.health(Service.CLASSIFIER, "live")).isEqualTo(200));
            assertThat(stack.health(Service.CLASSIFIER, "ready")).isEqualTo(503);
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(
                            () -> assertThat(stack.log(Service.CLASSIFIER)).contains("Waiting for Kafka"));

            // Then: all work again once it is back
            stack.start(Service.KAFKA);
            await().atMost(Duration.ofMinutes(3))
                    .untilAsserted(() -> assertThat(SERVICES)
                            .allSatisfy(service ->
                                    assertThat(stack.health(service, "ready")).isEqualTo(200)));
            try (var sender = new Sender(stack.bootstrapServers());
                    var answers = new Answers(stack.bootstrapServers())) {
                assertThat(answers.await1(sender.image(stack.sample())).status())
                        .isEqualTo(Status.COMPLETE);
            }
        }
    }
}

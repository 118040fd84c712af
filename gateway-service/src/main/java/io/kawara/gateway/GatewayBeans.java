package io.kawara.gateway;

import io.kawara.contracts.Challenger;
import io.kawara.contracts.Champion;
import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.Combination;
import io.kawara.contracts.GateCheck;
import io.kawara.contracts.Label;
import io.kawara.contracts.LoopRules;
import io.kawara.contracts.Member;
import io.kawara.contracts.Missing;
import io.kawara.contracts.ModelEvent;
import io.kawara.contracts.ModelVersion;
import io.kawara.contracts.Outcome;
import io.kawara.contracts.PageRules;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Result;
import io.kawara.contracts.ScoredLabel;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Status;
import io.kawara.contracts.Submission;
import io.kawara.contracts.Task;
import io.kawara.contracts.TextLine;
import io.kawara.contracts.Topics;
import io.kawara.contracts.Vote;
import io.kawara.gateway.answers.Answer;
import io.kawara.gateway.answers.Answers;
import io.kawara.gateway.answers.Archive;
import io.kawara.gateway.answers.Pending;
import io.kawara.gateway.answers.RecentAnswers;
import io.kawara.gateway.answers.ResultFollower;
import io.kawara.gateway.catalogue.Catalogue;
import io.kawara.gateway.intake.Admission;
import io.kawara.gateway.intake.IdempotencyKeys;
import io.kawara.gateway.intake.ImageSender;
import io.kawara.gateway.intake.Submissions;
import io.kawara.gateway.intake.WaitTime;
import io.kawara.gateway.labels.GivenLabel;
import io.kawara.gateway.labels.LabelSender;
import io.kawara.gateway.labels.Labels;
import io.kawara.gateway.models.Models;
import io.kawara.messaging.Agreements;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.ModelHistory;
import io.kawara.messaging.RegistryFollower;
import io.kawara.messaging.trust.RegistryKeys;
import io.kawara.messaging.trust.TrustedKeys;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Builds the gateway from its configuration, and names what is read or written as JSON for the native image. */
@ApplicationScoped
@RegisterForReflection(
        targets = {
            Agreements.Pair.class,
            Answer.class,
            Challenger.class,
            Champion.class,
            GateCheck.class,
            ModelEvent.class,
            ModelEvent.Kind.class,
            ModelHistory.Serving.class,
            ModelsResource.Back.class,
            ModelsResource.History.class,
            ModelsResource.Wanted.class,
            ModelsResource.Words.class,
            CharacterBox.class,
            CharacterBox.Alternative.class,
            Combination.class,
            GivenLabel.class,
            Label.class,
            Label.Kind.class,
            LabelsResource.Taken.class,
            LoopRules.class,
            LoopRules.Gate.class,
            LoopRules.Gate.Promotion.class,
            LoopRules.Pseudo.class,
            LoopRules.Pseudo.Kind.class,
            LoopRules.Pseudo.Policy.class,
            LoopRules.Source.class,
            LoopRules.Trainings.class,
            Member.class,
            Missing.class,
            ModelVersion.class,
            Outcome.class,
            PageRules.class,
            PageRules.CharacterVote.class,
            PageRules.Detectors.class,
            Pending.class,
            Pipeline.class,
            Pipeline.Ocr.class,
            Problem.class,
            RegistryResource.Model.class,
            Result.class,
            ScoredLabel.class,
            Stage.class,
            Status.class,
            Submission.class,
            Task.class,
            TextLine.class,
            Vote.class
        })
class GatewayBeans {
    private static final int CONNECTIONS = 4;

    private final GatewayConfig config;
    private final String bootstrapServers;
    private final Topics topics;

    GatewayBeans(
            GatewayConfig config,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            @ConfigProperty(name = "kawara.topic-prefix") Optional<String> prefix) {
        this.config = config;
        this.bootstrapServers = bootstrapServers;
        this.topics = new Topics(prefix.orElse(""));
    }

    void start(
            @Observes StartupEvent event,
            ResultFollower results,
            RegistryFollower registry,
            Answers answers,
            MeterRegistry meters) {
        results.start();
        registry.start();
        Gauge.builder("kawara.gateway.unanswered", answers, Answers::waiting)
                .description("Images this replica sent that have no answer yet")
                .register(meters);
        Gauge.builder("kawara.gateway.streams", answers, Answers::listeners)
                .description("Listeners of the stream of results")
                .register(meters);
    }

    @Produces
    @Singleton
    Answers answers() {
        return new Answers(
                new RecentAnswers(config.answers(), config.answerCharacters().asLongValue()),
                10 * config.mostRequests());
    }

    @Produces
    @Singleton
    ResultFollower results(Answers answers) {
        return new ResultFollower(bootstrapServers, topics, config.tail(), answers);
    }

    @Produces
    @Singleton
    RegistryKeys keys(
            @ConfigProperty(name = "kawara.registry.trust", defaultValue = "none") TrustedKeys.Trust trust,
            @ConfigProperty(name = "kawara.trusted-keys") Optional<Path> trusted,
            @ConfigProperty(name = "kawara.signing-key") Optional<Path> signing)
            throws IOException {
        return new RegistryKeys(TrustedKeys.configured(trust, trusted), RegistryKeys.signing(signing));
    }

    @Produces
    @Singleton
    RegistryFollower registry(RegistryKeys keys, MeterRegistry meters) {
        return new RegistryFollower(bootstrapServers, topics.registry(), keys.trusted()).countedBy(meters);
    }

    @Produces
    @Singleton
    Models models(RegistryKeys keys, RegistryFollower registry) {
        return new Models(bootstrapServers, topics, keys, registry::registry);
    }

    @Produces
    @Singleton
    Archive archive() {
        return new Archive(bootstrapServers, topics, CONNECTIONS);
    }

    @Produces
    @Singleton
    ImageSender sender() {
        return new ImageSender(
                bootstrapServers,
                topics.images(),
                Math.toIntExact(config.largest().asLongValue()),
                Clock.systemUTC());
    }

    @Produces
    @Singleton
    Submissions submissions(RegistryFollower registry, ImageSender sender, Answers answers) {
        var keys = new IdempotencyKeys<List<Pending>>(config.keys(), config.keyLife(), Clock.systemUTC());
        return new Submissions(registry::registry, sender, answers, keys, config.grace());
    }

    @Produces
    @Singleton
    LabelSender labelSender() {
        return new LabelSender(bootstrapServers, topics.labels());
    }

    @Produces
    @Singleton
    Labels labels(RegistryFollower registry, LabelSender sender) {
        return new Labels(registry, sender, Clock.systemUTC());
    }

    @Produces
    @Singleton
    Catalogue catalogue(
            @ConfigProperty(name = "kawara.catalogue", defaultValue = "http://127.0.0.1:8090") URI address) {
        return new Catalogue(
                address, config.cataloguePatience(), config.largest().asLongValue());
    }

    @Produces
    @Singleton
    Admission admission(MeterRegistry meters) {
        var admission = new Admission(config.mostRequests(), config.mostBytes().asLongValue());
        Gauge.builder("kawara.gateway.requests", admission, Admission::requests)
                .description("Requests with images in work")
                .register(meters);
        Gauge.builder("kawara.gateway.bytes", admission, Admission::bytes)
                .description("Bytes of images in work")
                .register(meters);
        return admission;
    }

    @Produces
    @Singleton
    WaitTime waitTime() {
        return new WaitTime(config.longestWait());
    }

    @Produces
    @Singleton
    BlobStore blobs(@ConfigProperty(name = "kawara.blobs", defaultValue = ".kawara/blobs") String place) {
        return BlobStore.at(place);
    }

    void stop(@Disposes ResultFollower results) {
        results.close();
    }

    void stop(@Disposes RegistryFollower registry) {
        registry.close();
    }

    void stop(@Disposes Archive archive) {
        archive.close();
    }

    void stop(@Disposes LabelSender sender) {
        sender.close();
    }

    void stop(@Disposes ImageSender sender) {
        sender.close();
    }
}

package io.kawara.s3;

import com.github.davidmoten.aws.lw.client.Client;
import com.github.davidmoten.aws.lw.client.HttpMethod;
import com.github.davidmoten.aws.lw.client.Request;
import com.github.davidmoten.aws.lw.client.Response;
import io.kawara.messaging.Shelf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * A bucket. A file is one object, and at most 5 GB.
 *
 * <p>{@link #find} copies a file into a folder of this machine and keeps it there: models are opened from their files, and names of blobs stand for their
 * content. Thread-safe; what fails in passing is tried four times.
 */
public final class S3Shelf implements Shelf {
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;

    private final S3Place place;
    private final Client client;
    private final Path copies;

    /** @param copies the folder for files that were asked for */
    S3Shelf(S3Place place, Path copies) {
        this.place = place;
        this.client = place.client();
        this.copies = copies;
    }

    /** Opens {@code s3://} places for {@link io.kawara.messaging.BlobStore#at}. */
    public static final class Kind implements Shelf.Kind {
        @Override
        public String scheme() {
            return "s3://";
        }

        @Override
        public Shelf open(String place) {
            Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
            return new S3Shelf(
                    S3Place.parse(place),
                    Path.of(System.getProperty(
                            "kawara.blob-copies",
                            temporary
                                    .resolve("kawara-blobs-" + System.getProperty("user.name"))
                                    .toString())));
        }
    }

    private Request object(String name) {
        return client.path(place.bucket(), place.prefix() + name);
    }

    private interface Asking {
        Response of(Request request);
    }

    private Response ask(String what, Request request, Asking asking) throws IOException {
        Response response;
        try {
            response = asking.of(request);
        } catch (RuntimeException e) { // of the client, which wraps what the network throws
            throw new IOException(place + " did not answer when asked to " + what + ": " + innermost(e), e);
        }
        int status = response.statusCode();
        if (status != OK && status != NO_CONTENT && status != NOT_FOUND) {
            throw new IOException(place + " refused to " + what + ": " + status + " " + response.contentUtf8());
        }
        return response;
    }

    private static String innermost(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.toString();
    }

    @Override
    public OptionalLong size(String name) throws IOException {
        var response = ask("look for " + name, object(name).method(HttpMethod.HEAD), Request::response);
        return response.statusCode() == NOT_FOUND
                ? OptionalLong.empty()
                : response.firstHeader("Content-Length").stream()
                        .mapToLong(Long::parseLong)
                        .findFirst();
    }

    @Override
    public void put(String name, byte[] content) throws IOException {
        var response = ask("keep " + name, object(name).method(HttpMethod.PUT).requestBody(content), Request::response);
        if (response.statusCode() == NOT_FOUND) {
            throw new IOException(place + " does not exist: there is no bucket " + place.bucket());
        }
    }

    @Override
    public void put(String name, Path file) throws IOException {
        put(name, Files.readAllBytes(file));
    }

    @Override
    public Optional<byte[]> read(String name) throws IOException {
        var response = ask("read " + name, object(name), Request::response);
        return response.statusCode() == NOT_FOUND ? Optional.empty() : Optional.of(response.content());
    }

    @Override
    public Optional<Path> find(String name) throws IOException {
        Path copy = copies.resolve(place.bucket()).resolve(place.prefix() + name);
        if (Files.isRegularFile(copy)) {
            return Optional.of(copy);
        }
        var content = read(name);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        Files.createDirectories(copy.getParent());
        Path part = Files.createTempFile(copy.getParent(), "incoming", null);
        Files.write(part, content.get());
        Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return Optional.of(copy);
    }

    @Override
    public void delete(String name) throws IOException {
        ask("delete " + name, object(name).method(HttpMethod.DELETE), Request::response);
        Files.deleteIfExists(copies.resolve(place.bucket()).resolve(place.prefix() + name));
    }

    @Override
    public void each(String folder, Consumer<String> name) throws IOException {
        String token = null;
        do {
            var request =
                    client.path(place.bucket()).query("list-type", "2").query("prefix", place.prefix() + folder + "/");
            var list = ask(
                    "list " + folder,
                    token == null ? request : request.query("continuation-token", token),
                    Request::response);
            var page = S3List.parse(list.contentUtf8());
            page.keys().forEach(key -> name.accept(key.substring(place.prefix().length())));
            token = page.next();
        } while (token != null);
    }

    @Override
    public String toString() {
        return place.toString();
    }
}

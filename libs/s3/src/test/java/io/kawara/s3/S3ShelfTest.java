package io.kawara.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kawara.messaging.BlobStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Properties;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.blobstore.TransientApiMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blobs in a real server of S3, which checks signatures. */
class S3ShelfTest {
    private static BlobStoreContext memory;
    private static S3Proxy server;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        memory = ContextBuilder.newBuilder(new TransientApiMetadata()) // by name it would look for every cloud
                .credentials("key", "secret")
                .overrides(new Properties())
                .build(BlobStoreContext.class);
        memory.getBlobStore().createContainerInLocation(null, "kawara");
        server = S3Proxy.builder()
                .blobStore(memory.getBlobStore())
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, "key", "secret")
                .build();
        server.start();
        System.setProperty("aws.accessKeyId", "key");
        System.setProperty("aws.secretAccessKey", "secret");
    }

    @AfterAll
    static void stop() throws Exception {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        server.stop();
        memory.close();
    }

    private static String place(String prefix) {
        return "s3://kawara/" + prefix + "?endpoint=http://127.0.0.1:" + server.getPort() + "&region=eu-west-1";
    }

    private BlobStore store(String prefix) {
        return new BlobStore(new S3Shelf(S3Place.parse(place(prefix)), folder.resolve("copies")));
    }

    @Test
    void keepsContentUnderItsHash() throws Exception {
        var store = store("one");
        String hash = store.put("abc".getBytes(UTF_8));
        Path file = Files.write(folder.resolve("file"), new byte[3 << 20]);
        String large = store.put(file);

        assertThat(store.read(hash)).asString(UTF_8).isEqualTo("abc");
        assertThat(store.read(large)).hasSize(3 << 20);
        assertThat(store.find(hash)).get().satisfies(copy -> assertThat(copy).hasContent("abc"));
        assertThat(memory.getBlobStore().blobExists("kawara", "one/" + hash.substring(0, 2) + "/" + hash))
                .isTrue();

        store.delete(hash);
        store.delete(hash);
        assertThat(store.find(hash)).isEmpty();
        assertThatThrownBy(() -> store.read(hash))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("s3://kawara/one/");
    }

    @Test
    void listsMoreFilesThanFitOnOnePage() throws Exception {
        var shelf = store("two").shelf();
        for (int i = 0; i < 1005; i++) {
            shelf.put("notes/" + i, new byte[] {1});
        }
        shelf.put("other/1", new byte[] {1});
        var names = new ArrayList<String>();

        shelf.each("notes", names::add);

        assertThat(names).hasSize(1005).doesNotHaveDuplicates().contains("notes/0", "notes/1004");
    }

    @Test
    void isOpenedByItsPlace() throws Exception {
        var store = BlobStore.at(place("three"));
        String hash = store.put("abc".getBytes(UTF_8));

        assertThat(store("three").read(hash)).asString(UTF_8).isEqualTo("abc");
        assertThat(store.shelf()).hasToString("s3://kawara/three/");
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> BlobStore.at("s3://kawara/x?endpont=http://localhost"))
                .hasMessageContaining("'endpoint' and 'region', not 'endpont");
        var elsewhere = BlobStore.at(place("x").replace("kawara/", "nowhere/"));
        assertThatThrownBy(() -> elsewhere.put("abc".getBytes(UTF_8)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nowhere");
        var nobody = BlobStore.at("s3://kawara/x?endpoint=http://127.0.0.1:1");
        assertThatThrownBy(() -> nobody.put("abc".getBytes(UTF_8)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("did not answer");
    }
}

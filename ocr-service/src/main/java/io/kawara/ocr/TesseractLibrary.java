package io.kawara.ocr;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import net.sourceforge.tess4j.TessAPI;

/** Tesseract's native code: unpacked from the class path into a cache folder, once for all processes, and loaded once in each. */
final class TesseractLibrary {
    private static final String VERSION = "5.5.2";
    private static final String LEPTONICA = "libleptonica.so.6";
    private static final int NO_MESSAGES = 6;
    private static final String JNA_PATH = "jna.library.path";

    /** The C API; thread-safe as long as each handle is used by one thread at a time. */
    static TessAPI load() {
        return Loaded.API;
    }

    private static final class Loaded {
        private static final TessAPI API = api();
    }

    private static TessAPI api() {
        if (!Platform.RESOURCE_PREFIX.equals("linux-x86-64")) {
            throw new IllegalStateException(
                    "Tesseract's native code is packed for linux-x86_64 only; this is " + Platform.RESOURCE_PREFIX);
        }
        try {
            Path folder = unpack();
            String others = System.getProperty(JNA_PATH);
            System.setProperty(JNA_PATH, others == null ? folder.toString() : folder + ":" + others);
            TessAPI api = TessAPI.INSTANCE;
            silence(folder);
            return api;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack Tesseract's native code: " + e.getMessage(), e);
        } catch (LinkageError e) {
            throw new IllegalStateException("cannot load Tesseract's native code: " + e.getMessage(), e);
        }
    }

    /** Leptonica writes to stderr what it makes of odd layouts, line upon line. */
    private static void silence(Path folder) {
        NativeLibrary.getInstance(folder.resolve(LEPTONICA).toString())
                .getFunction("setMsgSeverity")
                .invokeInt(new Object[] {NO_MESSAGES});
    }

    private static Path unpack() throws IOException {
        Path folder = cache().resolve("tesseract-" + VERSION);
        Files.createDirectories(folder);
        unpack("/org/bytedeco/leptonica/linux-x86_64/" + LEPTONICA, folder.resolve(LEPTONICA));
        unpack("/org/bytedeco/tesseract/linux-x86_64/libtesseract.so.5.5", folder.resolve("libtesseract.so"));
        return folder;
    }

    private static Path cache() {
        Path home = Path.of(System.getProperty("user.home"));
        return Files.isWritable(home)
                ? home.resolve(".cache/kawara")
                : Path.of(System.getProperty("java.io.tmpdir"), "kawara-" + System.getProperty("user.name"));
    }

    /** Another process may do the same at the same moment: the file appears whole or not at all. */
    private static void unpack(String resource, Path file) throws IOException {
        try (InputStream in = TesseractLibrary.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException(resource + " is not on the class path");
            }
            byte[] code = in.readAllBytes();
            if (Files.isRegularFile(file) && Files.size(file) == code.length) {
                return;
            }
            Path whole = Files.createTempFile(file.getParent(), "unpacking", null);
            Files.write(whole, code);
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private TesseractLibrary() {}
}

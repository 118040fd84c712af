package io.kawara.ocr;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where Tesseract's language data lies. */
record Tessdata(Path folder) {
    private static final String SUFFIX = ".traineddata";
    private static final List<String> USUAL = List.of(
            "/usr/share/tesseract-ocr/5/tessdata",
            "/usr/share/tesseract-ocr/4.00/tessdata",
            "/usr/share/tessdata",
            "/usr/share/tesseract/tessdata",
            "/usr/local/share/tessdata");

    /**
     * The first folder that holds language data: the configured one, else that of {@code TESSDATA_PREFIX}, else where packages put it.
     *
     * @throws IllegalStateException if there is none, saying what to install
     */
    static Tessdata find(Optional<Path> configured, Optional<String> prefix) {
        if (configured.isPresent()) {
            return Optional.of(new Tessdata(configured.get()))
                    .filter(Tessdata::isPresent)
                    .orElseThrow(() -> new IllegalStateException(
                            "kawara.ocr.tessdata names " + configured.get() + ", which holds no *" + SUFFIX));
        }
        Stream<String> named = prefix.stream().flatMap(folder -> Stream.of(folder, folder + "/tessdata"));
        return Stream.concat(named, USUAL.stream())
                .map(folder -> new Tessdata(Path.of(folder)))
                .filter(Tessdata::isPresent)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Tesseract's language data is not installed: install the"
                        + " package tesseract-ocr-eng, or set kawara.ocr.tessdata to the folder that has it"));
    }

    private boolean isPresent() {
        return Files.isDirectory(folder) && !languages().isEmpty();
    }

    /** What can be read, e.g. {@code chi_sim, eng}. */
    List<String> languages() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look into " + folder, e);
        }
    }

    /** @throws MissingLanguage if one of them is not installed */
    void require(List<String> languages) {
        for (String language : languages) {
            if (!Files.isRegularFile(folder.resolve(language + SUFFIX))) {
                throw new MissingLanguage(language, folder);
            }
        }
    }
}

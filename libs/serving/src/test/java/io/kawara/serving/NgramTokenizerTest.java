package io.kawara.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class NgramTokenizerTest {
    private static final NgramTokenizer WORDS = new NgramTokenizer(1 << 20, List.of(1, 2), List.of());
    private static final NgramTokenizer PIECES = new NgramTokenizer(1 << 20, List.of(), List.of(2, 3, 4));

    @Test
    void givesTheSameIdsForEver() {
        var ids = new NgramTokenizer(1000, List.of(1, 2), List.of(3)).encode("Total RM 12", 100);

        // A trained model's weights stand at these ids: if this fails, every published text model is void.
        assertThat(ids).containsExactly(79, 103, 185, 317, 423, 441, 480, 566, 679, 738, 927, 932, 964, 994);
    }

    @Test
    void doesNotDependOnTheDefaultLocale() {
        var before = Locale.getDefault();
        try {
            var ids = WORDS.encode("TITLE", 10);
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(WORDS.encode("TITLE", 10)).isEqualTo(ids);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void readsWidthCaseAndBlanksAlike() {
        assertThat(WORDS.encode("ＵＮＩＨＡＫＫＡ\n\n sdn\u00a0bhd", 100)).isEqualTo(WORDS.encode("unihakka SDN BHD", 100));
    }

    @Test
    void idsAreDistinctSortedAndNeverPadding() {
        var small = new NgramTokenizer(7, List.of(1, 2), List.of(2, 3));

        var ids = small.encode("a rose is a rose is a rose", 100);

        assertThat(ids).isSorted().doesNotHaveDuplicates();
        assertThat(Arrays.stream(ids)).allMatch(id -> id >= 1 && id <= 7);
        assertThat(small.ids()).isEqualTo(8);
    }

    @Test
    void bigramsReachAcrossPiecesInOrder() {
        assertThat(WORDS.encode("red shoe", 100)).hasSize(3);
        assertThat(WORDS.encode("shoe red", 100)).isNotEqualTo(WORDS.encode("red shoe", 100));
    }

    @Test
    void aMisreadLetterLeavesMostPiecesInPlace() {
        var right = PIECES.encode("unihakka", 100);
        var misread = PIECES.encode("unihokka", 100);

        var shared = Arrays.stream(misread)
                .filter(id -> Arrays.binarySearch(right, id) >= 0)
                .count();

        assertThat((double) shared / right.length).isGreaterThan(0.5);
    }

    @Test
    void countsEachCharacterOfAScriptWithoutSpacesAsAWord() {
        // 中, 国, 中国
        assertThat(WORDS.encode("中国", 100)).hasSize(3);
        assertThat(WORDS.encode("abc中", 100)).hasSize(3);
    }

    @Test
    void keepsTheBeginningOfATextThatIsTooLong() {
        var head = WORDS.encode("alpha beta", 3);

        assertThat(WORDS.encode("alpha beta gamma delta", 3)).isEqualTo(head).hasSize(3);
    }

    @Test
    void blankTextHasNoTokens() {
        assertThat(WORDS.encode(" \n\t", 10)).isEmpty();
        assertThat(PIECES.encode("", 10)).isEmpty();
    }

    @Test
    void refusesToKnowNoNgrams() {
        assertThatThrownBy(() -> new NgramTokenizer(10, List.of(), null))
                .hasMessageContaining("wordNgrams or charNgrams");
        assertThatThrownBy(() -> new NgramTokenizer(0, List.of(1), null)).hasMessageContaining("buckets");
        assertThatThrownBy(() -> new NgramTokenizer(10, List.of(0), null)).hasMessageContaining("wordNgrams must be");
    }
}

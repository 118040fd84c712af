package io.kawara.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CharacterTokenizerTest {
    private final CharacterTokenizer tokenizer = new CharacterTokenizer("ab \uD842\uDFB7");

    @Test
    void givesOneIdPerCharacterInOrder() {
        assertThat(tokenizer.encode("B\n a\uD842\uDFB7z", 10)).containsExactly(3, 4, 2, 5, 1);
        assertThat(tokenizer.ids()).isEqualTo(6);
    }

    @Test
    void keepsTheBeginningOfATextThatIsTooLong() {
        assertThat(tokenizer.encode("abab", 3)).containsExactly(2, 3, 2);
    }

    @Test
    void learnsTheCommonestCharactersTiesByCodePoint() {
        assertThat(CharacterTokenizer.of(List.of("cab", "Ad"), 3).vocabulary()).isEqualTo("abc");
    }

    @Test
    void refusesAVocabularyThatNamesACharacterTwice() {
        assertThatThrownBy(() -> new CharacterTokenizer("aba")).hasMessageContaining("twice: a");
    }
}

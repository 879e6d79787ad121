package ru.medchat.workplace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ru.medchat.process.MovingLimits;

class MovesInWordsTest {

  @Test
  void says_so_when_nothing_moves() {
    assertThat(MovesInWords.of(new MovingLimits.Preview(0, 0, null, null)))
        .containsExactly("Ни один срок не сдвинется.");
  }

  @Test
  void tells_how_many_and_how_far() {
    assertThat(
            MovesInWords.of(
                new MovingLimits.Preview(3, 5, Duration.ofHours(-2), Duration.ofDays(1))))
        .containsExactly(
            "Сдвинутся 5 сроков в 3 открытых обращениях.",
            "Позже — самое большее на 1 день.",
            "Раньше — самое большее на 2 часа.",
            "Если новый срок окажется уже в прошлом, он наступит сразу.");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, Сдвинется 1 срок в 1 открытом обращении.",
    "2, 1, Сдвинутся 2 срока в 1 открытом обращении.",
    "11, 11, Сдвинутся 11 сроков в 11 открытых обращениях.",
    "21, 21, Сдвинется 21 срок в 21 открытом обращении.",
    "114, 22, Сдвинутся 114 сроков в 22 открытых обращениях."
  })
  void counts_as_one_counts_in_russian(int limits, int appeals, String words) {
    assertThat(
            MovesInWords.of(
                new MovingLimits.Preview(appeals, limits, null, Duration.ofMinutes(30))))
        .startsWith(words);
  }

  @ParameterizedTest
  @CsvSource({
    "PT30M, 30 минут",
    "PT1M, 1 минуту",
    "PT5S, 1 минуту",
    "PT22H, 22 часа",
    "P2DT11H, 2 дня 11 часов",
    "P5DT1H1M, 5 дней 1 час 1 минуту"
  })
  void says_lengths(Duration length, String words) {
    assertThat(MovesInWords.length(length)).isEqualTo(words);
  }
}

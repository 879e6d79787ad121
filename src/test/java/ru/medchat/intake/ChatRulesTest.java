package ru.medchat.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.DefaultResourceLoader;
import ru.medchat.channel.Attachment;
import ru.medchat.channel.ChatRef;
import ru.medchat.channel.Incoming;
import ru.medchat.channel.Sender;

class ChatRulesTest {

  private final ChatRules rules = rulesIn("file:processes");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "спасибо",
        "СПАСИБО!!!",
        "Спасибо большое, вопрос решён)",
        "Спасибо огромное вам за ответ и помощь 🙏🏻🙏🏻",
        "Всё получилось, благодарю ❤️",
        "Спасибо, что быстро откликнулись",
        "спс",
        "ок",
        "Ok.",
        "+",
        "++",
        "👍",
        "👍🏼👍🏼",
        "❤️",
        "[стикер 👍]",
        "[стикер]",
        "Добрый день",
        "Здравствуйте!",
        "С добрым утром",
        "Доброго времени суток, уважаемые соседи",
        "Хорошо, поняла, спасибо",
        "Понятно.\nСпасибо",
        "«Спасибо» — всем!",
        "Спасибо, будьте здоровы 🌹",
      })
  void asks_for_nothing(String text) {
    assertThat(rules.smallTalk(message(text, null))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Спасибо, но талонов так и нет",
        "спасибо?",
        "Спасибо, а когда",
        "Спасибо, жду",
        "Спасибо, не помогло",
        "Спасибо, нет",
        "спасибо((",
        "Спасибо за очередь в 3 часа",
        "Спасибо врачу Ивановой",
        "Спасибо 5",
        "ок, куда звонить",
        "Добрый день, нет талонов",
        "Добрый день, можно вопрос?",
        "Здравствуйте! Помогите",
        "Пожалуйста",
        "Помогли",
        "Вопрос",
        "да",
        "нет",
        "?",
        "+7 900 000-00-00",
        "👎",
        "😡",
        "🚑",
        "[стикер 😡]",
        "[голосовое сообщение]",
        "Спасибо [видео]",
        "Спасибо большое @medchat_bot",
        "",
        "...",
        "help",
      })
  void is_better_heard(String text) {
    assertThat(rules.smallTalk(message(text, null))).isFalse();
  }

  @Test
  void the_name_of_who_is_replied_to_may_stand_beside() {
    assertThat(rules.smallTalk(message("Ольга Сергеевна, спасибо!", "Ольга Сергеевна"))).isTrue();
    assertThat(rules.smallTalk(message("Ольга Сергеевна, спасибо!", null))).isFalse();
    assertThat(rules.smallTalk(message("Ольга Сергеевна", "Ольга Сергеевна"))).isFalse();
  }

  @Test
  void whatever_comes_with_a_file_is_heard() {
    var photo = new Attachment(Attachment.Kind.PHOTO, "f", "unique", null, null, null);
    assertThat(rules.smallTalk(message("Спасибо", null, photo))).isFalse();
  }

  @Test
  void staff_mark_with_what_the_manager_chose_in_any_variant() {
    assertThat(rules.mark(List.of("👍", "✍"))).isTrue();
    assertThat(rules.mark(List.of("✍️"))).isTrue();
    assertThat(rules.mark(List.of("✍🏽"))).isTrue();
    assertThat(rules.mark(List.of("👍", "❤"))).isFalse();
    assertThat(rules.mark(List.of())).isFalse();
  }

  @Test
  void rules_that_are_missing_are_named() {
    assertThatThrownBy(() -> rulesIn("file:processes/forms"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("chat.yaml");
  }

  private static ChatRules rulesIn(String folder) {
    return new ChatRules(new DefaultResourceLoader(), new ObjectMapper(), folder);
  }

  private static Incoming.Message message(
      String text, @Nullable String repliesTo, Attachment... files) {
    return new Incoming.Message(
        new ChatRef("telegram", "-1"),
        false,
        new Sender("1", "Анна", Sender.Kind.PERSON),
        Instant.EPOCH,
        "1",
        text,
        List.of(files),
        repliesTo == null
            ? null
            : new Incoming.Reply("0", new Sender("2", repliesTo, Sender.Kind.PERSON)),
        false,
        null);
  }
}

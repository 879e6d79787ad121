package ru.medchat.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import ru.medchat.channel.ChatRef;
import ru.medchat.channel.Incoming;
import ru.medchat.channel.Sender;
import ru.medchat.testing.CaseTest;

class PrivateChatTest extends CaseTest {

  private static int residents;

  private final ChatRef chat = new ChatRef("telegram", "private-" + ++residents);
  private int messages;

  @BeforeEach
  void it_is_monday_morning() {
    nowIs("2026-11-02T10:00:00+03:00");
  }

  @Test
  void a_deep_link_chooses_the_municipality() {
    writes("/start taganrog");
    assertThat(said()).anyMatch(text -> text.contains("не вызывают"));
    assertThat(lastSaid()).startsWith("Таганрог.");

    writes("Нет талонов");
    assertThat(lastSaid()).contains("принято: Таганрог");
  }

  @Test
  void two_presses_choose_one_of_fifty_five() {
    writes("/start");
    assertThat(lastButtons()).contains("letter:Т").hasSizeLessThan(30);

    presses("letter:Т");
    assertThat(lastButtons())
        .containsExactlyInAnyOrder("place:taganrog", "place:tarasovsky", "place:tatsinsky");

    presses("place:taganrog");
    assertThat(lastSaid()).startsWith("Таганрог.");
  }

  @Test
  void the_name_can_be_typed_in_any_case() {
    writes("/start");
    writes("таганрог");

    assertThat(lastSaid()).startsWith("Таганрог.");
  }

  @Test
  void what_was_written_before_the_choice_becomes_one_appeal_after_it() {
    writes("Не дали инсулин");
    writes("Третий день");
    assertThat(appeals()).isZero();

    presses("place:azov");

    assertThat(appeals()).isEqualTo(1);
    assertThat(
            jdbc.sql(
                    "select text from message where chat_id = ? and author = 'RESIDENT' order by id")
                .param(chat.id())
                .query(String.class)
                .list())
        .containsExactly("Не дали инсулин", "Третий день");
    assertThat(said()).anyMatch(text -> text.contains("принято: Азов"));
  }

  @Test
  void the_clock_starts_when_it_is_known_who_should_answer() {
    writes("Не дали инсулин");
    nowIs("2026-11-02T15:00:00+03:00");
    presses("place:azov");

    assertThat(said()).anyMatch(text -> text.contains("Ответим до 17:00"));
  }

  @Test
  void thanks_open_no_appeal_and_are_answered_kindly() {
    writes("/start taganrog");
    writes("Спасибо большое!");

    assertThat(appeals()).isZero();
    assertThat(lastSaid()).contains("Всегда рады помочь");

    writes("Спасибо, но талонов так и нет");
    assertThat(appeals()).isEqualTo(1);
    writes("Спасибо");
    assertThat(lastSaid()).as("whoever waits is heard").contains("принято: Таганрог");
  }

  @Test
  void the_command_appeal_is_not_needed_but_understood() {
    writes("/start taganrog");
    writes("/appeal");
    assertThat(lastSaid()).contains("Напишите после /appeal");

    writes("/appeal Нет талонов");
    assertThat(appeals()).isEqualTo(1);
  }

  @Test
  void status_tells_where_the_appeal_stands() {
    writes("/status");
    assertThat(lastSaid()).contains("пока нет обращений");

    writes("/start taganrog");
    writes("Нет талонов");
    writes("Статус");
    assertThat(lastSaid()).contains("ждёт ответа", "до 12:00, понедельник, 2 ноября");

    timeReaches("2026-11-02T12:30:00+03:00");
    writes("/status");
    assertThat(lastSaid()).contains("задерживается");
  }

  @Test
  void help_names_the_commands() {
    writes("помощь");
    assertThat(lastSaid()).contains("/status", "/cancel", "103");
  }

  @Test
  void a_bot_is_not_a_resident() {
    transaction.executeWithoutResult(
        tx ->
            intake.receive(
                new Incoming.Message(
                    chat,
                    true,
                    new Sender("9", "Бот", Sender.Kind.BOT),
                    clock.instant(),
                    "1",
                    "Реклама",
                    List.of(),
                    null,
                    true,
                    null)));
    assertThat(said()).isEmpty();
  }

  private void writes(String text) {
    String id = Integer.toString(++messages);
    transaction.executeWithoutResult(
        tx ->
            intake.receive(
                new Incoming.Message(
                    chat,
                    true,
                    resident(),
                    clock.instant(),
                    id,
                    text,
                    List.of(),
                    null,
                    true,
                    null)));
    timeReaches(clock.instant().toString());
  }

  private void presses(String data) {
    transaction.executeWithoutResult(
        tx ->
            intake.receive(new Incoming.Press(chat, true, resident(), clock.instant(), "1", data)));
    timeReaches(clock.instant().toString());
  }

  private Sender resident() {
    return new Sender(chat.id(), "Анна", Sender.Kind.PERSON);
  }

  private long appeals() {
    return jdbc.sql("select count(*) from appeal where chat_id = ?")
        .param(chat.id())
        .query(Long.class)
        .single();
  }

  private List<String> said() {
    return jdbc.sql("select body ->> 'text' from outbox where chat_id = ? order by id")
        .param(chat.id())
        .query(String.class)
        .list();
  }

  private String lastSaid() {
    return said().get(said().size() - 1);
  }

  private List<String> lastButtons() {
    return jdbc.sql(
            """
            select button ->> 'data'
              from (select body from outbox where chat_id = ? order by id desc limit 1) last,
                   jsonb_array_elements(last.body -> 'buttons') line,
                   jsonb_array_elements(line) button
            """)
        .param(chat.id())
        .query(String.class)
        .list();
  }
}

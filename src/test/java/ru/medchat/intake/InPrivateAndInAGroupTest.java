package ru.medchat.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import ru.medchat.appeal.AppealNumber;
import ru.medchat.directory.GroupChat.Listening;

/** One resident, two ways to write: what is said in one of them is none of the other's business. */
class InPrivateAndInAGroupTest extends GroupTest {

  private Person anna;

  @BeforeEach
  void a_resident_who_has_refused_consent() {
    anna = someone("Анна");
    anna.pressesInPrivate("place:taganrog");
    anna.pressesInPrivate("consent:1:no");
  }

  @Test
  void what_is_written_in_private_never_joins_an_appeal_of_the_group() {
    var inGroup = anna.writes("Нет талонов");
    var saidInGroup = saidInGroup();

    var inPrivate = anna.writesInPrivate("У меня диабет, не дают инсулин");

    assertThat(inPrivate.fate).isEqualTo(Fate.REGISTERED);
    assertThat(conversationOf(inGroup.number())).noneMatch(line -> line.contains("диабет"));
    assertThat(namesIn(inPrivate.number())).isEqualTo("Житель");
    assertThat(anna.readsInPrivate())
        .anyMatch(text -> text.contains(inPrivate.number() + " принято"));
    decide(HOSPITAL, "AnswerResident", inPrivate.number(), "answer", "Приходите завтра.");
    assertThat(anna.readsInPrivate()).anyMatch(text -> text.contains("Приходите завтра."));
    assertThat(saidInGroup()).isEqualTo(saidInGroup);
    assertThat(stepsOf(inGroup.number())).containsExactly("AnswerResident");
  }

  @Test
  void what_is_written_in_the_group_never_joins_an_appeal_of_the_private_chat() {
    var inPrivate = anna.writesInPrivate("Не дают инсулин");

    var inGroup = anna.writes("Нет талонов");

    assertThat(inGroup.fate).isEqualTo(Fate.REGISTERED);
    assertThat(inGroup.number()).isNotEqualTo(inPrivate.number());
    assertThat(lastSaidInGroup()).contains(inGroup.number() + " принято");
  }

  @Test
  void an_open_private_appeal_makes_no_group_listen_that_hears_only_what_is_marked() {
    anna.writesInPrivate("Не дают инсулин");
    theGroupHears(Listening.MARKED);

    assertThat(anna.writes("Кто идёт на субботник?").appeal()).isEmpty();
    assertThat(textsWithoutAppeal()).containsExactly("Кто идёт на субботник?");
  }

  @Test
  void a_reply_in_private_goes_to_the_appeal_that_was_spoken_of_last() {
    var inPrivate = anna.writesInPrivate("Не дают инсулин").number();
    var inGroup = anna.writes("Нет талонов").number();
    asksInPrivate(inGroup, "К какому врачу?");
    assertThat(anna.writesInPrivate("К терапевту").number()).isEqualTo(inGroup);

    decide(HOSPITAL, "AnswerResident", inPrivate, "clarify", "Какое лекарство?");
    assertThat(anna.writesInPrivate("Короткий").number()).isEqualTo(inPrivate);

    asksInPrivate(inGroup, "В какой день?");
    assertThat(anna.writesInPrivate("Во вторник").number()).isEqualTo(inGroup);
  }

  @Test
  void a_command_in_the_group_withdraws_only_what_was_written_there() {
    var inGroup = anna.writes("Нет талонов").number();
    var inPrivate = anna.writesInPrivate("Не дают инсулин").number();

    anna.writes("/cancel");
    assertThat(stateOf(inGroup)).isEqualTo("CLOSED");
    assertThat(stateOf(inPrivate)).isEqualTo("WAITING");

    anna.writes("/cancel");
    assertThat(lastSaidInGroup()).contains("нет открытых обращений");
    assertThat(stateOf(inPrivate)).isEqualTo("WAITING");
  }

  private void asksInPrivate(AppealNumber appeal, String text) {
    decisions.saveDraft(appeal, operatorOf(HOSPITAL), text, true);
    complete(HOSPITAL, "AnswerResident", appeal, Map.of("outcome", "clarify"));
  }

  private String namesIn(AppealNumber appeal) {
    return jdbc.sql(
            """
            select distinct author_name from message
             where appeal_number = ? and author = 'RESIDENT'
            """)
        .param(appeal.value())
        .query(String.class)
        .single();
  }
}

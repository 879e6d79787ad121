package ru.medchat.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ru.medchat.appeal.PassedMessages.Passed;
import ru.medchat.appeal.PassedMessages.Reason;
import ru.medchat.directory.GroupChat.Listening;

/** Which messages of residents become appeals, and which are kept without one. */
class ListeningTest extends GroupTest {

  private Person anna;
  private Person boris;

  @BeforeEach
  void residents() {
    anna = someone("Анна");
    boris = someone("Борис");
  }

  @Test
  void where_every_message_is_heard_each_resident_opens_an_appeal() {
    assertThat(anna.writes("Нет талонов").fate).isEqualTo(Fate.REGISTERED);
    assertThat(boris.writes("Не пришёл врач").fate).isEqualTo(Fate.REGISTERED);
  }

  @Test
  void where_only_what_is_addressed_is_heard_the_rest_is_kept() {
    theGroupHears(Listening.ADDRESSED);

    var toAll = anna.writes("Нет талонов");
    assertThat(toAll.appeal()).isEmpty();
    assertThat(toAll.fate.kind()).isEqualTo(Fate.Kind.IGNORED);
    assertThat(withoutAppeal()).extracting(Passed::reason).containsExactly(Reason.NOT_ADDRESSED);

    assertThat(anna.tellsTheBot("Нет талонов").fate).isEqualTo(Fate.REGISTERED);
    assertThat(anna.writes("Третий день").fate).as("more on it").isEqualTo(Fate.ADDED);
  }

  @Test
  void what_is_changed_before_it_becomes_an_appeal_becomes_one_as_it_is_now() {
    theGroupHears(Listening.MARKED);
    var said = anna.writes("Нет талоов");

    assertThat(anna.changes(said, "Нет талонов").kind()).isEqualTo(Fate.Kind.ADDED);

    assertThat(textsWithoutAppeal()).containsExactly("Нет талонов");
    assertThat(said.appeal()).isEmpty();
  }

  @Test
  void an_album_marked_by_any_of_its_pictures_is_an_appeal_with_all_also_late_ones() {
    theGroupHears(Listening.MARKED);
    var album = anna.showsAlbum("Очередь с утра", "album-1", "album-2");

    assertThat(anna.showsLate(album, "album-3", 2)).isEqualTo(Fate.ADDED);
    assertThat(withoutAppeal()).singleElement().extracting(Passed::attachments).isEqualTo(3);
    assertThat(representativeOf(HOSPITAL).reactsTo(album.part(2), "✍")).isEqualTo(Fate.REGISTERED);

    assertThat(filesOf(album.number())).containsExactly("album-1", "album-2", "album-3");
    assertThat(withoutAppeal()).isEmpty();
    assertThat(anna.showsLate(album, "album-4", 2)).isEqualTo(Fate.ADDED);
    assertThat(filesOf(album.number())).hasSize(4).endsWith("album-4");
  }

  @Test
  void the_command_appeal_in_reply_to_the_second_picture_is_about_the_whole_album() {
    theGroupHears(Listening.ADDRESSED);
    var album = anna.showsAlbum("Очередь с утра", "reply-1", "reply-2");

    assertThat(anna.writesTo(album.part(2), "/appeal").fate).isEqualTo(Fate.REGISTERED);

    assertThat(filesOf(album.number())).containsExactly("reply-1", "reply-2");
  }

  @Test
  void words_put_under_the_second_picture_are_kept_until_the_album_becomes_an_appeal() {
    theGroupHears(Listening.MARKED);
    var album = anna.showsAlbum("Очередь с утра", "words-1", "words-2");

    assertThat(anna.changes(album.part(2), "Талонов нет").kind()).isEqualTo(Fate.Kind.ADDED);

    assertThat(textsWithoutAppeal()).containsExactly("Очередь с утра\nТалонов нет");
  }

  @Test
  void the_command_appeal_addresses_us() {
    theGroupHears(Listening.ADDRESSED);

    var said = anna.writes("/appeal Нет талонов\nк терапевту");

    assertThat(said.fate).isEqualTo(Fate.REGISTERED);
    assertThat(conversationOf(said.number()))
        .first()
        .isEqualTo("RESIDENT: Нет талонов\nк терапевту");
  }

  @Test
  void the_command_is_no_part_of_what_is_changed_either() {
    var said = anna.writes("/appeal Нет талоов");

    assertThat(anna.changes(said, "/appeal Нет талонов").kind()).isEqualTo(Fate.Kind.ADDED);

    assertThat(conversationOf(said.number())).first().isEqualTo("RESIDENT: Нет талонов");
    assertThat(anna.changes(said, "/appeal@medchat_bot Нет талонов").kind())
        .as("the same words")
        .isEqualTo(Fate.Kind.IGNORED);
  }

  @Test
  void a_resident_makes_an_appeal_of_an_own_earlier_message() {
    theGroupHears(Listening.ADDRESSED);
    var said = anna.writes("Нет талонов");
    timeIs("02T10:20");

    assertThat(anna.writesTo(said, "/appeal").fate).isEqualTo(Fate.REGISTERED);

    assertThat(waitingSince(said.number())).isEqualTo(at("02T10:00"));
    assertThat(withoutAppeal()).isEmpty();
    assertThat(anna.writesTo(said, "/appeal").fate).isEqualTo(Fate.ANSWERED);
    assertThat(lastSaidInGroup()).contains("уже есть в обращении № " + said.number());
  }

  @Test
  void words_beside_the_command_go_into_the_appeal_that_the_earlier_message_becomes() {
    theGroupHears(Listening.ADDRESSED);
    var said = anna.writes("Нет талонов");

    var more = anna.writesTo(said, "/appeal И к хирургу тоже");

    assertThat(more.number()).isEqualTo(said.number());
    assertThat(conversationOf(said.number()))
        .contains("RESIDENT: Нет талонов", "RESIDENT: И к хирургу тоже");
  }

  @Test
  void somebody_elses_message_is_no_residents_to_mark() {
    theGroupHears(Listening.ADDRESSED);
    var said = anna.writes("Нет талонов");

    assertThat(boris.writesTo(said, "/appeal").fate).isEqualTo(Fate.ANSWERED);

    assertThat(said.appeal()).isEmpty();
    assertThat(lastSaidInGroup()).contains("только ваше собственное сообщение");
    assertThat(boris.reactsTo(said, "✍").kind()).isEqualTo(Fate.Kind.IGNORED);
    assertThat(said.appeal()).isEmpty();
  }

  @Test
  void the_command_alone_is_answered_with_how_to_use_it() {
    assertThat(anna.writes("/appeal").fate).isEqualTo(Fate.ANSWERED);
    assertThat(lastSaidInGroup()).contains("Напишите после /appeal, что случилось");
  }

  @Test
  void where_staff_mark_a_resident_opens_nothing() {
    theGroupHears(Listening.MARKED);

    assertThat(anna.tellsTheBot("Нет талонов").appeal()).isEmpty();
    assertThat(anna.writes("/appeal Нет талонов к хирургу").fate).isEqualTo(Fate.ANSWERED);

    assertThat(lastSaidInGroup()).contains("отмечают представители");
    assertThat(textsWithoutAppeal())
        .containsExactlyInAnyOrder("Нет талонов", "Нет талонов к хирургу");
  }

  @ParameterizedTest
  @EnumSource
  void staff_mark_with_a_reaction_whatever_the_group_hears(Listening listening) {
    var neighbour = boris.writes("Нет воды");
    theGroupHears(listening);
    var said = anna.writesTo(neighbour, "А у нас нет талонов");
    assertThat(said.appeal()).isEmpty();
    timeIs("02T10:30");

    var olga = representativeOf(HOSPITAL);
    assertThat(olga.reactsTo(said, "❤").kind()).as("no mark").isEqualTo(Fate.Kind.IGNORED);
    assertThat(olga.reactsTo(said, "👍", "✍️")).isEqualTo(Fate.REGISTERED);

    assertThat(waitingSince(said.number())).isEqualTo(at("02T10:00"));
    assertThat(tasksOf(said.number()))
        .singleElement()
        .extracting("name")
        .isEqualTo("Ответить жителю");
    assertThat(lastSaidInGroup()).contains("принято", said.number().value());
    assertThat(withoutAppeal()).isEmpty();
    assertThat(olga.reactsTo(said, "✍").kind()).as("again").isEqualTo(Fate.Kind.IGNORED);
  }

  @ParameterizedTest
  @EnumSource
  void staff_mark_by_replying_with_the_command(Listening listening) {
    theGroupHears(listening);
    var said = anna.writesTo(boris.writes("Спасибо"), "А у нас нет талонов");

    assertThat(representativeOf(HOSPITAL).writesTo(said, "/appeal").fate)
        .isEqualTo(Fate.REGISTERED);

    assertThat(said.appeal()).isPresent();
  }

  @Test
  void an_anonymous_administrator_marks_as_well() {
    theGroupHears(Listening.MARKED);
    var one = anna.writes("Нет талонов");
    var other = boris.writes("Нет врача");

    assertThat(anonymousAdministrator().reactsTo(one, "✍")).isEqualTo(Fate.REGISTERED);
    assertThat(anonymousAdministrator().writesTo(other, "/appeal").fate).isEqualTo(Fate.REGISTERED);
  }

  @Test
  void staff_of_another_town_may_not_mark() {
    theGroupHears(Listening.MARKED);
    var said = anna.writes("Нет талонов");

    assertThat(representativeOf("org-azov").reactsTo(said, "✍").kind())
        .isEqualTo(Fate.Kind.IGNORED);
    assertThat(representativeOf("ministry-61").reactsTo(said, "✍")).isEqualTo(Fate.REGISTERED);
  }

  @Test
  void residents_who_talk_to_each_other_open_nothing() {
    var said = anna.writes("Нет талонов");

    var reply = boris.writesTo(said, "И у нас тоже");

    assertThat(reply.appeal()).isEmpty();
    assertThat(withoutAppeal()).extracting(Passed::reason).containsExactly(Reason.AMONG_RESIDENTS);
    assertThat(boris.writes("Не пришёл врач").fate).isEqualTo(Fate.REGISTERED);
    assertThat(boris.writesTo(said, "Сочувствую вам").appeal()).as("own appeal open").isEmpty();
  }

  @Test
  void a_reply_to_oneself_or_to_staff_is_no_talk_among_residents() {
    var first = anna.writes("Нет талонов");
    assertThat(anna.writesTo(first, "Третий день").fate).isEqualTo(Fate.ADDED);

    var notice = representativeOf(HOSPITAL).writes("Завтра приём ведёт врач Иванова");
    assertThat(boris.writesTo(notice, "А талоны будут").fate).isEqualTo(Fate.REGISTERED);
  }

  @Test
  void thanks_after_the_answer_neither_open_nor_reopen_anything() {
    var said = anna.writes("Нет талонов");
    decide(HOSPITAL, "AnswerResident", said.number(), "answer", "Талоны будут завтра.");

    assertThat(anna.writes("Спасибо большое!").appeal()).isEmpty();
    assertThat(stateOf(said.number())).isEqualTo("ANSWERED");

    timeIs("06T10:00");
    assertThat(stateOf(said.number())).isEqualTo("CLOSED");
    assertThat(anna.writes("Спасибо вам 🙏").appeal()).isEmpty();
    assertThat(withoutAppeal())
        .extracting(Passed::reason)
        .containsExactly(Reason.SMALL_TALK, Reason.SMALL_TALK);
  }

  @Test
  void thanks_with_a_complaint_reopen_the_appeal() {
    var said = anna.writes("Нет талонов");
    decide(HOSPITAL, "AnswerResident", said.number(), "answer", "Талоны будут завтра.");

    assertThat(anna.writes("Спасибо, но талонов так и нет").number()).isEqualTo(said.number());
    assertThat(stateOf(said.number())).isEqualTo("WAITING");
  }

  @ParameterizedTest
  @EnumSource(names = {"ADDRESSED", "MARKED"})
  void where_not_everything_is_heard_chatter_after_the_answer_reopens_nothing(Listening listening) {
    var said = anna.writes("Нет талонов");
    theGroupHears(listening);
    decide(HOSPITAL, "AnswerResident", said.number(), "answer", "Талоны будут завтра.");

    assertThat(anna.writes("Кто идёт на субботник?").appeal()).isEmpty();
    assertThat(stateOf(said.number())).isEqualTo("ANSWERED");
    assertThat(textsWithoutAppeal()).containsExactly("Кто идёт на субботник?");

    assertThat(anna.writesTo(said, "Талонов так и нет").number()).isEqualTo(said.number());
    assertThat(stateOf(said.number())).isEqualTo("WAITING");
    assertThat(anna.writes("Совсем нет").number())
        .as("who waits is heard")
        .isEqualTo(said.number());
  }

  @Test
  void a_reply_to_staff_after_the_answer_goes_on_with_the_appeal() {
    var said = anna.writes("Нет талонов");
    theGroupHears(Listening.MARKED);
    var olga = representativeOf(HOSPITAL);
    var answer = olga.writesTo(said, "Талоны будут завтра");
    assertThat(stateOf(said.number())).isEqualTo("ANSWERED");

    assertThat(anna.writesTo(answer, "А во сколько?").number()).isEqualTo(said.number());
    decide(HOSPITAL, "AnswerResident", said.number(), "answer", "В восемь.");
    var notice = olga.writes("Завтра приём ведёт врач Иванова");

    assertThat(anna.writesTo(notice, "К ней и нет талонов").number()).isEqualTo(said.number());
  }

  @Test
  void whoever_waits_or_was_asked_is_always_heard() {
    var said = anna.writes("Нет талонов");
    assertThat(anna.writes("Добрый день").number()).isEqualTo(said.number());
    decide(HOSPITAL, "AnswerResident", said.number(), "clarify", "Завтра в 9:00 подойдёт?");

    assertThat(anna.writes("Ок, спасибо").number()).isEqualTo(said.number());
    assertThat(stateOf(said.number())).isEqualTo("WAITING");
  }

  @Test
  void a_greeting_alone_waits_for_what_follows_it() {
    assertThat(anna.writes("Добрый день!").appeal()).isEmpty();
    assertThat(saidInGroup()).isEmpty();
    assertThat(anna.writes("Нет талонов к терапевту").fate).isEqualTo(Fate.REGISTERED);
  }

  @Test
  void what_was_kept_brings_its_files_into_the_appeal() {
    theGroupHears(Listening.MARKED);
    var said = anna.shows("Вот очередь", "photo-of-a-queue");
    assertThat(withoutAppeal()).singleElement().extracting(Passed::attachments).isEqualTo(1);

    representativeOf(HOSPITAL).reactsTo(said, "✍");

    assertThat(
            jdbc.sql(
                    """
                    select count(*) from message_file f join message m on m.id = f.message_id
                     where m.appeal_number = ?
                    """)
                .param(said.number().value())
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void an_appeal_made_late_counts_from_the_message_and_promises_no_time_that_is_past() {
    theGroupHears(Listening.MARKED);
    var said = anna.writes("Нет талонов");
    timeIs("02T15:00");

    representativeOf(HOSPITAL).reactsTo(said, "✍");
    timeIs("02T15:01");

    assertThat(saidAbout(said.number())).first().asString().contains("Простите, что не сразу");
    assertThat(stepsOf(said.number())).contains("TakeUnderControl");
  }

  @Test
  void a_message_becomes_an_appeal_once_however_often_it_is_asked_for() {
    theGroupHears(Listening.MARKED);
    var said = anna.writes("Нет талонов");
    long id = Objects.requireNonNull(withoutAppeal().get(0).id());

    var first = passed.makeAppeal(id, Set.of("taganrog"), "Оператор").orElseThrow();
    var again = passed.makeAppeal(id, Set.of("taganrog"), "Оператор").orElseThrow();

    assertThat(first.opened()).isTrue();
    assertThat(again.opened()).isFalse();
    assertThat(again.appeal().number()).isEqualTo(said.number());
    assertThat(passed.makeAppeal(id, Set.of("azov"), "Чужой")).isEmpty();
  }

  @Test
  void an_appeal_that_was_none_joins_the_list_and_comes_back_under_its_number() {
    var said = anna.writes("Продам гараж");
    anna.writes("Недорого");
    complete(HOSPITAL, "AnswerResident", said.number(), Map.of("outcome", "notAnAppeal"));
    var acknowledged = saidInGroup();

    assertThat(withoutAppeal())
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.reason()).isEqualTo(Reason.NOT_AN_APPEAL);
              assertThat(each.appeal()).isEqualTo(said.number().value());
              assertThat(each.text()).isEqualTo("Продам гараж\nНедорого");
            });

    timeIs("02T11:00");
    assertThat(representativeOf(HOSPITAL).reactsTo(said, "✍")).isEqualTo(Fate.REGISTERED);

    assertThat(withoutAppeal()).isEmpty();
    assertThat(stateOf(said.number())).isEqualTo("WAITING");
    assertThat(stepsOf(said.number())).containsExactly("AnswerResident");
    assertThat(waitingSince(said.number())).isEqualTo(at("02T10:00"));
    assertThat(saidInGroup()).as("nothing new in public").isEqualTo(acknowledged);
  }

  @Test
  void messages_of_an_appeal_that_was_none_go_into_the_one_open_by_now() {
    var said = anna.writes("Продам гараж");
    var dismissed = said.number();
    complete(HOSPITAL, "AnswerResident", dismissed, Map.of("outcome", "notAnAppeal"));
    var open = anna.writes("Нет талонов");

    assertThat(representativeOf(HOSPITAL).writesTo(said, "/appeal").fate).isEqualTo(Fate.ADDED);

    assertThat(said.number()).isEqualTo(open.number());
    assertThat(stateOf(dismissed)).isEqualTo("CLOSED");
    assertThat(withoutAppeal()).isEmpty();
  }
}

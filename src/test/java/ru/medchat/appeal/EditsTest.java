package ru.medchat.appeal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import ru.medchat.channel.Attachment;
import ru.medchat.channel.ChatRef;
import ru.medchat.channel.Incoming;
import ru.medchat.channel.Sender;
import ru.medchat.intake.Fate;
import ru.medchat.testing.CaseTest;

/** What residents change after they sent it, and albums, as the case keeps them. */
class EditsTest extends CaseTest {

  private static final AtomicInteger residents = new AtomicInteger();
  private static final Instant NOON = Instant.parse("2026-11-02T09:00:00Z");

  @Autowired Conversation conversation;

  private final String id = "edits-" + residents.incrementAndGet();
  private final Sender resident = new Sender(id, "Анна", Sender.Kind.PERSON);
  private ChatRef group = new ChatRef("telegram", "");

  @BeforeEach
  void it_is_monday_noon_in_taganrog() {
    nowIs("2026-11-02T12:00:00+03:00");
    group = resident("Таганрог").chat();
  }

  @Test
  void an_edit_shows_the_new_words_and_keeps_the_old_ones_with_their_time() {
    says("1", "Нет инсулна");

    assertThat(edits("1", "Нет инсулина", 60)).isEqualTo(Fate.ADDED);
    assertThat(edits("1", "Нет инсулина с пятницы", 120)).isEqualTo(Fate.ADDED);

    var said = first();
    assertThat(said.text()).isEqualTo("Нет инсулина с пятницы");
    assertThat(said.editedAt()).isEqualTo(NOON.plusSeconds(120));
    assertThat(said.earlier())
        .containsExactly(
            new Utterance.Version("Нет инсулна", NOON, List.of()),
            new Utterance.Version("Нет инсулина", NOON.plusSeconds(60), List.of()));
    assertThat(conversation.historyOf(number()))
        .filteredOn(event -> event.line().startsWith("Житель изменил"))
        .hasSize(2);
  }

  @Test
  void an_edit_overtaken_by_a_later_one_is_kept_behind_it_once() {
    says("1", "раз");
    edits("1", "три", 120);

    assertThat(edits("1", "два", 60)).isEqualTo(Fate.ADDED);
    assertThat(edits("1", "два", 60).kind()).isEqualTo(Fate.Kind.IGNORED);

    assertThat(first().text()).isEqualTo("три");
    assertThat(first().earlier()).extracting(Utterance.Version::text).containsExactly("раз", "два");
  }

  @Test
  void an_edit_that_changes_nothing_people_see_makes_no_version() {
    says("1", "Смотрите", photo("a"));

    var fate = take(new Incoming.Edit(message("1", "Смотрите", photo("a")), NOON.plusSeconds(60)));

    assertThat(fate).isEqualTo(Fate.ignored("an edit that changes neither words nor files"));
    assertThat(first().editedAt()).isNull();
    assertThat(first().earlier()).isEmpty();
  }

  @Test
  void a_replaced_photo_stays_with_the_words_it_had() {
    says("1", "Очередь", photo("old"));

    take(new Incoming.Edit(message("1", "Очередь", photo("new")), NOON.plusSeconds(60)));

    var said = first();
    assertThat(said.files()).hasSize(1);
    assertThat(said.earlier()).singleElement().satisfies(old -> assertThat(old.files()).hasSize(1));
    long before = said.earlier().get(0).files().get(0).id();
    assertThat(said.files().get(0).id()).isNotEqualTo(before);
    assertThat(conversation.hasFile(number(), before)).isTrue();
  }

  @Test
  void an_edit_of_what_nobody_took_opens_no_appeal() {
    assertThat(edits("99", "Нет талонов", 60))
        .isEqualTo(Fate.ignored("an edit of a message that is in no appeal"));
    assertThat(appeals()).isZero();
  }

  @Test
  void an_edit_of_a_closed_appeal_is_kept_and_wakes_nothing() {
    says("1", "Нет талнов");
    var number = number();
    transaction.executeWithoutResult(
        tx ->
            jdbc.sql(
                    """
                    update appeal set state = 'CLOSED', waiting_since = null,
                                      closed_at = now(), closed_because = 'done'
                     where number = ?
                    """)
                .param(number.value())
                .update());

    assertThat(edits("1", "Нет талонов", 60)).isEqualTo(Fate.ADDED);

    assertThat(stateOf(number)).isEqualTo("CLOSED");
    assertThat(first().text()).isEqualTo("Нет талонов");
    assertThat(appeals()).isEqualTo(1);
  }

  @Test
  void an_edit_of_an_answered_message_does_not_start_the_clock_again() {
    says("1", "Нет талнов");
    var number = number();
    timeReaches("2026-11-02T12:00:00+03:00");
    decide("org-taganrog", "AnswerResident", number, "answer", "Талоны будут в восемь.");

    edits("1", "Нет талонов", 60);

    assertThat(stateOf(number)).isEqualTo("ANSWERED");
    assertThat(stepsOf(number)).doesNotContain("AnswerResident");
  }

  @Test
  void an_album_is_one_utterance_whose_parts_are_known_by_their_own_numbers() {
    takeMessage(album("m", part("1", "Очередь", photo("a")), part("2", "", photo("b"))));

    assertThat(residentSaid()).hasSize(1);
    assertThat(first().files()).hasSize(2);
    assertThat(edits("2", "Второе фото", 60, photo("b"))).isEqualTo(Fate.ADDED);
    assertThat(first().text()).isEqualTo("Очередь\nВторое фото");
    assertThat(first().files()).hasSize(2);
  }

  @Test
  void a_late_part_joins_its_album_even_when_the_appeal_is_answered() {
    takeMessage(album("m", part("1", "Очередь", photo("a"))));
    var number = number();
    timeReaches("2026-11-02T12:00:00+03:00");
    decide("org-taganrog", "AnswerResident", number, "answer", "Спасибо, разберёмся.");
    int said = saidAbout(number).size();

    assertThat(takeMessage(album("m", part("2", "", photo("b"))))).isEqualTo(Fate.ADDED);

    assertThat(appeals()).isEqualTo(1);
    assertThat(first().files()).hasSize(2);
    assertThat(stateOf(number)).isEqualTo("ANSWERED");
    assertThat(saidAbout(number)).hasSize(said);
  }

  @Test
  void what_waits_for_the_choice_of_a_place_is_changed_and_gathered_where_it_waits() {
    var chat = new ChatRef("telegram", id);
    takeMessage(privately(chat, album("m", part("1", "Нет инсулна", photo("a")))));
    takeMessage(privately(chat, album("m", part("2", "", photo("b")))));
    long asked = outboxOf(chat);
    take(
        new Incoming.Edit(
            privately(chat, message("1", "Нет инсулина", photo("a"))), NOON.plusSeconds(60)));

    transaction.executeWithoutResult(
        tx ->
            intake.receive(
                new Incoming.Press(chat, true, resident, clock.instant(), "9", "place:azov")));
    transaction.executeWithoutResult(
        tx ->
            intake.receive(
                new Incoming.Press(chat, true, resident, clock.instant(), "9", "consent:1:yes")));

    assertThat(asked).isEqualTo(2);
    assertThat(appeals()).isEqualTo(1);
    assertThat(first().text()).isEqualTo("Нет инсулина");
    assertThat(first().files()).hasSize(2);
    assertThat(first().earlier()).isEmpty();
  }

  private void says(String messageId, String text, Attachment... files) {
    takeMessage(message(messageId, text, files));
  }

  private Fate edits(String messageId, String text, int secondsLater, Attachment... files) {
    return take(new Incoming.Edit(message(messageId, text, files), NOON.plusSeconds(secondsLater)));
  }

  private Fate take(Incoming.Edit edit) {
    var fate = transaction.execute(tx -> intake.receive(edit));
    assertThat(fate).isNotNull();
    return fate;
  }

  private Fate takeMessage(Incoming.Message message) {
    var fate = transaction.execute(tx -> intake.receive(message));
    assertThat(fate).isNotNull();
    return fate;
  }

  private Incoming.Message message(String messageId, String text, Attachment... files) {
    return new Incoming.Message(
        group,
        false,
        resident,
        NOON,
        id + "/" + messageId,
        text,
        List.of(files),
        null,
        false,
        null);
  }

  private Incoming.Part part(String messageId, String text, Attachment file) {
    return new Incoming.Part(id + "/" + messageId, text, List.of(file));
  }

  private Incoming.Message album(String album, Incoming.Part... parts) {
    return Incoming.Message.merged(
        Stream.of(parts)
            .map(
                part ->
                    message(
                            part.messageId().substring(id.length() + 1),
                            part.text(),
                            part.attachments().toArray(Attachment[]::new))
                        .inAlbum(id + album))
            .toList());
  }

  private static Incoming.Message privately(ChatRef chat, Incoming.Message message) {
    var one =
        new Incoming.Message(
            chat,
            true,
            message.sender(),
            message.at(),
            message.messageId(),
            message.text(),
            message.attachments(),
            null,
            true,
            null);
    var album = message.album();
    return album == null ? one : one.inAlbum(album.id());
  }

  private Attachment photo(String name) {
    return new Attachment(
        Attachment.Kind.PHOTO, id + name + "/" + System.nanoTime(), id + name, null, null, 9L);
  }

  private AppealNumber number() {
    return AppealNumber.of(
        jdbc.sql("select number from appeal where resident_id = ?")
            .param(id)
            .query(String.class)
            .single());
  }

  private long appeals() {
    return jdbc.sql("select count(*) from appeal where resident_id = ?")
        .param(id)
        .query(Long.class)
        .single();
  }

  private long outboxOf(ChatRef chat) {
    return jdbc.sql("select count(*) from outbox where chat_id = ?")
        .param(chat.id())
        .query(Long.class)
        .single();
  }

  private List<Utterance> residentSaid() {
    return conversation.of(number()).stream()
        .filter(each -> each.author() == Conversation.Author.RESIDENT)
        .toList();
  }

  private Utterance first() {
    return residentSaid().get(0);
  }
}

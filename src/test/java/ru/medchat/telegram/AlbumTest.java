package ru.medchat.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static ru.medchat.telegram.Scene.eventually;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import ru.medchat.channel.Attachment;
import ru.medchat.channel.Incoming;
import ru.medchat.intake.Fate;

@TelegramTest
class AlbumTest {

  @Autowired Scene scene;
  @Autowired Inbox inbox;
  @Autowired PlatformTransactionManager transactions;

  @BeforeEach
  void begin() {
    scene.begins();
  }

  @Test
  void the_parts_of_an_album_are_one_message_with_one_caption_and_all_files() {
    int first = part(1, "m1", "Очередь с утра");
    int second = part(1, "m1", "");
    int third = part(1, "m1", "");

    eventually(() -> assertThat(scene.intake.taken("1")).containsExactly("Очередь с утра"));

    assertThat(scene.intake.messages).hasSize(1);
    Incoming.Message album = scene.intake.messages.get(0);
    assertThat(album.attachments())
        .extracting(Attachment::uniqueId)
        .containsExactly("u" + first, "u" + second, "u" + third);
    assertThat(album.parts())
        .extracting(Incoming.Part::messageId)
        .containsExactly("" + first, "" + second, "" + third);
    assertThat(fates()).containsExactly("REGISTERED", "ADDED", "ADDED");
  }

  @Test
  void nothing_of_its_chat_overtakes_an_album_and_no_other_chat_waits_for_it() {
    part(1, "m1", "Альбом");
    scene.writes(1, "за ним");
    scene.writes(2, "в другом чате");
    part(1, "m1", "");

    eventually(() -> assertThat(scene.intake.taken("2")).containsExactly("в другом чате"));
    assertThat(scene.intake.taken("1")).isEmpty();
    eventually(() -> assertThat(scene.intake.taken("1")).containsExactly("Альбом", "за ним"));
    assertThat(scene.intake.messages)
        .filteredOn(message -> message.text().equals("Альбом"))
        .singleElement()
        .satisfies(album -> assertThat(album.attachments()).hasSize(2));
  }

  @Test
  void two_albums_of_a_chat_stay_two_messages() {
    part(1, "m1", "Первый");
    part(1, "m1", "");
    part(1, "m2", "Второй");
    part(1, "m2", "");

    eventually(() -> assertThat(scene.intake.taken("1")).containsExactly("Первый", "Второй"));
    assertThat(scene.intake.messages)
        .allSatisfy(album -> assertThat(album.attachments()).hasSize(2));
  }

  @Test
  void an_album_dropped_in_the_middle_of_registering_is_taken_whole_by_another_node() {
    scene.intake.pausing = true;
    part(1, "m1", "Альбом");
    part(1, "m1", "");
    eventually(() -> assertThat(scene.intake.messages).hasSize(1));

    // The node that has it is gone: its connection is cut, its transaction rolled back.
    scene
        .jdbc
        .sql(
            """
            select pg_terminate_backend(pid) from pg_stat_activity
             where datname = current_database() and pid <> pg_backend_pid()
               and state = 'idle in transaction'
            """)
        .query()
        .listOfRows();
    scene.intake.pausing = false;

    eventually(() -> assertThat(scene.intake.taken("1")).containsExactly("Альбом"));
    assertThat(scene.intake.messages.get(scene.intake.messages.size() - 1).attachments())
        .hasSize(2);
    assertThat(fates()).containsExactly("REGISTERED", "ADDED");
  }

  @Test
  void another_node_finds_nothing_to_take_while_one_has_the_album() {
    scene.intake.pausing = true;
    part(1, "m1", "Альбом");
    part(1, "m1", "");
    eventually(() -> assertThat(scene.intake.messages).hasSize(1));

    var other = new TransactionTemplate(transactions).execute(status -> inbox.next().isPresent());
    scene.intake.pausing = false;

    assertThat(other).isFalse();
    eventually(() -> assertThat(scene.intake.taken("1")).containsExactly("Альбом"));
  }

  @Test
  void a_part_that_can_not_be_read_loses_only_itself() {
    part(1, "m1", "Альбом");
    int broken =
        scene.arrives(
            Scene.message(1, "\"media_group_id\":\"m1\",\"text\":\"x\"")
                .replace("\"date\":1793000000", "\"date\":\"gestern\""));
    part(1, "m1", "");

    eventually(() -> assertThat(scene.state(broken)).isEqualTo("QUARANTINED"));
    eventually(() -> assertThat(scene.intake.taken("1")).containsExactly("Альбом"));
    assertThat(scene.intake.messages.get(0).attachments()).hasSize(2);
  }

  @Test
  void a_part_that_can_not_be_taken_is_put_aside_and_the_others_are_taken() {
    scene.intake.failing.add("плохая часть");
    int good = part(1, "m1", "");
    int bad = part(1, "m1", "плохая часть");
    int last = part(1, "m1", "");

    eventually(
        () -> {
          scene.timePasses();
          assertThat(scene.state(bad)).isEqualTo("QUARANTINED");
        });
    eventually(() -> assertThat(scene.state(last)).isEqualTo("DONE"));
    assertThat(scene.state(good)).isEqualTo("DONE");
    assertThat(scene.intake.taken("1")).doesNotContain("плохая часть").isNotEmpty();
  }

  @Test
  void a_late_part_is_of_the_same_album() {
    part(2, "m2", "Альбом");
    eventually(() -> assertThat(scene.intake.messages).hasSize(1));
    part(2, "m2", "");
    eventually(() -> assertThat(scene.intake.messages).hasSize(2));
    assertThat(scene.intake.messages)
        .allSatisfy(
            message ->
                assertThat(message.album())
                    .isNotNull()
                    .satisfies(album -> assertThat(album.id()).isEqualTo("m2")));
  }

  @Test
  void a_late_part_of_an_album_that_was_passed_over_is_kept_with_it() {
    scene.intake.fate = Fate.ignored("kept without an appeal: NOT_MARKED");
    scene.intake.keepsPassed = true;
    part(1, "m1", "Альбом");
    eventually(() -> assertThat(scene.intake.messages).hasSize(1));

    int late = part(1, "m1", "За углом");

    eventually(() -> assertThat(scene.state(late)).isEqualTo("DONE"));
    assertThat(scene.intake.taken("1")).containsExactly("Альбом", "late: За углом");
    assertThat(fates()).containsExactly("IGNORED", "ADDED");
  }

  @Test
  void a_late_part_of_an_album_that_nobody_keeps_is_passed_over_for_the_same_reason() {
    scene.intake.fate = Fate.ignored("written by a bot");
    part(1, "m1", "Альбом");
    eventually(() -> assertThat(scene.intake.messages).hasSize(1));
    int late = part(1, "m1", "");

    eventually(() -> assertThat(scene.state(late)).isEqualTo("IGNORED"));
    assertThat(scene.intake.messages).hasSize(1);
    assertThat(
            scene.jdbc.sql("select distinct error from telegram_update").query(String.class).list())
        .containsExactly("written by a bot");
  }

  @Test
  void each_part_that_comes_has_the_album_wait_for_the_next_one_but_not_for_ever() {
    int first = part(1, "m1", "Альбом");
    eventually(() -> assertThat(scene.state(first)).isEqualTo("NEW"));
    int second = part(1, "m1", "");
    eventually(() -> assertThat(scene.state(second)).isEqualTo("NEW"));

    assertThat(waits(first)).isEqualTo(waits(second));

    scene
        .jdbc
        .sql("update telegram_update set received_at = received_at - interval '1 minute'")
        .update();
    int third = part(1, "m1", "");
    eventually(() -> assertThat(scene.state(third)).isNotEqualTo("none"));
    assertThat(waits(first)).isBefore(waits(third).minusSeconds(30));
    eventually(() -> assertThat(scene.state(third)).isEqualTo("DONE"));
  }

  private Instant waits(int update) {
    return scene
        .jdbc
        .sql("select next_attempt_at from telegram_update where update_id = ?")
        .param(update)
        .query((row, n) -> row.getTimestamp(1).toInstant())
        .single();
  }

  private int part(long chat, String album, String caption) {
    int id = scene.nextUpdateId();
    scene.telegram.arrives(
        id,
        Scene.message(
            chat,
            """
            "media_group_id":"%s","caption":"%s","photo":[
              {"file_id":"f%d","file_unique_id":"u%d","width":90,"height":60,"file_size":100}]
            """
                .formatted(album, caption, id, id)));
    return id;
  }

  private List<String> fates() {
    return scene
        .jdbc
        .sql("select fate from telegram_update order by id")
        .query(String.class)
        .list();
  }
}

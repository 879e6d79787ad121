package ru.medchat.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import ru.medchat.testing.CaseTest;
import ru.medchat.worktime.WorkingTime;

class DirectoryCacheTest extends CaseTest {

  private static final String PLACE = "orlovsky";
  private static final Instant MORNING = Instant.parse("2026-12-01T08:00:00Z");

  @Autowired private Calendars calendars;
  @Autowired private NamedOrganisations named;
  @Autowired private DirectoryCache cache;

  private Organisation hospital;
  private Municipality place;

  @BeforeEach
  void known() {
    place = directory.municipality(PLACE);
    hospital = directory.responderOf(place).orElseThrow();
  }

  @AfterEach
  void asBefore() {
    jdbc.sql("update organisation set name = ?, active = true, aliases = null where id = ?")
        .params(hospital.name(), hospital.id())
        .update();
    jdbc.sql("update municipality set zone = ? where id = ?")
        .params(place.zone().getId(), PLACE)
        .update();
    jdbc.sql("delete from calendar_change").update();
  }

  @Test
  void what_is_known_is_not_read_again() {
    Runnable questions =
        () -> {
          directory.municipality(PLACE);
          directory.organisation(hospital.id());
          directory.responderOf(place);
          named.in("Нет талонов", place);
          calendars.of(PLACE, null);
        };
    questions.run();

    transaction.executeWithoutResult(
        tx -> {
          long before = rowsRead();
          questions.run();
          assertThat(rowsRead()).isEqualTo(before);
        });
  }

  @Test
  void what_another_node_changes_holds_at_once() {
    rename("ЦРБ посёлка Орловский");

    assertThat(directory.organisation(hospital.id()).name()).isEqualTo("ЦРБ посёлка Орловский");
    assertThat(directory.responderOf(place))
        .map(Organisation::name)
        .hasValue("ЦРБ посёлка Орловский");
  }

  @Test
  void an_organisation_that_another_node_closes_answers_no_more() {
    jdbc.sql("update organisation set active = false where id = ?").param(hospital.id()).update();

    assertThat(directory.responderOf(place)).isEmpty();
  }

  @Test
  void a_name_that_another_node_adds_is_understood_at_once() {
    String words = "В медгородке на Пионерской никого нет";
    assertThat(named.in(words, place)).isEmpty();

    jdbc.sql("update organisation set aliases = 'Медгородок' where id = ?")
        .param(hospital.id())
        .update();

    assertThat(named.in(words, place)).hasValue(hospital.id());
  }

  @Test
  void a_calendar_follows_the_zone_of_its_municipality() {
    var before = calendars.of(PLACE, null).after(MORNING, WorkingTime.parse("PT9H"));

    jdbc.sql("update municipality set zone = 'Asia/Vladivostok' where id = ?")
        .param(PLACE)
        .update();

    assertThat(calendars.of(PLACE, null).zone().getId()).isEqualTo("Asia/Vladivostok");
    assertThat(calendars.of(PLACE, null).after(MORNING, WorkingTime.parse("PT9H")))
        .isNotEqualTo(before);
  }

  @Test
  void one_transaction_sees_one_directory_to_its_end() {
    transaction.executeWithoutResult(
        tx -> {
          assertThat(directory.organisation(hospital.id())).isEqualTo(hospital);
          elsewhere(() -> rename("ЦРБ посёлка Орловский"));
          assertThat(directory.organisation(hospital.id())).isEqualTo(hospital);
        });

    assertThat(directory.organisation(hospital.id()).name()).isEqualTo("ЦРБ посёлка Орловский");
  }

  @Test
  void who_changes_the_directory_sees_it_changed_and_nobody_else_before_it_is() {
    transaction.executeWithoutResult(
        tx -> {
          assertThat(directory.organisation(hospital.id())).isEqualTo(hospital);
          cache.changing();
          rename("ЦРБ посёлка Орловский");
          assertThat(directory.organisation(hospital.id()).name())
              .isEqualTo("ЦРБ посёлка Орловский");
          elsewhere(() -> assertThat(directory.organisation(hospital.id())).isEqualTo(hospital));
          tx.setRollbackOnly();
        });

    assertThat(directory.organisation(hospital.id())).isEqualTo(hospital);
  }

  @Test
  void nothing_is_kept_of_a_change_that_was_taken_back() {
    rename(hospital.name());
    transaction.executeWithoutResult(
        tx -> {
          directory.municipality(PLACE);
          cache.changing();
          rename("Так и не названа");
          assertThat(directory.organisation(hospital.id()).name()).isEqualTo("Так и не названа");
          tx.setRollbackOnly();
        });

    assertThat(directory.organisation(hospital.id())).isEqualTo(hospital);
  }

  @Test
  void a_change_that_was_taken_back_is_never_mistaken_for_the_next_one() {
    transaction.executeWithoutResult(
        tx -> {
          rename("Так и не названа");
          assertThat(directory.organisation(hospital.id()).name()).isEqualTo("Так и не названа");
          tx.setRollbackOnly();
        });
    rename("ЦРБ посёлка Орловский");

    assertThat(directory.organisation(hospital.id()).name()).isEqualTo("ЦРБ посёлка Орловский");
  }

  @Test
  void what_is_not_there_yet_is_found_once_it_is() {
    assertThat(directory.findOrganisation("orlovsky-new")).isEmpty();
    jdbc.sql(
            """
            insert into organisation (id, region_code, municipality_id, kind, name)
            values ('orlovsky-new', '61', ?, 'RESPONDER', 'Новая больница')
            """)
        .param(PLACE)
        .update();
    try {
      assertThat(directory.findOrganisation("orlovsky-new")).isPresent();
    } finally {
      jdbc.sql("delete from organisation where id = 'orlovsky-new'").update();
    }
    assertThatThrownBy(() -> directory.organisation("orlovsky-new"))
        .isInstanceOf(UnknownInDirectoryException.class);
  }

  @Test
  void two_administrators_change_the_calendar_one_after_the_other_and_both_changes_hold() {
    nowIs("2026-11-02T10:00:00+03:00");
    var first = closed("2026-12-01", "Авария");
    var second = closed("2026-12-02", "Ремонт");
    var later =
        transaction.execute(
            tx -> {
              calendars.make(first);
              var other = CompletableFuture.runAsync(() -> calendars.make(second));
              Awaitility.await().until(() -> waitsForTheVersion(jdbc));
              return other;
            });

    assertThat(later).succeedsWithin(10, TimeUnit.SECONDS);
    assertThat(calendars.of(PLACE, null).isOpen(Instant.parse("2026-12-01T08:00:00Z"))).isFalse();
    assertThat(calendars.of(PLACE, null).isOpen(Instant.parse("2026-12-02T08:00:00Z"))).isFalse();
    assertThat(calendars.of(PLACE, null).isOpen(Instant.parse("2026-12-03T08:00:00Z"))).isTrue();
  }

  private static boolean waitsForTheVersion(JdbcClient jdbc) {
    return jdbc.sql(
            """
            select exists (select 1 from pg_stat_activity
                            where datname = current_database() and wait_event_type = 'Lock'
                              and query like '%directory_version%')
            """)
        .query(Boolean.class)
        .single();
  }

  private CalendarChange closed(String date, String reason) {
    return calendars.draft(
        CalendarScope.municipality(PLACE), LocalDate.parse(date), "закрыто", reason, "admin");
  }

  /** By this session, of what is kept in memory. */
  private long rowsRead() {
    return jdbc.sql(
            """
            select sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) from pg_stat_xact_user_tables
             where relname in ('municipality', 'organisation', 'calendar_change')
            """)
        .query(Long.class)
        .single();
  }

  private void rename(String name) {
    jdbc.sql("update organisation set name = ? where id = ?").params(name, hospital.id()).update();
  }

  /** As another node would do it, which shares nothing but the database. */
  private static void elsewhere(Runnable work) {
    assertThat(CompletableFuture.runAsync(work)).succeedsWithin(10, TimeUnit.SECONDS);
  }
}

package ru.medchat.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import ru.medchat.testing.CaseTest;

/** What a start does when a region file, people, or both have changed something. */
class RegionFilesTest extends CaseTest {

  private static final String REGION =
      """
      code: "95"
      name: Тестовая область
      zone: Europe/Moscow
      ministry:
        name: Министерство
      chamber:
        name: Палата
      organisations:
        - id: clinic-95
          name: Поликлиника
      municipalities:
        - id: testovo
          name: Тестово
          kind: CITY
          latitude: 10.50
          longitude: 20
          responder:
            name: Больница
            phone: +7 495 100-00-00
            mail: old@medchat.invalid
      """;

  private static final String HOSPITAL = "org-testovo";

  @Autowired private Entries entries;
  @Autowired private EditingDirectory editing;

  @SuppressWarnings("NullAway.Init")
  private RegionFolder folder;

  @BeforeEach
  void the_region_was_loaded_once(@TempDir Path at) {
    jdbc.sql("delete from directory_change where entry_id like '%95' or entry_id like '%testovo'")
        .update();
    jdbc.sql("delete from organisation where region_code = '95'").update();
    jdbc.sql("delete from municipality where region_code = '95'").update();
    jdbc.sql("delete from region where code = '95'").update();
    folder = new RegionFolder(at, jdbc, entries, transaction);
    folder.with("95.yaml", REGION).starts();
  }

  @AfterEach
  void other_tests_are_without_it() {
    jdbc.sql("update municipality set active = false where region_code = '95'").update();
  }

  @Test
  void a_start_with_the_same_file_changes_nothing() {
    folder.starts();

    assertThat(hospital().values())
        .containsEntry(Field.NAME, "Больница")
        .containsEntry(Field.MAIL, "old@medchat.invalid")
        .doesNotContainKey(Field.SITE);
    assertThat(entries.find(EntryKind.MUNICIPALITY, "testovo").orElseThrow().values())
        .containsEntry(Field.LATITUDE, "10.5")
        .containsEntry(Field.LONGITUDE, "20");
    assertThat(editing.changesOf(hospital())).isEmpty();
    assertThat(hospital().otherwiseInFile()).isEmpty();
  }

  @Test
  void what_the_file_changed_is_taken_over_and_what_a_person_changed_stays() {
    person(Field.PHONE, "+7 495 200-00-00");
    fileSays("old@medchat.invalid", "new@medchat.invalid");

    assertThat(hospital().value(Field.MAIL)).isEqualTo("new@medchat.invalid");
    assertThat(hospital().value(Field.PHONE)).isEqualTo("+7 495 200-00-00");
    assertThat(editing.changesOf(hospital()))
        .extracting(EditingDirectory.Change::field, EditingDirectory.Change::by)
        .containsExactly(tuple("Почта", "файл 95.yaml"), tuple("Телефон", "admin"));
  }

  @Test
  void where_both_have_changed_the_same_the_person_wins_and_the_file_is_listed() {
    person(Field.MAIL, "person@medchat.invalid");
    fileSays("old@medchat.invalid", "new@medchat.invalid");
    folder.starts();

    assertThat(hospital().value(Field.MAIL)).isEqualTo("person@medchat.invalid");
    assertThat(hospital().otherwiseInFile()).containsExactly(Field.MAIL);
    assertThat(hospital().inFile(Field.MAIL)).isEqualTo("new@medchat.invalid");

    editing.takeFromFile(EntryKind.ORGANISATION, HOSPITAL, Field.MAIL, "admin");
    assertThat(hospital().value(Field.MAIL)).isEqualTo("new@medchat.invalid");
    assertThat(hospital().otherwiseInFile()).isEmpty();
  }

  @Test
  void what_a_person_emptied_stays_empty() {
    person(Field.PHONE, "");
    fileSays("Больница", "Городская больница");

    assertThat(hospital().values()).doesNotContainKey(Field.PHONE);
    assertThat(hospital().value(Field.NAME)).isEqualTo("Городская больница");
  }

  @Test
  void both_saying_the_same_is_no_conflict() {
    person(Field.MAIL, "new@medchat.invalid");
    fileSays("old@medchat.invalid", "new@medchat.invalid");

    assertThat(hospital().otherwiseInFile()).isEmpty();
  }

  @Test
  void what_is_removed_from_the_file_rests_and_comes_back_with_it() {
    fileSays("  - id: clinic-95\n    name: Поликлиника\n", "");
    assertThat(directory.organisation("clinic-95").active()).isFalse();
    assertThat(directory.responders("95")).extracting(Organisation::id).containsExactly(HOSPITAL);

    folder.with("95.yaml", REGION).starts();
    assertThat(directory.organisation("clinic-95").active()).isTrue();
  }

  @Test
  void what_a_person_added_on_the_page_is_none_of_the_files_business() {
    editing.add("95", "added-95", Map.of(Field.NAME, "Новая"), "admin");
    folder.starts();
    assertThat(directory.organisation("added-95").active()).isTrue();

    fileSays("  - id: clinic-95\n", "  - id: added-95\n    name: Иная\n  - id: clinic-95\n");
    var added = entries.find(EntryKind.ORGANISATION, "added-95").orElseThrow();
    assertThat(added.value(Field.NAME)).isEqualTo("Новая");
    assertThat(added.otherwiseInFile()).containsExactly(Field.NAME);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: Больница       | nam: Больница           | 18 | ключ «nam» неизвестен",
        "name: Больница       | phone: 1 23             | 19 | ключ «phone» написан дважды",
        "name: Больница       | name:                   | 18 | не хватает «name»",
        "old@medchat.invalid  | old@medchat             | 20 | mail: «old@medchat» не подходит",
        "zone: Europe/Moscow  | zone: Europe/Atlantis   |  3 | «Europe/Atlantis» не подходит",
        "id: clinic-95        | id: org-testovo         |  9 | id «org-testovo» уже занят",
        "id: clinic-95        | id: Clinic              |  9 | код «Clinic» не подходит",
        "id: clinic-95        | id: camunda-admin       |  9 | не может начинаться с camunda",
        "kind: CITY           | kind: TOWN              | 14 | нужно CITY (город) или DISTRICT",
        "code: \"95\"         | code: Ростов            |  1 | две или три цифры",
        "latitude: 10.50      | latitude: 100           | 15 | от -90 до 90",
        "name: Тестово        | name: [                 |    | проверьте в этой строке и выше отступы",
        "id: testovo          | id: azov                | 12 | «azov» уже есть в регионе 61"
      })
  void a_bad_file_stops_the_start_in_one_line_and_changes_nothing(
      String good, String bad, Integer line, String problem) {
    assertThat(REGION).contains(good);
    var before = hospital();

    assertThatThrownBy(
            () ->
                folder
                    .with("95.yaml", REGION.replace("Министерство", "Иное").replace(good, bad))
                    .starts())
        .isInstanceOf(BrokenDirectoryException.class)
        .hasMessageContaining("95.yaml")
        .hasMessageContaining(line == null ? "строка" : "строка " + line + ",")
        .hasMessageContaining(problem);
    assertThat(hospital()).isEqualTo(before);
    assertThat(directory.ministryOf("95").name()).isEqualTo("Министерство");
  }

  @Test
  void one_id_in_two_files_stops_the_start() {
    folder.with("94.yaml", REGION.replace("\"95\"", "\"94\""));

    assertThatThrownBy(folder::starts).hasMessageContainingAll("«testovo»", "94.yaml", "95.yaml");
  }

  private Entry hospital() {
    return entries.find(EntryKind.ORGANISATION, HOSPITAL).orElseThrow();
  }

  private void person(Field field, String value) {
    editing.change(
        EntryKind.ORGANISATION,
        HOSPITAL,
        editing.versionOf(hospital()),
        Map.of(field, value),
        "admin");
  }

  /** The file is changed, and the product started again. */
  private void fileSays(String instead, String now) {
    assertThat(REGION).contains(instead);
    folder.with("95.yaml", REGION.replace(instead, now)).starts();
  }
}

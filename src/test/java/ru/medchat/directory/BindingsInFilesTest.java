package ru.medchat.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import ru.medchat.testing.CaseTest;

/** Groups and representatives that stand in a region file, and those that people tie by hand. */
class BindingsInFilesTest extends CaseTest {

  private static final String REGION =
      """
      code: "93"
      name: Область чатов
      zone: Europe/Moscow
      ministry:
        name: Министерство
      chamber:
        name: Палата
      municipalities:
        - id: chatovo
          name: Чатово
          kind: CITY
          chats:
            - telegram: -1009300000001
              title: Медчат Чатова
              listening: ADDRESSED
          responder:
            name: Больница
            staff:
              - telegram: 930000001
                name: Анна П.
                account: chatovo
        - id: listovo
          name: Листово
          kind: CITY
          responder:
            name: Амбулатория
      """;

  private static final String GROUP = "-1009300000001";
  private static final String ANNA = "930000001";

  @Autowired private Entries entries;
  @Autowired private GroupChats groups;
  @Autowired private Staff staff;

  @SuppressWarnings("NullAway.Init")
  private RegionFolder folder;

  @BeforeEach
  void the_region_was_loaded_once(@TempDir Path at) {
    other_tests_are_without_it();
    folder = new RegionFolder(at, jdbc, entries, transaction);
    folder.with("93.yaml", REGION).starts();
  }

  @AfterEach
  void other_tests_are_without_it() {
    for (String sql :
        List.of(
            "delete from binding_loaded where region_code = '93'",
            "delete from chat where chat_id like '-10093%'",
            "delete from staff where user_id like '9300%'",
            "delete from organisation where region_code = '93'",
            "delete from municipality where region_code = '93'",
            "delete from region where code = '93'")) {
      jdbc.sql(sql).update();
    }
  }

  @Test
  void a_group_and_a_representative_of_the_file_are_bound_and_a_further_start_changes_nothing() {
    folder.starts();

    assertThat(directory.findGroupChat("telegram", GROUP))
        .hasValueSatisfying(
            group -> {
              assertThat(group.municipalityId()).isEqualTo("chatovo");
              assertThat(group.title()).isEqualTo("Медчат Чатова");
              assertThat(group.listening()).isEqualTo(GroupChat.Listening.ADDRESSED);
            });
    assertThat(representatives()).containsExactly("Анна П. org-chatovo chatovo");
  }

  @Test
  void what_the_file_changed_is_taken_over_and_what_a_person_changed_stays() {
    groups.listen("telegram", GROUP, GroupChat.Listening.MARKED);
    staff.worksAs("org-chatovo", "telegram", ANNA, "anna");

    folder
        .with(
            "93.yaml",
            REGION
                .replace("Медчат Чатова", "Чат Чатова")
                .replace("ADDRESSED", "EVERY")
                .replace("Анна П.", "Анна Петрова")
                .replace("account: chatovo", "account: chatovo2"))
        .starts();

    assertThat(directory.findGroupChat("telegram", GROUP))
        .hasValueSatisfying(
            group -> {
              assertThat(group.title()).isEqualTo("Чат Чатова");
              assertThat(group.listening()).isEqualTo(GroupChat.Listening.MARKED);
            });
    assertThat(representatives()).containsExactly("Анна Петрова org-chatovo anna");
  }

  @Test
  void what_a_person_unbound_stays_so_whatever_the_file_says() {
    groups.unbind("telegram", GROUP);
    staff.unlink("telegram", ANNA);

    folder.with("93.yaml", REGION.replace("Медчат", "Чат").replace("Анна П.", "Анна")).starts();

    assertThat(directory.findGroupChat("telegram", GROUP)).isEmpty();
    assertThat(representatives()).isEmpty();
  }

  @Test
  void what_a_person_bound_elsewhere_stays_there_and_outlives_the_line_of_the_file() {
    groups.bind("telegram", GROUP, "Медчат Листова", "listovo", "admin");
    staff.link("telegram", ANNA, "Анна", "org-listovo");
    folder.starts();
    folder.with("93.yaml", without()).starts();

    assertThat(directory.findGroupChat("telegram", GROUP).orElseThrow().municipalityId())
        .isEqualTo("listovo");
    assertThat(representatives()).containsExactly("Анна org-listovo null");
  }

  @Test
  void what_a_person_bound_before_the_file_knew_of_it_is_that_persons() {
    folder.with("93.yaml", without()).starts();
    groups.bind("telegram", GROUP, "По коду", "chatovo", "admin");

    folder.with("93.yaml", REGION).starts();
    assertThat(directory.findGroupChat("telegram", GROUP).orElseThrow().title())
        .isEqualTo("По коду");

    folder.with("93.yaml", without()).starts();
    assertThat(directory.findGroupChat("telegram", GROUP)).isPresent();
  }

  @Test
  void what_is_removed_from_the_file_is_unbound_and_comes_back_with_it() {
    folder.with("93.yaml", without()).starts();
    assertThat(directory.findGroupChat("telegram", GROUP)).isEmpty();
    assertThat(representatives()).isEmpty();

    folder.with("93.yaml", REGION).starts();
    assertThat(directory.findGroupChat("telegram", GROUP)).isPresent();
    assertThat(representatives()).hasSize(1);
  }

  @Test
  void a_group_that_moves_in_the_file_answers_to_the_other_municipality() {
    String chats = REGION.substring(REGION.indexOf("    chats:"), REGION.indexOf("    responder:"));

    folder
        .with(
            "93.yaml",
            REGION.replace(chats, "").replace("    name: Листово\n", "    name: Листово\n" + chats))
        .starts();

    assertThat(directory.findGroupChat("telegram", GROUP).orElseThrow().municipalityId())
        .isEqualTo("listovo");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-1009300000001 | 1009300000001 | 13 | чат муниципалитета chatovo | начинается с минуса",
        "ADDRESSED      | LOUD          | 15 | чат муниципалитета chatovo | «LOUD» не подходит",
        "title: Медчат  | titel: Медчат | 14 | чат муниципалитета chatovo | ключ «titel»",
        "930000001      | anna          | 19 | представитель org-chatovo  | номер человека цифрами",
        "account: chat  | account: Чат  | 21 | представитель org-chatovo  | имя для входа",
        "name: Анна П.  | name:         | 19 | представитель org-chatovo  | не хватает «name»"
      })
  void nonsense_stops_the_start_with_its_line_and_changes_nothing(
      String good, String bad, int line, String what, String problem) {
    assertThat(REGION).contains(good);

    assertThatThrownBy(
            () ->
                folder
                    .with("93.yaml", REGION.replace("Палата", "Иная").replace(good, bad))
                    .starts())
        .isInstanceOf(BrokenDirectoryException.class)
        .hasMessageContaining("93.yaml, строка %d, %s".formatted(line, what))
        .hasMessageContaining(problem);
    assertThat(directory.organisation("chamber-93").name()).isEqualTo("Палата");
  }

  @Test
  void nobody_speaks_for_two_organisations() {
    String staffOfListovo =
        "      staff:\n        - telegram: 930000001\n          name: Анна П.\n";
    folder.with("93.yaml", REGION + staffOfListovo);

    assertThatThrownBy(folder::starts)
        .hasMessageContainingAll("строка 28", "org-listovo", "«930000001» уже есть в файле");
  }

  private static String without() {
    return REGION.replaceAll(
        "(?m)^ +(chats|staff):\\n( +(- telegram|title|listening|account|name: Анна).*\\n)+", "");
  }

  private List<String> representatives() {
    return staff.all().stream()
        .filter(each -> each.userId().equals(ANNA))
        .map(each -> each.name() + " " + each.organisationId() + " " + each.account())
        .toList();
  }
}

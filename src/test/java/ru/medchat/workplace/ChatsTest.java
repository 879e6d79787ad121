package ru.medchat.workplace;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ChatsTest extends WorkplaceTest {

  private static final Pattern CODE =
      Pattern.compile("/(?:bind|link) ([2-9A-HJ-NP-Z]{4}(?:-[2-9A-HJ-NP-Z]{4}){3})<");

  @Test
  void the_page_and_all_it_does_are_for_administrators_only() {
    assertThat(anybody().get("/chats").statusCode()).isEqualTo(302);
    assertThat(operator("azov").get("/chats").statusCode()).isEqualTo(403);
    assertThat(operator("admin").get("/chats").statusCode()).isEqualTo(200);
    assertThat(operator("azov").get("/").body()).doesNotContain("href=\"/chats\"");
    assertThat(operator("admin").get("/").body()).contains("href=\"/chats\"");

    for (String deed : new String[] {"codes/bind", "codes/link", "listening", "unbind", "unlink"}) {
      var refused = operator("azov").submit("/login", "/chats/" + deed, Map.of());
      assertThat(refused.statusCode()).isEqualTo(403);
    }
  }

  @Test
  void a_code_is_shown_once_and_kept_as_a_hash() {
    var admin = operator("admin");

    does(admin, "codes/bind", Map.of("municipality", "taganrog"));
    String page = admin.get("/chats").body();
    var code = CODE.matcher(page);
    assertThat(code.find()).isTrue();

    assertThat(admin.get("/chats").body())
        .doesNotContain(code.group(1))
        .contains("действует до", "Таганрог");
    assertThat(
            jdbc.sql("select made_by || ' ' || hash from one_time_code order by id desc limit 1")
                .query(String.class)
                .single())
        .matches("admin [0-9a-f]{64}");
  }

  @Test
  void a_code_for_nobody_is_refused_in_words() {
    var admin = operator("admin");

    does(admin, "codes/link", Map.of("organisation", "org-atlantis"));
    assertThat(admin.get("/chats").body()).contains("Выберите организацию.");
    does(admin, "codes/bind", Map.of("municipality", ""));
    assertThat(admin.get("/chats").body()).contains("Выберите город или район.");
  }

  @Test
  void how_a_group_is_listened_to_is_changed_and_a_group_is_unbound() {
    jdbc.sql(
            """
            insert into chat (channel, chat_id, municipality_id, title, gone_at)
            values ('telegram', '-100777', 'azov', 'Чат <Азова>', '2026-11-02T10:00:00Z')
            """)
        .update();
    var admin = operator("admin");
    assertThat(admin.get("/chats").body())
        .contains("Чат &lt;Азова&gt;", "бота удалили из чата", "2 нояб", "13:00");
    var chat = Map.of("channel", "telegram", "chat", "-100777");

    does(
        admin,
        "listening",
        Map.of("channel", "telegram", "chat", "-100777", "listening", "ADDRESSED"));
    assertThat(directory.findGroupChat("telegram", "-100777").orElseThrow().listening().name())
        .isEqualTo("ADDRESSED");

    does(admin, "unbind", chat);
    assertThat(admin.get("/chats").body()).contains("Чат отключён").doesNotContain("-100777");
    does(admin, "unbind", chat);
    assertThat(admin.get("/chats").body()).contains("Этот чат уже не подключён.");
  }

  @Test
  void a_representative_is_listed_with_their_organisation_and_unlinked() {
    jdbc.sql(
            """
            insert into staff (channel, user_id, organisation_id, name)
            values ('telegram', '424242', 'org-azov', 'Ирина <Львовна>')
            """)
        .update();
    var admin = operator("admin");
    assertThat(admin.get("/chats").body()).contains("Ирина &lt;Львовна&gt;", "telegram 424242");

    does(admin, "unlink", Map.of("channel", "telegram", "user", "424242"));
    assertThat(admin.get("/chats").body()).doesNotContain("424242");
    assertThat(directory.organisationOfStaff("telegram", "424242")).isEmpty();
  }

  @Test
  void the_calendar_still_shows_a_change_for_a_group_that_is_no_longer_bound() {
    jdbc.sql(
            """
            insert into calendar_change
                   (level, place, date, hours, reason, changed_by, changed_at, moved_at)
            values ('CHAT', 'telegram/-100778', '2027-03-01', null, 'ремонт', 'admin', now(), now())
            """)
        .update();

    assertThat(operator("admin").get("/calendar").body()).contains("Чат telegram/-100778");
    jdbc.sql("delete from calendar_change where place = 'telegram/-100778'").update();
  }

  private static HttpResponse<String> does(Visitor who, String deed, Map<String, String> fields) {
    var answer = who.submit("/chats", "/chats/" + deed, fields);
    assertThat(answer.statusCode()).isEqualTo(302);
    return answer;
  }
}

package ru.medchat.workplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import ru.medchat.channel.Attachment;

class GivenUpTest extends WorkplaceTest {

  private static final AtomicLong updateIds = new AtomicLong();

  @Test
  void the_page_is_for_administrators_only() {
    for (String page : new String[] {"/undelivered", "/quarantine"}) {
      assertThat(anybody().get(page).statusCode()).isEqualTo(302);
      assertThat(operator("azov").get(page).statusCode()).isEqualTo(403);
      assertThat(operator("ministry").get(page).statusCode()).isEqualTo(403);
    }
    var admin = operator("admin");
    assertThat(admin.get("/undelivered").statusCode()).isEqualTo(200);
    assertThat(admin.get("/quarantine").headers().firstValue("Location"))
        .hasValueSatisfying(to -> assertThat(to).endsWith("/undelivered#update"));
  }

  @Test
  void an_update_is_shown_with_its_error_and_as_it_came_but_never_as_html() {
    long id = quarantined("java.lang.IllegalStateException: <b>boom</b>\n\tat some.Where");

    String page = operator("admin").get("/undelivered").body();

    assertThat(page)
        .contains("Обновление " + id, "чат <code>77</code>")
        .contains("IllegalStateException: &lt;b&gt;boom&lt;/b&gt;")
        .contains("&quot;something_new&quot;")
        .containsPattern("\\d\\d\\.\\d\\d\\.20\\d\\d \\d\\d:\\d\\d<")
        .contains("Время на странице: <span>Москва, стандартное время, UTC+03</span>");
  }

  @Test
  void an_update_tried_again_is_handled_like_a_new_one() {
    long id = quarantined("boom");
    var admin = operator("admin");

    assertThat(decides(admin, id, "again", "").statusCode()).isEqualTo(302);

    assertThat(admin.get("/undelivered").body()).contains("Обновление " + id + ": пробуем ещё раз");
    await().until(() -> state(id).equals("IGNORED"));
    decides(admin, id, "again", "");
    assertThat(admin.get("/undelivered").body()).contains("Это уже не ждёт решения.");
    assertThat(state(id)).isEqualTo("IGNORED");
  }

  @Test
  void an_update_set_aside_is_kept_with_who_and_why() {
    long id = quarantined("boom");
    var admin = operator("admin");

    decides(admin, id, "aside", " ");
    assertThat(admin.get("/undelivered").body()).contains("Напишите, почему");

    decides(admin, id, "aside", "Реклама, не обращение");
    assertThat(
            jdbc.sql(
                    """
                    select set_aside_by || ': ' || set_aside_because from telegram_update
                     where id = ? and state = 'QUARANTINED' and set_aside_at is not null
                    """)
                .param(id)
                .query(String.class)
                .single())
        .isEqualTo("admin: Реклама, не обращение");
    assertThat(admin.get("/undelivered").body())
        .contains("Реклама, не обращение")
        .doesNotContain("id=\"update-" + id + "\"");
    decides(admin, id, "again", "");
    assertThat(state(id)).isEqualTo("QUARANTINED");
  }

  @Test
  void a_file_given_up_stands_there_with_its_appeal_and_is_fetched_or_set_aside() {
    var appeal = appeal("azov", "", photo("lost-1"), photo("lost-2"));
    long first = lost("lost-1");
    long second = lost("lost-2");
    var admin = operator("admin");

    assertThat(admin.get("/undelivered").body())
        .contains("Файл " + first + ": фото", "обращение <code>" + appeal.number() + "</code>")
        .contains("Bad Request: wrong file_id");

    admin.submit("/login", "/undelivered/file/" + first + "/again", Map.of());
    admin.submit(
        "/login",
        "/undelivered/file/" + second + "/aside",
        Map.of("because", "Житель принёс фото"));

    assertThat(admin.get("/undelivered").body())
        .contains("Житель принёс фото")
        .doesNotContain("id=\"file-" + first + "\"", "id=\"file-" + second + "\"");
    assertThat(
            jdbc.sql("select state from file where id in (?, ?) order by id")
                .params(first, second)
                .query(String.class)
                .list())
        .containsExactly("EXPECTED", "LOST");
  }

  @Test
  void a_chat_where_somebody_waits_for_long_stands_beside_the_balance() {
    jdbc.sql(
            """
            insert into chat (channel, chat_id, municipality_id, title)
            values ('telegram', '-100880099', 'donetsk', 'Медчат <Донецк>')
            """)
        .update();
    jdbc.sql(
            """
            insert into outbox (channel, chat_id, dedupe_key, body, posted_at, error,
                                next_attempt_at)
            values ('telegram', '-100880099', 'lagging', '{}', now() - interval '20 minutes',
                    'Too Many Requests', now() + interval '1 hour')
            """)
        .update();

    assertThat(operator("admin").get("/balance").body())
        .contains("Медчат &lt;Донецк&gt;", "<code>-100880099</code>", "Too Many Requests");
    jdbc.sql("delete from outbox where chat_id = '-100880099'").update();
    assertThat(operator("admin").get("/balance").body()).doesNotContain("-100880099");
  }

  @Test
  void what_is_of_no_kind_we_know_is_not_found() {
    assertThat(
            operator("admin").submit("/login", "/undelivered/dream/1/again", Map.of()).statusCode())
        .isEqualTo(404);
  }

  @Test
  void neither_an_operator_nor_another_site_decides() {
    long id = quarantined("boom");

    assertThat(decides(operator("azov"), id, "again", "").statusCode()).isEqualTo(403);
    assertThat(decides(operator("azov"), id, "aside", "why").statusCode()).isEqualTo(403);
    var admin = operator("admin");
    assertThat(admin.postForm("/undelivered/update/" + id + "/again", Map.of()).statusCode())
        .isEqualTo(403);
    assertThat(
            admin
                .postForm("/undelivered/update/" + id + "/aside", Map.of("because", "why"))
                .statusCode())
        .isEqualTo(403);

    assertThat(state(id)).isEqualTo("QUARANTINED");
    assertThat(operator("admin").get("/undelivered").body()).contains("id=\"update-" + id + "\"");
  }

  private HttpResponse<String> decides(Visitor who, long update, String decision, String because) {
    // An operator does not get the page with the forms; any page's token will do.
    return who.submit(
        "/login", "/undelivered/update/" + update + "/" + decision, Map.of("because", because));
  }

  private static Attachment photo(String id) {
    return new Attachment(Attachment.Kind.PHOTO, id, id, null, null, 9L);
  }

  private long lost(String file) {
    return jdbc.sql(
            """
            update file set state = 'LOST', lost_at = now(), error = 'Bad Request: wrong file_id'
             where unique_id = ? returning id
            """)
        .param(file)
        .query(Long.class)
        .single();
  }

  private String state(long id) {
    return jdbc.sql("select state from telegram_update where id = ?")
        .param(id)
        .query(String.class)
        .single();
  }

  private long quarantined(String error) {
    long updateId = updateIds.incrementAndGet();
    return jdbc.sql(
            """
            insert into telegram_update (bot_id, update_id, chat_id, raw, state, done_at, error)
            values (1, :update, '77', :raw, 'QUARANTINED', now(), :error) returning id
            """)
        .param("update", updateId)
        .param("raw", "{\"update_id\":" + updateId + ",\"something_new\":[1]}")
        .param("error", error)
        .query(Long.class)
        .single();
  }
}

package ru.medchat.workplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class QuarantineTest extends WorkplaceTest {

  private static final AtomicLong updateIds = new AtomicLong();
  private static final Pattern CSRF_FIELD =
      Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

  @Test
  void the_page_is_for_administrators_only() {
    assertThat(anybody().get("/quarantine").statusCode()).isEqualTo(302);
    assertThat(operator("azov").get("/quarantine").statusCode()).isEqualTo(403);
    assertThat(operator("ministry").get("/quarantine").statusCode()).isEqualTo(403);
    assertThat(operator("admin").get("/quarantine").statusCode()).isEqualTo(200);
  }

  @Test
  void an_update_is_shown_with_its_error_and_as_it_came_but_never_as_html() {
    long id = quarantined("java.lang.IllegalStateException: <b>boom</b>\n\tat some.Where");

    String page = operator("admin").get("/quarantine").body();

    assertThat(page)
        .contains("Обновление " + id, "чат <code>77</code>")
        .contains("IllegalStateException: &lt;b&gt;boom&lt;/b&gt;")
        .contains("&quot;something_new&quot;")
        .containsPattern("\\d\\d\\.\\d\\d\\.20\\d\\d \\d\\d:\\d\\d UTC");
  }

  @Test
  void an_update_tried_again_is_handled_like_a_new_one() {
    long id = quarantined("boom");
    var admin = operator("admin");

    assertThat(decides(admin, id, "again", "").statusCode()).isEqualTo(302);

    assertThat(admin.get("/quarantine").body()).contains("обрабатывается ещё раз");
    await().until(() -> state(id).equals("IGNORED"));
    decides(admin, id, "again", "");
    assertThat(admin.get("/quarantine").body()).contains("Это обновление уже не ждёт решения.");
    assertThat(state(id)).isEqualTo("IGNORED");
  }

  @Test
  void an_update_set_aside_is_kept_with_who_and_why() {
    long id = quarantined("boom");
    var admin = operator("admin");

    decides(admin, id, "aside", " ");
    assertThat(admin.get("/quarantine").body()).contains("Напишите, почему");

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
    assertThat(admin.get("/quarantine").body())
        .contains("Реклама, не обращение")
        .doesNotContain("id=\"update-" + id + "\"");
    decides(admin, id, "again", "");
    assertThat(state(id)).isEqualTo("QUARANTINED");
  }

  @Test
  void neither_an_operator_nor_another_site_decides() {
    long id = quarantined("boom");

    assertThat(decides(operator("azov"), id, "again", "").statusCode()).isEqualTo(403);
    assertThat(decides(operator("azov"), id, "aside", "why").statusCode()).isEqualTo(403);
    var admin = operator("admin");
    assertThat(admin.postForm("/quarantine/" + id + "/again", Map.of()).statusCode())
        .isEqualTo(403);
    assertThat(
            admin.postForm("/quarantine/" + id + "/aside", Map.of("because", "why")).statusCode())
        .isEqualTo(403);

    assertThat(state(id)).isEqualTo("QUARANTINED");
    assertThat(operator("admin").get("/quarantine").body()).contains("id=\"update-" + id + "\"");
  }

  private HttpResponse<String> decides(Visitor who, long update, String decision, String because) {
    // An operator does not get the page with the forms; any page's token will do.
    Matcher token = CSRF_FIELD.matcher(who.get("/login").body());
    assertThat(token.find()).isTrue();
    return who.postForm(
        "/quarantine/" + update + "/" + decision,
        Map.of("_csrf", token.group(1), "because", because));
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

package ru.medchat.workplace;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import ru.medchat.testing.Chromium;
import ru.medchat.testing.RunningProduct;
import ru.medchat.testing.SandboxChats;

/** A new group from its first minute to its end, at the double, with the page in a browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GroupsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long OLGA = 2001;
  private static final long ANNA = 1001;
  private static final long IRINA = 3001;

  @RegisterExtension static final Chromium chromium = new Chromium();

  private final RunningProduct product;
  private final SandboxChats chats;

  GroupsIT(@TempDir Path folder) throws IOException {
    product = RunningProduct.inSandbox("groups", folder);
    chats = new SandboxChats(product.sandboxUrl());
  }

  @BeforeAll
  void it_is_monday_morning() {
    chats.setClock("2026-11-23T10:00:00+03:00");
  }

  @AfterAll
  void stop() {
    product.close();
  }

  @Test
  void a_new_group_is_bound_listened_to_answered_moved_and_left() {
    chats.post("/sandbox/bot", Map.of("privacy", true));
    String group =
        chats.post("/sandbox/chats", Map.of("title", "Азов: здоровье")).path("id").asText();
    place(group, "member");
    says(group, "Эта группа ещё не подключена");
    says(group, "Сейчас я не вижу");

    var page = chromium.window(1100, 900);
    String bind = code(page, "Город или район", "Азов", "Сделать код для группы");
    write(group, ANNA, bind);
    says(group, "только администратор");
    write(group, OLGA, bind);
    says(group, "теперь я работаю в этом чате: Азов");

    place(group, "administrator");
    says(group, "Теперь я вижу все сообщения");
    long topic =
        chats
            .post("/sandbox/chats/" + group + "/topics", Map.of("name", "Поликлиника"))
            .path("threadId")
            .asLong();
    chats.post(
        "/sandbox/chats/" + group + "/messages",
        Map.of("userId", ANNA, "text", "Нет талонов", "threadId", topic));
    says(group, "принято: Азов");
    for (var message : chats.get("/sandbox/chats/" + group + "/messages")) {
      if (message.path("text").asText().contains("принято")) {
        assertThat(message.path("threadId").asLong()).isEqualTo(topic);
      }
    }

    String link =
        code(
            page,
            "Организация",
            "Центральная городская больница, Азов",
            "Сделать код для человека");
    write(Long.toString(IRINA), IRINA, link);
    says(Long.toString(IRINA), "Готово! Теперь вы отвечаете");

    String moved = chats.post("/sandbox/chats/" + group + "/migrate", Map.of()).path("to").asText();
    write(moved, ANNA, "И врач не пришёл");
    write(moved, ANNA, "/status@medchat_demo_bot");
    says(moved, "ждёт ответа");

    place(moved, "kicked");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              page.navigate(product.url() + "/chats");
              assertThat(page.locator("#chat" + moved).innerText())
                  .contains("бота удалили из чата");
            });
    chromium.picture(page, "chats");
    assertThat(page.locator("#chat" + group)).hasCount(0);
  }

  private String code(Page page, String label, String option, String button) {
    page.navigate(product.url() + "/chats");
    if (page.url().contains("/login")) {
      TasklistPage.logIn(page, "admin", "demo");
    }
    page.getByLabel(label).selectOption(option);
    press(page, button);
    assertThat(page.locator("#fresh")).isVisible();
    chromium.picture(page, "chats-code");
    return page.locator(".secret").innerText();
  }

  private static void press(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)).click();
  }

  private void place(String group, String status) {
    chats.post("/sandbox/chats/" + group + "/bot", Map.of("status", status));
  }

  private void write(String chat, long who, String text) {
    chats.post("/sandbox/chats/" + chat + "/messages", Map.of("userId", who, "text", text));
  }

  private void says(String chat, String words) {
    chats.botSays(chat, PATIENCE, text -> text.contains(words));
  }
}

package ru.medchat.workplace;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import ru.medchat.testing.Chromium;
import ru.medchat.testing.RunningProduct;
import ru.medchat.testing.SandboxChats;

/**
 * What an operator writes and must not go out just so, in the real Tasklist, up to the resident.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeldTextIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @RegisterExtension static final Chromium chromium = new Chromium();

  private static final String ADVICE =
      "Здравствуйте! Льготный инсулин поступил, получить можно в аптеке № 2 на Ленина, 5.";
  private static final long ANNA = 7301;
  private static final long VERA = 7302;

  private final RunningProduct product;
  private final SandboxChats chats;

  HeldTextIT(@TempDir Path folder) throws IOException {
    product = RunningProduct.inSandbox("held-text", folder);
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
  void a_colleague_lets_a_held_message_go_and_the_resident_reads_it() {
    String group = chats.groupOf("taganrog");
    chats.write(group, ANNA, "Анна", "Вторую неделю не могу получить инсулин по льготе");
    chats.botSays(group, PATIENCE, text -> text.contains("принято"));

    var author = chromium.window(1280, 900);
    var first = new TasklistPage(author, product.url());
    first.logIn("taganrog", "demo").openFirstTask();
    first.type(ADVICE).press("answer");
    assertThat(author.locator("[data-advice]")).containsText("Назван лекарственный препарат");
    assertThat(author.locator("[data-advice] mark")).hasText("инсулин");
    chromium.picture(author, "held-offer");
    author.locator("[data-hold]").click();
    assertThat(author.locator("[data-held]")).containsText("Ваше сообщение ждёт подтверждения");
    assertThat(author.locator("[data-advice]")).isHidden();
    chromium.picture(author, "held-author");

    var colleague = chromium.window(1280, 900);
    var second = new TasklistPage(colleague, product.url());
    second.logIn("taganrog2", "demo");
    assertThat(colleague.locator("ol.tasks-list > li").first())
        .containsText("ждёт подтверждения коллеги");
    second.openFirstTask();
    assertThat(colleague.locator("[data-held]")).containsText("инсулин поступил");
    colleague.locator("[data-return]").click();
    assertThat(colleague.locator("[data-held]")).containsText("Напишите коротко");
    chromium.picture(colleague, "held-colleague");
    colleague.locator("[data-confirm]").click();
    // Tasklist loads anew, at no task.
    colleague.waitForFunction(
        "!document.querySelector('.appeal')"
            + " && document.querySelector('.task-filters .item.active')");
    chromium.picture(colleague, "held-confirmed");

    assertThat(first.trouble()).containsText("Эту задачу уже завершил(а)");
    chats.botSays(group, PATIENCE, text -> text.contains(ADVICE));
    Assertions.assertThat(chats.saidByBot(group))
        .filteredOn(text -> text.contains(ADVICE))
        .hasSize(1);
  }

  @Test
  void an_answer_waits_in_private_for_a_resident_who_never_started_the_bot() {
    String group = chats.groupOf("shakhty");
    chats.write(group, VERA, "Вера", "Мой телефон 8 918 123-45-67, не могу записаться к терапевту");
    chats.botSays(group, PATIENCE, text -> text.contains("принято"));

    var desk = chromium.window(1280, 900);
    var operator = new TasklistPage(desk, product.url()).logIn("shakhty", "demo");
    operator.openFirstTask();
    var choice = desk.locator("[data-private] input");
    assertThat(choice).isChecked();
    assertThat(desk.locator("[data-private]")).containsText("телефон «8 918 123-45-67»");
    chromium.picture(desk, "private-choice");
    choice.uncheck();
    operator.type("Вера, вы записаны на среду, перезвоним на 8 918 123-45-67.").press("answer");
    assertThat(desk.locator("[data-personal]")).containsText("там прочитают все");
    assertThat(desk.locator("[data-personal] mark").first()).containsText("записаны");
    chromium.picture(desk, "private-refused");
    desk.locator("[data-send-privately]").click();
    assertThat(desk.locator(".appeal")).isHidden();

    chats.botSays(group, PATIENCE, text -> text.equals("Ответ ждёт вас в личном чате с ботом."));
    var invitation = lastOf(group).at("/buttons/0/0");
    Assertions.assertThat(invitation.path("url").asText()).endsWith("?start=answer");
    Assertions.assertThat(chats.saidByBot(group)).noneMatch(text -> text.contains("записаны"));
    Assertions.assertThat(chats.saidByBot(Long.toString(VERA))).isEmpty();

    chats.write(Long.toString(VERA), VERA, "Вера", "/start answer");
    chats.botSays(Long.toString(VERA), PATIENCE, text -> text.contains("решён?"));

    Assertions.assertThat(chats.saidByBot(Long.toString(VERA)))
        .satisfiesExactly(
            answer -> Assertions.assertThat(answer).contains("вы записаны на среду"),
            rating -> Assertions.assertThat(rating).contains("решён?"));
  }

  private JsonNode lastOf(String chat) {
    var messages = chats.get("/sandbox/chats/" + chat + "/messages");
    return messages.get(messages.size() - 1);
  }
}

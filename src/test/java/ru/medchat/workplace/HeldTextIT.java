package ru.medchat.workplace;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import ru.medchat.testing.Chromium;

/** Two people of one hospital and a message that sounds like advice, in the real Tasklist. */
class HeldTextIT extends WorkplaceTest {

  @RegisterExtension static final Chromium chromium = new Chromium();

  private static final String ADVICE =
      "Здравствуйте! Льготный рецепт на инсулин выписан, получить можно в аптеке № 2 на Ленина, 5.";

  @Test
  void a_colleague_lets_a_held_message_go() {
    var appeal = appeal("taganrog", "Вторую неделю не могу получить инсулин по льготе");
    String task = taskOf(appeal).getId();
    var author = chromium.window(1280, 900);
    var first = new TasklistPage(author, address());
    first.logIn("taganrog", "demo").openTask(task, appeal.number().value());
    first.type(ADVICE).press("answer");
    assertThat(author.locator("[data-advice]")).containsText("Назван лекарственный препарат");
    assertThat(author.locator("[data-advice] mark")).hasText("инсулин");
    chromium.picture(author, "held-offer");
    author.locator("[data-hold]").click();
    assertThat(author.locator("[data-held]")).containsText("Ваше сообщение ждёт подтверждения");
    assertThat(author.locator("[data-advice]")).isHidden();
    chromium.picture(author, "held-author");

    var colleague = chromium.window(1280, 900);
    var second = new TasklistPage(colleague, address());
    second.logIn("taganrog2", "demo");
    assertThat(second.card(task)).containsText("ждёт подтверждения коллеги");
    second.openTask(task, appeal.number().value());
    assertThat(colleague.locator("[data-held]")).containsText("на инсулин выписан");
    colleague.locator("[data-return]").click();
    assertThat(colleague.locator("[data-held]")).containsText("Напишите коротко");
    chromium.picture(colleague, "held-colleague");
    colleague.locator("[data-confirm]").click();
    // Tasklist loads anew, at no task.
    colleague.waitForFunction(
        "!document.querySelector('.appeal')"
            + " && document.querySelector('.task-filters .item.active')");
    second.taskIsGone(task);
    chromium.picture(colleague, "held-confirmed");

    assertThat(first.trouble()).containsText("Эту задачу уже завершил(а)");

    Assertions.assertThat(
            jdbc.sql("select body ->> 'text' from outbox where appeal_number = ?")
                .param(appeal.number().value())
                .query(String.class)
                .list())
        .filteredOn(text -> text.contains(ADVICE))
        .hasSize(1);
  }
}

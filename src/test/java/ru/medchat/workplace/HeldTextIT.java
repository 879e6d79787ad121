package ru.medchat.workplace;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Two people of one hospital and a message that sounds like advice, in the real Tasklist. */
class HeldTextIT extends WorkplaceTest {

  private static final Path PICTURES = Path.of("target", "screenshots");
  private static final String ADVICE =
      "Здравствуйте! Льготный рецепт на инсулин выписан, получить можно в аптеке № 2 на Ленина, 5.";

  @Test
  void a_colleague_lets_a_held_message_go() throws IOException {
    var appeal = appeal("taganrog", "Вторую неделю не могу получить инсулин по льготе");
    String task = taskOf(appeal).getId();
    try (var playwright = TasklistPage.playwright();
        var chromium = TasklistPage.chromium(playwright)) {
      var author = window(chromium);
      var first = new TasklistPage(author, "http://localhost:" + port);
      first.logIn("taganrog", "demo").openTask(task, appeal.number().value());
      first.type(ADVICE).press("answer");
      assertThat(author.locator("[data-advice]")).containsText("Назван лекарственный препарат");
      assertThat(author.locator("[data-advice] mark")).hasText("инсулин");
      picture(author, "held-offer");
      author.locator("[data-hold]").click();
      assertThat(author.locator("[data-held]")).containsText("Ваше сообщение ждёт подтверждения");
      assertThat(author.locator("[data-advice]")).isHidden();
      picture(author, "held-author");

      var colleague = window(chromium);
      var second = new TasklistPage(colleague, "http://localhost:" + port);
      second.logIn("taganrog2", "demo");
      assertThat(second.card(task)).containsText("ждёт подтверждения коллеги");
      second.openTask(task, appeal.number().value());
      assertThat(colleague.locator("[data-held]")).containsText("на инсулин выписан");
      colleague.locator("[data-return]").click();
      assertThat(colleague.locator("[data-held]")).containsText("Напишите коротко");
      picture(colleague, "held-colleague");
      colleague.locator("[data-confirm]").click();
      // Tasklist loads anew, at no task.
      colleague.waitForFunction(
          "!document.querySelector('.appeal')"
              + " && document.querySelector('.task-filters .item.active')");
      second.taskIsGone(task);
      picture(colleague, "held-confirmed");

      assertThat(first.trouble()).containsText("Эту задачу уже завершил(а)");
    }
    Assertions.assertThat(
            jdbc.sql("select body ->> 'text' from outbox where appeal_number = ?")
                .param(appeal.number().value())
                .query(String.class)
                .list())
        .filteredOn(text -> text.contains(ADVICE))
        .hasSize(1);
  }

  private static Page window(Browser chromium) {
    var page = chromium.newPage(new Browser.NewPageOptions().setViewportSize(1280, 900));
    page.setDefaultTimeout(20_000);
    return page;
  }

  private static void picture(Page page, String name) throws IOException {
    Files.createDirectories(PICTURES);
    page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
  }
}

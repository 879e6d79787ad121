package ru.medchat.workplace;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The operator's morning in front of the real list of tasks. */
class TaskListIT extends WorkplaceTest {

  private static final Path PICTURES = Path.of("target", "screenshots");

  private static Playwright playwright;
  private static Browser chromium;

  private Page page;
  private TasklistPage tasklist;

  @BeforeAll
  static void startBrowser() {
    playwright = TasklistPage.playwright();
    chromium = TasklistPage.chromium(playwright);
  }

  @AfterAll
  static void stopBrowser() {
    playwright.close();
  }

  @BeforeEach
  void newWindow() {
    // A browser that asks for English, as many do.
    page =
        chromium.newPage(
            new Browser.NewPageOptions().setViewportSize(1440, 900).setLocale("en-US"));
    page.setDefaultTimeout(15_000);
    tasklist = new TasklistPage(page, "http://localhost:" + port);
  }

  @AfterEach
  void closeWindow() {
    page.context().close();
  }

  @Test
  void forty_appeals_of_a_night_can_be_told_apart() throws IOException {
    Task burning = null;
    Task overdue = null;
    for (int i = 0; i < 40; i++) {
      var task = taskOf(appeal("azov", NIGHT.get(i % NIGHT.size())));
      due(task, 40 + i * 7L);
      burning = i == 3 ? task : burning;
      overdue = i == 5 ? task : overdue;
    }
    due(burning, 25);
    due(overdue, -61);

    tasklist.logIn("azov", "demo");
    picture("list-forty");
  }

  private void due(Task task, long minutes) {
    tasks.setDueDate(task.getId(), Date.from(Instant.now().plus(minutes, ChronoUnit.MINUTES)));
  }

  private static final List<String> NIGHT =
      List.of(
          "Здравствуйте! Третий день не могу записаться к терапевту: талонов нет ни на сайте, ни в"
              + " регистратуре, а по телефону никто не отвечает. Что делать?",
          "Нет льготного инсулина в аптеке на Ленина, 5",
          "Не пришёл врач, ждём с утра",
          "Грубо разговаривали в регистратуре",
          "Очередь на МРТ два месяца, направление сгорит",
          "Когда будет прививка от гриппа?",
          "");

  private void picture(String name) throws IOException {
    page.locator(".medchat-due b").first().waitFor();
    page.waitForTimeout(500);
    Files.createDirectories(PICTURES);
    page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
  }
}

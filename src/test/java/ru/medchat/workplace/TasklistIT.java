package ru.medchat.workplace;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The operator's way through the real Tasklist. Pictures of it are left in the build folder. */
class TasklistIT extends WorkplaceTest {

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
    page = chromium.newPage(new Browser.NewPageOptions().setViewportSize(1280, 800));
    page.setDefaultTimeout(15_000);
    page.onPageError(error -> System.out.println("CONSOLE " + error));
    page.onResponse(
        r -> {
          if (r.status() >= 400) System.out.println("CONSOLE " + r.status() + " " + r.url());
        });
    page.onConsoleMessage(message -> System.out.println("CONSOLE " + message.text()));
    tasklist = new TasklistPage(page, "http://localhost:" + port);
  }

  @AfterEach
  void closeWindow() throws IOException {
    picture("last");
    page.context().close();
  }

  @Test
  void an_operator_answers_without_claiming_first() throws IOException {
    page.navigate("http://localhost:" + port + "/");
    picture("start");
    page.navigate("http://localhost:" + port + "/login");
    picture("login");
    var appeal = appeal("taganrog", "Здравствуйте! Третий день нет талонов к терапевту.");
    storedFile(
        appeal,
        getClass().getResourceAsStream("/ru/medchat/workplace/talon.png").readAllBytes(),
        "image/png",
        "");
    for (int n = 0; n < 5; n++) {
      taskOf(appeal("taganrog", "Не дозвониться до регистратуры, попытка " + n));
    }
    String task = taskOf(appeal).getId();

    tasklist.logIn("taganrog", "demo");
    picture("tasklist");
    tasklist.openTask(task, appeal.number().value());
    assertThat(tasklist.conversation()).containsText("нет талонов к терапевту");
    assertThat(tasklist.conversation().locator("img")).isVisible();
    page.waitForTimeout(1000);
    picture("form");

    tasklist.press("answer");
    assertThat(tasklist.trouble()).containsText("пустое сообщение");
    picture("form-empty");

    tasklist.type("Завтра в 8:00 откроем дополнительные талоны.");
    more(appeal, "И ещё телефон не отвечает");
    assertThat(tasklist.conversation()).containsText("телефон не отвечает");
    assertThat(tasklist.reply()).hasValue("Завтра в 8:00 откроем дополнительные талоны.");
    picture("form-more");

    tasklist.press("redirect");
    picture("form-redirect");
    page.keyboard().press("Escape");

    tasklist.press("answer").taskIsGone(task);
    picture("answered");
    tasklist.logOut();
    picture("left");
  }

  private void picture(String name) throws IOException {
    Files.createDirectories(PICTURES);
    page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
  }
}

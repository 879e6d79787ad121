package ru.medchat.workplace;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.Assertions;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import ru.medchat.appeal.Appeal;

/** The operator's way through the real Tasklist. Pictures of it are left in the build folder. */
class TasklistIT extends WorkplaceTest {

  private static final Path PICTURES = Path.of("target", "screenshots");

  private static Playwright playwright;
  private static Browser chromium;

  @Autowired private IdentityService identity;

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
    tasklist = new TasklistPage(page, address());
  }

  @AfterEach
  void closeWindow() {
    page.context().close();
  }

  @Test
  void an_operator_answers_without_claiming_first() throws IOException {
    page.navigate(address() + "/");
    picture("start");
    var appeal = appeal("taganrog", "Здравствуйте! Третий день нет талонов к терапевту.");
    storedFile(appeal, photo(), "image/png", "");
    String task = taskOf(appeal).getId();
    taskOf(appeal("taganrog", "Не дозвониться до регистратуры"));

    tasklist.logIn("taganrog", "demo").openTask(task, appeal.number().value());
    assertThat(tasklist.conversation()).containsText("нет талонов к терапевту");
    assertThat(tasklist.conversation().locator("img")).isVisible();
    assertThat(page.locator(".form-actions button").first()).isHidden();
    picture("form");

    tasklist.press("answer");
    assertThat(tasklist.trouble()).containsText("пустое сообщение");
    picture("form-empty");

    tasklist.type("Завтра в 8:00 откроем дополнительные талоны.");
    more(appeal, "И ещё телефон не отвечает");
    assertThat(tasklist.conversation()).containsText("телефон не отвечает");
    assertThat(tasklist.reply()).hasValue("Завтра в 8:00 откроем дополнительные талоны.");
    picture("form-more");

    tasklist.press("answer").taskIsGone(task);
    picture("answered");

    tasklist.logOut();
    picture("login");
  }

  @Test
  void an_operator_passes_an_appeal_on() throws IOException {
    var appeal = appeal("taganrog", "Это про больницу в Азове");
    String task = taskOf(appeal).getId();

    tasklist.logIn("taganrog", "demo").openTask(task, appeal.number().value());
    tasklist.press("redirect");
    tasklist.confirm();
    assertThat(tasklist.trouble()).containsText("Выберите организацию");
    picture("form-redirect");
    tasklist.choose("org-azov").confirm().taskIsGone(task);

    Assertions.assertThat(tasks.createTaskQuery().taskCandidateGroup("org-azov").list())
        .anyMatch(open -> open.getProcessInstanceId().equals(processOf(appeal)));
  }

  @Test
  void a_colleague_who_was_faster_costs_no_text() throws IOException {
    var appeal = appeal("shakhty", "Нет льготного инсулина");
    var task = taskOf(appeal);
    tasks.setAssignee(task.getId(), "admin");

    tasklist
        .logIn("shakhty", "demo")
        .chooseList("Все наши")
        .openTask(task.getId(), appeal.number().value());
    tasklist.type("Инсулин в аптеке на Ленина, 5.");
    tasklist.press("answer");
    assertThat(tasklist.trouble()).containsText("уже работает Администратор Medchat");
    picture("form-taken");

    identity.setAuthenticatedUserId("admin");
    tasks.complete(task.getId(), Map.of("outcome", "notAnAppeal"));
    identity.clearAuthentication();
    assertThat(tasklist.trouble()).containsText("Эту задачу уже завершил(а) Администратор Medchat");
    assertThat(tasklist.reply()).hasValue("Инсулин в аптеке на Ленина, 5.");
    picture("form-gone");
  }

  private String processOf(Appeal appeal) {
    return runtime
        .createProcessInstanceQuery()
        .processInstanceBusinessKey(appeal.number().value())
        .singleResult()
        .getId();
  }

  private String address() {
    return "http://localhost:" + port;
  }

  private static byte[] photo() throws IOException {
    try (var photo = TasklistIT.class.getResourceAsStream("talon.png")) {
      return Objects.requireNonNull(photo).readAllBytes();
    }
  }

  private void picture(String name) throws IOException {
    Files.createDirectories(PICTURES);
    page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
  }
}

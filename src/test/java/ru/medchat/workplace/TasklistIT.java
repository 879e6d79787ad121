package ru.medchat.workplace;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.Assertions;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import ru.medchat.appeal.Appeal;
import ru.medchat.testing.Chromium;

/** The operator's way through the real Tasklist. Pictures of it are left in the build folder. */
class TasklistIT extends WorkplaceTest {

  @RegisterExtension static final Chromium chromium = new Chromium();

  @Autowired private IdentityService identity;

  private Page page;
  private TasklistPage tasklist;

  @BeforeEach
  void newWindow() {
    page = chromium.window(1280, 800);
    tasklist = new TasklistPage(page, address());
  }

  @Test
  void an_operator_answers_without_claiming_first() throws IOException {
    page.navigate(address() + "/");
    chromium.picture(page, "start");
    var appeal = appeal("taganrog", "Здравствуйте! Третий день нет талонов к терапевту.");
    storedFile(appeal, photo(), "image/png", "");
    String task = taskOf(appeal).getId();
    taskOf(appeal("taganrog", "Не дозвониться до регистратуры"));

    tasklist.logIn("taganrog", "demo").openTask(task, appeal.number().value());
    assertThat(tasklist.conversation()).containsText("нет талонов к терапевту");
    assertThat(tasklist.conversation().locator("img")).isVisible();
    assertThat(page.locator(".form-actions button").first()).isHidden();
    chromium.picture(page, "form");

    tasklist.press("answer");
    assertThat(tasklist.trouble()).containsText("пустое сообщение");
    chromium.picture(page, "form-empty");

    tasklist.type("Завтра в 8:00 откроем дополнительные талоны.");
    more(appeal, "И ещё телефон не отвечает");
    assertThat(tasklist.conversation()).containsText("телефон не отвечает");
    assertThat(tasklist.reply()).hasValue("Завтра в 8:00 откроем дополнительные талоны.");
    chromium.picture(page, "form-more");

    tasklist.press("answer").taskIsGone(task);
    chromium.picture(page, "answered");

    tasklist.logOut();
    chromium.picture(page, "login");
  }

  @Test
  void an_operator_passes_an_appeal_on() throws IOException {
    var appeal = appeal("taganrog", "Это про больницу в Азове");
    String task = taskOf(appeal).getId();

    tasklist.logIn("taganrog", "demo").openTask(task, appeal.number().value());
    tasklist.press("redirect");
    tasklist.confirm();
    assertThat(tasklist.trouble()).containsText("Выберите организацию");
    chromium.picture(page, "form-redirect");
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
    assertThat(tasklist.trouble()).containsText("уже работает Администратор Медчат");
    chromium.picture(page, "form-taken");

    identity.setAuthentication("admin", List.of("camunda-admin"));
    tasks.complete(task.getId(), Map.of("outcome", "notAnAppeal"));
    identity.clearAuthentication();
    assertThat(tasklist.trouble()).containsText("Эту задачу уже завершил(а) Администратор Медчат");
    assertThat(tasklist.reply()).hasValue("Инсулин в аптеке на Ленина, 5.");
    chromium.picture(page, "form-gone");
  }

  private String processOf(Appeal appeal) {
    return runtime
        .createProcessInstanceQuery()
        .processInstanceBusinessKey(appeal.number().value())
        .singleResult()
        .getId();
  }

  static byte[] photo() throws IOException {
    try (var photo = TasklistIT.class.getResourceAsStream("talon.png")) {
      return Objects.requireNonNull(photo).readAllBytes();
    }
  }
}

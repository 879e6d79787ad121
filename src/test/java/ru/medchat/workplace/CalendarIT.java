package ru.medchat.workplace;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import ru.medchat.testing.Chromium;

/**
 * The administrator's way through the calendar, in a browser without scripts, and what an operator
 * then reads. Pictures of it are left in the build folder.
 */
class CalendarIT extends WorkplaceTest {

  @RegisterExtension static final Chromium chromium = new Chromium();

  @AfterEach
  void forgetChanges() {
    jdbc.sql("truncate calendar_move, calendar_change").update();
  }

  @Test
  void an_administrator_closes_a_day_and_an_operator_reads_why_the_limit_moved() {
    var appeal = appeal("novocherkassk", "Здравствуйте! Третий день нет талонов к терапевту.");
    var task = taskOf(appeal);
    var date = task.getDueDate().toInstant().atZone(ZoneId.of("Europe/Moscow")).toLocalDate();
    var page =
        chromium.window(
            new Browser.NewContextOptions().setViewportSize(1280, 800).setJavaScriptEnabled(false));

    page.navigate(address() + "/calendar");
    TasklistPage.logIn(page, "admin", "demo");
    assertThat(page.getByText("Исключений пока не было")).isVisible();
    chromium.pictureOfAll(page, "calendar-empty");

    press(page, "Посмотреть, что изменится");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("выберите место");
    fill(page, "Новочеркасск", date, "20:00-8:00", "Санитарный день");
    press(page, "Посмотреть, что изменится");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("заканчивается раньше");
    assertThat(page.getByLabel("Причина")).hasValue("Санитарный день");
    chromium.pictureOfAll(page, "calendar-error");

    page.getByLabel("закрыто").check();
    press(page, "Посмотреть, что изменится");
    assertThat(page.locator("#preview")).containsText("в 1 открытом обращении");
    chromium.pictureOfAll(page, "calendar-preview");
    press(page, "Подтвердить");
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("Календарь изменён");

    add(page, "Вся Россия", date.plusDays(40), "8:00-13:00", "Короткий день перед праздником");
    add(page, "Новочеркасск", date.plusDays(9), "8:00-12:00, 14:00-18:00", "Учения");
    add(
        page,
        "Новочеркасск",
        date.plusDays(9),
        "8:00-12:00, 13:00-18:00",
        "Учения короче, чем думали");
    chromium.pictureOfAll(page, "calendar-list");
    page.setViewportSize(390, 800);
    chromium.pictureOfAll(page, "calendar-narrow");
    page.setViewportSize(1280, 800);
    page.navigate(address() + "/");
    chromium.pictureOfAll(page, "start-administrator");

    var operator = chromium.window(1280, 800);
    var tasklist = new TasklistPage(operator, address()).logIn("novocherkassk", "demo");
    tasklist.openTask(task.getId(), appeal.number().value());
    operator.getByText("Как посчитан срок").click();
    assertThat(operator.locator(".appeal [data-trace]")).containsText("Санитарный день");
    chromium.pictureOfAll(operator, "form-trace");
    operator.navigate(address() + "/calendar");
    assertThat(operator.getByText("Календарь меняют только администраторы")).isVisible();
    chromium.pictureOfAll(operator, "calendar-refused");
  }

  private void add(Page page, String place, LocalDate date, String hours, String reason) {
    fill(page, place, date, hours, reason);
    press(page, "Посмотреть, что изменится");
    press(page, "Подтвердить");
  }

  private static void fill(Page page, String place, LocalDate date, String hours, String reason) {
    page.getByLabel("Где").selectOption(place);
    page.getByLabel("Дата").fill(date.toString());
    page.getByLabel("в другие часы").check();
    page.getByLabel("Часы", new Page.GetByLabelOptions().setExact(true)).fill(hours);
    page.getByLabel("Причина").fill(reason);
  }

  private static void press(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)).click();
  }
}

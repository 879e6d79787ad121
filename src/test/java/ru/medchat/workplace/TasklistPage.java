package ru.medchat.workplace;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;

/** What an operator does in Tasklist, step by step, in a real browser. */
public final class TasklistPage {

  private final Page page;
  private final String product;

  /**
   * An operator in front of a browser page.
   *
   * @param product the address of the product, such as {@code http://localhost:8080}
   */
  public TasklistPage(Page page, String product) {
    this.page = page;
    this.product = product;
  }

  /** Fills in the login that a window shows. */
  public static void logIn(Page window, String user, String password) {
    window.getByLabel("Имя пользователя").fill(user);
    window.getByLabel("Пароль").fill(password);
    window.getByText("Войти", new Page.GetByTextOptions().setExact(true)).click();
  }

  /** Opens Tasklist, and logs in on the way. */
  public TasklistPage logIn(String user, String password) {
    page.navigate(product + "/camunda/app/tasklist/default/");
    logIn(page, user, password);
    page.locator(".task-filters .item.active").waitFor();
    return this;
  }

  /** Comes to Tasklist anew, with no task open. */
  public TasklistPage comesBack() {
    page.navigate("about:blank");
    page.navigate(product + "/camunda/app/tasklist/default/");
    page.locator("ol.tasks-list .medchat-due b").first().waitFor();
    return this;
  }

  /** Chooses one of the lists at the left, such as «Мои». */
  public TasklistPage chooseList(String name) {
    page.locator(".task-filters .item a:has-text('" + name + "')").first().click();
    page.locator(".task-filters .item.active:has-text('" + name + "')").waitFor();
    return this;
  }

  /** Opens a task from the list, whose form then shows the given appeal. */
  public TasklistPage openTask(String taskId, String appealNumber) {
    card(taskId).locator("a").first().click();
    page.locator(".appeal [data-number]:text-is('" + appealNumber + "')").waitFor();
    return this;
  }

  /** Opens the task that is listed first. */
  public TasklistPage openFirstTask() {
    page.locator("ol.tasks-list > li a").first().click();
    page.locator(".appeal [data-number]").waitFor();
    return this;
  }

  /** Opens the task whose card has these words of the resident. */
  public TasklistPage openTaskAbout(String words) {
    cardAbout(words).locator("h4 a").click();
    page.locator(".appeal [data-talk]:has-text('" + words + "')").waitFor();
    return this;
  }

  /** A task in the list, by the words of the resident. */
  public Locator cardAbout(String words) {
    return page.locator("ol.tasks-list > li:has-text('" + words + "')");
  }

  /** A task in the list. */
  public Locator card(String taskId) {
    return page.locator("ol.tasks-list > li:has(a[href*='" + taskId + "'])");
  }

  /** The conversation in the open form. */
  public Locator conversation() {
    return page.locator(".appeal [data-talk]");
  }

  /** The text field of the open form. */
  public Locator reply() {
    return page.locator(".appeal [data-text]");
  }

  /** What the form says went wrong. */
  public Locator trouble() {
    return page.locator(".appeal [data-trouble]:not([hidden])");
  }

  public TasklistPage type(String text) {
    reply().fill(text);
    return this;
  }

  /** Presses the button of an outcome, such as {@code answer}. */
  public TasklistPage press(String outcome) {
    page.locator(".appeal [data-outcome='" + outcome + "']").click();
    return this;
  }

  /** Says yes to what the form asks after an outcome that has no words. */
  public TasklistPage confirm() {
    page.locator(".appeal [data-go]").click();
    return this;
  }

  /** Chooses an organisation after {@code press("redirect")}. */
  public TasklistPage choose(String organisationId) {
    page.locator(".appeal-step [data-value='" + organisationId + "']").click();
    return this;
  }

  /** Goes on although a colleague works on the task. */
  public TasklistPage takeOver() {
    page.locator(".appeal [data-trouble] button").click();
    return this;
  }

  /** Waits until a task has left the list and its form is closed; the next one may be open. */
  public TasklistPage taskIsGone(String taskId) {
    card(taskId).waitFor(new Locator.WaitForOptions().setState(hidden()));
    page.waitForFunction("task => !location.hash.includes(task)", taskId);
    return this;
  }

  /** Waits until the task with these words of the resident has left list and form. */
  public TasklistPage taskAboutIsGone(String words) {
    cardAbout(words).waitFor(new Locator.WaitForOptions().setState(hidden()));
    page.locator(".appeal [data-talk]:has-text('" + words + "')")
        .waitFor(new Locator.WaitForOptions().setState(hidden()));
    return this;
  }

  /** The number of the appeal in the open form, which is ready to be written in. */
  public String numberInHand() {
    page.waitForFunction(
        "document.querySelector('.appeal [data-number]')?.textContent"
            + " && document.activeElement?.matches('.appeal [data-text]')");
    return page.locator(".appeal [data-number]").innerText();
  }

  /** Waits until the form shows another appeal, and is ready. */
  public String nextInHand(String number) {
    page.waitForFunction(
        "number => document.querySelector('.appeal [data-number]')?.textContent !== number",
        number);
    return numberInHand();
  }

  /** Waits until no form is open. */
  public TasklistPage formIsClosed() {
    page.locator(".appeal").waitFor(new Locator.WaitForOptions().setState(hidden()));
    return this;
  }

  public TasklistPage logOut() {
    page.locator("[cam-widget-header] li.account.dropdown > a").click();
    page.locator("[cam-widget-header] li.logout a").click();
    page.getByLabel("Имя пользователя").waitFor();
    return this;
  }

  private static WaitForSelectorState hidden() {
    return WaitForSelectorState.HIDDEN;
  }
}

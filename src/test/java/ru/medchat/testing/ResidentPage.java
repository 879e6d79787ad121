package ru.medchat.testing;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;

/** What a resident does on the sandbox's page, step by step, in a real browser. */
public final class ResidentPage {

  private final Page page;

  /**
   * A resident in front of a browser page.
   *
   * @param sandbox the address of the sandbox
   */
  public ResidentPage(Page page, String sandbox) {
    this.page = page;
    page.navigate(sandbox);
  }

  /** Is the person whose name begins like this. */
  public ResidentPage is(String name) {
    var persona = page.getByTestId("persona");
    String option =
        persona
            .locator("option")
            .filter(new Locator.FilterOptions().setHasText(name))
            .first()
            .getAttribute("value");
    persona.selectOption(option);
    return this;
  }

  public ResidentPage opensGroupOf(String municipality) {
    page.getByTestId("chat-search").fill(municipality);
    page.getByText("Медчат · " + municipality, new Page.GetByTextOptions().setExact(true))
        .first()
        .click();
    return this;
  }

  public ResidentPage attaches(Path file) {
    page.getByTestId("attach").setInputFiles(file);
    return this;
  }

  public ResidentPage writes(String text) {
    page.getByTestId("message-input").fill(text);
    page.getByTestId("send").click();
    return this;
  }

  public ResidentPage presses(String button) {
    page.getByTestId("inline-button")
        .filter(new Locator.FilterOptions().setHasText(button))
        .last()
        .click();
    return this;
  }

  /** A message of the open chat with this text in it. */
  public Locator message(String text) {
    return page.getByTestId("message").filter(new Locator.FilterOptions().setHasText(text)).last();
  }

  /** Lets an hour pass for the product. */
  public ResidentPage waitsAnHour() {
    page.getByTestId("clock-1h").click();
    return this;
  }
}

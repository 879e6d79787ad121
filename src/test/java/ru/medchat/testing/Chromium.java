package ru.medchat.testing;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Tracing;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Opens windows of a browser, each with cookies of its own, and closes them after each test. What
 * they show when a test fails is left beside the other pictures: as a picture, and as a trace for
 * Playwright's viewer.
 */
public final class Chromium implements BeforeAllCallback, AfterEachCallback {

  private static final Path PICTURES = Path.of("target", "screenshots");
  private static final Path SYSTEM_CHROMIUM = Path.of("/usr/bin/chromium");

  /** A busy machine takes its time; only what fails takes all of it. */
  private static final double PATIENCE_MILLIS = 40_000;

  private final List<Page> windows = new ArrayList<>();
  private @Nullable Browser browser;

  /** A window of this size. */
  public Page window(int width, int height) {
    return window(new Browser.NewContextOptions().setViewportSize(width, height));
  }

  /** A window that differs in more than its size. */
  public Page window(Browser.NewContextOptions options) {
    BrowserContext context = Objects.requireNonNull(browser).newContext(options);
    context.setDefaultTimeout(PATIENCE_MILLIS);
    context.tracing().start(new Tracing.StartOptions().setSnapshots(true));
    Page window = context.newPage();
    windows.add(window);
    context.onClose(closed -> windows.remove(window));
    return window;
  }

  /** Leaves a picture of what a window shows. */
  public Path picture(Page window, String name) {
    return picture(window, name, false);
  }

  /** Leaves a picture of all that is on the page, below the edge of the window as well. */
  public Path pictureOfAll(Page window, String name) {
    return picture(window, name, true);
  }

  @Override
  public void beforeAll(ExtensionContext test) {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    browser = Running.BROWSER;
  }

  @Override
  public void afterEach(ExtensionContext test) {
    boolean failed = test.getExecutionException().isPresent();
    int number = 0;
    for (Page window : List.copyOf(windows)) {
      number++;
      if (failed) {
        leave(window, "failed-%s-%d".formatted(test.getRequiredTestMethod().getName(), number));
      }
      window.context().close();
    }
  }

  private static void leave(Page window, String name) {
    if (!window.isClosed()) {
      picture(window, name, false);
    }
    Path trace = PICTURES.resolve(name + ".zip");
    window.context().tracing().stop(new Tracing.StopOptions().setPath(trace));
  }

  private static Path picture(Page window, String name, boolean all) {
    Path file = PICTURES.resolve(name + ".png");
    window.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(all));
    return file;
  }

  /** One browser for all classes of a JVM: it takes seconds to start. */
  private static final class Running {

    static final Browser BROWSER = start();

    private static Browser start() {
      var playwright = playwright();
      Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
      return launch(playwright);
    }

    /** Fetches no browser when the machine has one of its own. */
    private static Playwright playwright() {
      return Playwright.create(
          new Playwright.CreateOptions()
              .setEnv(
                  Files.exists(SYSTEM_CHROMIUM)
                      ? Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
                      : Map.of()));
    }

    /** Without what it does on its own over the network. */
    private static Browser launch(Playwright playwright) {
      var options =
          new BrowserType.LaunchOptions()
              .setArgs(
                  List.of(
                      "--no-sandbox",
                      "--disable-gpu",
                      "--disable-quic",
                      "--no-first-run",
                      "--disable-background-networking",
                      "--disable-component-update",
                      "--disable-sync"));
      if (Files.exists(SYSTEM_CHROMIUM)) {
        options.setExecutablePath(SYSTEM_CHROMIUM);
      }
      return playwright.chromium().launch(options);
    }
  }
}

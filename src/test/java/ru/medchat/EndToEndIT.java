package ru.medchat;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import ru.medchat.testing.Chromium;
import ru.medchat.testing.ResidentPage;
import ru.medchat.testing.RunningProduct;
import ru.medchat.testing.SandboxChats;
import ru.medchat.workplace.TasklistPage;

/** The way of a newcomer: a resident writes, an operator answers, and who is not content rises. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndToEndIT {

  /** Where the pictures of the README go. */
  private static final Path PICTURES =
      Path.of(System.getProperty("medchat.pictures", "target/screenshots"));

  @RegisterExtension static final Chromium chromium = new Chromium();

  private final RunningProduct product;
  private final SandboxChats chats;
  private final Path folder;

  EndToEndIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
    product = RunningProduct.inSandbox("end-to-end", folder);
    chats = new SandboxChats(product.sandboxUrl());
  }

  @BeforeAll
  void it_is_monday_morning() throws IOException {
    Files.createDirectories(PICTURES);
    chats.setClock("2026-11-23T10:00:00+03:00");
  }

  @AfterAll
  void stop() {
    product.close();
  }

  @Test
  void a_resident_writes_an_operator_answers_in_tasklist_and_the_resident_reads_the_answer()
      throws IOException {
    Page phone = chromium.window(860, 960);
    var resident =
        new ResidentPage(phone, product.sandboxUrl()).is("Анна Петровна").opensGroupOf("Таганрог");
    resident.attaches(noticeOnTheDoor()).writes("Третий день нет талонов к терапевту.");
    assertThat(resident.message("Ответим до 12:00, понедельник, 23 ноября")).isVisible();

    Page desk = chromium.window(1180, 960);
    var operator = new TasklistPage(desk, product.url()).logIn("taganrog", "demo");
    operator.openFirstTask();
    assertThat(operator.conversation()).containsText("нет талонов к терапевту");
    assertThat(operator.conversation().locator("img").first()).isVisible();
    operator.type("Завтра в 8:00 откроем ещё двадцать талонов, один оставим для вас.");
    Path atTheDesk = chromium.picture(desk, "tasklist");
    operator.press("answer");
    desk.locator(".appeal")
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));

    assertThat(resident.message("откроем ещё двадцать талонов")).isVisible();
    assertThat(resident.message("решён?")).isVisible();
    sideBySide(chromium.picture(phone, "resident"), atTheDesk);

    resident.presses("Нет");
    Page ministry = chromium.window(1180, 960);
    var official = new TasklistPage(ministry, product.url()).logIn("ministry", "demo");
    official.openFirstTask();
    assertThat(official.conversation()).containsText("откроем ещё двадцать талонов");
  }

  @Test
  void an_appeal_nobody_answers_rises_while_one_watches() {
    Page phone = chromium.window(1280, 800);
    var resident = new ResidentPage(phone, product.sandboxUrl()).is("Игорь").opensGroupOf("Азов");
    resident.writes("Не пришёл врач, ждём с утра.");
    assertThat(resident.message("принято: Азов")).isVisible();

    resident.waitsAnHour().waitsAnHour();

    Page letters = chromium.window(1100, 700);
    letters.navigate(product.sandboxUrl() + "/mail");
    assertThat(letters.getByText("нужно ответить до").first()).isVisible();
    letters.getByText("нарушен срок ответа").first().click();
    assertThat(letters.frameLocator("#html").getByText("Житель по-прежнему ждёт")).isVisible();
    assertThat(letters.frameLocator("#html").getByText("Ответить жителю")).isVisible();
    chromium.picture(letters, "mail");
  }

  @Test
  void a_manager_sees_the_process_in_cockpit() {
    Page cockpit = chromium.window(2100, 1500);
    cockpit.navigate(product.url() + "/camunda/app/cockpit/default/");
    TasklistPage.logIn(cockpit, "admin", "demo");
    // Camunda has one nonce for all requests: one under way spoils the page that loads.
    cockpit.waitForLoadState(LoadState.NETWORKIDLE);
    cockpit.getByText("Processes", new Page.GetByTextOptions().setExact(true)).first().click();
    cockpit.getByText("Обращение жителя").first().click();
    var diagram = cockpit.locator(".djs-container").first();
    assertThat(diagram).containsText("Взять на контроль");
    cockpit.waitForTimeout(1000);
    diagram.screenshot(new Locator.ScreenshotOptions().setPath(PICTURES.resolve("appeal.png")));
  }

  private Path noticeOnTheDoor() throws IOException {
    var image = new BufferedImage(640, 400, BufferedImage.TYPE_INT_RGB);
    var pen = image.createGraphics();
    pen.setColor(new Color(0xF4EFE4));
    pen.fillRect(0, 0, 640, 400);
    pen.setColor(new Color(0x4A4238));
    pen.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 56));
    pen.drawString("Талонов нет", 140, 215);
    pen.dispose();
    Path file = folder.resolve("notice.png");
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  /** The first picture of the README. */
  private void sideBySide(Path left, Path right) throws IOException {
    Page both = chromium.window(1702, 812);
    both.setContent(
        """
        <body style="margin:0;padding:20px;display:flex;gap:20px;background:#dfe5ea">
          <img style="height:772px;border-radius:10px" src="data:image/png;base64,%s">
          <img style="height:772px;border-radius:10px" src="data:image/png;base64,%s">
        </body>
        """
            .formatted(base64(left), base64(right)));
    both.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("medchat.png")));
  }

  private static String base64(Path file) throws IOException {
    return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
  }
}

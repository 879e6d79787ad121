package ru.medchat.sandbox;

import java.nio.file.Path;
import org.springframework.core.env.Environment;

/**
 * What the sandbox is told, and which of the product's settings are missing.
 *
 * @param data folder of everything that is kept between runs
 * @param binaries folder PostgreSQL is unpacked into
 * @param port port of the resident's page and the Bot API double; 0 picks a free one
 * @param smtpPort port of the mail catcher; 0 picks a free one
 * @param productUrl where the product's own pages are
 * @param mailMissing whether letters are to be caught; those of a database that is not the
 *     sandbox's never are
 */
record SandboxSettings(
    boolean enabled,
    Path data,
    Path binaries,
    int port,
    int smtpPort,
    String productUrl,
    boolean databaseMissing,
    boolean telegramMissing,
    boolean mailMissing) {

  static SandboxSettings of(Environment environment) {
    boolean databaseMissing = isMissing(environment, "spring.datasource.url");
    var data = Path.of(environment.getProperty("medchat.sandbox.data", ".medchat"));
    return new SandboxSettings(
        environment.getProperty("medchat.sandbox.enabled", Boolean.class, true),
        data,
        Path.of(
            environment.getProperty(
                "medchat.sandbox.binaries", data.resolve("binaries").toString())),
        environment.getProperty("medchat.sandbox.port", Integer.class, 8081),
        environment.getProperty("medchat.sandbox.smtp-port", Integer.class, 0),
        environment.getProperty(
            "medchat.url",
            "http://127.0.0.1:" + environment.getProperty("server.port", Integer.class, 8080)),
        databaseMissing,
        isMissing(environment, "medchat.telegram.token"),
        // The letters of a real installation must not end where nobody reads them.
        isMissing(environment, "spring.mail.host")
            && (databaseMissing || environment.containsProperty("medchat.sandbox.database")));
  }

  /** Whether the web server has something to show: the double, the caught letters, or both. */
  boolean webNeeded() {
    return telegramMissing || mailMissing;
  }

  private static boolean isMissing(Environment environment, String name) {
    return environment.getProperty(name, "").isBlank();
  }
}

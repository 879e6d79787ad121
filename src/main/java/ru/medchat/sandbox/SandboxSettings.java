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
 * @param telegramMissing whether the double stands in for Telegram; beside a database that is not
 *     the sandbox's it never does
 * @param mailMissing whether letters are to be caught; beside such a database they never are
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
    // What a real installation has to say must not end where nobody reads it.
    boolean standsIn = databaseMissing || environment.containsProperty("medchat.sandbox.database");
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
        standsIn && isMissing(environment, "medchat.telegram.token"),
        standsIn && isMissing(environment, "spring.mail.host"));
  }

  /** Whether the web server has something to show: the double, the caught letters, or both. */
  boolean webNeeded() {
    return telegramMissing || mailMissing;
  }

  private static boolean isMissing(Environment environment, String name) {
    return environment.getProperty(name, "").isBlank();
  }
}

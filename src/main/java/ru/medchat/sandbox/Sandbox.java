package ru.medchat.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** The parts of the sandbox that run, and what the product must be told to reach them. */
class Sandbox implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Sandbox.class);

  private final Map<String, Object> properties = new LinkedHashMap<>();
  private @Nullable EmbeddedDatabase database;
  private @Nullable TelegramDouble telegram;
  private @Nullable MailCatcher mail;
  private @Nullable SandboxServer server;

  private Sandbox() {}

  /** Starts what stands in for the settings that are missing; nothing when none is. */
  static Sandbox start(SandboxSettings settings, Environment environment) {
    var sandbox = new Sandbox();
    try {
      sandbox.startParts(settings, environment);
      return sandbox;
    } catch (RuntimeException failure) {
      sandbox.close();
      throw failure;
    }
  }

  /** The settings of the product that the sandbox answers for. */
  Map<String, Object> properties() {
    return properties;
  }

  @Nullable TelegramDouble telegram() {
    return telegram;
  }

  /** Stops everything but the database. */
  void closeServers() {
    if (telegram != null) {
      telegram.release();
    }
    if (server != null) {
      server.close();
    }
    if (telegram != null) {
      telegram.close();
    }
    if (mail != null) {
      mail.close();
    }
    server = null;
    telegram = null;
    mail = null;
  }

  /** Stops everything, the database last. */
  @Override
  public void close() {
    closeServers();
    if (database != null) {
      database.close();
    }
  }

  private void startParts(SandboxSettings settings, Environment environment) {
    if (settings.databaseMissing()) {
      database = EmbeddedDatabase.start(settings.data(), settings.binaries());
      properties.put("spring.datasource.url", database.url());
      properties.put("spring.datasource.username", EmbeddedDatabase.USER);
      properties.put("spring.datasource.password", database.password());
      properties.put("medchat.sandbox.database", true);
    }
    if (settings.mailMissing()) {
      mail = MailCatcher.start(settings.smtpPort());
      properties.put("spring.mail.host", "127.0.0.1");
      properties.put("spring.mail.port", mail.port());
    }
    if (settings.telegramMissing()) {
      telegram =
          TelegramDouble.start(
              datasource("url", environment),
              datasource("username", environment),
              datasource("password", environment));
    }
    if (settings.webNeeded()) {
      startServer(settings);
    }
  }

  private String datasource(String name, Environment environment) {
    var property = "spring.datasource." + name;
    var ours = properties.get(property);
    return ours != null ? ours.toString() : environment.getProperty(property, "");
  }

  private void startServer(SandboxSettings settings) {
    List<RouterFunction<ServerResponse>> routes = new ArrayList<>();
    routes.add(new PageRoutes(settings.productUrl(), telegram != null, mail != null).routes());
    if (telegram != null) {
      routes.addAll(telegram.routes());
    }
    if (mail != null) {
      routes.add(new MailRoutes(mail).routes());
    }
    server = SandboxServer.start(settings.port(), routes);
    properties.put("medchat.sandbox.url", server.url());
    if (telegram != null) {
      properties.put("medchat.telegram.token", Bot.TOKEN);
      properties.put("medchat.telegram.api-url", server.url());
    }
    log.info("The sandbox is at {}", server.url());
  }
}

package ru.medchat.sandbox;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * The Telegram Bot API double with its clock, assembled over one database. All its state is in the
 * schema {@code sandbox} there, so it outlives restarts.
 */
class TelegramDouble implements AutoCloseable {

  private static final List<Person> PERSONAS =
      List.of(
          persona(1001, "Анна Петровна", "жительница"),
          persona(1002, "Игорь", "житель"),
          persona(1003, "Мария", "жительница"),
          persona(1004, "Николай Иванович", "житель"),
          persona(2001, "Ольга Сергеевна", "представитель ЦГБ Таганрога"));

  private final HikariDataSource pool;
  private final JdbcClient jdbc;
  private final SandboxClock clock;
  private final PageEvents events;
  private final Faults faults;
  private final UpdateQueue updates;
  private final Webhook webhook;
  private final Conversations conversations;
  private final List<RouterFunction<ServerResponse>> routes;

  private TelegramDouble(HikariDataSource pool) {
    this.pool = pool;
    new ResourceDatabasePopulator(schema()).execute(pool);
    jdbc = JdbcClient.create(pool);
    var transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
    clock = new SandboxClock(keptOffset(), this::keepOffset);
    events = new PageEvents();
    faults = new Faults(events);
    updates = new UpdateQueue(jdbc, transaction, clock);
    conversations = new Conversations(jdbc);
    PERSONAS.forEach(conversations::savePersona);
    var files = new FileStore(jdbc);
    var json = new TelegramJson(conversations, files);
    var places = new BotPlaces(conversations, jdbc);
    var messenger =
        new Messenger(conversations, places, json, updates, events, jdbc, transaction, clock);
    var messages = new BotMessages(conversations, files, messenger, json);
    var media = new BotMedia(files, messages, json);
    var copies = new BotCopies(conversations, files, messages, json);
    webhook = new Webhook(updates, clock, jdbc);
    var api =
        new BotApi(
            conversations,
            places,
            files,
            updates,
            json,
            messages,
            media,
            copies,
            new BotMenus(jdbc),
            webhook);
    var happenings =
        new ChatEvents(
            conversations, places, new PeoplesReactions(jdbc), json, updates, messenger, clock);
    var groups = new GroupEvents(conversations, places, json, updates, messenger, jdbc, clock);
    var content = new ResidentContent(files, json);
    routes =
        List.of(
            new GroupRoutes(conversations, groups, places).routes(),
            new BotRoutes(api, files, faults).routes(),
            new ResidentRoutes(conversations, files, messenger, content, events).routes(),
            new ChatEventRoutes(conversations, files, happenings, updates, content).routes(),
            new FaultRoutes(faults).routes(),
            new ClockRoutes(clock, events).routes());
  }

  static TelegramDouble start(String url, @Nullable String user, @Nullable String password) {
    var config = new HikariConfig();
    config.setPoolName("sandbox");
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(6);
    config.setMinimumIdle(1);
    return new TelegramDouble(new HikariDataSource(config));
  }

  SandboxClock clock() {
    return clock;
  }

  JdbcClient jdbc() {
    return jdbc;
  }

  Conversations conversations() {
    return conversations;
  }

  List<RouterFunction<ServerResponse>> routes() {
    return routes;
  }

  /** Lets everybody go who waits for news, so that the web server can stop at once. */
  void release() {
    updates.close();
    faults.close();
    webhook.close();
    events.close();
  }

  @Override
  public void close() {
    release();
    pool.close();
  }

  private Duration keptOffset() {
    return jdbc.sql("select value from sandbox.setting where name = 'clock'")
        .query(String.class)
        .optional()
        .map(Duration::parse)
        .orElse(Duration.ZERO);
  }

  private void keepOffset(Duration offset) {
    jdbc.sql(
            """
            insert into sandbox.setting (name, value) values ('clock', ?)
            on conflict (name) do update set value = excluded.value
            """)
        .param(offset.toString())
        .update();
  }

  private static ClassPathResource schema() {
    return new ClassPathResource("schema.sql", TelegramDouble.class);
  }

  private static Person persona(long id, String firstName, String note) {
    return new Person(id, firstName, note, true, false);
  }
}

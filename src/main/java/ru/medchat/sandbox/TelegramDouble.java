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
  private final Chats chats;
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
    chats = new Chats(jdbc);
    var people = new People(jdbc);
    PERSONAS.forEach(people::savePersona);
    var messages = new Messages(jdbc);
    var files = new FileStore(jdbc);
    var json = new TelegramJson(people, chats, messages, files);
    var places = new BotPlaces(chats, messages, jdbc);
    var messenger =
        new Messenger(
            people, chats, messages, places, json, updates, events, jdbc, transaction, clock);
    var botMessages = new BotMessages(people, chats, messages, files, messenger, json);
    var media = new BotMedia(files, botMessages, json);
    var copies = new BotCopies(chats, messages, files, botMessages, json);
    webhook = new Webhook(updates, clock, jdbc);
    var api =
        new BotApi(
            people,
            chats,
            places,
            files,
            updates,
            json,
            botMessages,
            media,
            copies,
            new BotMenus(jdbc),
            webhook);
    var happenings =
        new ChatEvents(
            people,
            chats,
            messages,
            places,
            new PeoplesReactions(jdbc),
            json,
            updates,
            messenger,
            clock);
    var groups =
        new GroupEvents(people, chats, messages, places, json, updates, messenger, jdbc, clock);
    var content = new ResidentContent(files, json);
    routes =
        List.of(
            new GroupRoutes(chats, groups, places).routes(),
            new BotRoutes(api, files, faults).routes(),
            new ResidentRoutes(people, chats, messages, files, messenger, content, events).routes(),
            new ChatEventRoutes(people, chats, messages, files, happenings, updates, content)
                .routes(),
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

  Chats chats() {
    return chats;
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

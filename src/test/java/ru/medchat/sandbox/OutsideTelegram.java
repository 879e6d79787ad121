package ru.medchat.sandbox;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import ru.medchat.testing.SandboxChats;
import ru.medchat.testing.TestPostgres;

/**
 * The double of Telegram in the JVM of the test and over a database of its own: whatever becomes of
 * the product or of its database, Telegram and the residents go on. The product reaches it by
 * another door than the residents, and only that one can be shut.
 */
public final class OutsideTelegram implements AutoCloseable {

  private final String database = TestPostgres.newDatabase();
  private final TelegramDouble telegram = TelegramDouble.start(database, "postgres", "");
  private final SandboxServer forResidents = SandboxServer.start(0, telegram.routes());
  private SandboxServer forProduct = SandboxServer.start(0, telegram.routes());
  private final String api = forProduct.url();

  /** A message of the bot as it arrived. */
  public record Arrived(String chat, String text, java.time.Instant at) {}

  /** What residents do, and how Telegram fails. */
  public SandboxChats chats() {
    return new SandboxChats(forResidents.url());
  }

  /**
   * The settings of a product that speaks with this Telegram and has nothing else of the sandbox.
   *
   * @param database the JDBC address of its own
   */
  public Map<String, String> settings(String database) {
    var settings = new HashMap<String, String>();
    settings.put("spring.datasource.url", database);
    settings.put("spring.datasource.username", "postgres");
    settings.put("medchat.telegram.token", Bot.TOKEN);
    settings.put("medchat.telegram.api-url", api);
    settings.put("medchat.sandbox.enabled", "false");
    settings.put("medchat.admin-password", "a-password-of-tests");
    settings.put("spring.mail.host", "127.0.0.1");
    settings.put("spring.mail.port", "9");
    return settings;
  }

  /** Opens the groups of so many municipalities, and tells the product of them in its tables. */
  public List<String> openGroups(JdbcClient product, int count) {
    var groups = new ArrayList<String>();
    for (var municipality :
        product.sql("select id from municipality order by id").query(String.class).list()) {
      if (groups.size() == count) {
        break;
      }
      var group = telegram.chats().openGroup(municipality, "Медчат · " + municipality);
      groups.add(Long.toString(group.id()));
      product
          .sql(
              """
              insert into chat (channel, chat_id, municipality_id, title)
              values ('telegram', ?, ?, ?)
              """)
          .params(Long.toString(group.id()), municipality, group.title())
          .update();
    }
    return groups;
  }

  /** The database in which it keeps its state. */
  public String database() {
    return database;
  }

  /** All that the bot has said, by chat, in order. */
  public List<Arrived> saidByBot() {
    return telegram
        .jdbc()
        .sql(
            """
            select chat_id, text, sent_at from sandbox.message
             where sender_id = ? and not deleted order by chat_id, message_id
            """)
        .param(Bot.ID)
        .query(
            (row, n) ->
                new Arrived(
                    row.getString("chat_id"),
                    row.getString("text"),
                    row.getTimestamp("sent_at").toInstant()))
        .list();
  }

  /** Can no longer be reached by the product: connections are cut, and refused from now on. */
  public void goesDown() {
    forProduct.close();
  }

  public void comesBack() {
    forProduct = SandboxServer.start(URI.create(api).getPort(), telegram.routes());
  }

  public void timePasses(Duration time) {
    telegram.clock().advance(time);
  }

  @Override
  public void close() {
    telegram.release();
    forProduct.close();
    forResidents.close();
    telegram.close();
  }
}

package ru.medchat.sandbox;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Gives every municipality of the product a group in the double, and tells the product about it
 * where a real installation would be told by its administrator: in its tables.
 */
class DemoWorld {

  private static final Logger log = LoggerFactory.getLogger(DemoWorld.class);

  private final JdbcClient jdbc;
  private final Chats chats;

  DemoWorld(TelegramDouble telegram) {
    this.jdbc = telegram.jdbc();
    this.chats = telegram.chats();
  }

  /** Makes what is missing; what is there already keeps its ids. */
  void provide() {
    if (!productHas("municipality", "chat", "staff", "organisation")) {
      log.warn("The product's tables are not there: no demo groups were made");
      return;
    }
    var municipalities =
        jdbc.sql("select id, name from public.municipality order by id")
            .query((row, number) -> new Municipality(row.getString("id"), row.getString("name")))
            .list();
    municipalities.forEach(this::provideGroup);
    jdbc.sql(
            """
            insert into public.staff (channel, user_id, organisation_id, name)
            select 'telegram', '2001', id, 'Ольга Сергеевна'
            from public.organisation where id = 'org-taganrog'
            on conflict do nothing
            """)
        .update();
    log.info("The sandbox has {} groups", municipalities.size());
  }

  private void provideGroup(Municipality municipality) {
    var group = chats.openGroup(municipality.id(), Bot.NAME + " · " + municipality.name());
    jdbc.sql(
            """
            insert into public.chat (channel, chat_id, municipality_id, title)
            values ('telegram', ?, ?, ?) on conflict do nothing
            """)
        .params(Long.toString(group.id()), municipality.id(), group.title())
        .update();
  }

  private boolean productHas(String... tables) {
    return List.of(tables).stream()
        .allMatch(
            table ->
                jdbc.sql("select to_regclass(?) is not null")
                    .param("public." + table)
                    .query(Boolean.class)
                    .single());
  }

  private record Municipality(String id, String name) {}
}

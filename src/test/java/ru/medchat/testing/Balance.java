package ru.medchat.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import ru.medchat.sandbox.OutsideTelegram;
import ru.medchat.sandbox.OutsideTelegram.Arrived;

/** What has to be true of the product once all is quiet, whatever happened to it before. */
public final class Balance {

  private final JdbcClient product;
  private final OutsideTelegram telegram;
  private final Crowd crowd;

  public Balance(JdbcClient product, OutsideTelegram telegram, Crowd crowd) {
    this.product = product;
    this.telegram = telegram;
    this.crowd = crowd;
  }

  /** Waits until every message has come through and nothing is owed any more. */
  public void settles(Duration patience) {
    await("all that was written is registered and acknowledged")
        .atMost(patience)
        .pollInterval(Duration.ofMillis(250))
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              assertThat(count("message where author = 'RESIDENT'"))
                  .isEqualTo(crowd.written().size());
              assertThat(count("telegram_update where state = 'NEW'")).isZero();
              assertThat(count("outbox where dedupe_key like 'acknowledgement:%'"))
                  .isEqualTo(appeals());
              assertThat(count("act_ru_job where duedate_ is null or duedate_ <= now()")).isZero();
              assertThat(count("outbox where settled_at is null")).isZero();
            });
    // Whatever would come twice has had its time to come.
    await().during(Duration.ofSeconds(2)).until(() -> count("outbox where state <> 'SENT'") == 0);
  }

  /** Every message in exactly one appeal, the one its resident has open, and in order. */
  public Balance everyMessageIsInExactlyOneAppeal() {
    record InAppeal(String appeal, long resident, long messageId) {}
    List<InAppeal> conversations =
        product
            .sql(
                """
                select a.number, a.resident_id, m.message_id
                  from message m join appeal a on a.number = m.appeal_number
                 where m.author = 'RESIDENT' order by a.number, m.at, m.id
                """)
            .query(
                (row, n) ->
                    new InAppeal(
                        row.getString("number"),
                        row.getLong("resident_id"),
                        row.getLong("message_id")))
            .list();
    Map<Long, List<Long>> taken =
        conversations.stream()
            .collect(
                Collectors.groupingBy(
                    InAppeal::resident,
                    Collectors.mapping(InAppeal::messageId, Collectors.toList())));
    assertThat(taken).isEqualTo(crowd.byResident());
    assertThat(appeals()).isEqualTo(crowd.byResident().size());
    assertThat(count("telegram_update where state <> 'DONE'")).isZero();
    assertThat(count("act_ru_execution where business_key_ like '61-%'")).isEqualTo(appeals());
    assertThat(count("act_ru_incident")).isZero();
    return this;
  }

  /**
   * Every appeal was acknowledged, and all that it was told arrived at Telegram in the order in
   * which we owed it, and once; twice only where we say so ourselves.
   */
  public Balance everyAppealIsAcknowledgedAndToldEverythingInOrder() {
    record Owed(String appeal, String chat, String text, boolean possiblyTwice) {}
    Map<String, List<Owed>> owed =
        product
            .sql(
                """
                select appeal_number, chat_id, body ->> 'text' as text, possibly_twice
                  from outbox order by id
                """)
            .query(
                (row, n) ->
                    new Owed(
                        row.getString("appeal_number"),
                        row.getString("chat_id"),
                        row.getString("text"),
                        row.getBoolean("possibly_twice")))
            .list()
            .stream()
            .collect(Collectors.groupingBy(Owed::appeal));
    assertThat(count("outbox where dedupe_key like 'acknowledgement:%'"))
        .isEqualTo(owed.size())
        .isEqualTo(appeals());
    Map<String, List<String>> said =
        telegram.saidByBot().stream()
            .collect(
                Collectors.groupingBy(
                    Arrived::chat, Collectors.mapping(Arrived::text, Collectors.toList())));
    owed.forEach(
        (appeal, messages) -> {
          List<String> texts = messages.stream().map(Owed::text).toList();
          List<String> arrived =
              said.getOrDefault(messages.get(0).chat(), List.of()).stream()
                  .filter(texts::contains)
                  .toList();
          assertThat(withoutRepetitions(arrived)).as("the order in %s", appeal).isEqualTo(texts);
          assertThat(messages)
              .filteredOn(message -> times(message.text(), arrived) > 1)
              .as("what came twice in %s", appeal)
              .allMatch(Owed::possiblyTwice);
        });
    assertThat(telegram.saidByBot().size() - doubles()).isEqualTo(count("outbox"));
    return this;
  }

  public long appeals() {
    return count("appeal");
  }

  public long possiblyTwice() {
    return count("outbox where possibly_twice");
  }

  /** How many messages of the bot arrived that had arrived already. */
  public long doubles() {
    List<Arrived> said = telegram.saidByBot();
    return said.size() - said.stream().map(each -> each.chat() + each.text()).distinct().count();
  }

  /** How many messages of the bot arrived more than once, however often. */
  public long repeated() {
    return telegram.saidByBot().stream()
        .collect(Collectors.groupingBy(each -> each.chat() + each.text(), Collectors.counting()))
        .values()
        .stream()
        .filter(times -> times > 1)
        .count();
  }

  public long count(String of) {
    return product.sql("select count(*) from " + of).query(Long.class).single();
  }

  private static long times(String text, List<String> said) {
    return said.stream().filter(text::equals).count();
  }

  private static List<String> withoutRepetitions(List<String> said) {
    List<String> once = new ArrayList<>();
    for (String text : said) {
      if (once.isEmpty() || !once.get(once.size() - 1).equals(text)) {
        once.add(text);
      }
    }
    return once;
  }
}

package ru.medchat.appeal;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import ru.medchat.channel.Button;
import ru.medchat.channel.ChatRef;
import ru.medchat.channel.Delivered;
import ru.medchat.channel.DeliveryFailed;
import ru.medchat.channel.Messenger;
import ru.medchat.channel.Outbox;
import ru.medchat.channel.Outgoing;
import ru.medchat.wording.Texts;

/**
 * What we say in private to somebody who wrote in a group. The group gets a neutral line: that it
 * was said, or, while the person has not let us write to them, that it waits and where.
 */
@Component
@Transactional
public class PrivateTalk {

  /** What the person's messenger says to us when they follow our link to the private chat. */
  public static final String START = "answer";

  /** After that, an operator looks for another way to the resident. */
  private static final Duration PATIENCE = Duration.ofHours(24);

  /** What is delivered is mostly none of ours, and costs no look into the database. */
  private static final String KEY = "private:";

  private final JdbcClient jdbc;
  private final Appeals appeals;
  private final Conversation conversation;
  private final Decisions decisions;
  private final Outbox outbox;
  private final List<Messenger> messengers;
  private final Texts texts;
  private final ApplicationEventPublisher facts;
  private final Clock clock;

  PrivateTalk(
      JdbcClient jdbc,
      Appeals appeals,
      Conversation conversation,
      Decisions decisions,
      Outbox outbox,
      List<Messenger> messengers,
      Texts texts,
      ApplicationEventPublisher facts,
      Clock clock) {
    this.jdbc = jdbc;
    this.appeals = appeals;
    this.conversation = conversation;
    this.decisions = decisions;
    this.outbox = outbox;
    this.messengers = messengers;
    this.texts = texts;
    this.facts = facts;
    this.clock = clock;
  }

  /** The words of a decision on their way, as the outbox knows them. */
  record Posted(ChatRef chat, String outboxKey) {}

  /**
   * Says the words of a decision in private, and the group that it was done.
   *
   * @param what {@code answer} or {@code question}
   */
  Posted say(Appeal appeal, String what, String key, String words) {
    conversation.happened(appeal.number(), "private." + what, Map.of());
    return post(appeal, key, words, what, List.of());
  }

  /** Says what follows a decision where the words of the decision went. */
  void follow(Appeal appeal, String key, String words, List<List<Button>> buttons) {
    if (decisions.findLast(appeal.number()).filter(Decision::inPrivate).isPresent()) {
      post(appeal, key, words, null, buttons);
    } else {
      outbox.post(
          new Outgoing(
              appeal.chat(),
              key,
              appeal.number().value(),
              words,
              conversation.lastOfResident(appeal.number(), appeal.chat()),
              buttons));
    }
  }

  private Posted post(
      Appeal appeal,
      String key,
      String words,
      @Nullable String toldAs,
      List<List<Button>> buttons) {
    var chat = messenger(appeal).privateChat(appeal.residentId());
    var posted = new Posted(chat, KEY + key);
    // What waits there is tried once more, so that nothing later overtakes it.
    opened(chat);
    jdbc.sql(
            """
            insert into private_word (outbox_key, appeal_number, channel, chat_id, told_as)
            values (?, ?, ?, ?, ?) on conflict do nothing
            """)
        .params(posted.outboxKey(), appeal.number().value(), chat.channel(), chat.id(), toldAs)
        .update();
    outbox.post(
        new Outgoing(
            chat,
            posted.outboxKey(),
            appeal.number().value(),
            words,
            conversation.lastOfResident(appeal.number(), chat),
            buttons));
    return posted;
  }

  /**
   * Sends what waits for somebody who has let us write to them.
   *
   * @return false when nothing did
   */
  public boolean opened(ChatRef chat) {
    boolean any = false;
    for (String key :
        jdbc.sql(
                """
                select outbox_key from private_word
                 where channel = ? and chat_id = ? and state in ('WAITING', 'GIVEN_UP') for update
                """)
            .params(chat.channel(), chat.id())
            .query(String.class)
            .list()) {
      if (outbox.sendAgain(key)) {
        become("POSTED", key);
        any = true;
      }
    }
    return any;
  }

  @EventListener
  public void on(Delivered delivered) {
    if (!delivered.dedupeKey().startsWith(KEY)) {
      return;
    }
    var word = lock(delivered.dedupeKey());
    become("ARRIVED", word.key());
    if (word.toldAs() != null && word.hasWaited()) {
      conversation.happened(word.number(), "private.opened", Map.of());
    } else if (word.toldAs() != null) {
      tellGroup(word, "private.told." + word.toldAs(), List.of());
    }
    opened(word.chat());
  }

  /** Lets what can't reach a private chat yet wait there; false when it is nothing of the kind. */
  boolean waits(DeliveryFailed failure) {
    if (!failure.unreachable() || !failure.dedupeKey().startsWith(KEY)) {
      return false;
    }
    var word = lock(failure.dedupeKey());
    jdbc.sql(
            """
            update private_word
               set state = case when given_up_at is null then 'WAITING' else 'GIVEN_UP' end,
                   waiting_since = coalesce(waiting_since, ?)
             where outbox_key = ?
            """)
        .params(Timestamp.from(clock.instant()), word.key())
        .update();
    if (word.toldAs() != null && !word.hasWaited()) {
      conversation.happened(word.number(), "private.waits", Map.of());
      tellGroup(word, "private.waits", invitation(word));
    }
    return true;
  }

  /**
   * Gives one appeal to an operator whose resident has not opened the private chat in time. Should
   * they open it later, they find what was said.
   *
   * @return false when there is none
   */
  public boolean giveUpNext() {
    var now = clock.instant();
    var overdue =
        jdbc.sql(
                """
                select appeal_number from private_word
                 where state = 'WAITING' and waiting_since <= ? order by waiting_since limit 1
                """)
            .param(Timestamp.from(now.minus(PATIENCE)))
            .query(String.class)
            .optional()
            .map(AppealNumber::of);
    overdue.ifPresent(
        number -> {
          int given =
              jdbc.sql(
                      """
                      update private_word set state = 'GIVEN_UP', given_up_at = ?
                       where appeal_number = ? and state = 'WAITING'
                      """)
                  .params(Timestamp.from(now), number.value())
                  .update();
          if (given > 0) {
            conversation.happened(number, "private.unopened", Map.of());
            facts.publishEvent(new AppealFact.NotDelivered(number));
          }
        });
    return overdue.isPresent();
  }

  private record Word(
      String key, AppealNumber number, ChatRef chat, @Nullable String toldAs, boolean hasWaited) {}

  private Word lock(String key) {
    return jdbc.sql(
            """
            select outbox_key, appeal_number, channel, chat_id, told_as,
                   waiting_since is not null as has_waited
              from private_word where outbox_key = ? for update
            """)
        .param(key)
        .query(
            (row, n) ->
                new Word(
                    row.getString("outbox_key"),
                    AppealNumber.of(row.getString("appeal_number")),
                    new ChatRef(row.getString("channel"), row.getString("chat_id")),
                    row.getString("told_as"),
                    row.getBoolean("has_waited")))
        .single();
  }

  private void become(String state, String key) {
    jdbc.sql("update private_word set state = ? where outbox_key = ?").params(state, key).update();
  }

  private void tellGroup(Word word, String text, List<List<Button>> buttons) {
    var appeal = appeals.get(word.number());
    outbox.post(
        new Outgoing(
            appeal.chat(),
            text + ":" + word.key(),
            appeal.number().value(),
            texts.text(text),
            conversation.lastOfResident(appeal.number(), appeal.chat()),
            buttons));
  }

  private List<List<Button>> invitation(Word word) {
    return messenger(appeals.get(word.number()))
        .invitation(START)
        .map(url -> List.of(List.of(Button.opening(texts.text("private.open"), url))))
        .orElse(List.of());
  }

  private Messenger messenger(Appeal appeal) {
    return messengers.stream()
        .filter(each -> each.channel().equals(appeal.chat().channel()))
        .findFirst()
        .orElseThrow();
  }
}

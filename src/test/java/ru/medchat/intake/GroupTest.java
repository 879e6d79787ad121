package ru.medchat.intake;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import ru.medchat.appeal.AppealNumber;
import ru.medchat.appeal.PassedMessages;
import ru.medchat.channel.Attachment;
import ru.medchat.channel.ChatRef;
import ru.medchat.channel.Incoming;
import ru.medchat.channel.Sender;
import ru.medchat.directory.GroupChat.Listening;
import ru.medchat.testing.CaseTest;

/** A group of Taganrog of its own for each test, and whoever may write in it. */
abstract class GroupTest extends CaseTest {

  static final String HOSPITAL = "org-taganrog";

  private static final String CHANNEL = "telegram";
  private static final AtomicLong ids = new AtomicLong(500_000);

  private final ChatRef chat = new ChatRef(CHANNEL, "-200" + ids.incrementAndGet());

  @Autowired PassedMessages passed;

  @BeforeEach
  void it_is_monday_morning_in_a_group_that_hears_every_message() {
    nowIs("2026-11-02T10:00:00+03:00");
    jdbc.sql(
            """
            insert into chat (channel, chat_id, municipality_id, title)
            values ('telegram', ?, 'taganrog', 'Медчат Таганрог')
            """)
        .param(chat.id())
        .update();
  }

  void theGroupHears(Listening what) {
    jdbc.sql("update chat set listening = ? where chat_id = ?")
        .params(what.name(), chat.id())
        .update();
  }

  Person someone(String name) {
    return new Person(new Sender(Long.toString(ids.incrementAndGet()), name, Sender.Kind.PERSON));
  }

  Person representativeOf(String organisation) {
    var someone = someone("Ольга");
    jdbc.sql("insert into staff (channel, user_id, organisation_id, name) values (?, ?, ?, ?)")
        .params(CHANNEL, someone.sender.id(), organisation, someone.sender.name())
        .update();
    return someone;
  }

  Person anonymousAdministrator() {
    return new Person(new Sender(chat.id(), "Медчат Таганрог", Sender.Kind.CHAT));
  }

  Person linkedChannel() {
    return new Person(new Sender("-777", "Новости Таганрога", Sender.Kind.CHANNEL));
  }

  Person otherBot() {
    return new Person(new Sender("-778", "Погода", Sender.Kind.BOT));
  }

  /** What nobody has made an appeal of, the newest first. */
  List<PassedMessages.Passed> withoutAppeal() {
    return passed.in(List.of("taganrog"), clock.instant(), 1000).stream()
        .filter(each -> each.author().endsWith(chat.id()))
        .toList();
  }

  List<String> textsWithoutAppeal() {
    return withoutAppeal().stream().map(PassedMessages.Passed::text).toList();
  }

  void timeIs(String moment) {
    nowIs("2026-11-" + moment + ":00+03:00");
  }

  /** Everything posted to the group, in order. */
  List<String> saidInGroup() {
    return jdbc.sql("select body ->> 'text' from outbox where chat_id = ? order by id")
        .param(chat.id())
        .query(String.class)
        .list();
  }

  String lastSaidInGroup() {
    var said = saidInGroup();
    return said.get(said.size() - 1);
  }

  Instant waitingSince(AppealNumber appeal) {
    return jdbc.sql("select waiting_since from appeal where number = ?")
        .param(appeal.value())
        .query((row, n) -> row.getTimestamp(1).toInstant())
        .single();
  }

  boolean someoneWaitsIn(AppealNumber appeal) {
    return jdbc.sql("select waiting_since is not null from appeal where number = ?")
        .param(appeal.value())
        .query(Boolean.class)
        .single();
  }

  List<String> conversationOf(AppealNumber appeal) {
    return jdbc.sql(
            "select author || ': ' || text from message where appeal_number = ? order by at, id")
        .param(appeal.value())
        .query(String.class)
        .list();
  }

  /** The files of an appeal, in order. */
  List<String> filesOf(AppealNumber appeal) {
    return jdbc.sql(
            """
            select f.unique_id from message m
              join message_file l on l.message_id = m.id join file f on f.id = l.file_id
             where m.appeal_number = ? order by m.at, m.id
            """)
        .param(appeal.value())
        .query(String.class)
        .list();
  }

  static Instant at(String moment) {
    return OffsetDateTime.parse("2026-11-" + moment + ":00+03:00").toInstant();
  }

  /** A message in the group. */
  final class Said {

    final Incoming.Message message;
    final Fate fate;

    private Said(Incoming.Message message, Fate fate) {
      this.message = message;
      this.fate = fate;
    }

    Optional<AppealNumber> appeal() {
      return jdbc.sql("select appeal_number from message where chat_id = ? and message_id = ?")
          .params(message.chat().id(), message.messageId())
          .query(String.class)
          .optional()
          .map(AppealNumber::of);
    }

    AppealNumber number() {
      return appeal().orElseThrow();
    }

    /** One of the messages of an album, from 1. */
    Said part(int n) {
      var part = message.parts().get(n - 1);
      return new Said(
          new Incoming.Message(
              chat,
              false,
              message.sender(),
              message.at(),
              part.messageId(),
              part.text(),
              part.attachments(),
              null,
              false,
              null),
          fate);
    }
  }

  /** Somebody in the group. */
  final class Person {

    private final Sender sender;

    private Person(Sender sender) {
      this.sender =
          sender.person()
              ? new Sender(sender.id(), sender.name() + " " + chat.id(), sender.kind())
              : sender;
    }

    Said writes(String text) {
      return says(text, null, false);
    }

    Said writesTo(Said original, String text) {
      return says(text, original.message, false);
    }

    Said tellsTheBot(String text) {
      return says(text, null, true);
    }

    Said shows(String caption, String file) {
      return take(picture(caption, file));
    }

    private Incoming.Message picture(String caption, String file) {
      return message(
          caption,
          List.of(new Attachment(Attachment.Kind.PHOTO, file, file, null, null, 9L)),
          null,
          false);
    }

    Said showsAlbum(String caption, String... files) {
      String album = Long.toString(ids.incrementAndGet());
      var parts = new ArrayList<Incoming.Message>();
      for (String file : files) {
        parts.add(picture(parts.isEmpty() ? caption : "", file).inAlbum(album));
      }
      return take(Incoming.Message.merged(parts));
    }

    /** One more picture of an album comes, so often. */
    Fate showsLate(Said said, String file, int times) {
      var album = Objects.requireNonNull(said.message.album());
      var late = picture("", file).inAlbum(album.id());
      Fate fate = take(late).fate;
      for (int again = 1; again < times; again++) {
        fate = take(late).fate;
      }
      return fate;
    }

    /** Writes to the bot alone. */
    Said writesInPrivate(String text) {
      return take(
          new Incoming.Message(
              privateChat(),
              true,
              sender,
              clock.instant(),
              Long.toString(ids.incrementAndGet()),
              text,
              List.of(),
              null,
              true,
              null));
    }

    void pressesInPrivate(String data) {
      var press = new Incoming.Press(privateChat(), true, sender, clock.instant(), "1", data);
      transaction.executeWithoutResult(tx -> intake.receive(press));
      settle();
    }

    /** Everything posted to the private chat, in order. */
    List<String> readsInPrivate() {
      return jdbc.sql("select body ->> 'text' from outbox where chat_id = ? order by id")
          .param(sender.id())
          .query(String.class)
          .list();
    }

    private ChatRef privateChat() {
      return new ChatRef(CHANNEL, sender.id());
    }

    /** Writes a reply before the process has done anything about what it replies to. */
    void answersAtOnce(Person other, String text, String answer) {
      var question = other.message(text, List.of(), null, false);
      transaction.executeWithoutResult(tx -> intake.receive(question));
      take(message(answer, List.of(), question, false));
    }

    Fate changes(Said said, String text) {
      var edit = new Incoming.Edit(said.message.inWords(text), clock.instant());
      return Objects.requireNonNull(transaction.execute(tx -> intake.receive(edit)));
    }

    Fate reactsTo(Said said, String... emoji) {
      var reaction =
          new Incoming.Reaction(
              chat, false, sender, clock.instant(), said.message.messageId(), List.of(emoji));
      var fate = Objects.requireNonNull(transaction.execute(tx -> intake.receive(reaction)));
      settle();
      return fate;
    }

    /** Presses a button under one of our messages. */
    void presses(String data) {
      var press = new Incoming.Press(chat, false, sender, clock.instant(), "1", data);
      transaction.executeWithoutResult(tx -> intake.receive(press));
      settle();
    }

    private Said says(String text, Incoming.@Nullable Message original, boolean addressed) {
      return take(message(text, List.of(), original, addressed));
    }

    private Incoming.Message message(
        String text,
        List<Attachment> files,
        Incoming.@Nullable Message original,
        boolean addressed) {
      return new Incoming.Message(
          chat,
          false,
          sender,
          clock.instant(),
          Long.toString(ids.incrementAndGet()),
          text,
          files,
          original == null ? null : new Incoming.Reply(original.messageId(), original.sender()),
          addressed,
          null);
    }

    private Said take(Incoming.Message message) {
      var fate = Objects.requireNonNull(transaction.execute(tx -> intake.receive(message)));
      settle();
      return new Said(message, fate);
    }
  }

  /** Does what waits for no time at all. */
  private void settle() {
    nowIs(clock.instant().toString());
  }
}

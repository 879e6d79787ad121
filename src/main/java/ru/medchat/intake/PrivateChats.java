package ru.medchat.intake;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.Appeals;
import ru.medchat.appeal.PassedMessages;
import ru.medchat.appeal.RegisteringAppeals;
import ru.medchat.channel.ChatRef;
import ru.medchat.channel.Incoming;
import ru.medchat.channel.MessageJson;
import ru.medchat.directory.Directory;
import ru.medchat.directory.Municipality;
import ru.medchat.wording.Texts;

/**
 * The private chat with a resident: it belongs to the municipality the resident chose. What is
 * written before that is kept, and becomes an appeal as soon as the choice is made.
 */
@Component
class PrivateChats {

  private final JdbcClient jdbc;
  private final MessageJson json;
  private final Directory directory;
  private final ChatRules rules;
  private final Appeals appeals;
  private final RegisteringAppeals registration;
  private final PassedMessages passed;
  private final PlaceButtons buttons;
  private final Replies replies;
  private final Texts texts;
  private final Clock clock;

  PrivateChats(
      JdbcClient jdbc,
      MessageJson json,
      Directory directory,
      ChatRules rules,
      Appeals appeals,
      RegisteringAppeals registration,
      PassedMessages passed,
      PlaceButtons buttons,
      Replies replies,
      Texts texts,
      Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.directory = directory;
    this.rules = rules;
    this.appeals = appeals;
    this.registration = registration;
    this.passed = passed;
    this.buttons = buttons;
    this.replies = replies;
    this.texts = texts;
    this.clock = clock;
  }

  /** Greets; a deep link such as {@code /start taganrog} has chosen already. */
  void start(Incoming.Message message, String place) {
    replies.say(message, "start");
    var linked = directory.findMunicipality(place);
    if (linked.isPresent()) {
      replies.say(message, "place", choose(message, linked.get()), List.of());
    } else {
      forget(message.chat());
      replies.say(message, "place", texts.text("place.ask"), buttons.letters());
    }
  }

  Fate receive(Incoming.Message message) {
    var chosen = chosenIn(message.chat());
    if (chosen.isPresent()) {
      return written(message, chosen.get());
    }
    var named = named(message.text());
    if (named.isPresent()) {
      replies.say(message, "place", choose(message, named.get()), List.of());
      return Fate.ANSWERED;
    }
    keep(message);
    replies.say(message, "place.first");
    replies.say(message, "place", texts.text("place.ask"), buttons.letters());
    return Fate.ANSWERED;
  }

  /**
   * Takes the command {@code /appeal}, which nobody needs here.
   *
   * @param words what stands behind it; may be empty
   */
  Fate appeal(String words, Incoming.Message message) {
    if (words.isEmpty() && message.attachments().isEmpty()) {
      replies.say(message, "appeal.how");
      return Fate.ANSWERED;
    }
    return receive(message.inWords(words));
  }

  private Fate written(Incoming.Message message, Municipality municipality) {
    var open = appeals.openOf(message.chat().channel(), message.sender().id(), municipality.id());
    if (rules.asksForNothing(message, open)) {
      passed.keep(message, municipality, PassedMessages.Reason.SMALL_TALK);
      replies.say(message, "smallTalk");
      return Fate.ANSWERED;
    }
    return Fate.of(registration.take(message, municipality));
  }

  /** Takes a press of one of the buttons that choose a place; false when it is none of these. */
  boolean receive(Incoming.Press press) {
    var letters = PlaceButtons.lettersIn(press.data());
    if (letters.isPresent()) {
      replies.say(press, texts.text("place.choose"), buttons.places(letters.get()));
      return true;
    }
    var place = PlaceButtons.placeIn(press.data());
    if (place.isEmpty()) {
      return false;
    }
    var municipality = directory.findMunicipality(place.get());
    String words =
        municipality
            .map(found -> choose(press, found))
            .orElseGet(() -> texts.text("place.unknown"));
    replies.say(press, words, List.of());
    return true;
  }

  /** Notes the choice, lets what was written before become an appeal, and says what comes next. */
  private String choose(Incoming event, Municipality municipality) {
    jdbc.sql(
            """
            insert into private_chat (channel, chat_id, municipality_id, chosen_at)
            values (:channel, :chat, :municipality, :at)
            on conflict (channel, chat_id) do update
              set municipality_id = excluded.municipality_id, chosen_at = excluded.chosen_at
            """)
        .param("channel", event.chat().channel())
        .param("chat", event.chat().id())
        .param("municipality", municipality.id())
        .param("at", Timestamp.from(clock.instant()))
        .update();
    var kept = takeKept(event.chat());
    // Nobody could answer before it was known who should, so nobody was late until then.
    kept.forEach(message -> registration.take(message.saidAt(event.at()), municipality));
    return texts.text(
        kept.isEmpty() ? "place.chosen" : "place.chosen.pending",
        Map.of("municipality", municipality.name()));
  }

  private void forget(ChatRef chat) {
    jdbc.sql("delete from private_chat where channel = ? and chat_id = ?")
        .params(chat.channel(), chat.id())
        .update();
  }

  private Optional<Municipality> chosenIn(ChatRef chat) {
    return jdbc.sql("select municipality_id from private_chat where channel = ? and chat_id = ?")
        .params(chat.channel(), chat.id())
        .query(String.class)
        .optional()
        .map(directory::municipality);
  }

  private Optional<Municipality> named(String text) {
    String name = folded(text);
    return directory.municipalities().stream()
        .filter(municipality -> folded(municipality.name()).equals(name))
        .findFirst();
  }

  private static String folded(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replace('ё', 'е');
  }

  private void keep(Incoming.Message message) {
    jdbc.sql(
            """
            insert into pending_message (channel, chat_id, message_id, body)
            values (:channel, :chat, :message, :body::jsonb)
            on conflict do nothing
            """)
        .param("channel", message.chat().channel())
        .param("chat", message.chat().id())
        .param("message", message.messageId())
        .param("body", json.write(message))
        .update();
  }

  private List<Incoming.Message> takeKept(ChatRef chat) {
    var kept =
        jdbc.sql("select body from pending_message where channel = ? and chat_id = ? order by id")
            .params(chat.channel(), chat.id())
            .query(String.class)
            .list();
    jdbc.sql("delete from pending_message where channel = ? and chat_id = ?")
        .params(chat.channel(), chat.id())
        .update();
    return kept.stream().map(json::read).toList();
  }
}

package ru.medchat.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.RegisteringAppeals;
import ru.medchat.channel.ChatRef;
import ru.medchat.channel.Incoming;
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
  private final ObjectMapper json;
  private final Directory directory;
  private final RegisteringAppeals registration;
  private final PlaceButtons buttons;
  private final Replies replies;
  private final Texts texts;
  private final Clock clock;

  PrivateChats(
      JdbcClient jdbc,
      ObjectMapper json,
      Directory directory,
      RegisteringAppeals registration,
      PlaceButtons buttons,
      Replies replies,
      Texts texts,
      Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.directory = directory;
    this.registration = registration;
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
      return Fate.of(registration.take(message, chosen.get()));
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

  /** Keeps a part of an album that comes after the others; false when they are not kept here. */
  boolean continueAlbum(Incoming.Message message) {
    var album = message.album();
    boolean keeps =
        album != null
            && kept(message.chat()).stream()
                .anyMatch(each -> each.album() != null && each.album().id().equals(album.id()));
    if (keeps) {
      keep(message);
    }
    return keeps;
  }

  /** Changes a message that is kept; false when it is not kept here. */
  boolean receive(Incoming.Edit edit) {
    String edited = edit.message().messageId();
    for (var message : kept(edit.chat())) {
      if (message.parts().stream().anyMatch(part -> part.messageId().equals(edited))) {
        var parts =
            message.parts().stream()
                .map(part -> part.messageId().equals(edited) ? edit.message().asPart() : part)
                .toList();
        jdbc.sql(
                """
                update pending_message set body = ?::jsonb
                 where channel = ? and chat_id = ? and message_id = ?
                """)
            .params(
                write(message.madeOf(parts)),
                edit.chat().channel(),
                edit.chat().id(),
                message.messageId())
            .update();
        return true;
      }
    }
    return false;
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
        .param("body", write(message))
        .update();
  }

  private List<Incoming.Message> kept(ChatRef chat) {
    return jdbc
        .sql("select body from pending_message where channel = ? and chat_id = ? order by id")
        .params(chat.channel(), chat.id())
        .query(String.class)
        .list()
        .stream()
        .map(this::read)
        .toList();
  }

  private List<Incoming.Message> takeKept(ChatRef chat) {
    var kept = kept(chat);
    jdbc.sql("delete from pending_message where channel = ? and chat_id = ?")
        .params(chat.channel(), chat.id())
        .update();
    return kept;
  }

  private String write(Incoming.Message message) {
    try {
      return json.writeValueAsString(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A message could not be kept", e);
    }
  }

  private Incoming.Message read(String body) {
    try {
      return json.readValue(body, Incoming.Message.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A kept message could not be read", e);
    }
  }
}

package ru.medchat.intake;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import ru.medchat.channel.Button;
import ru.medchat.channel.ChatRef;
import ru.medchat.channel.Incoming;
import ru.medchat.channel.Place;
import ru.medchat.directory.Directory;
import ru.medchat.directory.Municipality;
import ru.medchat.wording.Texts;

/** Which municipality a private chat belongs to, and how its resident is helped to say so. */
@Component
class PlaceChoice {

  /** From farther away, nobody is at home in a municipality. */
  private static final double NEAR_KM = 60;

  /** More are no help to choose from. */
  private static final int MOST_RESEMBLING = 4;

  private final JdbcClient jdbc;
  private final Directory directory;
  private final PlaceNames names;
  private final PlaceButtons buttons;
  private final Replies replies;
  private final Texts texts;
  private final Clock clock;

  PlaceChoice(
      JdbcClient jdbc,
      Directory directory,
      PlaceNames names,
      PlaceButtons buttons,
      Replies replies,
      Texts texts,
      Clock clock) {
    this.jdbc = jdbc;
    this.directory = directory;
    this.names = names;
    this.buttons = buttons;
    this.replies = replies;
    this.texts = texts;
    this.clock = clock;
  }

  Optional<Municipality> in(ChatRef chat) {
    return jdbc.sql("select municipality_id from private_chat where channel = ? and chat_id = ?")
        .params(chat.channel(), chat.id())
        .query(String.class)
        .optional()
        .map(directory::municipality);
  }

  void note(ChatRef chat, Municipality municipality) {
    jdbc.sql(
            """
            insert into private_chat (channel, chat_id, municipality_id, chosen_at)
            values (:channel, :chat, :municipality, :at)
            on conflict (channel, chat_id) do update
              set municipality_id = excluded.municipality_id, chosen_at = excluded.chosen_at
            """)
        .param("channel", chat.channel())
        .param("chat", chat.id())
        .param("municipality", municipality.id())
        .param("at", Timestamp.from(clock.instant()))
        .update();
  }

  /** The municipality that a message names, if it names one and nothing else. */
  Optional<Municipality> named(Incoming.Message message) {
    var called = names.called(message.text());
    return called.size() == 1 ? Optional.of(called.get(0)) : Optional.empty();
  }

  /** Offers the few whose names resemble what was written; false when none does, or too many. */
  boolean offerResembling(Incoming.Message message) {
    var resembling = names.resembling(message.text());
    if (resembling.isEmpty() || resembling.size() > MOST_RESEMBLING) {
      return false;
    }
    if (resembling.size() == 1) {
      confirm(message, resembling.get(0));
    } else {
      var few = buttons.oneOf(resembling, texts.text("place.other"));
      replies.say(message, "place", texts.text("place.which"), few);
    }
    return true;
  }

  /** Offers the municipality nearest to a point, or all when none is near. */
  void offerNearest(Incoming.Message message, Place shown) {
    directory
        .nearest(shown.latitude(), shown.longitude(), NEAR_KM)
        .ifPresentOrElse(
            near -> confirm(message, near),
            () -> replies.say(message, "place", texts.text("place.far"), buttons.letters()));
  }

  private void confirm(Incoming.Message message, Municipality guessed) {
    replies.say(
        message,
        "place",
        texts.text("place.confirm", Map.of("municipality", guessed.name())),
        buttons.confirming(guessed, texts.text("place.yes"), texts.text("place.no")));
  }

  /**
   * Asks where somebody lives: by the letter, by name, or by showing where they are.
   *
   * @param before what is said before the question
   */
  void ask(Incoming event, String before) {
    // Two messages, for one can't have both kinds of buttons everywhere.
    var showing = List.of(List.of(Button.askingForPlace(texts.text("place.show"))));
    replies.say(event, before, texts.text(before), showing);
    replies.say(event, "place", texts.text("place.ask"), buttons.letters());
  }

  /** Tells what is chosen, and offers to choose anew. */
  void offerAnother(Incoming.Message message, Municipality chosen) {
    replies.say(
        message,
        "place",
        texts.text("place.kept", Map.of("municipality", chosen.name())),
        List.of(List.of(new Button(texts.text("place.other"), PlaceButtons.OTHER))));
  }

  /**
   * Takes a press of a button that leads to others.
   *
   * @return what to tell the person at once; empty when the button is none of these
   */
  Optional<String> browse(Incoming.Press press) {
    if (press.data().equals(PlaceButtons.OTHER)) {
      replies.say(press, "place", texts.text("place.ask"), buttons.letters());
      return Optional.of(texts.text("place.toast"));
    }
    var letter = PlaceButtons.lettersIn(press.data());
    letter.ifPresent(
        which -> replies.say(press, "place", texts.text("place.choose"), buttons.places(which)));
    return letter.map(which -> texts.text("place.toast"));
  }

  /** Says that a place is gone from the list, and offers those that are in it. */
  String unknown(Incoming.Press press) {
    replies.say(press, "place", texts.text("place.unknown"), buttons.letters());
    return texts.text("place.unknown");
  }
}

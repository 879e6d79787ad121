package ru.medchat.intake;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.Appeal;
import ru.medchat.appeal.Appeals;
import ru.medchat.appeal.PassedMessages;
import ru.medchat.appeal.PrivateTalk;
import ru.medchat.appeal.RegisteringAppeals;
import ru.medchat.channel.Incoming;
import ru.medchat.channel.Place;
import ru.medchat.directory.Directory;
import ru.medchat.directory.Municipality;
import ru.medchat.wording.Texts;

/**
 * The private chat with a resident: it belongs to the municipality the resident chose, and what is
 * written there needs the resident's word about personal data, yes or no. What is written before
 * that is kept, and becomes an appeal as soon as both are known.
 */
@Component
class PrivateChats {

  private final Directory directory;
  private final ChatRules rules;
  private final Appeals appeals;
  private final RegisteringAppeals registration;
  private final PassedMessages passed;
  private final PrivateTalk talk;
  private final ConsentQuestion consent;
  private final PendingMessages pending;
  private final PlaceChoice places;
  private final Emergencies emergencies;
  private final Replies replies;
  private final Texts texts;

  PrivateChats(
      Directory directory,
      ChatRules rules,
      Appeals appeals,
      RegisteringAppeals registration,
      PassedMessages passed,
      PrivateTalk talk,
      ConsentQuestion consent,
      PendingMessages pending,
      PlaceChoice places,
      Emergencies emergencies,
      Replies replies,
      Texts texts) {
    this.directory = directory;
    this.rules = rules;
    this.appeals = appeals;
    this.registration = registration;
    this.passed = passed;
    this.talk = talk;
    this.consent = consent;
    this.pending = pending;
    this.places = places;
    this.emergencies = emergencies;
    this.replies = replies;
    this.texts = texts;
  }

  /** Greets; a deep link such as {@code /start taganrog} has chosen already. */
  void start(Incoming.Message message, String place) {
    if (talk.opened(message.chat())) {
      // What has waited here says all there is to say.
      return;
    }
    if (place.equals(PrivateTalk.START) && spokenOf(message).isPresent()) {
      replies.say(message, "private.again");
      return;
    }
    var linked = directory.findMunicipality(place);
    var chosen = places.in(message.chat());
    if (linked.isPresent()) {
      replies.say(message, "start");
      choose(message, linked.get());
    } else if (chosen.isPresent()) {
      replies.say(message, "start");
      places.offerAnother(message, chosen.get());
    } else {
      places.ask(message, "start");
    }
  }

  Fate receive(Incoming.Message message) {
    emergencies.answer(message);
    talk.opened(message.chat());
    var spokenOf = spokenOf(message);
    if (spokenOf.isPresent()) {
      return goOnWith(spokenOf.get(), message);
    }
    var chosen = places.in(message.chat());
    var open = chosen.flatMap(place -> openOf(message, place));
    Place shown = message.place();
    if (shown != null && open.isEmpty()) {
      places.offerNearest(message, shown);
      return Fate.ANSWERED;
    }
    if (chosen.isEmpty()) {
      return beforeTheChoice(message);
    }
    if (rules.asksForNothing(message, open)) {
      return smallTalk(message, chosen.get());
    }
    var agreed = consent.given(message, open.isPresent());
    if (agreed.isEmpty()) {
      pending.keep(message);
      consent.ask(message);
      return Fate.ANSWERED;
    }
    return register(message, agreed.get(), permitted -> registration.take(permitted, chosen.get()));
  }

  /**
   * Takes what somebody who wrote in a group says to what we said in private. Where they live is
   * known; and what they may have kept is what they could have written in the group, unless they
   * have said otherwise.
   */
  private Fate goOnWith(Appeal appeal, Incoming.Message message) {
    var municipality = directory.municipality(appeal.municipalityId());
    return rules.asksForNothing(message, Optional.of(appeal))
        ? smallTalk(message, municipality)
        : register(
            message,
            mayBeKept(message),
            permitted -> registration.goOnWith(appeal, permitted, municipality));
  }

  private Fate smallTalk(Incoming.Message message, Municipality municipality) {
    passed.keep(permitted(message), municipality, PassedMessages.Reason.SMALL_TALK);
    replies.say(message, "smallTalk");
    return Fate.ANSWERED;
  }

  private Optional<Appeal> spokenOf(Incoming event) {
    return appeals.spokenOfInPrivate(event.chat().channel(), event.sender().id());
  }

  private boolean mayBeKept(Incoming event) {
    return consent.given(event, true).orElseGet(() -> spokenOf(event).isPresent());
  }

  /** Takes a part of an album that comes after the others; false when it is none. */
  boolean continueAlbum(Incoming.Message message) {
    if (message.album() == null) {
      return false;
    }
    var permitted = permitted(message);
    return pending.continueAlbum(message)
        || registration.continueAlbum(permitted)
        || passed.continueAlbum(permitted);
  }

  /** Takes a change of a message that is no appeal yet; false when it is none. */
  boolean receive(Incoming.Edit edit) {
    return pending.change(edit)
        || passed.change(new Incoming.Edit(permitted(edit.message()), edit.at()));
  }

  /** A message as the resident allows us to keep it. */
  Incoming.Message permitted(Incoming.Message message) {
    return mayBeKept(message) ? message : unnamed(message);
  }

  /**
   * Takes a press of a button that is about the place or about consent.
   *
   * @return what to tell the person at once; empty when the button is none of these
   */
  Optional<String> receive(Incoming.Press press) {
    if (!press.inPrivate()) {
      return Optional.empty();
    }
    var browsed = places.browse(press);
    if (browsed.isPresent()) {
      return browsed;
    }
    var place = PlaceButtons.placeIn(press.data());
    if (place.isPresent()) {
      return Optional.of(pressed(press, place.get()));
    }
    var answer = consent.receive(press);
    if (answer.filter(ConsentQuestion.Answer::decided).isPresent()) {
      goOn(press);
    }
    return answer.map(ConsentQuestion.Answer::notice);
  }

  /** Drops what was written and is no appeal yet; false when there is nothing. */
  boolean forgetPending(Incoming.Message message) {
    return !pending.takeAll(message.chat()).isEmpty();
  }

  private Fate beforeTheChoice(Incoming.Message message) {
    var named = places.named(message);
    if (named.isPresent()) {
      choose(message, named.get());
    } else if (!places.offerResembling(message)) {
      pending.keep(message);
      places.ask(message, "place.first");
    }
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

  private String pressed(Incoming.Press press, String placeId) {
    var municipality = directory.findMunicipality(placeId);
    if (municipality.isEmpty()) {
      return places.unknown(press);
    }
    replies.takeAwayButtons(press);
    var names = Map.of("municipality", municipality.get().name());
    if (places.in(press.chat()).filter(municipality.get()::equals).isPresent()) {
      goOn(press);
      return texts.text("place.already", names);
    }
    choose(press, municipality.get());
    return municipality.get().name();
  }

  /** Notes the choice, says what comes next, and lets what was written before go its way. */
  private void choose(Incoming event, Municipality municipality) {
    places.note(event.chat(), municipality);
    String words = pending.any(event.chat()) ? "place.chosen.pending" : "place.chosen";
    replies.sayPlaceKnown(
        event, "chosen", texts.text(words, Map.of("municipality", municipality.name())));
    goOn(event);
  }

  /** Lets what was kept become an appeal, or asks for what is still missing. */
  private void goOn(Incoming event) {
    if (!pending.any(event.chat())) {
      return;
    }
    var chosen = places.in(event.chat());
    if (chosen.isEmpty()) {
      places.ask(event, "place.first");
      return;
    }
    var agreed = consent.given(event, openOf(event, chosen.get()).isPresent());
    if (agreed.isEmpty()) {
      consent.ask(event);
      return;
    }
    for (var kept : pending.takeAll(event.chat())) {
      // Nobody could answer before it was known who should, so nobody was late until then.
      var message = kept.saidAt(event.at()).underName(event.sender().name());
      register(message, agreed.get(), permitted -> registration.take(permitted, chosen.get()));
    }
  }

  private Fate register(
      Incoming.Message message,
      boolean agreed,
      Function<Incoming.Message, RegisteringAppeals.Taken> taking) {
    if (agreed) {
      return Fate.of(taking.apply(message));
    }
    var unnamed = unnamed(message);
    if (!message.attachments().isEmpty()) {
      replies.say(message, "consent.noFiles");
    }
    return unnamed.text().isBlank() ? Fate.ANSWERED : Fate.of(taking.apply(unnamed));
  }

  private Incoming.Message unnamed(Incoming.Message message) {
    return message.underName(texts.text("resident.unnamed")).wordsOnly();
  }

  /** The resident's open appeal that was written in private. */
  private Optional<Appeal> openOf(Incoming event, Municipality municipality) {
    return appeals.openOf(event.chat().channel(), event.sender().id(), municipality.id(), true);
  }
}

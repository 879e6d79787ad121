package ru.medchat.intake;

import java.time.Clock;
import java.util.Map;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.Appeal;
import ru.medchat.appeal.Conversation;
import ru.medchat.directory.Directory;
import ru.medchat.wording.Moments;
import ru.medchat.wording.Texts;

/** How an appeal stands and what happens next, in words. */
@Component
class Standing {

  private final Conversation conversation;
  private final Directory directory;
  private final Texts texts;
  private final Clock clock;

  Standing(Conversation conversation, Directory directory, Texts texts, Clock clock) {
    this.conversation = conversation;
    this.directory = directory;
    this.texts = texts;
    this.clock = clock;
  }

  String of(Appeal appeal) {
    var until = appeal.promisedUntil();
    return switch (appeal.state()) {
      case ASKED -> texts.text("status.asked", Map.of("number", appeal.number()));
      case ANSWERED -> texts.text("status.answered", Map.of("number", appeal.number()));
      case CLOSED -> texts.text("status.closed", Map.of("number", appeal.number()));
      case WAITING -> {
        // The time was promised for the first answer only: later it would be one that has passed.
        if (until == null || conversation.isAnswered(appeal.number())) {
          yield texts.text("status.registered", Map.of("number", appeal.number()));
        }
        if (until.isBefore(clock.instant())) {
          yield texts.text("status.overdue", Map.of("number", appeal.number()));
        }
        var zone = directory.municipality(appeal.municipalityId()).zone();
        yield texts.text(
            "status.waiting",
            Map.of("number", appeal.number(), "until", Moments.inWords(until, zone)));
      }
    };
  }
}

package ru.medchat.appeal;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import ru.medchat.channel.Outbox;
import ru.medchat.channel.Outgoing;
import ru.medchat.directory.Calendars;
import ru.medchat.directory.Directory;
import ru.medchat.wording.Moments;
import ru.medchat.wording.Texts;
import ru.medchat.worktime.WorkingTime;

/** Tells a resident the number of the appeal and until when it will be answered. */
@Component
@Transactional
public class Acknowledgement {

  private final JdbcClient jdbc;
  private final Appeals appeals;
  private final Conversation conversation;
  private final Directory directory;
  private final Calendars calendars;
  private final Outbox outbox;
  private final Texts texts;
  private final Clock clock;

  Acknowledgement(
      JdbcClient jdbc,
      Appeals appeals,
      Conversation conversation,
      Directory directory,
      Calendars calendars,
      Outbox outbox,
      Texts texts,
      Clock clock) {
    this.jdbc = jdbc;
    this.appeals = appeals;
    this.conversation = conversation;
    this.directory = directory;
    this.calendars = calendars;
    this.outbox = outbox;
    this.texts = texts;
    this.clock = clock;
  }

  /**
   * Promises an answer within the given working time of the resident's message. An appeal that
   * comes back after it was closed has been promised one already: its resident is told nothing.
   */
  public void acknowledge(AppealNumber number, WorkingTime promise) {
    var appeal = appeals.lock(number);
    var municipality = directory.municipality(appeal.municipalityId());
    var calendar = calendars.of(municipality.id(), appeal.calendarChat());
    Instant now = clock.instant();
    Instant from = appeal.countFrom() == null ? now : appeal.countFrom();
    Instant until = calendar.after(from, promise);
    jdbc.sql("update appeal set promised_until = ? where number = ?")
        .params(Timestamp.from(until), number.value())
        .update();
    if (appeal.promisedUntil() != null) {
      return;
    }

    conversation.happened(
        number, "promised", Map.of("until", Moments.inWords(until, municipality.zone())));
    String text =
        texts.text(
            sentence(until, calendar.isOpen(now)),
            Map.of(
                "number", number,
                "municipality", municipality.name(),
                "until", Moments.inWords(until, municipality.zone()),
                "opens", Moments.on(calendar.nextOpening(now), municipality.zone())));
    String key = "acknowledgement:" + number;
    outbox.post(
        new Outgoing(
            appeal.chat(),
            key,
            number.value(),
            text,
            conversation.lastOfResident(number, appeal.chat()),
            List.of()));
    conversation.weSaid(
        appeal, appeal.chat(), Conversation.Author.BOT, texts.text("bot.name"), text, key);
  }

  private String sentence(Instant until, boolean open) {
    if (until.isBefore(clock.instant())) {
      return "acknowledged.late";
    }
    return open ? "acknowledged" : "acknowledged.closed";
  }
}

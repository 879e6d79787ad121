package ru.medchat.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionTemplate;
import ru.medchat.channel.Incoming;
import ru.medchat.channel.MovedChats;
import ru.medchat.intake.Fate;
import ru.medchat.intake.Intake;

/** Takes updates from the inbox to the intake, each in one transaction with all that follows. */
@Component
class Registration {

  private static final Logger log = LoggerFactory.getLogger(Registration.class);

  private static final int LONGEST_ERROR = 4000;

  private final Inbox inbox;
  private final Translation translation;
  private final Intake intake;
  private final MovedChats moves;
  private final PressAnswers answers;
  private final TransactionTemplate transaction;

  Registration(
      Inbox inbox,
      Translation translation,
      Intake intake,
      MovedChats moves,
      PressAnswers answers,
      PlatformTransactionManager transactions) {
    this.inbox = inbox;
    this.translation = translation;
    this.intake = intake;
    this.moves = moves;
    this.answers = answers;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** A press to be answered once its transaction is through; the notice may be empty. */
  private record Answer(String queryId, String notice) {}

  /** Returns false when no update waits. */
  boolean takeNext() {
    var taken = new AtomicReference<Inbox.@Nullable Waiting>();
    Timer.Sample begun = Timer.start();
    try {
      Answer answer =
          transaction.execute(
              status -> {
                Optional<Inbox.Waiting> next = inbox.next();
                next.ifPresent(taken::set);
                return next.map(this::register).orElse(null);
              });
      if (answer != null) {
        answers.send(answer.queryId(), answer.notice());
      }
      if (taken.get() != null) {
        begun.stop(Metrics.timer("medchat.telegram.registration"));
      }
    } catch (RuntimeException | Error e) {
      Inbox.Waiting update = taken.get();
      if (update == null || isOutage(e)) {
        // Nothing is wrong with the update: the loop waits until the database is back.
        throw e;
      }
      failed(update, e);
    }
    return taken.get() != null;
  }

  private @Nullable Answer register(Inbox.Waiting update) {
    Meaning meaning = meaning(update);
    if (meaning instanceof Meaning.Said said) {
      registerMessage(update, said.message());
    } else if (meaning instanceof Meaning.Edited edited) {
      settle(update, intake.receive(edited.edit()));
    } else if (meaning instanceof Meaning.Reacted reacted) {
      settle(update, intake.receive(reacted.reaction()));
    } else if (meaning instanceof Meaning.Placed placed) {
      settle(update, intake.receive(placed.presence()));
    } else if (meaning instanceof Meaning.Moved moved) {
      moves.moved(Translation.CHANNEL, moved.from(), moved.to());
      inbox.ignored(update, "a group became a supergroup");
    } else if (meaning instanceof Meaning.Pressed pressed) {
      String notice = intake.receive(pressed.press()).orElse("");
      inbox.done(update, Fate.Kind.ANSWERED);
      return new Answer(pressed.queryId(), notice);
    } else if (meaning instanceof Meaning.Nothing nothing) {
      inbox.ignored(update, nothing.reason());
      return nothing.queryId() == null ? null : new Answer(nothing.queryId(), "");
    }
    return null;
  }

  /** What an update means; null when that can't be said, and the update is quarantined. */
  private @Nullable Meaning meaning(Inbox.Waiting update) {
    try {
      return translation.of(update.json());
    } catch (JsonProcessingException e) {
      // It will not read better the next time.
      inbox.quarantine(update, story(e));
      log.warn("Update {} can't be read and is quarantined", update.id());
      return null;
    }
  }

  /** Registers a message, as one with all parts of its album that are here. */
  private void registerMessage(Inbox.Waiting update, Incoming.Message message) {
    if (message.album() == null) {
      settle(update, intake.receive(message));
      return;
    }
    var ignored = inbox.whyAlbumIsIgnored(update);
    if (ignored.isPresent()) {
      // What was passed over is kept whole, for it may become an appeal yet.
      settle(update, intake.continueAlbum(message) ? Fate.ADDED : Fate.ignored(ignored.get()));
      return;
    }
    List<Inbox.Waiting> others = new ArrayList<>();
    List<Incoming.Message> parts = new ArrayList<>(List.of(message));
    for (Inbox.Waiting other : inbox.othersOfAlbum(update)) {
      Meaning meaning = meaning(other);
      if (meaning instanceof Meaning.Said said) {
        others.add(other);
        parts.add(said.message());
      } else if (meaning instanceof Meaning.Nothing nothing) {
        inbox.ignored(other, nothing.reason());
      }
    }
    Fate fate = intake.receive(Incoming.Message.merged(parts));
    settle(update, fate);
    others.forEach(other -> settle(other, fate.equals(Fate.REGISTERED) ? Fate.ADDED : fate));
  }

  private void settle(Inbox.Waiting update, Fate fate) {
    if (fate.reason() == null) {
      inbox.done(update, fate.kind());
    } else {
      inbox.ignored(update, fate.reason());
    }
  }

  private void failed(Inbox.Waiting update, Throwable e) {
    boolean quarantined = inbox.failed(update, story(e));
    // The message of an exception may quote the resident: it stays in the database.
    log.warn(
        "Update {} failed with {}{}",
        update.id(),
        NestedExceptionUtils.getMostSpecificCause(e).getClass().getName(),
        quarantined ? " and is quarantined" : "; it will be tried again");
  }

  private static String story(Throwable e) {
    StringWriter story = new StringWriter();
    story.append(NestedExceptionUtils.getMostSpecificCause(e).toString()).append('\n');
    e.printStackTrace(new PrintWriter(story));
    String told = story.toString().replace("\u0000", "");
    return told.substring(0, Math.min(told.length(), LONGEST_ERROR));
  }

  private static boolean isOutage(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      // A transaction that can be neither committed nor rolled back has lost its connection.
      if (cause instanceof CannotCreateTransactionException
          || cause instanceof TransactionSystemException
          || cause instanceof DataAccessResourceFailureException) {
        return true;
      }
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        // The connection is gone, the server shuts down, or it takes no more connections.
        return sql.getSQLState().matches("08...|57P0[123]|53300");
      }
    }
    return false;
  }
}

package ru.medchat.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The faults that are armed: what stands between a call and the honest answer to it. They are not
 * stored: a restart finds Telegram well again.
 */
class Faults {

  private final PageEvents events;
  private final Object monitor = new Object();
  private final List<Fault> armed = new ArrayList<>();
  private long lastId;
  private boolean closed;

  Faults(PageEvents events) {
    this.events = events;
  }

  /** Adds a fault, which gets an id; of several that befall a call, the oldest comes first. */
  Fault arm(Fault fault) {
    Fault added;
    synchronized (monitor) {
      added =
          new Fault(
              ++lastId,
              fault.method(),
              fault.chatId(),
              fault.kind(),
              fault.times(),
              fault.retryAfter(),
              fault.delayMillis(),
              fault.description(),
              fault.migrateTo(),
              fault.applied());
      armed.add(added);
    }
    tellPages();
    return added;
  }

  List<Fault> armed() {
    synchronized (monitor) {
      return List.copyOf(armed);
    }
  }

  /** Takes one back; it may have been used up in the meantime. */
  void takeBack(long id) {
    synchronized (monitor) {
      armed.removeIf(fault -> fault.id() == id);
    }
    tellPages();
  }

  void clear() {
    synchronized (monitor) {
      armed.clear();
    }
    tellPages();
  }

  /** Lets delayed answers go at once, and delays none any more. */
  void close() {
    synchronized (monitor) {
      closed = true;
      monitor.notifyAll();
    }
  }

  /** What the bot's client hears of a call: the honest answer, unless a fault befalls it. */
  BotAnswer around(BotRequest call, Supplier<BotAnswer> honest) {
    var fault = call.token().equals(Bot.TOKEN) ? take(call) : null;
    if (fault == null) {
      return honest.get();
    }
    tellPages();
    return switch (fault.kind()) {
      case TOO_MANY_REQUESTS -> BotAnswer.refused(BotRefusal.tooManyRequests(fault.retryAfter()));
      case FORBIDDEN ->
          BotAnswer.refused(
              BotRefusal.forbidden(words(fault, "Forbidden: ", "bot was blocked by the user")));
      case BAD_REQUEST -> BotAnswer.refused(badRequest(fault));
      case BAD_GATEWAY -> {
        applyIfWanted(fault, honest);
        yield BotAnswer.badGateway();
      }
      case DELAY -> {
        var answer = honest.get();
        pause(fault.delayMillis());
        yield answer;
      }
      case DROP -> {
        applyIfWanted(fault, honest);
        yield BotAnswer.badGateway().lost();
      }
    };
  }

  private static void applyIfWanted(Fault fault, Supplier<BotAnswer> honest) {
    if (fault.applied()) {
      var unused = honest.get();
    }
  }

  private static BotRefusal badRequest(Fault fault) {
    var migrateTo = fault.migrateTo();
    return migrateTo == null
        ? BotRefusal.badRequest(words(fault, "Bad Request: ", "chat not found"))
        : BotRefusal.migrated(migrateTo);
  }

  /** The description asked for, which may have been written with its prefix or without. */
  private static String words(Fault fault, String prefix, String usual) {
    var description = fault.description();
    if (description == null) {
      return usual;
    }
    return description.startsWith(prefix) ? description.substring(prefix.length()) : description;
  }

  private @Nullable Fault take(BotRequest call) {
    synchronized (monitor) {
      for (int i = 0; i < armed.size(); i++) {
        var fault = armed.get(i);
        if (fault.befalls(call)) {
          if (fault.times() == 1) {
            armed.remove(i);
          } else {
            armed.set(i, fault.withTimes(fault.times() - 1));
          }
          return fault;
        }
      }
      return null;
    }
  }

  private void pause(int millis) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    synchronized (monitor) {
      while (!closed) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          return;
        }
        try {
          monitor.wait(left);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  private void tellPages() {
    events.send("faults", Json.object());
  }
}

package ru.medchat.telegram;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.springframework.boot.WebApplicationType;
import ru.medchat.MedchatApplication;
import ru.medchat.loop.WorkLoop;

/** The product, fed with updates as polling brings them; it sends nothing, as there is no Telegram. */
public final class Product extends Side {

  /** How many groups there are. */
  static final int GROUPS = 5_000;

  private static final int MUNICIPALITIES = 55;

  private static final Duration LONGEST = Duration.ofMinutes(2);

  /** What polling brings at most. */
  private static final int BATCH = 100;

  private final Inbox inbox;
  private final WorkLoop registration;

  Product(Server server) {
    this("product", server, Map.of(), List.of());
  }

  /** As {@link Side}'s. */
  public Product(
      String database, Server server, Map<String, Object> own, List<Class<?>> without) {
    super(database, server, own, without, WebApplicationType.SERVLET, MedchatApplication.class);
    context.getBeansOfType(WorkLoop.class).values().forEach(WorkLoop::stop);
    this.inbox = context.getBean(Inbox.class);
    this.registration = context.getBean("telegramRegistration", WorkLoop.class);
    groups();
  }

  private void groups() {
    outside
        .sql(
            """
            insert into chat (channel, chat_id, municipality_id, title)
            select 'telegram', (-1000 - n)::text,
                   (select array_agg(id order by id) from municipality)[1 + mod(n, %d)], 'Медчат ' || n
              from generate_series(0, ? - 1) as n
            """
                .formatted(MUNICIPALITIES))
        .param(GROUPS)
        .update();
  }

  public void registers(boolean on) {
    if (on) {
      registration.start();
    } else {
      registration.stop();
    }
  }

  @Override
  void take(int appeals) {
    receive(appeals, MUNICIPALITIES);
  }

  /** Keeps updates of so many residents, whom nobody has met before, in so many groups. */
  void receive(int updates, int groups) {
    for (int kept = 0; kept < updates; kept += BATCH) {
      inbox.persist(batch(Math.min(BATCH, updates - kept), groups));
    }
  }

  /**
   * What it took to drain a part of a backlog.
   *
   * @param appeals how many updates became waiting tasks
   * @param cpu ms of processor time, this JVM's and the database's
   * @param pages how many pages the database looked at
   */
  record Drained(int appeals, double seconds, long cpu, long pages) {

    Drained plus(Drained more) {
      return new Drained(
          appeals + more.appeals,
          seconds + more.seconds,
          cpu + more.cpu,
          pages + more.pages);
    }
  }

  /** Takes so many of those received, with those that were under way by then, and stands still. */
  Drained drain(int appeals) {
    arrivedAnew();
    long pages = server.pages(database);
    Duration cpu = server.processorTime();
    long begun = System.nanoTime();
    registers(true);
    while (arrived() < appeals) {
      if (System.nanoTime() - begun > LONGEST.toNanos()) {
        throw new IllegalStateException("Only %d of %d were drained".formatted(arrived(), appeals));
      }
      LockSupport.parkNanos(1_000_000);
    }
    registers(false);
    while (isBusy()) {
      LockSupport.parkNanos(1_000_000);
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    return new Drained(
        arrived(),
        seconds,
        server.processorTime().minus(cpu).toMillis(),
        server.pages(database) - pages);
  }

  /**
   * A thousand updates of those that are drained without a stop.
   *
   * @param perSecond how many of them became waiting tasks in a second
   * @param between how many were registered at the end of it, and not yet a waiting task
   */
  record Passed(double perSecond, long between) {}

  /** Takes them all without a stop. */
  List<Passed> drainAtOnce(int updates) {
    List<Passed> thousands = new ArrayList<>();
    arrivedAnew();
    registers(true);
    long begun = System.nanoTime();
    for (int goal = 1000; goal <= updates; goal += 1000) {
      while (arrived() < goal) {
        if (System.nanoTime() - begun > LONGEST.toNanos()) {
          throw new IllegalStateException("Only %d came of %d".formatted(arrived(), goal));
        }
        LockSupport.parkNanos(1_000_000);
      }
      double seconds = (System.nanoTime() - begun) / 1e9;
      begun = System.nanoTime();
      thousands.add(new Passed(1000 / seconds, between()));
    }
    registers(false);
    return thousands;
  }

  private long between() {
    return outside
        .sql("select count(*) from act_ru_job where type_ = 'message'")
        .query(Long.class)
        .single();
  }

  private List<Inbox.Raw> batch(int size, int groups) {
    List<Inbox.Raw> batch = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int n = nextAppeal();
      long chat = -1000 - n % groups;
      batch.add(new Inbox.Raw(n, Long.toString(chat), null, update(n, chat)));
    }
    return batch;
  }

  private static String update(int n, long chat) {
    return """
    {"update_id":%d,"message":{"message_id":%d,"from":{"id":%d,"is_bot":false,\
    "first_name":"Анна","last_name":"Петровна","language_code":"ru"},\
    "chat":{"id":%d,"title":"Медчат","type":"supergroup"},"date":%d,\
    "text":"Здравствуйте! Третий день не могу записаться к терапевту: ни по телефону, ни через сайт талонов нет. Что делать?"}}\
    """
        .formatted(n, n, 100_000_000L + n, chat, BenchClock.CLOCK.instant().getEpochSecond());
  }
}

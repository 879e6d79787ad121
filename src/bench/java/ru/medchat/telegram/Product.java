package ru.medchat.telegram;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.PayloadApplicationEvent;
import ru.medchat.MedchatApplication;
import ru.medchat.appeal.AppealFact;
import ru.medchat.loop.WorkLoop;

/** The product, fed with updates as polling brings them; it sends nothing, as there is no Telegram. */
public final class Product extends Side {

  /** How many groups there are. */
  static final int GROUPS = 5_000;

  private static final int MUNICIPALITIES = 55;

  /** A slow machine does not drain it all. */
  private static final Duration LONGEST_DRAIN = Duration.ofMinutes(8);

  /** What polling brings at most. */
  private static final int BATCH = 100;

  private final Inbox inbox;
  private final WorkLoop registration;
  private final AtomicInteger registered = new AtomicInteger();

  /** When each full thousand of them was reached, after the time at which that began. */
  private final List<Long> registrations = new CopyOnWriteArrayList<>();

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
    context.addApplicationListener(
        (PayloadApplicationEvent<?> event) -> {
          if (event.getPayload() instanceof AppealFact.Registered
              && registered.incrementAndGet() % 1000 == 0) {
            registrations.add(System.nanoTime());
          }
        });
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
   * A thousand updates of a backlog.
   *
   * @param perSecond how many of them became waiting tasks in a second
   * @param registeredPerSecond how many became appeals, whose processes had been started
   * @param cpu ms of processor time for each, the product's and the database's
   * @param pages how many pages the database looked at for each
   */
  record Thousand(double perSecond, double registeredPerSecond, double cpu, double pages) {}

  /** Takes all that was received, or what can be in some minutes; each thousand by itself. */
  List<Thousand> drain(int backlog) {
    List<Thousand> thousands = new ArrayList<>();
    arrivedAnew();
    registrations.clear();
    registered.set(0);
    server.forgetStatements();
    long start = System.nanoTime();
    registrations.add(start);
    long end = start + LONGEST_DRAIN.toNanos();
    long pages = 0;
    Duration cpu = server.processorTime();
    registers(true);
    for (int reached = 1000; reached <= backlog; reached += 1000) {
      while (arrived() < reached) {
        if (System.nanoTime() > end && !thousands.isEmpty()) {
          registers(false);
          return thousands;
        }
        LockSupport.parkNanos(1_000_000);
      }
      long now = System.nanoTime();
      long pagesNow = server.pages(database);
      Duration cpuNow = server.processorTime();
      int n = thousands.size();
      double registering = (registrations.get(n + 1) - registrations.get(n)) / 1e9;
      thousands.add(
          new Thousand(
              1000 / ((now - start) / 1e9),
              1000 / registering,
              cpuNow.minus(cpu).toMillis() / 1000.0,
              (pagesNow - pages) / 1000.0));
      start = now;
      pages = pagesNow;
      cpu = cpuNow;
    }
    registers(false);
    return thousands;
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

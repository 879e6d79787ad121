package ru.medchat.telegram;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import ru.medchat.process.engine.DueJobs;

/**
 * How soon the breaches are recorded of appeals of a night, whose limits all fall due at ten, in
 * turns with the same product whose job executor is that of Camunda's starter.
 */
public final class HerdBenchmark {

  private static final int ROUNDS = Integer.getInteger("rounds", 3);
  private static final int LIMITS = Integer.getInteger("limits", 3_000);

  /** Open appeals besides, whose two timers each are due much later. */
  private static final int OTHERS = Integer.getInteger("open", 100_000);

  /** Prints what each statement costs, too. */
  private static final boolean STATEMENTS = Boolean.getBoolean("statements");

  // In Moscow: half past eight in the evening, the reminder at 9:30, the limit at 10:00.
  private static final Instant EVENING = Instant.parse("2026-11-02T17:30:00Z");
  private static final Instant REMINDER = Instant.parse("2026-11-03T06:30:00Z");
  private static final Instant LIMIT = Instant.parse("2026-11-03T07:00:00Z");

  private static final Map<String, Object> OF_THE_STARTER =
      Map.of(
          "camunda.bpm.job-execution.core-pool-size", 3,
          "camunda.bpm.job-execution.max-pool-size", 10,
          "camunda.bpm.job-execution.queue-capacity", 3,
          "camunda.bpm.job-execution.max-jobs-per-acquisition", 3,
          "camunda.bpm.job-execution.lock-time-in-millis", 300_000,
          "camunda.bpm.job-execution.wait-time-in-millis", 5_000,
          "camunda.bpm.job-execution.max-wait", 60_000,
          "camunda.bpm.job-execution.backoff-time-in-millis", 0,
          "camunda.bpm.job-execution.max-backoff", 0);

  private static final Duration LONGEST = Duration.ofMinutes(15);

  private final Server server;

  private HerdBenchmark(Server server) {
    this.server = server;
  }

  /** Runs if {@code herd} is named, and prints a table. */
  public static void run(List<String> names) throws Exception {
    if (!names.contains("herd")) {
      return;
    }
    try (Server server = Server.start();
        Product usual = new Product("usual", server, OF_THE_STARTER, List.of(DueJobs.class));
        Product product = new Product(server)) {
      new HerdBenchmark(server).run(usual, product);
    } finally {
      BenchClock.CLOCK.putBack();
    }
  }

  /**
   * The seconds after the limit at which the first and the last breach were recorded, and after
   * which their letters were posted and the ministry had its tasks.
   */
  private record Drain(
      double first, double last, double done, double cpu, double wal, double statements) {

    double perSecond() {
      return LIMITS / last;
    }
  }

  private void run(Product usual, Product product) throws Exception {
    jobs(usual).shutdown();
    jobs(product).shutdown();
    for (var side : List.of(usual, product)) {
      others(side);
    }
    List<Drain> usuals = new ArrayList<>();
    List<Drain> ours = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      if (round % 2 == 0) {
        usuals.add(drain(usual));
        ours.add(drain(product));
      } else {
        ours.add(drain(product));
        usuals.add(drain(usual));
      }
      System.out.printf(
          "round %d: starter %s, ours %s%n", round, usuals.get(round), ours.get(round));
    }
    System.out.println();
    System.out.printf(
        "| %,d limits due at once, among %,d open appeals | starter's | ours | ratio | goal |%n",
        LIMITS, OTHERS);
    System.out.println("|---|---:|---:|---:|---|");
    row("breaches a second", "%.0f", "at least 2.5", Drain::perSecond, usuals, ours);
    row("first recorded, seconds after the limit", "%.1f", "", Drain::first, usuals, ours);
    row("last recorded, seconds after the limit", "%.1f", "at most 15 s", Drain::last, usuals, ours);
    row("letters and the ministry's tasks out, seconds after the limit", "%.1f", "", Drain::done, usuals, ours);
    row("ms of the product's processor time for each", "%.1f", "", Drain::cpu, usuals, ours);
    row("kB of WAL for each", "%.1f", "", drain -> drain.wal() / 1000, usuals, ours);
    row("statements for each", "%.1f", "", Drain::statements, usuals, ours);
    System.out.println();
  }

  private static void row(
      String what,
      String form,
      String goal,
      ToDoubleFunction<Drain> figure,
      List<Drain> usuals,
      List<Drain> ours) {
    double[] ratios = new double[usuals.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = figure.applyAsDouble(ours.get(i)) / figure.applyAsDouble(usuals.get(i));
    }
    System.out.printf(
        "| %s | %s | %s | %.2f | %s |%n",
        what,
        form.formatted(median(usuals.stream().mapToDouble(figure).toArray())),
        form.formatted(median(ours.stream().mapToDouble(figure).toArray())),
        median(ratios),
        goal);
  }

  private static void others(Product side) throws Exception {
    jobs(side).start();
    BenchClock.CLOCK.put(EVENING);
    side.registers(true);
    side.run(1);
    side.registers(false);
    jobs(side).shutdown();
    side.outside
        .sql(
            """
            insert into act_ru_job
            select other.*
              from act_ru_job j cross join generate_series(1, ?) n
                   cross join lateral jsonb_populate_record(j, jsonb_build_object(
                     'id_', j.id_ || '-' || n,
                     'duedate_', j.duedate_ + make_interval(days => 30, mins => mod(n, 10000)))) other
             where j.process_def_key_ = 'appeal' and j.type_ = 'timer'
            """)
        .param(OTHERS)
        .update();
    side.outside.sql("vacuum analyze act_ru_job").update();
    withdraw(side);
  }

  /** What falls due later on the same day would do so in the next round. */
  private static void withdraw(Product side) {
    side.outside
        .sql("update act_ru_job set suspension_state_ = 2 where duedate_ < ?")
        .param(Timestamp.from(LIMIT.plus(Duration.ofDays(10))))
        .update();
  }

  private Drain drain(Product side) throws Exception {
    jobs(side).start();
    BenchClock.CLOCK.put(EVENING);
    side.registers(true);
    side.run(LIMITS);
    side.registers(false);
    BenchClock.CLOCK.put(REMINDER);
    await(side, "not exists (select 1 from due)");
    server.checkpoint();
    server.forgetStatements();
    long wal = server.wal();
    long cpu = cpu();
    long known = breaches(side);
    BenchClock.CLOCK.put(LIMIT);
    long struck = System.nanoTime();
    await(side, "(select count(*) from breach) >= %d".formatted(known + LIMITS));
    await(side, "not exists (select 1 from due)");
    double done = (System.nanoTime() - struck) / 1e9;
    double walEach = (double) (server.wal() - wal) / LIMITS;
    double cpuEach = (cpu() - cpu) / 1e6 / LIMITS;
    double statements = server.statements(side.database);
    jobs(side).shutdown();
    if (STATEMENTS) {
      server.dearest(side.database).forEach(System.out::println);
    }
    withdraw(side);
    return side.outside
        .sql(
            """
            select extract(epoch from min(recorded_at) - due_at) as first,
                   extract(epoch from max(recorded_at) - due_at) as last
              from (select * from breach order by appeal_number desc limit ?) latest
             group by due_at
            """)
        .param(LIMITS)
        .query(
            (row, n) ->
                new Drain(
                    row.getDouble("first"),
                    row.getDouble("last"),
                    done,
                    cpuEach,
                    walEach,
                    statements / LIMITS))
        .single();
  }

  private static long cpu() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static JobExecutor jobs(Product side) {
    return side.context.getBean(JobExecutor.class);
  }

  private static long breaches(Product side) {
    return side.outside.sql("select count(*) from breach").query(Long.class).single();
  }

  private static void await(Product side, String condition) {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!isSo(side, condition)) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(side.database + " still waits for " + condition);
      }
      LockSupport.parkNanos(100_000_000);
    }
  }

  private static boolean isSo(Product side, String condition) {
    return side.outside
        .sql(
            """
            with due as (select 1 from act_ru_job
                          where suspension_state_ = 1 and process_def_key_ = 'appeal'
                            and (duedate_ is null or duedate_ <= :now))
            select %s
            """
                .formatted(condition))
        .param("now", Timestamp.from(BenchClock.CLOCK.instant()))
        .query(Boolean.class)
        .single();
  }

  private static double median(double[] figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  static {
    Locale.setDefault(Locale.ROOT);
  }
}

package ru.medchat.telegram;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How fast and at what cost updates become waiting tasks, in turns with the engine alone; and
 * whether a long queue of them slows that down.
 */
public final class AcceptBenchmark {

  private static final int ROUNDS = Integer.getInteger("rounds", 5);
  private static final int WARM_UPS = Integer.getInteger("warmups", 5);
  private static final int APPEALS = Integer.getInteger("appeals", 1_000);
  private static final int BACKLOG = Integer.getInteger("backlog", 20_000);
  private static final int AT_ONCE = Integer.getInteger("atonce", 10_000);

  /** Until so many have come, compiling goes on, and the planner learns how large tables are. */
  private static final int BEFORE = Integer.getInteger("before", 15_000);

  /** So many updates are drained in a stretch, then the engine alone starts half as many. */
  private static final int STRETCH = 200;

  /** Prints what each statement costs, too. */
  private static final boolean STATEMENTS = Boolean.getBoolean("statements");

  private final Server server;
  private final RawEngine raw;
  private final Product product;
  private final List<String> table = new ArrayList<>();

  private AcceptBenchmark(Server server, RawEngine raw, Product product) {
    this.server = server;
    this.raw = raw;
    this.product = product;
  }

  /** Runs those of {@code accept} and {@code backlog} that are named, and prints one table. */
  public static void run(List<String> names) throws Exception {
    if (!names.contains("accept") && !names.contains("backlog")) {
      return;
    }
    try (Server server = Server.start();
        Product product = new Product(server);
        RawEngine raw = new RawEngine(server, Runtime.getRuntime().availableProcessors())) {
      var benchmark = new AcceptBenchmark(server, raw, product);
      benchmark.warmUp();
      if (names.contains("accept")) {
        benchmark.accept();
      }
      if (names.contains("backlog")) {
        benchmark.backlog();
      }
      benchmark.print();
    }
  }

  /** Compiling the product goes on for longer than compiling the engine alone. */
  private void warmUp() throws Exception {
    for (int n = 0; n < WARM_UPS; n++) {
      raw.run(APPEALS);
      product.registers(true);
      product.run(APPEALS);
      product.registers(false);
    }
  }

  private void accept() throws Exception {
    List<Side.Cost> raws = new ArrayList<>();
    List<Side.Cost> products = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      raws.add(raw.measure(APPEALS));
      if (STATEMENTS) {
        server.dearest("raw").forEach(System.out::println);
      }
      product.registers(true);
      products.add(product.measure(APPEALS));
      product.registers(false);
      if (STATEMENTS) {
        server.dearest("product").forEach(System.out::println);
      }
      System.out.printf("round %d: raw %s, product %s%n", round, raws.get(round), products.get(round));
    }
    compare("appeals a second", "%.0f", "at least 0.6", Side.Cost::perSecond, raws, products);
    compare("kB of WAL for each", "%.1f", "at most 2.0", cost -> cost.wal() / 1000, raws, products);
    compare("commits for each", "%.2f", "at most 3 commits", Side.Cost::commits, raws, products);
    compare("statements for each", "%.1f", "", Side.Cost::statements, raws, products);
  }

  private void compare(
      String what,
      String form,
      String goal,
      ToDoubleFunction<Side.Cost> figure,
      List<Side.Cost> raws,
      List<Side.Cost> products) {
    row(
        what,
        form.formatted(median(figure, raws)),
        form.formatted(median(figure, products)),
        "%.2f".formatted(medianRatio(figure, raws, products)),
        goal);
  }

  private void backlog() throws Exception {
    // Nobody's backlog begins with the first message a group has ever had.
    product.receive(BEFORE, Product.GROUPS);
    thousands(BEFORE).forEach(thousand -> System.out.println("before: " + thousand));
    List<List<Thousand>> rounds = new ArrayList<>();
    List<Double> persisted = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      server.forgetStatements();
      long begun = System.nanoTime();
      product.receive(BACKLOG, Product.GROUPS);
      persisted.add(BACKLOG / secondsSince(begun));
      List<Thousand> thousands = thousands(BACKLOG);
      for (int n = 0; n < thousands.size(); n++) {
        System.out.printf("round %d, thousand %d: %s%n", round, n + 1, thousands.get(n));
      }
      if (STATEMENTS) {
        server.dearest("product").forEach(System.out::println);
      }
      rounds.add(thousands);
    }
    row(
        "updates persisted a second",
        "",
        "%.0f".formatted(median(rate -> rate, persisted)),
        "",
        "at least 2000");
    compareEnds(rounds);
    drainAtOnce();
  }

  /** Shows that what is registered does not pile up before the steps that follow. */
  private void drainAtOnce() {
    product.receive(AT_ONCE, Product.GROUPS);
    List<Product.Passed> thousands = product.drainAtOnce(AT_ONCE);
    for (int n = 0; n < thousands.size(); n++) {
      System.out.printf("at once, thousand %d: %s%n", n + 1, thousands.get(n));
    }
    row(
        "of %,d drained without a stop, the slowest and the fastest thousand, a second"
            .formatted(AT_ONCE),
        "",
        "%.0f, %.0f"
            .formatted(
                thousands.stream().mapToDouble(Product.Passed::perSecond).min().orElseThrow(),
                thousands.stream().mapToDouble(Product.Passed::perSecond).max().orElseThrow()),
        "",
        "");
    row(
        "of these registered and not yet at their task, at most, asked after each thousand",
        "",
        "%d".formatted(thousands.stream().mapToLong(Product.Passed::between).max().orElseThrow()),
        "",
        "");
  }

  /** Drains them all; before each stretch of it the engine alone is asked what it can do just now. */
  private List<Thousand> thousands(int updates) throws Exception {
    List<Thousand> thousands = new ArrayList<>();
    var drained = new Product.Drained(0, 0, 0, 0);
    double engine = 0;
    int started = 0;
    for (int left = updates; left > 0; ) {
      long begun = System.nanoTime();
      raw.run(STRETCH / 2);
      engine += secondsSince(begun);
      started += STRETCH / 2;
      var stretch = product.drain(Math.min(STRETCH, left));
      left -= stretch.appeals();
      drained = drained.plus(stretch);
      if (updates - left >= 1000 * (thousands.size() + 1)) {
        thousands.add(Thousand.of(drained, started / engine));
        drained = new Product.Drained(0, 0, 0, 0);
        engine = 0;
        started = 0;
      }
    }
    return thousands;
  }

  /**
   * A thousand updates of a backlog.
   *
   * @param perSecond how many of them became waiting tasks in a second
   * @param engine how many processes the engine alone started in a second, in turns with them
   * @param cpu ms of processor time for each of them, the product's and the database's
   * @param pages how many pages the database looked at for each
   */
  private record Thousand(double perSecond, double engine, double cpu, double pages) {

    static Thousand of(Product.Drained drained, double engine) {
      double appeals = drained.appeals();
      return new Thousand(
          appeals / drained.seconds(), engine, drained.cpu() / appeals, drained.pages() / appeals);
    }

    double ofEngine() {
      return perSecond / engine;
    }
  }

  private void compareEnds(List<List<Thousand>> rounds) {
    List<Thousand> firsts = rounds.stream().map(round -> round.get(0)).toList();
    List<Thousand> lasts = rounds.stream().map(round -> round.get(round.size() - 1)).toList();
    String goal = "0.9 to 1.1";
    compareEnds(
        "of %,d waiting, the first and the last thousand, a second".formatted(BACKLOG),
        ends("%.0f", Thousand::engine, firsts, lasts),
        "%.0f",
        Thousand::perSecond,
        firsts,
        lasts,
        goal);
    compareEnds(
        "the same as parts of what the engine alone starts beside them",
        "",
        "%.2f",
        Thousand::ofEngine,
        firsts,
        lasts,
        goal);
    List<double[]> lines = rounds.stream().map(AcceptBenchmark::line).toList();
    row(
        "the ends of the straight line through all these parts",
        "",
        "%.2f, %.2f".formatted(median(line -> line[0], lines), median(line -> line[1], lines)),
        "%.2f".formatted(median(line -> line[1] / line[0], lines)),
        goal);
    compareEnds(
        "pages the database looked at for each of them",
        "",
        "%.0f",
        Thousand::pages,
        firsts,
        lasts,
        "");
  }

  private void compareEnds(
      String what,
      String engine,
      String form,
      ToDoubleFunction<Thousand> figure,
      List<Thousand> firsts,
      List<Thousand> lasts,
      String goal) {
    row(
        what,
        engine,
        ends(form, figure, firsts, lasts),
        "%.2f".formatted(medianRatio(figure, firsts, lasts)),
        goal);
  }

  /** Where least squares put the first and the last thousand of a round, as parts of the engine's. */
  private static double[] line(List<Thousand> round) {
    double middle = (round.size() - 1) / 2.0;
    double level = round.stream().mapToDouble(Thousand::ofEngine).average().orElseThrow();
    double along = 0;
    double squares = 0;
    for (int n = 0; n < round.size(); n++) {
      along += (n - middle) * round.get(n).ofEngine();
      squares += (n - middle) * (n - middle);
    }
    double rise = along / squares * middle;
    return new double[] {level - rise, level + rise};
  }

  private static String ends(
      String form,
      ToDoubleFunction<Thousand> figure,
      List<Thousand> firsts,
      List<Thousand> lasts) {
    return form.formatted(median(figure, firsts)) + ", " + form.formatted(median(figure, lasts));
  }

  private static double secondsSince(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }

  private void row(String... cells) {
    table.add("| " + String.join(" | ", cells) + " |");
  }

  private void print() {
    System.out.println();
    System.out.println("| | engine alone | product | ratio | goal |");
    System.out.println("|---|---:|---:|---:|---|");
    table.forEach(System.out::println);
    System.out.println();
  }

  private static <T> double medianRatio(
      ToDoubleFunction<T> figure, List<T> before, List<T> after) {
    return median(
        i -> figure.applyAsDouble(after.get(i)) / figure.applyAsDouble(before.get(i)),
        IntStream.range(0, before.size()).boxed().toList());
  }

  private static <T> double median(ToDoubleFunction<T> figure, List<T> of) {
    double[] sorted = of.stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  static {
    Locale.setDefault(Locale.ROOT);
  }
}

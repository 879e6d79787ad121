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
  private static final int APPEALS = Integer.getInteger("appeals", 1_000);
  private static final int BACKLOG = Integer.getInteger("backlog", 20_000);

  /** Until so many have come, compiling goes on, and the planner learns how large tables are. */
  private static final int BEFORE = Integer.getInteger("before", 15_000);

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

  private void warmUp() throws Exception {
    raw.run(APPEALS);
    product.registers(true);
    product.run(APPEALS);
    product.registers(false);
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
    product.drain(BEFORE).forEach(thousand -> System.out.println("before: " + thousand));
    List<Double> persisted = new ArrayList<>();
    List<Product.Thousand> firsts = new ArrayList<>();
    List<Product.Thousand> lasts = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      long begun = System.nanoTime();
      product.receive(BACKLOG, Product.GROUPS);
      persisted.add(BACKLOG / ((System.nanoTime() - begun) / 1e9));
      List<Product.Thousand> thousands = product.drain(BACKLOG);
      for (int n = 0; n < thousands.size(); n++) {
        System.out.printf("round %d, thousand %d: %s%n", round, n + 1, thousands.get(n));
      }
      if (STATEMENTS) {
        server.dearest("product").forEach(System.out::println);
      }
      if (thousands.size() * 1000 < BACKLOG) {
        throw new IllegalStateException("Only %d thousand were drained".formatted(thousands.size()));
      }
      firsts.add(thousands.get(0));
      lasts.add(thousands.get(thousands.size() - 1));
    }
    row(
        "updates persisted a second",
        "",
        "%.0f".formatted(median(rate -> rate, persisted)),
        "",
        "at least 2000");
    compareEnds(
        "of %,d waiting, the first and the last thousand, a second".formatted(BACKLOG),
        "0.9 to 1.1",
        Product.Thousand::perSecond,
        firsts,
        lasts);
    compareEnds(
        "ms of processor time for each of them", "", Product.Thousand::cpu, firsts, lasts);
    compareEnds(
        "pages the database looked at for each of them",
        "",
        Product.Thousand::pages,
        firsts,
        lasts);
  }

  private void compareEnds(
      String what,
      String goal,
      ToDoubleFunction<Product.Thousand> figure,
      List<Product.Thousand> firsts,
      List<Product.Thousand> lasts) {
    row(
        what,
        "",
        "%.1f, %.1f".formatted(median(figure, firsts), median(figure, lasts)),
        "%.2f".formatted(medianRatio(figure, firsts, lasts)),
        goal);
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

package ru.medchat.workplace;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.task.Task;
import ru.medchat.appeal.AppealNumber;
import ru.medchat.appeal.Decisions;
import ru.medchat.telegram.Product;
import ru.medchat.telegram.Server;

/**
 * How long the operators' lists and the form take with many appeals in the database, spread over
 * the country, against a product that has next to none.
 */
public final class ListsBenchmark {

  private static final int OPEN = Integer.getInteger("open", 100_000);
  private static final int CLOSED = Integer.getInteger("closed", 1_000_000);
  private static final int ROUNDS = Integer.getInteger("rounds", 15);
  /** Until then compiling goes on; what is measured first would pay for what comes after it. */
  private static final int WARM_UP = 100;

  private static final int PAGE = 15;
  private static final String PASSWORD = "Лодочка-на-Дону-7";
  private static final String FILTERS = "/camunda/api/engine/engine/default/filter";
  private static final boolean STATEMENTS = Boolean.getBoolean("statements");

  private static final List<String> PEOPLE = List.of("guardian", "official", "operator");

  private ListsBenchmark() {}

  /** Runs if {@code lists} is named, and prints a table. */
  public static void run(List<String> names) throws Exception {
    if (!names.contains("lists")) {
      return;
    }
    // One after the other, as Camunda's webapps know one engine in a JVM; none last, when all is warm.
    try (Server server = Server.start()) {
      String country = Country.folder();
      var many = measure("many", OPEN, CLOSED, server, country);
      print(measure("none", 0, 0, server, country), many);
    }
  }

  private static Map<String, Double> measure(
      String name, int open, int closed, Server server, String country) throws Exception {
    var own = Map.<String, Object>of("medchat.directory", country);
    try (Product side = new Product(name, server, own, List.of())) {
      long begun = System.nanoTime();
      fill(side, open, closed);
      System.out.printf(
          "%,d open and %,d closed appeals generated in %d s%n",
          open, closed, (System.nanoTime() - begun) / 1_000_000_000);
      server.forgetStatements();
      var asks = measure(new Asked(side), open == 0 ? 1 : PAGE);
      if (STATEMENTS) {
        server.dearest(name).forEach(System.out::println);
      }
      return asks;
    }
  }

  /**
   * Of a thousand open ones fifty wait for the resident; sixty are a ministry's as well, and twenty
   * of these a chamber's. One of each kind is there in any case, so that a form can be opened.
   */
  private static void fill(Product side, int open, int closed) throws Exception {
    side.registers(true);
    side.run(5);
    side.registers(false);
    side.context.getBean(JobExecutor.class).shutdown();
    List<String> numbers =
        side.outside.sql("select number from appeal order by number").query(String.class).list();
    fires(side, "AnswerLimit", numbers.get(1));
    fires(side, "AnswerLimit", numbers.get(2));
    fires(side, "ControlLimit", numbers.get(2));
    decides(side, numbers.get(3), "answer");
    fires(side, "RatingLimit", numbers.get(3));
    decides(side, numbers.get(4), "clarify");
    var clones = new Clones(side.outside);
    clones.withoutIndexes(
        () -> {
          int next = 1_000_000;
          for (var kind :
              List.of(
                  Map.entry(0, open / 1000 * 890),
                  Map.entry(4, open / 1000 * 50),
                  Map.entry(1, open / 1000 * 40),
                  Map.entry(2, open / 1000 * 20),
                  Map.entry(3, closed))) {
            clones.make(numbers.get(kind.getKey()), next, kind.getValue());
            next += kind.getValue();
          }
        });
    people(
        side,
        Map.of(
            "operator", organisation(side, numbers.get(0)),
            "official", "ministry-" + region(side, numbers.get(1)),
            "guardian", "chamber-" + region(side, numbers.get(2))));
  }

  private static void fires(Product side, String timer, String number) {
    var instance =
        side.outside
            .sql("select proc_inst_id_ from act_hi_procinst where business_key_ = ?")
            .param(number)
            .query(String.class)
            .single();
    var jobs = side.context.getBean(ManagementService.class);
    jobs.executeJob(
        jobs.createJobQuery().processInstanceId(instance).activityId(timer).singleResult().getId());
    // What goes on from there in a job of its own, such as the letter about a breach.
    for (var next : jobs.createJobQuery().processInstanceId(instance).messages().list()) {
      jobs.executeJob(next.getId());
    }
  }

  private static void decides(Product side, String number, String outcome) {
    var identity = side.context.getBean(IdentityService.class);
    var tasks = side.context.getBean(TaskService.class);
    Task task = tasks.createTaskQuery().processInstanceBusinessKey(number).singleResult();
    String group = organisation(side, number);
    side.context
        .getBean(Decisions.class)
        .saveDraft(AppealNumber.of(number), "somebody", "Здравствуйте! Запишем вас завтра.");
    identity.setAuthentication("somebody", List.of(group));
    try {
      tasks.complete(task.getId(), Map.of("outcome", outcome));
    } finally {
      identity.clearAuthentication();
    }
  }

  private static String organisation(Product side, String number) {
    return side.outside
        .sql("select organisation_id from appeal where number = ?")
        .param(number)
        .query(String.class)
        .single();
  }

  private static String region(Product side, String number) {
    return side.outside
        .sql(
            """
            select m.region_code from appeal a join municipality m on m.id = a.municipality_id
             where a.number = ?
            """)
        .param(number)
        .query(String.class)
        .single();
  }

  private static void people(Product side, Map<String, String> groups) {
    var identity = side.context.getBean(IdentityService.class);
    groups.forEach(
        (name, group) -> {
          var user = identity.newUser(name);
          user.setPassword(PASSWORD);
          user.setFirstName("Имя");
          user.setLastName("Фамилия");
          identity.saveUser(user);
          identity.createMembership(name, group);
        });
  }

  /** Somebody at each level, logged in, with their filters. */
  private static final class Asked {

    private final Map<String, Visitor> visitors = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> filters = new LinkedHashMap<>();

    private Asked(Product side) {
      String port = side.context.getEnvironment().getProperty("local.server.port");
      PEOPLE.forEach(
              name -> {
                var visitor = new Visitor("http://127.0.0.1:" + port).logsIn(name, PASSWORD);
                visitor.get("/camunda/app/tasklist/default/");
                visitors.put(name, visitor);
                filters.put(
                    name,
                    each(Visitor.json(visitor.get(FILTERS + "?resourceType=Task"))).stream()
                        .collect(
                            Collectors.toMap(
                                filter -> filter.get("name").asText(),
                                filter -> filter.get("id").asText())));
              });
    }

    /** The first page of a list with its count, as Tasklist asks for it; then the cards. */
    List<String> list(String name, String filter) {
      var answer =
          visitors
              .get(name)
              .toWebappForHal(
                  FILTERS
                      + "/"
                      + filters.get(name).get(filter)
                      + "/list?firstResult=0&maxResults="
                      + PAGE,
                  Map.of("sorting", List.of(Map.of("sortBy", "dueDate", "sortOrder", "asc"))));
      var body = ok(answer);
      if (body.get("count") == null) {
        throw new IllegalStateException("No count: " + body);
      }
      return each(body.path("_embedded").path("task")).stream()
          .map(task -> task.get("id").asText())
          .toList();
    }

    void cards(String name, List<String> tasks) {
      ok(
          visitors
              .get(name)
              .get(
                  "/workplace/list?"
                      + tasks.stream().map(id -> "task=" + id).collect(Collectors.joining("&"))));
    }

    void form(String name, String task) {
      ok(visitors.get(name).get("/workplace/tasks/" + task));
    }

    private static JsonNode ok(HttpResponse<String> answer) {
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(answer.statusCode() + " " + answer.body());
      }
      return Visitor.json(answer);
    }
  }

  private static Map<String, Double> measure(Asked side, int atLeast) {
    var asks = new LinkedHashMap<String, double[]>();
    for (int counted = -WARM_UP; counted < ROUNDS; counted++) {
      int round = counted;
      for (String name : side.visitors.keySet()) {
        for (String filter : side.filters.get(name).keySet()) {
          var tasks = new ArrayList<String>();
          note(
              asks, name + ", «" + filter + "»", round, () -> tasks.addAll(side.list(name, filter)));
          if (filter.equals("Все наши")) {
            if (tasks.size() < atLeast) {
              throw new IllegalStateException(name + " has only " + tasks.size() + " tasks");
            }
            note(asks, name + ", cards of a page", round, () -> side.cards(name, tasks));
            String task = tasks.get(Math.floorMod(round, tasks.size()));
            note(asks, name + ", form", round, () -> side.form(name, task));
          }
        }
      }
    }
    return asks.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                ask -> median(ask.getValue()),
                (one, other) -> one,
                LinkedHashMap::new));
  }

  private static void note(Map<String, double[]> asks, String what, int round, Runnable ask) {
    long begun = System.nanoTime();
    ask.run();
    double millis = (System.nanoTime() - begun) / 1e6;
    if (round >= 0) {
      asks.computeIfAbsent(what, w -> new double[ROUNDS])[round] = millis;
    }
  }

  private static void print(Map<String, Double> none, Map<String, Double> many) {
    System.out.println();
    System.out.printf(
        "| ms, median of %d | empty | %,d open, %,d closed | ratio |%n", ROUNDS, OPEN, CLOSED);
    System.out.println("|---|---:|---:|---:|");
    none.forEach(
        (what, before) ->
            System.out.printf(
                "| %s | %.1f | %.1f | %.2f |%n",
                what, before, many.get(what), many.get(what) / before));
    System.out.println();
  }

  private static double median(double[] figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static List<JsonNode> each(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  static {
    Locale.setDefault(Locale.ROOT);
  }
}

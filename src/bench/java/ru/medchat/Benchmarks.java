package ru.medchat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.Main;
import ru.medchat.telegram.AcceptBenchmark;
import ru.medchat.telegram.HerdBenchmark;
import ru.medchat.workplace.ListsBenchmark;

/** Runs the benchmarks that are named, with commas between them; the rest goes to JMH. */
public final class Benchmarks {

  private Benchmarks() {}

  public static void main(String[] arguments) {
    int code = 1;
    try {
      run(arguments);
      code = 0;
    } catch (Exception e) {
      e.printStackTrace();
    } finally {
      // Threads of what was measured may linger.
      System.exit(code);
    }
  }

  private static void run(String[] arguments) throws Exception {
    List<String> names = List.of(arguments[0].split(","));
    AcceptBenchmark.run(names);
    HerdBenchmark.run(names);
    ListsBenchmark.run(names);
    if (names.contains("worktime")) {
      String[] jmh = Arrays.copyOfRange(arguments, 1, arguments.length);
      Main.main(
          Stream.concat(Stream.of("ru.medchat.worktime"), Stream.of(jmh)).toArray(String[]::new));
    }
  }
}

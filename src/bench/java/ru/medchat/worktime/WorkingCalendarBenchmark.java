package ru.medchat.worktime;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Limits and worked time over ten years, at distances from two hours to 200 working days. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class WorkingCalendarBenchmark {

  /** Two hours; 5, 50 and 200 days of twelve hours. */
  @Param({"PT2H", "PT60H", "PT600H", "PT2400H"})
  public String distance = "PT2H";

  private final TenYears years = new TenYears();
  private final Instant[] ends = new Instant[TenYears.STARTS];
  private Duration time = Duration.ZERO;
  private WorkingTime amount = new WorkingTime(0, Duration.ZERO);
  private WorkingTime days = new WorkingTime(0, Duration.ZERO);
  private String hours = "";
  private int next;

  @Setup
  public void prepare() {
    time = Duration.parse(distance);
    years.compare(time);
    amount = new WorkingTime(0, time);
    days = new WorkingTime((int) (time.toHours() / 12), Duration.ZERO);
    hours = time.toHours() + "h";
    for (int i = 0; i < ends.length; i++) {
      ends[i] = years.compiled.after(years.starts[i], amount);
    }
  }

  private int next() {
    next = (next + 1) % TenYears.STARTS;
    return next;
  }

  @Benchmark
  public Instant after() {
    return years.compiled.after(years.starts[next()], amount);
  }

  /** The same distance in working days; two hours are none. */
  @Benchmark
  public Instant afterDays() {
    return years.compiled.after(years.starts[next()], days);
  }

  @Benchmark
  public Instant afterByWalk() {
    return years.walk.after(years.starts[next()], time);
  }

  @Benchmark
  public Date afterByJbpm() {
    return years.jbpm.after(years.starts[next()], hours);
  }

  @Benchmark
  public Duration worked() {
    int i = next();
    return years.compiled.worked(years.starts[i], ends[i]);
  }

  @Benchmark
  public Duration workedByWalk() {
    int i = next();
    return years.walk.worked(years.starts[i], ends[i]);
  }
}

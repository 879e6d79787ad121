package ru.medchat.worktime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** What holds for any schedule, compared with a plain walk from day to day. */
class WorkingCalendarPropertyTest {

  private static final int TRIES = 26_000;

  /** So many random schedules, each of them asked from some forty instants. */
  private static final int SCHEDULES = 2_600;

  private static final Map<Integer, WorkingCalendar> COMPILED = new HashMap<>();

  /** A schedule compiled, the same walked, and where to start. */
  record Case(int number, WorkingCalendar calendar, DayWalk oracle, Instant from) {

    static Case of(Random random) {
      int number = random.nextInt(SCHEDULES);
      var calendar =
          COMPILED.computeIfAbsent(
              number, seed -> new RandomSchedules(new Random(seed)).schedule().compile());
      return new Case(
          number,
          calendar,
          new DayWalk(calendar.schedule()),
          RandomSchedules.instant(random, calendar.schedule()));
    }

    /** An amount of open time, cut down to what the data leaves. */
    Duration fit(Duration time) {
      var left = calendar.worked(from, calendar.coveredUntil());
      return time.compareTo(left) < 0 ? time : left;
    }

    Instant after(Duration time) {
      return calendar.after(from, new WorkingTime(0, time));
    }

    Case from(Instant other) {
      return new Case(number, calendar, oracle, other);
    }

    /** So far after the start, but not beyond the data. */
    Instant later(Duration step) {
      var later = from.plus(step);
      return later.isBefore(calendar.coveredUntil()) ? later : calendar.coveredUntil();
    }

    @Override
    public String toString() {
      return "schedule %d from %s: %s".formatted(number, from, calendar.schedule());
    }
  }

  @Property(tries = TRIES)
  void a_limit_is_where_a_walk_from_day_to_day_ends_and_open_or_at_a_closing(
      @ForAll("cases") Case a, @ForAll("amounts") WorkingTime amount) {
    Instant expected = walked(a, amount);
    if (expected == null) {
      assertThatExceptionOfType(UnknownYearException.class)
          .isThrownBy(() -> a.calendar().after(a.from(), amount));
      return;
    }
    var after = a.calendar().after(a.from(), amount);
    assertThat(after).isEqualTo(expected).isAfterOrEqualTo(a.from());
    assertThat(a.oracle().isOpen(after) || a.oracle().isClosing(after)).isTrue();
  }

  private static @Nullable Instant walked(Case a, WorkingTime amount) {
    try {
      return a.oracle().after(a.from(), amount);
    } catch (UnknownYearException e) {
      return null;
    }
  }

  @Property(tries = TRIES)
  void openings_and_worked_time_are_those_of_a_walk(
      @ForAll("cases") Case a, @ForAll("steps") Duration step) {
    assertThat(a.calendar().isOpen(a.from())).isEqualTo(a.oracle().isOpen(a.from()));
    assertThat(a.calendar().worked(a.from(), a.later(step)))
        .isEqualTo(a.oracle().worked(a.from(), a.later(step)));
    if (!a.fit(Duration.ofNanos(1)).isZero()) {
      assertThat(a.calendar().nextOpening(a.from())).isEqualTo(a.oracle().nextOpening(a.from()));
    }
  }

  @Property(tries = TRIES)
  void what_was_added_was_worked_and_the_trace_adds_up_to_it(
      @ForAll("cases") Case a, @ForAll("steps") Duration step) {
    var time = a.fit(step);
    if (time.isZero()) {
      return;
    }
    var after = a.after(time);
    assertThat(a.calendar().worked(a.from(), after)).isEqualTo(time);
    assertThat(a.calendar().worked(a.from(), after.minusNanos(1))).isEqualTo(time.minusNanos(1));
    assertThat(a.calendar().explain(a.from(), after).worked()).isEqualTo(time);
  }

  @Property(tries = TRIES)
  void adding_and_measuring_are_monotonous_and_additive(
      @ForAll("cases") Case a, @ForAll("steps") Duration step, @ForAll("steps") Duration more) {
    var later = a.from(a.later(step));
    var end = later.later(more);
    assertThat(a.calendar().worked(a.from(), end))
        .isEqualTo(
            a.calendar()
                .worked(a.from(), later.from())
                .plus(a.calendar().worked(later.from(), end)));

    var sum = later.fit(more);
    if (sum.isZero()) {
      return;
    }
    assertThat(later.after(sum)).isAfterOrEqualTo(a.after(sum));
    var half = sum.dividedBy(2);
    var middle = a.after(half);
    assertThat(middle).isBefore(a.after(sum));
    assertThat(a.calendar().after(middle, new WorkingTime(0, sum.minus(half))))
        .isEqualTo(a.after(sum));
  }

  @Provide
  Arbitrary<Case> cases() {
    return Arbitraries.randomValue(Case::of);
  }

  /** Half of them quarters of an hour, so that openings and closings are hit exactly. */
  @Provide
  Arbitrary<Duration> steps() {
    return Arbitraries.oneOf(
        Arbitraries.longs().between(0, 4 * 60).map(quarters -> Duration.ofMinutes(15 * quarters)),
        Arbitraries.longs().between(0, Duration.ofHours(60).toNanos()).map(Duration::ofNanos));
  }

  @Provide
  Arbitrary<WorkingTime> amounts() {
    return Combinators.combine(
            Arbitraries.oneOf(Arbitraries.just(0), Arbitraries.integers().between(0, 20)),
            Arbitraries.oneOf(Arbitraries.just(Duration.ZERO), steps()))
        .as(WorkingTime::new);
  }
}

package ru.medchat.insight;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What became of all that came in, and of all that was posted, in a day.
 *
 * @param settled whether nothing of that day can change any more
 */
record Balance(LocalDate day, In in, Out out, boolean settled) {

  /**
   * Updates by their fate.
   *
   * @param ignored how many, by reason as it is stored
   * @param earlier handled before fates were noted
   * @param undecided those in quarantine that wait for a person
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record In(
      long received,
      long registered,
      long added,
      long answered,
      Map<String, Long> ignored,
      long earlier,
      long quarantined,
      long undecided,
      long waiting) {

    In {
      ignored = Map.copyOf(ignored);
    }

    public long ignoredInAll() {
      return ignored.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many were ignored, by reason in Russian. */
    public Map<String, Long> ignoredInWords() {
      return ignored.entrySet().stream()
          .collect(
              Collectors.toMap(
                  each -> Reasons.inWords(each.getKey()),
                  Map.Entry::getValue,
                  Long::sum,
                  TreeMap::new));
    }

    /** Those of which nobody can say what became of them. */
    public long difference() {
      return received
          - (registered + added + answered + ignoredInAll() + earlier + quarantined + waiting);
    }
  }

  /**
   * Messages by what became of them.
   *
   * @param undecided those given up that wait for a person
   * @param possiblyTwice counted among the others, too
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Out(
      long posted,
      long sent,
      long waiting,
      long unreachable,
      long dead,
      long undecided,
      long possiblyTwice) {

    public long difference() {
      return posted - (sent + waiting + unreachable + dead);
    }
  }

  boolean isOff() {
    return in.difference() != 0 || out.difference() != 0;
  }

  /** In one line, for the log. */
  String told() {
    return "received %d = registered %d + added %d + answered %d + ignored %d + earlier %d + quarantined %d + waiting %d; posted %d = sent %d + waiting %d + unreachable %d + dead %d; possibly twice %d"
        .formatted(
            in.received,
            in.registered,
            in.added,
            in.answered,
            in.ignoredInAll(),
            in.earlier,
            in.quarantined,
            in.waiting,
            out.posted,
            out.sent,
            out.waiting,
            out.unreachable,
            out.dead,
            out.possiblyTwice);
  }
}

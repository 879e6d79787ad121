package ru.medchat.loop;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rows of a table that were given up after all tries. They wait for an administrator, who has them
 * tried again or sets them aside with a reason.
 */
public abstract class GivenUp {

  /** A page stays readable however much goes wrong. */
  private static final int SHOWN = 200;

  protected final JdbcClient jdbc;

  private final Kind kind;
  private final String table;
  private final Set<String> states;

  /**
   * @param table with the columns {@code set_aside_at}, {@code set_aside_by} and {@code
   *     set_aside_because}
   * @param states in which a row is given up
   */
  protected GivenUp(JdbcClient jdbc, Kind kind, String table, Set<String> states) {
    this.jdbc = jdbc;
    this.kind = kind;
    this.table = table;
    this.states = Set.copyOf(states);
  }

  /**
   * What the rows are.
   *
   * @param id in addresses and in the log, such as {@code letter}
   * @param name in Russian, such as «Письмо»
   * @param heading of all of them, in Russian
   */
  public record Kind(String id, String name, String heading) {}

  /**
   * A row.
   *
   * @param at when it came about
   * @param about what it is, in Russian; empty when its kind says it all
   * @param problem what went wrong last, in a line
   * @param facts what helps to find it
   * @param details what is too long to be shown unasked
   * @param decision null while it waits for one
   */
  public record Item(
      long id,
      Instant at,
      String about,
      String problem,
      List<Fact> facts,
      List<Fact> details,
      @Nullable Decision decision) {

    public Item {
      facts = List.copyOf(facts);
      details = List.copyOf(details);
    }
  }

  /** Something about a row, under a name in Russian. */
  public record Fact(String name, String value) {}

  /** That a row is left as it is, for good. */
  public record Decision(Instant at, String by, String because) {}

  public Kind kind() {
    return kind;
  }

  /** Those that wait for a decision, the oldest first. */
  public List<Item> undecided() {
    return read(true);
  }

  /** Those somebody set aside, the last decision first. */
  public List<Item> setAside() {
    return read(false);
  }

  /**
   * Has a row tried anew, with all its attempts.
   *
   * @return false when it does not wait for a decision any more
   */
  public abstract boolean tryAgain(long id);

  /**
   * Leaves a row as it is, for good.
   *
   * @return false when it does not wait for a decision any more
   */
  public boolean setAside(long id, String by, String because) {
    return jdbc.sql(
                """
                update %s
                   set set_aside_at = now(), set_aside_by = :by, set_aside_because = :because
                 where id = :id and state in (:states) and set_aside_at is null
                """
                    .formatted(table))
            .param("id", id)
            .param("by", by)
            .param("because", because)
            .param("states", states)
            .update()
        == 1;
  }

  /** Reads a row, with all its columns. */
  protected abstract Item item(ResultSet row) throws SQLException;

  /** What somebody decided about a row; null while nobody has. */
  protected static @Nullable Decision decision(ResultSet row) throws SQLException {
    var at = row.getTimestamp("set_aside_at");
    return at == null
        ? null
        : new Decision(
            at.toInstant(), row.getString("set_aside_by"), row.getString("set_aside_because"));
  }

  /** The value of a column; empty when it is null. */
  protected static String orEmpty(ResultSet row, String column) throws SQLException {
    String value = row.getString(column);
    return value == null ? "" : value;
  }

  private List<Item> read(boolean waiting) {
    return jdbc.sql(
            """
            select * from %s
             where state in (:states) and (set_aside_at is null) = :waiting
             order by set_aside_at desc, id limit :shown
            """
                .formatted(table))
        .param("states", states)
        .param("waiting", waiting)
        .param("shown", SHOWN)
        .query((row, n) -> item(row))
        .list();
  }
}

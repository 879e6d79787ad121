package ru.medchat.appeal;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Appeals at a glance: what lists of many tell them apart by. */
@Component
public class AppealCards {

  private static final int FIRST_WORDS = 140;

  private final JdbcClient jdbc;

  AppealCards(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * An appeal in a list.
   *
   * @param category what it is about; null when nobody has said
   * @param firstWords what the resident began with, shortened; empty when that has no words
   */
  public record AppealCard(
      AppealNumber number, String municipalityId, @Nullable String category, String firstWords) {}

  /** The cards of those appeals that there are, in no particular order. */
  public List<AppealCard> of(Collection<AppealNumber> numbers) {
    if (numbers.isEmpty()) {
      return List.of();
    }
    return jdbc.sql(
            """
            select a.number, a.municipality_id, a.category, left(coalesce(first.text, ''), 400) as words
              from appeal a left join lateral (
                   select m.text from message m
                    where m.appeal_number = a.number and m.author = 'RESIDENT'
                    order by m.at, m.id limit 1) first on true
             where a.number in (:numbers)
            """)
        .param("numbers", numbers.stream().map(AppealNumber::value).toList())
        .query(
            (row, n) ->
                new AppealCard(
                    AppealNumber.of(row.getString("number")),
                    row.getString("municipality_id"),
                    row.getString("category"),
                    shortened(row.getString("words"))))
        .list();
  }

  /** In one line, cut between words. */
  private static String shortened(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    if (line.length() <= FIRST_WORDS) {
      return line;
    }
    int space = line.lastIndexOf(' ', FIRST_WORDS);
    int end = space > FIRST_WORDS / 2 ? space : line.offsetByCodePoints(0, FIRST_WORDS / 2);
    return line.substring(0, end) + "…";
  }
}

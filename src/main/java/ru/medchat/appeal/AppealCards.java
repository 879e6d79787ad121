package ru.medchat.appeal;

import java.time.Instant;
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

  /**
   * An appeal whose resident was asked back.
   *
   * @param question what was asked last; empty when nothing is kept of it
   */
  public record Asked(
      AppealNumber number,
      String municipalityId,
      @Nullable String category,
      String question,
      Instant askedAt) {}

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

  /** The appeals in which these organisations wait for the resident, the longest first. */
  public List<Asked> askedBy(Collection<String> organisationIds) {
    if (organisationIds.isEmpty()) {
      return List.of();
    }
    return jdbc.sql(
            """
            select a.number, a.municipality_id, a.category, coalesce(last.text, '') as question,
                   coalesce(last.at, a.opened_at) as asked_at
              from appeal a left join lateral (
                   select m.text, m.at from message m
                    where m.appeal_number = a.number
                      and m.author in ('ORGANISATION', 'MINISTRY', 'CHAMBER')
                    order by m.at desc, m.id desc limit 1) last on true
             where a.state = 'ASKED' and a.organisation_id in (:organisations)
             order by asked_at, a.number
            """)
        .param("organisations", organisationIds)
        .query(
            (row, n) ->
                new Asked(
                    AppealNumber.of(row.getString("number")),
                    row.getString("municipality_id"),
                    row.getString("category"),
                    row.getString("question"),
                    row.getTimestamp("asked_at").toInstant()))
        .list();
  }

  /** In how many appeals these organisations wait for the resident. */
  public int countAskedBy(Collection<String> organisationIds) {
    if (organisationIds.isEmpty()) {
      return 0;
    }
    return jdbc.sql(
            """
            select count(*) from appeal
             where state = 'ASKED' and organisation_id in (:organisations)
            """)
        .param("organisations", organisationIds)
        .query(Integer.class)
        .single();
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

package ru.medchat.appeal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import ru.medchat.wording.Texts;

/** What a resident has written about before, and what came of it. */
@Component
public class EarlierAppeals {

  private static final int MOST = 20;

  private final JdbcClient jdbc;
  private final Texts texts;

  EarlierAppeals(JdbcClient jdbc, Texts texts) {
    this.jdbc = jdbc;
    this.texts = texts;
  }

  /**
   * An appeal of the same resident.
   *
   * @param category null when nobody has said
   * @param closedBecause null when it is still open
   * @param stars from 1 to 5; null when the resident gave none
   * @param solved what the resident said last; null when nothing
   */
  public record Earlier(
      AppealNumber number,
      String municipalityId,
      Instant openedAt,
      @Nullable String category,
      Appeal.State state,
      @Nullable ClosingReason closedBecause,
      @Nullable Integer stars,
      @Nullable Boolean solved) {}

  /**
   * The other appeals of an appeal's resident that are some organisations' to read: of a responder
   * those it answers, of a ministry those of its region, of a chamber none. The newest first.
   *
   * <p>Who wrote in private without a name did so to be nobody in particular: such appeals and
   * those under the resident's name don't tell of each other.
   */
  public List<Earlier> than(Appeal appeal, Collection<String> organisationIds) {
    if (organisationIds.isEmpty()) {
      return List.of();
    }
    var unnamed = texts.text("resident.unnamed");
    return jdbc.sql(
            """
            select a.number, a.municipality_id, a.opened_at, a.category, a.state, a.closed_because,
                   (select r.stars from rating r
                     where r.appeal_number = a.number and r.stars is not null) as stars,
                   (select r.solved from rating r
                     where r.appeal_number = a.number and r.solved is not null
                     order by r.id desc limit 1) as solved
              from appeal a join municipality m on m.id = a.municipality_id
             where a.channel = :channel and a.resident_id = :resident and a.number <> :number
               and :isUnnamed = (a.in_private and a.resident_name = :unnamed)
               and exists (
                   select 1 from organisation o
                    where o.id in (:organisations)
                      and (o.kind = 'RESPONDER' and o.id = a.organisation_id
                           or o.kind = 'MINISTRY' and o.region_code = m.region_code))
             order by a.opened_at desc, a.number desc limit :most
            """)
        .param("channel", appeal.chat().channel())
        .param("resident", appeal.residentId())
        .param("number", appeal.number().value())
        .param("unnamed", unnamed)
        .param("isUnnamed", appeal.inPrivate() && appeal.residentName().equals(unnamed))
        .param("organisations", organisationIds)
        .param("most", MOST)
        .query(EarlierAppeals::earlier)
        .list();
  }

  private static Earlier earlier(ResultSet row, int n) throws SQLException {
    String because = row.getString("closed_because");
    return new Earlier(
        AppealNumber.of(row.getString("number")),
        row.getString("municipality_id"),
        row.getTimestamp("opened_at").toInstant(),
        row.getString("category"),
        Appeal.State.valueOf(row.getString("state")),
        because == null ? null : ClosingReason.valueOf(because),
        row.getObject("stars", Integer.class),
        row.getObject("solved", Boolean.class));
  }
}

package ru.medchat.mail;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import ru.medchat.directory.Organisation;
import ru.medchat.mail.LetterKind.Delivery;

/** Which letters an organisation wants, and when. What was posted already goes its way. */
@Component
@Transactional
public class LetterSettings {

  private final JdbcClient jdbc;
  private final Clock clock;

  LetterSettings(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** What was chosen can't be. */
  public static final class UnfitSettingsException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnfitSettingsException(String message) {
      super(message);
    }
  }

  /** How each kind is delivered to an organisation. */
  public Map<LetterKind, Delivery> of(Organisation organisation) {
    var all = new EnumMap<LetterKind, Delivery>(LetterKind.class);
    for (var kind : LetterKind.values()) {
      all.put(kind, kind.usual(organisation));
    }
    jdbc.sql("select kind, delivery from letter_setting where organisation_id = ?")
        .param(organisation.id())
        .query(
            (row, n) ->
                Map.entry(
                    LetterKind.valueOf(row.getString("kind")),
                    Delivery.valueOf(row.getString("delivery"))))
        .list()
        .forEach(chosen -> all.put(chosen.getKey(), chosen.getValue()));
    return all;
  }

  /**
   * Chooses anew for the given kinds; the others stay.
   *
   * @param by the user who chose
   * @throws UnfitSettingsException when a choice is none for its kind, or puts a letter into a
   *     digest that is not sent; the message says so in Russian
   */
  public void choose(Organisation organisation, Map<LetterKind, Delivery> chosen, String by) {
    var all = of(organisation);
    all.putAll(chosen);
    all.forEach(
        (kind, delivery) -> {
          if (!kind.choices().contains(delivery)) {
            throw new UnfitSettingsException("«%s»: так не бывает.".formatted(kind.title()));
          }
        });
    if (all.get(LetterKind.DIGEST) == Delivery.NEVER && all.containsValue(Delivery.DIGEST)) {
      throw new UnfitSettingsException(
          "Сводка не присылается, а часть писем должна стоять в ней. Включите сводку или"
              + " выберите для этих писем другое.");
    }
    chosen.forEach(
        (kind, delivery) ->
            jdbc.sql(
                    """
                    insert into letter_setting
                           (organisation_id, kind, delivery, changed_by, changed_at)
                    values (:organisation, :kind, :delivery, :by, :at)
                    on conflict (organisation_id, kind) do update
                       set delivery = excluded.delivery, changed_by = excluded.changed_by,
                           changed_at = excluded.changed_at
                    """)
                .param("organisation", organisation.id())
                .param("kind", kind.name())
                .param("delivery", delivery.name())
                .param("by", by)
                .param("at", Timestamp.from(clock.instant()))
                .update());
  }

  /** How the letter with these templates is delivered; one without settings like a reminder. */
  Delivery delivery(Organisation organisation, String template) {
    var kind = LetterKind.ofTemplate(template).orElse(null);
    return kind == null
        ? Delivery.WORKING_HOURS
        : of(organisation).getOrDefault(kind, Delivery.WORKING_HOURS);
  }
}

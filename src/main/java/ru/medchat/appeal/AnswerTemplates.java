package ru.medchat.appeal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Answers to begin with, which organisations keep for themselves and managers for all. */
@Component
@Transactional
public class AnswerTemplates {

  private static final int LONGEST_TITLE = 80;

  private static final String TEMPLATES =
      "select t.id, t.organisation_id, t.category, t.title, t.text from answer_template t ";

  private final JdbcClient jdbc;
  private final Categories categories;
  private final Clock clock;

  AnswerTemplates(JdbcClient jdbc, Categories categories, Clock clock) {
    this.jdbc = jdbc;
    this.categories = categories;
    this.clock = clock;
  }

  /**
   * A template.
   *
   * @param organisationId whose it is; null for everybody's
   * @param category what it answers; null for anything
   * @param text with its placeholders
   */
  public record Template(
      long id,
      @Nullable String organisationId,
      @Nullable String category,
      String title,
      String text) {}

  /** The templates of an organisation, or with null those for everybody. */
  @Transactional(readOnly = true)
  public List<Template> of(@Nullable String organisationId) {
    return jdbc.sql(
            TEMPLATES
                + """
                where t.organisation_id is not distinct from cast(? as text)
                order by t.category nulls first, t.title
                """)
        .param(organisationId)
        .query(AnswerTemplates::template)
        .list();
  }

  @Transactional(readOnly = true)
  public Optional<Template> find(long id) {
    return jdbc.sql(TEMPLATES + "where t.id = ?")
        .param(id)
        .query(AnswerTemplates::template)
        .optional();
  }

  /**
   * What somebody of these organisations can begin an answer with: those about the category first,
   * then those about anything; in both the organisation's own before everybody's.
   *
   * @param category null when nobody has said
   */
  @Transactional(readOnly = true)
  public List<Template> offeredTo(Collection<String> organisationIds, @Nullable String category) {
    return jdbc.sql(
            TEMPLATES
                + """
                where t.organisation_id is null or t.organisation_id in (:organisations)
                order by case when t.category = :category then 1
                              when t.category is null then 2 else 3 end,
                         t.organisation_id is null, t.title
                """)
        .param("organisations", organisationIds.isEmpty() ? List.of("") : organisationIds)
        .param("category", category)
        .query(AnswerTemplates::template)
        .list();
  }

  /**
   * Keeps a new template.
   *
   * @throws UnfitTemplateException when it has no title or text, too long ones, an unknown
   *     placeholder or category, or the title of another
   */
  public void add(
      @Nullable String organisationId,
      @Nullable String category,
      String title,
      String text,
      String by) {
    write(
        """
        insert into answer_template (organisation_id, category, title, text, changed_by, changed_at)
        values (:organisation, :category, :title, :text, :by, :at)
        """,
        new Template(0, organisationId, category, title.strip(), text.strip()),
        by);
  }

  /**
   * Changes a template; whose it is stays.
   *
   * @throws UnfitTemplateException as with a new one, and when somebody has deleted it
   */
  public void change(long id, @Nullable String category, String title, String text, String by) {
    int changed =
        write(
            """
            update answer_template
               set category = :category, title = :title, text = :text, changed_by = :by,
                   changed_at = :at
             where id = :id
            """,
            new Template(id, null, category, title.strip(), text.strip()),
            by);
    if (changed == 0) {
      throw new UnfitTemplateException("Этот шаблон уже удалили.");
    }
  }

  public void delete(long id) {
    jdbc.sql("delete from answer_template where id = ?").param(id).update();
  }

  private int write(String sql, Template template, String by) {
    check(template);
    try {
      return jdbc.sql(sql)
          .param("id", template.id())
          .param("organisation", template.organisationId())
          .param("category", template.category())
          .param("title", template.title())
          .param("text", template.text())
          .param("by", by)
          .param("at", Timestamp.from(clock.instant()))
          .update();
    } catch (DuplicateKeyException e) {
      throw new UnfitTemplateException(
          "Шаблон с названием «%s» уже есть. Назовите этот иначе.".formatted(template.title()));
    }
  }

  private void check(Template template) {
    if (template.title().isEmpty() || template.title().length() > LONGEST_TITLE) {
      throw new UnfitTemplateException(
          "Назовите шаблон коротко: от 1 до %d знаков.".formatted(LONGEST_TITLE));
    }
    if (template.text().isEmpty() || template.text().length() > Decisions.LONGEST_TEXT) {
      throw new UnfitTemplateException(
          "Напишите текст шаблона: от 1 до %d знаков, сейчас %d."
              .formatted(Decisions.LONGEST_TEXT, template.text().length()));
    }
    Placeholder.unknownIn(template.text())
        .ifPresent(
            unknown -> {
              throw new UnfitTemplateException(
                  "Подстановки %s нет. Есть такие: %s.".formatted(unknown, Placeholder.all()));
            });
    String category = template.category();
    if (category != null && categories.find(category).isEmpty()) {
      throw new UnfitTemplateException("Такой темы обращений нет. Выберите тему из списка.");
    }
  }

  private static Template template(ResultSet row, int n) throws SQLException {
    return new Template(
        row.getLong("id"),
        row.getString("organisation_id"),
        row.getString("category"),
        row.getString("title"),
        row.getString("text"));
  }
}

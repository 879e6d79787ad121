package ru.medchat.process;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.Appeal;
import ru.medchat.appeal.Breaches;
import ru.medchat.appeal.Categories;
import ru.medchat.directory.Directory;
import ru.medchat.mail.Letters;
import ru.medchat.wording.Moments;
import ru.medchat.wording.Texts;

/** Posts letters about appeals, with all that may stand in them and nothing more. */
@Component
class AppealLetters {

  private final Letters letters;
  private final Directory directory;
  private final Categories categories;
  private final Breaches breaches;
  private final Texts texts;
  private final String tasklist;

  AppealLetters(
      Letters letters,
      Directory directory,
      Categories categories,
      Breaches breaches,
      Texts texts,
      @Value("${medchat.url}") String url) {
    this.letters = letters;
    this.directory = directory;
    this.categories = categories;
    this.breaches = breaches;
    this.texts = texts;
    this.tasklist = url + "/camunda/app/tasklist/default/";
  }

  /**
   * The task a letter leads to.
   *
   * @param due when it has to be done; null when it has no limit
   */
  record Work(String taskId, @Nullable Instant due) {}

  /**
   * Posts a letter about an appeal, as its organisation has chosen.
   *
   * @param dedupeKey names the letter, once and for all
   * @param to the id of an organisation
   * @param letter the name of its templates
   * @param work null when the recipient has no task; then the letter leads to the list
   * @return what becomes of it
   */
  Letters.Fate post(
      String dedupeKey, String to, String letter, Appeal appeal, @Nullable Work work) {
    var municipality = directory.municipality(appeal.municipalityId());
    var values = new HashMap<String, String>();
    values.put("number", appeal.number().value());
    values.put("municipality", municipality.name());
    values.put("category", nameOfCategory(appeal.category()));
    values.put("organisation", nameOfOrganisation(appeal.organisationId()));
    Instant due = work == null ? appeal.promisedUntil() : work.due();
    values.put("until", due == null ? "" : Moments.inWords(due, municipality.zone()));
    values.put("late", late(appeal));
    values.put("link", link(work == null ? null : work.taskId()));
    return letters.post(dedupeKey, to, letter, Map.copyOf(values));
  }

  /** The address of a task; of the list when it is null. */
  String link(@Nullable String taskId) {
    return taskId == null ? tasklist : tasklist + "#/?task=" + taskId;
  }

  private String late(Appeal appeal) {
    return breaches
        .latenessOf(appeal)
        .map(
            how ->
                texts.text(
                    how.answered() ? "letter.was-late" : "letter.late",
                    Map.of("late", Moments.lasting(how.late()))))
        .orElse("");
  }

  private String nameOfCategory(@Nullable String code) {
    return code == null ? "" : categories.find(code).map(Categories.Category::name).orElse(code);
  }

  private String nameOfOrganisation(@Nullable String id) {
    return id == null ? "" : directory.organisation(id).name();
  }
}

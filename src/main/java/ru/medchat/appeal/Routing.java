package ru.medchat.appeal;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import ru.medchat.directory.Directory;
import ru.medchat.directory.NamedOrganisations;
import ru.medchat.directory.Organisation;

/** What an appeal is about, and who answers it. */
@Component
@Transactional
public class Routing {

  private static final Logger log = LoggerFactory.getLogger(Routing.class);

  private final JdbcClient jdbc;
  private final Appeals appeals;
  private final Conversation conversation;
  private final Categories categories;
  private final Directory directory;
  private final NamedOrganisations named;
  private final ApplicationEventPublisher facts;

  Routing(
      JdbcClient jdbc,
      Appeals appeals,
      Conversation conversation,
      Categories categories,
      Directory directory,
      NamedOrganisations named,
      ApplicationEventPublisher facts) {
    this.jdbc = jdbc;
    this.appeals = appeals;
    this.conversation = conversation;
    this.categories = categories;
    this.directory = directory;
    this.named = named;
    this.facts = facts;
  }

  /**
   * What the routing table goes by.
   *
   * @param category its code; null when the resident's words say nothing
   * @param ownOrganisation who usually answers in the municipality; null when nobody does
   * @param namedOrganisation whom the resident's words name; null when nobody
   */
  public record Clues(
      @Nullable String category,
      String region,
      @Nullable String ownOrganisation,
      @Nullable String namedOrganisation) {}

  /** Why the ministry has to answer. */
  private enum Unroutable {
    NO_RULE,
    UNKNOWN,
    INACTIVE,
    ELSEWHERE
  }

  /** Reads from the resident's words what the appeal is about, and notes it as a suggestion. */
  public Clues classify(AppealNumber number) {
    String words = conversation.wordsOfResident(number);
    String category = categories.suggest(words).map(Categories.Category::code).orElse(null);
    var place = directory.municipality(keep(number, category).municipalityId());
    return new Clues(
        category,
        place.regionCode(),
        directory.responderOf(place).map(Organisation::id).orElse(null),
        named.in(words, place).orElse(null));
  }

  /**
   * Notes who answers: the one that the routing table has chosen or, when it has chosen nobody who
   * can answer in the region, the ministry of the region.
   *
   * @param chosen null when no rule, or more than one, has decided
   * @return the id of the organisation that answers
   */
  public String decide(AppealNumber number, @Nullable String chosen) {
    String region = directory.municipality(appeals.get(number).municipalityId()).regionCode();
    var problem = problemOf(chosen, region);
    String organisation =
        chosen != null && problem.isEmpty() ? chosen : directory.ministryOf(region).id();
    jdbc.sql("update appeal set organisation_id = ? where number = ?")
        .params(organisation, number.value())
        .update();
    problem.ifPresent(
        why -> {
          log.warn("No route for {}: {} ({}); {} answers", number, why, chosen, organisation);
          conversation.happened(
              number,
              "unroutable." + why,
              Map.of(
                  "ministry",
                  directory.organisation(organisation).name(),
                  "organisation",
                  chosen == null ? "" : chosen));
        });
    return organisation;
  }

  private Optional<Unroutable> problemOf(@Nullable String chosen, String region) {
    if (chosen == null || chosen.isBlank()) {
      return Optional.of(Unroutable.NO_RULE);
    }
    var organisation = directory.findOrganisation(chosen);
    if (organisation.isEmpty()) {
      return Optional.of(Unroutable.UNKNOWN);
    }
    if (!organisation.get().active()) {
      return Optional.of(Unroutable.INACTIVE);
    }
    return organisation.get().regionCode().equals(region)
        ? Optional.empty()
        : Optional.of(Unroutable.ELSEWHERE);
  }

  /**
   * An operator says what the appeal is about. Who answers stays as it is.
   *
   * @param category its code
   * @param who as operators are to read it
   * @throws UnknownCategoryException when there is no such category to choose
   * @throws AppealClosedException when the appeal is closed
   */
  public void categorise(AppealNumber number, String category, String who) {
    var chosen =
        categories.toChoose().stream()
            .filter(each -> each.code().equals(category))
            .findFirst()
            .orElseThrow(UnknownCategoryException::new);
    var appeal = appeals.lock(number);
    appeal.mustBeOpen();
    if (category.equals(appeal.category())) {
      return;
    }
    keep(number, category);
    conversation.happened(number, "category", Map.of("category", chosen.name(), "who", who));
    facts.publishEvent(new AppealFact.Categorised(number, category));
  }

  private Appeal keep(AppealNumber number, @Nullable String category) {
    return jdbc.sql(
            "update appeal a set category = ? where a.number = ? returning " + Appeals.COLUMNS)
        .params(category, number.value())
        .query(Appeals::appeal)
        .single();
  }
}

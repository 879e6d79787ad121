package ru.medchat.directory;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds the organisation that residents name in their words, by its name and by what else the
 * directory says it is called: «в поликлинике № 3», «ЦГБ». A suggestion, no more.
 */
@Component
public class NamedOrganisations {

  /** Words of that length are compared without their endings. */
  private static final int INFLECTED = 5;

  /** A word may differ from a name in so many letters at its end. */
  private static final int ENDING = 2;

  private static final Pattern NUMBER_SIGN = Pattern.compile("(?U)(№|\\bномер\\b|\\bn(?=\\d))");
  private static final Pattern BEFORE_DIGITS = Pattern.compile("(?U)(?<=\\p{L})(?=\\d)");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("(?U)[^\\p{L}\\p{N}]+");

  private final JdbcClient jdbc;
  private final DirectoryCache.Question<String, List<Name>> names;

  NamedOrganisations(JdbcClient jdbc, DirectoryCache cache) {
    this.jdbc = jdbc;
    names = cache.question(region -> Optional.of(namesIn(region)));
  }

  /**
   * A name of an organisation.
   *
   * @param municipalityId null for an organisation of the whole region
   * @param town what its municipality is called; empty for an organisation of the whole region
   */
  private record Name(
      String organisationId,
      @Nullable String municipalityId,
      List<String> town,
      List<String> words) {

    /** Many towns have a third polyclinic: that of another town is meant only with the town. */
    boolean isMeantIn(List<String> text, Municipality place) {
      return contains(text, words)
          && (nearness(place) != Nearness.ANOTHER_MUNICIPALITY
              || text.stream().anyMatch(word -> word.startsWith(stem(town.get(0)))));
    }

    Nearness nearness(Municipality place) {
      if (municipalityId == null) {
        return Nearness.WHOLE_REGION;
      }
      return municipalityId.equals(place.id())
          ? Nearness.SAME_MUNICIPALITY
          : Nearness.ANOTHER_MUNICIPALITY;
    }
  }

  /** The nearest is meant first. */
  private enum Nearness {
    SAME_MUNICIPALITY,
    WHOLE_REGION,
    ANOTHER_MUNICIPALITY
  }

  /**
   * The organisation that a text names among those that answer in the region of a municipality.
   *
   * @return its id; empty when it names none, or several that may equally be meant
   */
  public Optional<String> in(String text, Municipality place) {
    var words = words(text);
    var named =
        names.answer(place.regionCode()).orElseThrow().stream()
            .filter(name -> name.isMeantIn(words, place))
            .toList();
    return Stream.of(Nearness.values())
        .map(near -> named.stream().filter(name -> name.nearness(place) == near).toList())
        .filter(near -> !near.isEmpty())
        .findFirst()
        .flatMap(NamedOrganisations::onlyOne);
  }

  /** Of «больница» and «больница № 2» the longer name counts where both stand. */
  private static Optional<String> onlyOne(List<Name> names) {
    int longest = names.stream().mapToInt(name -> name.words().size()).max().orElse(0);
    var meant =
        names.stream()
            .filter(name -> name.words().size() == longest)
            .map(Name::organisationId)
            .distinct()
            .toList();
    return meant.size() == 1 ? Optional.of(meant.get(0)) : Optional.empty();
  }

  private List<Name> namesIn(String regionCode) {
    return jdbc
        .sql(
            """
            select o.id, o.municipality_id, m.name as town, line.name
              from organisation o left join municipality m on m.id = o.municipality_id,
                   string_to_table(o.name || coalesce(E'\\n' || o.aliases, ''), E'\\n') line (name)
             where o.kind = 'RESPONDER' and o.active and o.region_code = ?
            """)
        .param(regionCode)
        .query(
            (row, n) ->
                new Name(
                    row.getString("id"),
                    row.getString("municipality_id"),
                    words(Objects.requireNonNullElse(row.getString("town"), "")),
                    words(row.getString("name"))))
        .list()
        .stream()
        .filter(name -> !name.words().isEmpty())
        .toList();
  }

  private static List<String> words(String text) {
    String bare = text.toLowerCase(Locale.ROOT).replace('ё', 'е');
    for (Pattern space : List.of(NUMBER_SIGN, BEFORE_DIGITS, BETWEEN_WORDS)) {
      bare = space.matcher(bare).replaceAll(" ");
    }
    bare = bare.strip();
    return bare.isEmpty() ? List.of() : Arrays.asList(bare.split(" "));
  }

  private static boolean contains(List<String> text, List<String> name) {
    for (int from = 0; from + name.size() <= text.size(); from++) {
      if (standsAt(text, from, name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean standsAt(List<String> text, int from, List<String> name) {
    for (int i = 0; i < name.size(); i++) {
      if (!isSame(text.get(from + i), name.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSame(String said, String word) {
    if (word.length() < INFLECTED || Character.isDigit(word.charAt(0))) {
      return said.equals(word);
    }
    return said.startsWith(stem(word)) && said.length() <= word.length() + ENDING;
  }

  private static String stem(String word) {
    return word.length() < INFLECTED ? word : word.substring(0, word.length() - ENDING);
  }
}

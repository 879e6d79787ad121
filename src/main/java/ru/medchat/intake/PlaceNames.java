package ru.medchat.intake;

import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;
import ru.medchat.directory.Directory;
import ru.medchat.directory.Municipality;

/** Reads which municipality somebody means: «таганрог», «г. Азов», «из Неклиновского района». */
@Component
class PlaceNames {

  private static final String AROUND =
      "\\b(г|гор|город\\p{L}*|р-н\\p{L}*|район\\p{L}*|я|мы|живу|живем|из|в|во)\\b";
  private static final String ENDING = "(ого|ому|ом|ой|ах|[аеиоуыьйюя]+)$";

  /** Shorter beginnings fit too much. */
  private static final int SHORTEST = 4;

  private final Directory directory;

  PlaceNames(Directory directory) {
    this.directory = directory;
  }

  /** The municipality that is called just so. */
  List<Municipality> called(String text) {
    String name = bare(text);
    return directory.openMunicipalities().stream()
        .filter(each -> bare(each.name()).equals(name))
        .toList();
  }

  /** The municipalities that may be meant by a word that is no name of any; empty when none. */
  List<Municipality> resembling(String text) {
    String word = bare(text).replace("-на-дону", "").replace(" на дону", "");
    String stem = word.replaceAll(ENDING, "");
    if (word.contains(" ") || stem.length() < SHORTEST) {
      return List.of();
    }
    return directory.openMunicipalities().stream()
        .filter(each -> bare(each.name()).startsWith(stem))
        .toList();
  }

  private static String bare(String text) {
    return text.toLowerCase(Locale.ROOT)
        .replace('ё', 'е')
        .replaceAll("[^\\p{L}-]+", " ")
        .replaceAll("(?U)" + AROUND, " ")
        .replaceAll(" +", " ")
        .strip();
  }
}

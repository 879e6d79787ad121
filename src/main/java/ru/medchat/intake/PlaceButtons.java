package ru.medchat.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import ru.medchat.channel.Button;
import ru.medchat.directory.Directory;
import ru.medchat.directory.Municipality;

/** Buttons that lead to one of many municipalities in two presses: first letter, then name. */
@Component
class PlaceButtons {

  /** What a button says that leads back to the letters. */
  static final String OTHER = "letters";

  private static final String LETTER = "letter:";
  private static final String PLACE = "place:";
  private static final int LETTERS_A_ROW = 5;
  private static final int PLACES_A_ROW = 2;

  private final Directory directory;

  PlaceButtons(Directory directory) {
    this.directory = directory;
  }

  List<List<Button>> letters() {
    var letters = new TreeMap<String, Button>();
    for (Municipality municipality : directory.openMunicipalities()) {
      String letter = letter(municipality);
      letters.putIfAbsent(letter, new Button(letter, LETTER + letter));
    }
    return rows(List.copyOf(letters.values()), LETTERS_A_ROW);
  }

  List<List<Button>> places(String letter) {
    return rows(
        directory.openMunicipalities().stream()
            .filter(municipality -> letter(municipality).equals(letter))
            .map(municipality -> new Button(municipality.name(), PLACE + municipality.id()))
            .toList(),
        PLACES_A_ROW);
  }

  /** A button for each, and one for none of them. */
  List<List<Button>> oneOf(List<Municipality> few, String noneOfThem) {
    return Stream.concat(
            few.stream().map(each -> new Button(each.name(), PLACE + each.id())),
            Stream.of(new Button(noneOfThem, OTHER)))
        .map(List::of)
        .toList();
  }

  /** «Yes», and a button that leads to all others. */
  List<List<Button>> confirming(Municipality guessed, String yes, String other) {
    return List.of(List.of(new Button(yes, PLACE + guessed.id()), new Button(other, OTHER)));
  }

  static Optional<String> lettersIn(String data) {
    return after(LETTER, data);
  }

  static Optional<String> placeIn(String data) {
    return after(PLACE, data);
  }

  private static Optional<String> after(String prefix, String data) {
    return data.startsWith(prefix)
        ? Optional.of(data.substring(prefix.length()))
        : Optional.empty();
  }

  private static String letter(Municipality municipality) {
    return municipality.name().substring(0, 1);
  }

  private static List<List<Button>> rows(List<Button> buttons, int width) {
    var rows = new ArrayList<List<Button>>();
    for (int from = 0; from < buttons.size(); from += width) {
      rows.add(buttons.subList(from, Math.min(from + width, buttons.size())));
    }
    return rows;
  }
}

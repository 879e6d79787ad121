package ru.medchat.appeal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import ru.medchat.directory.Directory;
import ru.medchat.directory.Organisation;

/**
 * What is not said in a group, where everybody reads it: personal data, and that somebody is a
 * patient.
 */
@Component
@Transactional(readOnly = true)
public class Discretion {

  private final Appeals appeals;
  private final Conversation conversation;
  private final PersonalData personal;
  private final Directory directory;

  Discretion(
      Appeals appeals, Conversation conversation, PersonalData personal, Directory directory) {
    this.appeals = appeals;
    this.conversation = conversation;
    this.personal = personal;
    this.directory = directory;
  }

  /** The personal data in what the resident has written so far. */
  public List<PersonalData.Found> inWordsOf(AppealNumber number) {
    return personal.in(conversation.wordsOfResident(number));
  }

  /**
   * Whether words for the resident of an appeal go to the private chat.
   *
   * @param choice the operator's; null when there is none, and what is safe is done
   * @return false also when the appeal was written in private, and nothing is to choose
   */
  boolean inPrivate(AppealNumber number, @Nullable Boolean choice) {
    if (appeals.get(number).inPrivate()) {
      return false;
    }
    return choice == null ? !inWordsOf(number).isEmpty() : choice;
  }

  /**
   * Checks that words may go where they are to go.
   *
   * @return the words
   * @throws PersonalDataInGroupException when they may not
   */
  String check(AppealNumber number, String words, boolean inPrivate) {
    var appeal = appeals.get(number);
    if (inPrivate || appeal.inPrivate()) {
      return words;
    }
    var found =
        personal.inReply(words, conversation.wordsOfResident(number)).stream()
            .filter(place -> !isOurs(place, appeal))
            .toList();
    if (!found.isEmpty()) {
      throw new PersonalDataInGroupException(found);
    }
    return words;
  }

  /** The addresses of the directory are nobody's secret. */
  private boolean isOurs(PersonalData.Found place, Appeal appeal) {
    String region = directory.municipality(appeal.municipalityId()).regionCode();
    return directory.responders(region).stream()
        .map(Organisation::mail)
        .anyMatch(place.quote()::equalsIgnoreCase);
  }
}

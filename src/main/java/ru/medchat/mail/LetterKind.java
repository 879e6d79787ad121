package ru.medchat.mail;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import ru.medchat.directory.Organisation;

/** The letters an organisation may have settings for; a model may send others besides. */
public enum LetterKind {
  NEW_APPEAL("newAppeal", "Новое обращение"),
  REOPENED("reopened", "Житель снова ждёт ответа"),
  REMINDER("reminder", "Напоминание: срок ответа подходит"),
  BREACH("breach", "Срок ответа нарушен"),
  CONTROL("control", "Обращение ждёт решения министерства или палаты"),
  INSTRUCTION("instruction", "Обращение вернули с поручением"),
  DIGEST("digest", "Утренняя сводка");

  /** The digest of whoever watches over a region has templates of its own. */
  static final String REGION_DIGEST_TEMPLATE = "digestOfRegion";

  private final String template;
  private final String title;

  LetterKind(String template, String title) {
    this.template = template;
    this.title = title;
  }

  static Optional<LetterKind> ofTemplate(String template) {
    String name = template.equals(REGION_DIGEST_TEMPLATE) ? DIGEST.template : template;
    return Arrays.stream(values()).filter(kind -> kind.template.equals(name)).findFirst();
  }

  /** The name of its templates, and its name in models. */
  public String template() {
    return template;
  }

  /** What a person calls it. */
  public String title() {
    return title;
  }

  /** What can be chosen for it. */
  public List<Delivery> choices() {
    return this == DIGEST
        ? List.of(Delivery.WORKING_HOURS, Delivery.NEVER)
        : List.of(Delivery.values());
  }

  /** How it is delivered as long as nobody has chosen. */
  Delivery usual(Organisation to) {
    return switch (this) {
      case NEW_APPEAL ->
          DIGEST.usual(to) == Delivery.NEVER ? Delivery.WORKING_HOURS : Delivery.DIGEST;
      case DIGEST ->
          to.kind() == Organisation.Kind.CHAMBER ? Delivery.NEVER : Delivery.WORKING_HOURS;
      case REOPENED, REMINDER, BREACH, CONTROL, INSTRUCTION -> Delivery.WORKING_HOURS;
    };
  }

  /** When a letter goes out. */
  public enum Delivery {
    /** At once, day and night. */
    ALWAYS,
    /** At once, but not outside the hours of the organisation: then at opening. */
    WORKING_HOURS,
    /** Not by itself: as a line of the next digest. */
    DIGEST,
    NEVER
  }
}

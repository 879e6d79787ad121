package ru.medchat.process;

import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import ru.medchat.appeal.AppealNumber;

/** The names {@code appeal.bpmn} and the code share: its key, its messages and its variables. */
public final class AppealProcess {

  static final String KEY = "appeal";

  static final String RESIDENT_REPLIED = "ResidentReplied";
  static final String RATED = "Rated";
  static final String RESIDENT_WITHDREW = "ResidentWithdrew";
  static final String DELIVERY_FAILED = "DeliveryFailed";

  /** The resident has said whether the answer helped: the event. */
  static final String RATED_EVENT = "Rated";

  /** The task that stands while the resident is asked, and in which nothing is to be done. */
  public static final String AWAIT_REPLY = "AwaitReply";

  /** The task of finding another way to a resident whom our messages don't reach. */
  static final String REACH_RESIDENT = "ReachResident";

  /** The municipality whose working time counts: its id. */
  static final String MUNICIPALITY = "municipality";

  /** The group whose working time counts, as the directory names it; null in private. */
  static final String CHAT = "chat";

  /** Who answers, who controls, who watches: ids of organisations, and of their groups. */
  static final String ORGANISATION = "organisation";

  static final String MINISTRY = "ministry";
  static final String CHAMBER = "chamber";

  /** The code of a category, or null. */
  static final String CATEGORY = "category";

  /** The code of the region, for the routing table. */
  static final String REGION = "region";

  /** Who usually answers in the municipality, and whom the resident named: ids, or null. */
  static final String OWN_ORGANISATION = "ownOrganisation";

  static final String NAMED_ORGANISATION = "namedOrganisation";

  /** Who handles it now: {@code organisation}, {@code ministry} or {@code chamber}. */
  static final String LEVEL = "level";

  /** What an operator chose. */
  static final String OUTCOME = "outcome";

  /** To which organisation an operator passes an appeal: its id. */
  static final String REDIRECT_TO = "redirectTo";

  /** Whether the resident said that the answer helped. */
  static final String SOLVED = "solved";

  /** What the product goes by. Steps set it, never those who complete a task. */
  static final Set<String> KEPT =
      Set.of(
          MUNICIPALITY,
          CHAT,
          ORGANISATION,
          MINISTRY,
          CHAMBER,
          CATEGORY,
          REGION,
          OWN_ORGANISATION,
          NAMED_ORGANISATION,
          LEVEL,
          SOLVED);

  /** The outcome that stands for a reply of a representative in the chat. */
  static final String ANSWERED_IN_CHAT = "answeredInChat";

  private AppealProcess() {}

  static AppealNumber number(DelegateExecution execution) {
    return AppealNumber.of(execution.getProcessBusinessKey());
  }

  /**
   * What a manager put into a field of a building block.
   *
   * @throws IllegalStateException when the field is empty
   */
  static String input(DelegateExecution execution, String field) {
    if (execution.getVariableLocal(field) instanceof String value && !value.isBlank()) {
      return value;
    }
    throw new IllegalStateException(
        "Шаг «%s»: не заполнено поле «%s»".formatted(execution.getCurrentActivityName(), field));
  }
}

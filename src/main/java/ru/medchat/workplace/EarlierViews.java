package ru.medchat.workplace;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.Appeal;
import ru.medchat.appeal.EarlierAppeals;
import ru.medchat.appeal.EarlierAppeals.Earlier;
import ru.medchat.directory.Directory;

/** A resident's earlier appeals as the operator's form shows them. */
@Component
class EarlierViews {

  private final EarlierAppeals earlier;
  private final EngineUsers users;
  private final TaskCards cards;
  private final Directory directory;

  EarlierViews(EarlierAppeals earlier, EngineUsers users, TaskCards cards, Directory directory) {
    this.earlier = earlier;
    this.users = users;
    this.cards = cards;
    this.directory = directory;
  }

  /** Those that the caller may read, the newest first. */
  List<TaskView.Earlier> of(Appeal appeal, String caller) {
    return earlier.than(appeal, users.groupsOf(caller)).stream().map(this::view).toList();
  }

  /** One of them. */
  Optional<Earlier> find(Appeal appeal, String number, String caller) {
    return earlier.than(appeal, users.groupsOf(caller)).stream()
        .filter(each -> each.number().value().equals(number))
        .findFirst();
  }

  private TaskView.Earlier view(Earlier each) {
    return new TaskView.Earlier(
        each.number().value(),
        TaskView.Moment.of(each.openedAt(), directory.municipality(each.municipalityId()).zone()),
        cards.categoryName(each.category()),
        outcome(each),
        rating(each));
  }

  private static String outcome(Earlier each) {
    var because = each.closedBecause();
    if (because == null) {
      return switch (each.state()) {
        case WAITING -> "ждёт ответа";
        case ASKED -> "ждём жителя";
        case ANSWERED -> "дан ответ";
        case CLOSED -> "закрыто";
      };
    }
    return switch (because) {
      case done -> "дан ответ, закрыто";
      case noReply -> "закрыто: житель не ответил на вопрос";
      case notAnAppeal -> "не обращение";
      case withdrawn -> "житель отозвал";
    };
  }

  private static @Nullable String rating(Earlier each) {
    Integer stars = each.stars();
    Boolean solved = each.solved();
    if (stars != null) {
      return "оценка %d из 5".formatted(stars);
    }
    return solved == null ? null : solved ? "вопрос решён" : "вопрос не решён";
  }
}

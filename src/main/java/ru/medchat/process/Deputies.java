package ru.medchat.process;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import ru.medchat.directory.Absences;
import ru.medchat.directory.Absences.Absence;
import ru.medchat.directory.Calendars;
import ru.medchat.directory.Organisation;
import ru.medchat.wording.Moments;

/**
 * Sees to it that nothing waits for somebody who is absent: whatever stands with them goes to their
 * deputy, or back to the group; all of it when the absence begins, and later whatever others give
 * them. What they take themselves stays with them, for they are evidently there. After the absence
 * nothing is handed on any more; what a deputy has stays with the deputy.
 */
@Component
public class Deputies {

  private static final Logger log = LoggerFactory.getLogger(Deputies.class);

  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final int LONGEST_IN_MONTHS = 12;

  private final Absences absences;
  private final TaskService tasks;
  private final HistoryService history;
  private final Colleagues colleagues;
  private final TaskHistory taskHistory;
  private final Calendars calendars;
  private final TransactionTemplate transaction;
  private final Clock clock;

  private volatile Instant lookedAt = Instant.MIN;

  Deputies(
      Absences absences,
      TaskService tasks,
      HistoryService history,
      Colleagues colleagues,
      TaskHistory taskHistory,
      Calendars calendars,
      TransactionTemplate transaction,
      Clock clock) {
    this.absences = absences;
    this.tasks = tasks;
    this.history = history;
    this.colleagues = colleagues;
    this.taskHistory = taskHistory;
    this.calendars = calendars;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Notes that somebody is absent, and hands on their tasks if that begins now.
   *
   * @param deputy who stands in for them; null for nobody: their tasks go back to the group
   * @param from the first day of the absence, in the organisation's time; today means now
   * @param back the day on which they are back at work
   * @param by the user who says so
   * @throws UnfitAbsenceException when that can't be
   */
  public void note(
      String account,
      Organisation organisation,
      @Nullable String deputy,
      LocalDate from,
      LocalDate back,
      String by) {
    var zone = calendars.of(organisation).zone();
    Instant now = clock.instant();
    var today = LocalDate.ofInstant(now, zone);
    if (from.isBefore(today)) {
      throw new UnfitAbsenceException("День начала уже прошёл.");
    }
    if (!back.isAfter(from)) {
      throw new UnfitAbsenceException("День возвращения должен быть позже дня начала.");
    }
    if (back.isAfter(from.plusMonths(LONGEST_IN_MONTHS))) {
      throw new UnfitAbsenceException("Отсутствие дольше года не отмечают.");
    }
    Instant away = from.equals(today) ? now : from.atStartOfDay(zone).toInstant();
    Instant until = back.atStartOfDay(zone).toInstant();
    transaction.executeWithoutResult(
        tx -> {
          // Two who name each other at the same time would both find the other present.
          absences.oneAtATime();
          check(account, organisation, deputy, away, until);
          absences.note(account, organisation.id(), deputy, away, until, by);
        });
    handOn();
  }

  private void check(
      String account,
      Organisation organisation,
      @Nullable String deputy,
      Instant away,
      Instant back) {
    if (!colleagues.worksIn(Set.of(organisation.id()), account)) {
      throw new UnfitAbsenceException("Отсутствие отмечают у людей своей организации.");
    }
    var zone = calendars.of(organisation).zone();
    absences
        .of(account, away, back)
        .ifPresent(
            known -> {
              throw new UnfitAbsenceException(
                  "%s: отсутствие до %s уже отмечено. Сначала завершите его."
                      .formatted(nameOf(account), Moments.day(known.back(), zone)));
            });
    if (deputy == null) {
      return;
    }
    if (deputy.equals(account)) {
      throw new UnfitAbsenceException("Замещать самого себя нельзя. Выберите коллегу.");
    }
    if (!colleagues.worksIn(Set.of(organisation.id()), deputy)) {
      throw new UnfitAbsenceException("Заместителем может быть только человек той же организации.");
    }
    absences
        .of(deputy, away, back)
        .ifPresent(
            absent -> {
              throw new UnfitAbsenceException(
                  (leadsTo(account, absent, away, back)
                              ? "Получится круг: %s отсутствует до %s, и задачи вернулись бы обратно."
                              : "%s отсутствует до %s и заместить не может.")
                          .formatted(nameOf(deputy), Moments.day(absent.back(), zone))
                      + " Выберите другого заместителя или оставьте задачи в общем списке.");
            });
  }

  private boolean leadsTo(String account, Absence first, Instant away, Instant back) {
    var seen = new HashSet<String>();
    Optional<Absence> next = Optional.of(first);
    while (next.isPresent() && seen.add(next.get().account())) {
      String deputy = next.get().deputy();
      if (account.equals(deputy)) {
        return true;
      }
      next = deputy == null ? Optional.empty() : absences.of(deputy, away, back);
    }
    return false;
  }

  /** One look of a node at what has to be handed on; false, for there is no hurry to look again. */
  boolean look() {
    Instant now = clock.instant();
    // The clock of the sandbox can go back.
    if (now.isBefore(lookedAt) || !now.isBefore(lookedAt.plus(PAUSE))) {
      handOn();
      lookedAt = now;
    }
    return false;
  }

  /** Hands on whatever stands with somebody absent. Harmless when done twice, or by two nodes. */
  void handOn() {
    Map<String, Absence> absent =
        absences.now().stream()
            .collect(Collectors.toMap(Absence::account, Function.identity(), (one, two) -> one));
    if (absent.isEmpty()) {
      return;
    }
    for (Task task :
        tasks
            .createTaskQuery()
            .taskAssigneeIn(absent.keySet().toArray(String[]::new))
            .active()
            .list()) {
      var absence = absent.get(task.getAssignee());
      if (absence != null && !tookItThemselves(task, absence)) {
        handOn(task, absence, standIn(absence, absent, groupsOf(task)));
      }
    }
  }

  private void handOn(Task task, Absence absence, @Nullable String standIn) {
    try {
      transaction.executeWithoutResult(
          tx -> {
            if (!absences.hold(absence)) {
              return;
            }
            // Another node may have been faster.
            var now =
                tasks
                    .createTaskQuery()
                    .taskId(task.getId())
                    .taskAssignee(absence.account())
                    .singleResult();
            if (now != null) {
              now.setAssignee(standIn);
              // Refused when somebody has changed the task since then.
              taskHistory.handingOn(absence, () -> tasks.saveTask(now));
              log.info("Task {} is handed on, for {} is absent", task.getId(), absence.account());
            }
          });
    } catch (OptimisticLockingException e) {
      log.debug("Task {} has just changed and is looked at again", task.getId(), e);
    } catch (RuntimeException e) {
      // The other tasks must not wait for this one; it is tried again at every look.
      log.error("Task {} could not be handed on", task.getId(), e);
    }
  }

  /** Who is there at the end of the row of deputies; null when nobody is who may do the task. */
  private @Nullable String standIn(
      Absence absence, Map<String, Absence> absent, Set<String> groups) {
    var seen = new HashSet<String>();
    Absence each = absence;
    while (each != null && seen.add(each.account())) {
      String deputy = each.deputy();
      if (deputy == null) {
        return null;
      }
      each = absent.get(deputy);
      if (each == null) {
        return colleagues.worksIn(groups, deputy) ? deputy : null;
      }
    }
    return null;
  }

  private boolean tookItThemselves(Task task, Absence absence) {
    return history
            .createHistoricIdentityLinkLogQuery()
            .taskId(task.getId())
            .type(IdentityLinkType.ASSIGNEE)
            .userId(absence.account())
            .assignerId(absence.account())
            .dateAfter(Date.from(absence.away().plusMillis(1)))
            .count()
        > 0;
  }

  private Set<String> groupsOf(Task task) {
    return tasks.getIdentityLinksForTask(task.getId()).stream()
        .map(IdentityLink::getGroupId)
        .filter(group -> group != null)
        .collect(Collectors.toSet());
  }

  private String nameOf(String account) {
    return taskHistory.nameOf(account);
  }

  /** The absences of an organisation's people, now and later, the first first. */
  public List<Absence> of(Organisation organisation) {
    return absences.of(organisation.id());
  }

  /** Ends an absence before its time, or takes one back; false when it is over already. */
  public boolean end(long id, Organisation organisation, String by) {
    return absences.end(id, organisation.id(), by);
  }
}

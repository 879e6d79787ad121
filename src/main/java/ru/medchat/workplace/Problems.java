package ru.medchat.workplace;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import ru.medchat.appeal.ConfirmationException;
import ru.medchat.appeal.PersonalDataInGroupException;
import ru.medchat.appeal.SoundsLikeAdviceException;
import ru.medchat.appeal.UnfitTextException;
import ru.medchat.appeal.UnknownCategoryException;
import ru.medchat.worktime.InvalidScheduleException;

/** Tells operators and administrators in words why something did not work. */
@RestControllerAdvice(
    assignableTypes = {
      TaskEndpoints.class,
      FileReleases.class,
      HeldEndpoints.class,
      LiveEndpoints.class,
      EarlierEndpoints.class,
      TemplateEndpoints.class,
      ListEndpoints.class,
      CalendarEndpoints.class
    })
class Problems {

  private static final Logger log = LoggerFactory.getLogger(Problems.class);

  @ExceptionHandler({TaskNotFoundException.class, FileNotThereException.class})
  ProblemDetail notFound(RuntimeException e) {
    return problem(HttpStatus.NOT_FOUND, e.getMessage());
  }

  @ExceptionHandler
  ProblemDetail notForYou(NotForYouException e) {
    return problem(HttpStatus.FORBIDDEN, e.getMessage());
  }

  @ExceptionHandler
  ProblemDetail gone(TaskGoneException e) {
    return problem(HttpStatus.GONE, e.getMessage());
  }

  /** The form offers to ask a colleague. */
  @ExceptionHandler
  ProblemDetail soundsLikeAdvice(SoundsLikeAdviceException e) {
    var problem = problem(HttpStatus.UNPROCESSABLE_ENTITY, e.getMessage());
    problem.setProperty("findings", e.findings());
    return problem;
  }

  /** The form offers the private chat. */
  @ExceptionHandler
  ProblemDetail notInGroup(PersonalDataInGroupException e) {
    var problem = problem(HttpStatus.UNPROCESSABLE_ENTITY, e.getMessage());
    problem.setProperty("personal", e.found());
    return problem;
  }

  @ExceptionHandler
  ProblemDetail notConfirmed(ConfirmationException e) {
    var problem = problem(HttpStatus.CONFLICT, e.getMessage());
    problem.setProperty("held", true);
    return problem;
  }

  @ExceptionHandler
  ProblemDetail textKept(TextKeptException e) {
    return problem(HttpStatus.CONFLICT, e.getMessage());
  }

  @ExceptionHandler
  ProblemDetail taken(TaskTakenException e) {
    var problem = problem(HttpStatus.CONFLICT, e.getMessage());
    problem.setProperty("taken", true);
    return problem;
  }

  @ExceptionHandler({
    UnfitTextException.class,
    UnknownCategoryException.class,
    OutcomeNotOfferedException.class,
    InvalidScheduleException.class,
    TooManyTasksException.class
  })
  ProblemDetail unfit(RuntimeException e) {
    return problem(HttpStatus.UNPROCESSABLE_ENTITY, e.getMessage());
  }

  @ExceptionHandler({
    HttpMessageNotReadableException.class,
    MethodArgumentTypeMismatchException.class
  })
  ProblemDetail unreadable(Exception e) {
    return problem(HttpStatus.BAD_REQUEST, "Запрос не удалось разобрать.");
  }

  @ExceptionHandler
  ProblemDetail broken(Exception e) {
    log.error("A request of the workplace got no answer", e);
    return problem(
        HttpStatus.INTERNAL_SERVER_ERROR, "Что-то сломалось на сервере. Попробуйте ещё раз.");
  }

  private static ProblemDetail problem(HttpStatus status, @Nullable String detail) {
    return ProblemDetail.forStatusAndDetail(status, detail);
  }
}

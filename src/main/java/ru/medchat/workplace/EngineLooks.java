package ru.medchat.workplace;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.HistoryService;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;
import ru.medchat.appeal.AppealNumber;

/**
 * Puts into the audit what administrators, to whom the engine shows everything, ask of it. The
 * appeal is told from an id in the address; of a list it is only known that it was looked at.
 */
class EngineLooks extends OncePerRequestFilter {

  private static final RequestMatcher ENGINE =
      new OrRequestMatcher(
          PathPatternRequestMatcher.withDefaults().matcher("/engine-rest/**"),
          PathPatternRequestMatcher.withDefaults().matcher("/camunda/api/engine/**"),
          PathPatternRequestMatcher.withDefaults().matcher("/camunda/api/cockpit/**"));

  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private final Looks looks;
  private final EngineUsers users;
  private final HistoryService history;

  EngineLooks(Looks looks, EngineUsers users, HistoryService history) {
    this.looks = looks;
    this.users = users;
    this.history = history;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !ENGINE.matches(request);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var user = EngineUsers.asking().filter(users::isAdministrator);
    if (user.isPresent()) {
      String query = request.getQueryString();
      looks.noteEngine(
          user.get(), appealIn(request.getRequestURI() + (query == null ? "" : "?" + query)));
    }
    chain.doFilter(request, response);
  }

  /** This filter stands before the one that tells the engine who asks. */
  private @Nullable AppealNumber appealIn(String address) {
    var ids = ID.matcher(address);
    while (ids.find()) {
      String id = ids.group();
      var number =
          Optional.ofNullable(history.createHistoricTaskInstanceQuery().taskId(id).singleResult())
              .map(task -> task.getProcessInstanceId())
              .or(() -> Optional.of(id))
              .map(
                  instance ->
                      history
                          .createHistoricProcessInstanceQuery()
                          .processInstanceId(instance)
                          .singleResult())
              .flatMap(instance -> AppealTasks.number(instance.getBusinessKey()));
      if (number.isPresent()) {
        return number.get();
      }
    }
    return null;
  }
}

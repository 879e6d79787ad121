package ru.medchat.workplace;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.CredentialsExpiredException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;

/** What scripts and programs hear when something is not for them, in words for who reads it. */
@Component
class Refusals {

  private static final Logger log = LoggerFactory.getLogger(Refusals.class);

  private static final RequestMatcher CALENDAR =
      PathPatternRequestMatcher.withDefaults().matcher("/workplace/calendar/**");

  private static final String TRY_AGAIN = "Нет доступа. Обновите страницу и попробуйте снова.";

  private final ObjectMapper json;

  Refusals(ObjectMapper json) {
    this.json = json;
  }

  void askForPassword(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
      throws IOException {
    if (refused instanceof TooManyLoginsException early) {
      response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(early.seconds()));
      write(response, HttpStatus.TOO_MANY_REQUESTS, early.getMessage());
      return;
    }
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Medchat\", charset=\"UTF-8\"");
    write(
        response,
        HttpStatus.UNAUTHORIZED,
        refused instanceof CredentialsExpiredException
            ? refused.getMessage()
            : "Нужны имя пользователя и пароль.");
  }

  /** To a log-in on our page. */
  void backToLogin(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
      throws IOException {
    response.sendRedirect(
        refused instanceof TooManyLoginsException early
            ? "/login?wait=" + early.seconds()
            : "/login?error");
  }

  void loginExpired(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
      throws IOException {
    write(response, HttpStatus.UNAUTHORIZED, "Вы не вошли, или сеанс закончился. Войдите.");
  }

  void refuse(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException refused)
      throws IOException {
    log.debug("Refused: {} {}", request.getMethod(), request.getRequestURI());
    write(
        response,
        HttpStatus.FORBIDDEN,
        refused instanceof CsrfException ? TRY_AGAIN : wordsFor(request));
  }

  private static String wordsFor(HttpServletRequest request) {
    return CALENDAR.matches(request)
        ? "Календарь меняют только администраторы."
        : EngineRule.wordsFor(request).orElse(TRY_AGAIN);
  }

  void write(HttpServletResponse response, HttpStatus status, @Nullable String detail)
      throws IOException {
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    json.writeValue(response.getWriter(), ProblemDetail.forStatusAndDetail(status, detail));
  }
}

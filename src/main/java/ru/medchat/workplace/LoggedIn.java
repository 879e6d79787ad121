package ru.medchat.workplace;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.keygen.KeyGenerators;
import org.springframework.security.crypto.keygen.StringKeyGenerator;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;

/** Begins a session, and lets the browser be known when somebody logs in from it again. */
class LoggedIn extends SavedRequestAwareAuthenticationSuccessHandler {

  private static final Duration KNOWN_FOR = Duration.ofDays(180);

  private final LoginThrottle throttle;
  private final LoginClock clock;
  private final StringKeyGenerator devices = KeyGenerators.string();

  LoggedIn(LoginThrottle throttle, LoginClock clock) {
    this.throttle = throttle;
    this.clock = clock;
  }

  @Override
  public void onAuthenticationSuccess(
      HttpServletRequest request, HttpServletResponse response, Authentication login)
      throws ServletException, IOException {
    SessionLimits.begin(request.getSession(), clock.instant());
    var place = LoginPlace.ofPerson(request);
    String device =
        place.device() == null ? devices.generateKey() + devices.generateKey() : place.device();
    throttle.remember(login.getName(), device);
    response.addHeader(
        HttpHeaders.SET_COOKIE,
        ResponseCookie.from(LoginPlace.COOKIE, device)
            .httpOnly(true)
            .secure(request.isSecure())
            .sameSite("Lax")
            .path("/login")
            .maxAge(KNOWN_FOR)
            .build()
            .toString());
    super.onAuthenticationSuccess(request, response, login);
  }
}

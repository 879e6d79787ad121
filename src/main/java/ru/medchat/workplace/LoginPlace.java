package ru.medchat.workplace;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.WebUtils;

/**
 * From where somebody logs in.
 *
 * @param address the address of the client, which a proxy says only where it is trusted
 * @param device what the browser was given at an earlier log-in; null without one
 * @param program whether the password comes along with the request itself
 */
record LoginPlace(String address, @Nullable String device, boolean program) {

  static final String COOKIE = "MEDCHAT-DEVICE";

  static LoginPlace ofPerson(HttpServletRequest request) {
    return new LoginPlace(
        request.getRemoteAddr(),
        Optional.ofNullable(WebUtils.getCookie(request, COOKIE))
            .map(Cookie::getValue)
            .filter(value -> !value.isBlank())
            .orElse(null),
        false);
  }

  static LoginPlace ofProgram(HttpServletRequest request) {
    return new LoginPlace(request.getRemoteAddr(), null, true);
  }
}

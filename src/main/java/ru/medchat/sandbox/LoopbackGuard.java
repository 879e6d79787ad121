package ru.medchat.sandbox;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps other web sites out of the sandbox, which has no login.
 *
 * <p>A page from elsewhere, open in the same browser, could reach this machine's ports: under a
 * name of its own that resolves to loopback, or by posting across sites.
 */
class LoopbackGuard extends OncePerRequestFilter {

  private static final Pattern LOOPBACK =
      Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?");
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var host = request.getHeader("Host");
    if (host == null || !LOOPBACK.matcher(host).matches()) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN, "This host name is not served");
      return;
    }
    if (changesSomething(request) && comesFromElsewhere(request, host)) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN, "Cross-site requests are refused");
      return;
    }
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader(
        "Content-Security-Policy",
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; frame-ancestors 'self'");
    chain.doFilter(request, response);
  }

  /** Methods of the Bot API change things even when they come as a GET. */
  private static boolean changesSomething(HttpServletRequest request) {
    return !Set.of("GET", "HEAD").contains(request.getMethod())
        || request.getRequestURI().startsWith("/bot");
  }

  private static boolean comesFromElsewhere(HttpServletRequest request, String host) {
    @Nullable String site = request.getHeader("Sec-Fetch-Site");
    @Nullable String origin = request.getHeader("Origin");
    return (site != null && !OWN_SITES.contains(site))
        || (origin != null && !origin.equals("http://" + host));
  }
}

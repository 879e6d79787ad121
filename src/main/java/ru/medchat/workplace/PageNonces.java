package ru.medchat.workplace;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Gives each page of Camunda's webapps the nonce that its own header names. Camunda keeps one nonce
 * for all requests (as an attribute of the servlet context): while others ask for something, a page
 * may get another one than its header, which then forbids all its scripts, and it stays white.
 */
final class PageNonces extends OncePerRequestFilter {

  private static final Pattern NAMED = Pattern.compile("'nonce-([^']+)'");
  private static final Pattern USED = Pattern.compile("nonce=\"[^\"]*\"");

  /** The pages themselves end so; what they load has a name. */
  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getRequestURI().endsWith("/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var page = new ContentCachingResponseWrapper(response);
    chain.doFilter(request, page);
    String policy = page.getHeader("Content-Security-Policy");
    Matcher nonce = NAMED.matcher(policy == null ? "" : policy);
    String type = page.getHeader(HttpHeaders.CONTENT_TYPE);
    if (nonce.find() && type != null && type.startsWith("text/html")) {
      String html = new String(page.getContentAsByteArray(), StandardCharsets.UTF_8);
      String own = Matcher.quoteReplacement("nonce=\"%s\"".formatted(nonce.group(1)));
      page.resetBuffer();
      page.getOutputStream()
          .write(USED.matcher(html).replaceAll(own).getBytes(StandardCharsets.UTF_8));
    }
    page.copyBodyToResponse();
  }
}

package ru.medchat.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** The caught letters: a page for people, JSON for scripts. */
class MailRoutes {

  private final MailCatcher mail;

  MailRoutes(MailCatcher mail) {
    this.mail = mail;
  }

  RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route()
        .GET("/sandbox/mail", request -> Responses.json(mail.letters()))
        .GET("/sandbox/mail/{id}/html", this::html)
        .GET(
            "/mail",
            request ->
                ServerResponse.ok()
                    .contentType(MediaType.TEXT_HTML)
                    .body(new ClassPathResource("page/mail.html", MailRoutes.class)))
        .build();
  }

  /**
   * A letter's own HTML, shut into a sandbox: it can neither run scripts nor load anything, only
   * open its links in a window of their own.
   */
  private ServerResponse html(ServerRequest request) {
    Optional<MailCatcher.Letter> letter =
        mail.letters().stream()
            .filter(each -> Integer.toString(each.id()).equals(request.pathVariable("id")))
            .findFirst();
    if (letter.isEmpty()) {
      return ServerResponse.notFound().build();
    }
    return ServerResponse.ok()
        .header(
            "Content-Security-Policy",
            "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:;"
                + " frame-ancestors 'self'")
        .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
        .body(letter.get().html().getBytes(StandardCharsets.UTF_8));
  }
}

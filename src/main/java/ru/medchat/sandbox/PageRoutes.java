package ru.medchat.sandbox;

import java.net.URI;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** The resident's page, or the way to the letters where Telegram is the real one. */
class PageRoutes {

  private final String productUrl;
  private final boolean telegram;
  private final boolean mail;

  PageRoutes(String productUrl, boolean telegram, boolean mail) {
    this.productUrl = productUrl;
    this.telegram = telegram;
    this.mail = mail;
  }

  RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route()
        .GET("/", request -> start())
        .GET(
            "/sandbox/info",
            request ->
                Responses.json(
                    Map.of(
                        "botId", Bot.ID,
                        "botName", Bot.NAME,
                        "product", productUrl,
                        "telegram", telegram,
                        "mail", mail)))
        .build();
  }

  private ServerResponse start() {
    if (!telegram) {
      return ServerResponse.temporaryRedirect(URI.create("/mail")).build();
    }
    return ServerResponse.ok()
        .contentType(MediaType.TEXT_HTML)
        .body(new ClassPathResource("page/index.html", PageRoutes.class));
  }
}

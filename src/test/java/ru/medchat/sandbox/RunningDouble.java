package ru.medchat.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The Bot API double on a free port, and what tests do with it over HTTP. */
class RunningDouble implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final String url;
  private final TelegramDouble telegram;
  private final SandboxServer server;

  RunningDouble(String databaseUrl) {
    telegram = TelegramDouble.start(databaseUrl, EmbeddedDatabase.USER, TestDatabase.password());
    var routes = new ArrayList<>(telegram.routes());
    routes.add(new PageRoutes("http://127.0.0.1:8080", true, true).routes());
    server = SandboxServer.start(0, routes);
    url = server.url();
  }

  /** Forgets everything but the personas, and goes back to real time. */
  void reset() {
    telegram
        .jdbc()
        .sql(
            "truncate sandbox.chat, sandbox.message, sandbox.file, sandbox.update, sandbox.menu cascade")
        .update();
    telegram.jdbc().sql("update sandbox.bot set allowed_updates = '', privacy = false").update();
    telegram.jdbc().sql("update sandbox.person set blocked = false").update();
    telegram.clock().backToReal();
    delete("/sandbox/faults");
    bot("deleteWebhook", "{}");
  }

  String url() {
    return url;
  }

  Chats chats() {
    return telegram.chats();
  }

  SandboxClock clock() {
    return telegram.clock();
  }

  /** The group of Taganrog, made when it is missing. */
  long taganrog() {
    return chats().openGroup("taganrog", "Медчат · Таганрог").id();
  }

  long azov() {
    return chats().openGroup("azov", "Медчат · Азов").id();
  }

  /** A call of the bot with a JSON body; the whole answer. */
  JsonNode bot(String method, String body) {
    return body(post("/bot" + Bot.TOKEN + "/" + method, body));
  }

  CompletableFuture<JsonNode> botLater(String method, String body) {
    return HTTP.sendAsync(
            postRequest("/bot" + Bot.TOKEN + "/" + method, body), BodyHandlers.ofString())
        .thenApply(RunningDouble::body);
  }

  /** The update ids and kinds that a poll with these parameters returns. */
  JsonNode updates(String parameters) {
    return bot("getUpdates", parameters).path("result");
  }

  JsonNode writes(long userId, long chatId, String text) {
    var message = Json.object().put("userId", userId).put("text", text);
    return body(post("/sandbox/chats/" + chatId + "/messages", message.toString()));
  }

  JsonNode messages(long chatId) {
    return body(get("/sandbox/chats/" + chatId + "/messages"));
  }

  HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(URI.create(url + path)).build());
  }

  HttpResponse<String> delete(String path) {
    return send(HttpRequest.newBuilder(URI.create(url + path)).DELETE().build());
  }

  byte[] bytes(String path) {
    try {
      return HTTP.send(
              HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofByteArray())
          .body();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  HttpResponse<String> post(String path, String body, String... headers) {
    var request = postRequest(path, body);
    if (headers.length == 0) {
      return send(request);
    }
    var changed = HttpRequest.newBuilder(request, (name, value) -> true);
    for (int i = 0; i < headers.length; i += 2) {
      changed.setHeader(headers[i], headers[i + 1]);
    }
    return send(changed.build());
  }

  /** A multipart form: texts as name and value, then one file. */
  HttpResponse<String> upload(
      String path, String name, String fileName, String type, byte[] content, String... texts) {
    var boundary = "sandbox-boundary";
    List<byte[]> parts = new ArrayList<>();
    for (int i = 0; i < texts.length; i += 2) {
      parts.add(
          utf8(
              "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                  .formatted(boundary, texts[i], texts[i + 1])));
    }
    var disposition = "form-data; name=\"%s\"; filename=\"%s\"".formatted(name, fileName);
    parts.add(
        utf8(
            "--%s\r\nContent-Disposition: %s\r\nContent-Type: %s\r\n\r\n"
                .formatted(boundary, disposition, type)));
    parts.add(content);
    parts.add(utf8("\r\n--" + boundary + "--\r\n"));
    return send(
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(BodyPublishers.ofByteArrays(parts))
            .build());
  }

  /** Several copies of a picture with a caption, sent at once. */
  HttpResponse<String> album(String path, byte[] picture, int count, long userId, String text) {
    List<byte[]> parts = new ArrayList<>();
    var field = "--album\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n";
    parts.add(utf8(field.formatted("userId", userId) + field.formatted("text", text)));
    for (int i = 0; i < count; i++) {
      parts.add(
          utf8(
              "--album\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%d.png\"\r\nContent-Type: image/png\r\n\r\n"
                  .formatted(i)));
      parts.add(picture);
      parts.add(utf8("\r\n"));
    }
    parts.add(utf8("--album--\r\n"));
    return send(
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", "multipart/form-data; boundary=album")
            .POST(BodyPublishers.ofByteArrays(parts))
            .build());
  }

  static JsonNode body(HttpResponse<String> response) {
    return Json.parse(response.body());
  }

  @Override
  public void close() {
    telegram.release();
    server.close();
    telegram.close();
  }

  private HttpRequest postRequest(String path, String body) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return HTTP.send(request, BodyHandlers.ofString());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}

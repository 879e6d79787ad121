package ru.medchat.testing;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The chats of the sandbox as a script uses them. */
public final class SandboxChats {

  private static final ObjectMapper json = new ObjectMapper();

  private final String url;
  private final HttpClient http = HttpClient.newHttpClient();

  public SandboxChats(String url) {
    this.url = url;
  }

  /** The group of a municipality. */
  public String groupOf(String municipality) {
    for (JsonNode chat : get("/sandbox/chats")) {
      if (municipality.equals(chat.path("municipality").asText())) {
        return chat.path("id").asText();
      }
    }
    throw new AssertionError("No group of " + municipality);
  }

  /** Writes as a resident; returns the number of the message in its chat. */
  public long write(String chat, long resident, String name, String text) {
    return post(
            "/sandbox/chats/" + chat + "/messages",
            Map.of("userId", resident, "firstName", name, "text", text))
        .path("messageId")
        .asLong();
  }

  /** Makes Telegram fail, as {@code POST /sandbox/faults} says it. */
  public void fails(Map<String, ?> fault) {
    post("/sandbox/faults", fault);
  }

  /** How many calls are still going to fail. */
  public int faultsLeft() {
    int left = 0;
    for (JsonNode fault : get("/sandbox/faults")) {
      left += fault.path("times").asInt();
    }
    return left;
  }

  public void isWellAgain() {
    send(HttpRequest.newBuilder(URI.create(url + "/sandbox/faults")).DELETE().build());
  }

  public void moveClock(String advance) {
    post("/sandbox/clock", Map.of("advance", advance));
  }

  public void setClock(String moment) {
    post("/sandbox/clock", Map.of("at", moment));
  }

  public void press(String chat, long resident, long messageId, String data) {
    post(
        "/sandbox/chats/" + chat + "/callbacks",
        Map.of("userId", resident, "messageId", messageId, "data", data));
  }

  /** What the bot has said in a chat, the oldest first. */
  public List<String> saidByBot(String chat) {
    var said = new ArrayList<String>();
    for (JsonNode message : get("/sandbox/chats/" + chat + "/messages")) {
      if (message.path("bot").asBoolean()) {
        said.add(message.path("text").asText());
      }
    }
    return said;
  }

  /** Waits until the bot says something like this; returns what it said. */
  public String botSays(String chat, Duration patience, Predicate<String> expected) {
    return await("the bot in " + chat)
        .atMost(patience)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> saidByBot(chat).stream().filter(expected).findFirst().orElse(""),
            text -> !text.isEmpty());
  }

  public JsonNode get(String path) {
    return send(HttpRequest.newBuilder(URI.create(url + path)).build());
  }

  /** Does something that the sandbox offers to scripts. */
  public JsonNode post(String path, Map<String, ?> body) {
    try {
      return send(
          HttpRequest.newBuilder(URI.create(url + path))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)))
              .build());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonNode send(HttpRequest request) {
    try {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new AssertionError(request.uri() + ": " + answer.statusCode() + " " + answer.body());
      }
      return json.readTree(answer.body());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

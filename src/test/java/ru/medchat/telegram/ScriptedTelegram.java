package ru.medchat.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Answers over HTTP like the Bot API, or as a test told it to. */
final class ScriptedTelegram {

  static final String TOKEN = "4242:token";

  private static final ObjectMapper JSON = new ObjectMapper();

  static {
    // Else every answer takes 40 ms: the JDK's server sends headers and body as two packets.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  /** A call that arrived. */
  record Call(String method, JsonNode body, long at) {
    String text() {
      return body.path("text").asText();
    }

    String chat() {
      return body.path("chat_id").asText();
    }
  }

  /** What to answer instead, and when; no body at all means to drop the connection. */
  record Answer(int status, @Nullable String body, Duration delay) {
    Answer(int status, @Nullable String body) {
      this(status, body, Duration.ZERO);
    }

    static Answer slow(Duration delay) {
      return new Answer(0, null, delay);
    }

    static Answer refusal(int code, String description, String parameters) {
      return new Answer(
          code,
          """
          {"ok":false,"error_code":%d,"description":"%s","parameters":{%s}}
          """
              .formatted(code, description, parameters));
    }

    static Answer drop() {
      return new Answer(0, null);
    }
  }

  private final HttpServer server;
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final Map<String, Deque<Answer>> script = new ConcurrentHashMap<>();
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final AtomicInteger messageIds = new AtomicInteger();
  private final TreeMap<Integer, String> updates = new TreeMap<>();
  private final List<Integer> offsets = new CopyOnWriteArrayList<>();
  private final List<String> pollers = new CopyOnWriteArrayList<>();
  private volatile Duration patience = Duration.ofMinutes(1);

  ScriptedTelegram() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "scripted-telegram");
              thread.setDaemon(true);
              return thread;
            }));
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void reset() {
    calls.clear();
    script.clear();
    files.clear();
    synchronized (updates) {
      updates.clear();
    }
    offsets.clear();
    pollers.clear();
  }

  /**
   * The next calls of a method, or of a method for a chat ("sendmessage 7"), get these answers; the
   * next downloads of a file ("file") these pages.
   */
  void answers(String call, Answer... answers) {
    script.computeIfAbsent(call, any -> new ArrayDeque<>()).addAll(List.of(answers));
  }

  void has(String path, byte[] content) {
    files.put(path, content);
  }

  void arrives(int updateId, String rest) {
    synchronized (updates) {
      updates.put(updateId, "{\"update_id\":" + updateId + "," + rest + "}");
      updates.notifyAll();
    }
  }

  List<Call> calls(String method) {
    return calls.stream().filter(call -> call.method().equals(method)).toList();
  }

  /** The offsets that polls came with, in order. */
  List<Integer> offsets() {
    return new ArrayList<>(offsets);
  }

  /** The name of this server that each poll came with, in order. */
  List<String> pollers() {
    return new ArrayList<>(pollers);
  }

  /** Lets no poll wait for longer than this. */
  void isImpatient(Duration patience) {
    this.patience = patience;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.startsWith("/file/bot" + TOKEN + "/")) {
      Answer page = scripted("file");
      if (page != null && page.body() != null) {
        exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
        reply(exchange, page.status(), page.body().getBytes(StandardCharsets.UTF_8));
        return;
      }
      byte[] file = files.get(path.substring(("/file/bot" + TOKEN + "/").length()));
      reply(exchange, file == null ? 404 : 200, file == null ? new byte[0] : file);
      return;
    }
    String method = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    JsonNode body = JSON.readTree(exchange.getRequestBody());
    Call call = new Call(method, body, System.nanoTime());
    if (method.equals("getupdates")) {
      pollers.add(exchange.getRequestHeaders().getFirst("Host").replaceAll(":.*", ""));
    }
    calls.add(call);
    Answer answer = answer(call);
    pause(answer.delay());
    if (answer.body() == null) {
      exchange.close();
      return;
    }
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    reply(exchange, answer.status(), answer.body().getBytes(StandardCharsets.UTF_8));
  }

  private static void pause(Duration delay) {
    try {
      Thread.sleep(delay.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private Answer answer(Call call) {
    for (String key : List.of(call.method() + " " + call.chat(), call.method())) {
      Answer answer = scripted(key);
      if (answer != null) {
        return answer;
      }
    }
    return switch (call.method()) {
      case "getupdates" -> ok(poll(call.body()));
      case "sendmessage" ->
          ok(
              """
              {"message_id":%d,"date":1793000000,"chat":{"id":%s,"type":"private"},"text":"."}
              """
                  .formatted(messageIds.incrementAndGet(), call.chat()));
      case "getme" ->
          ok(
              """
              {"id":4242,"is_bot":true,"first_name":"Медчат","username":"medchat_bot",
               "can_read_all_group_messages":false}
              """);
      case "getfile" ->
          ok(
              """
              {"file_id":"%1$s","file_unique_id":"u","file_path":"documents/%1$s"}
              """
                  .formatted(call.body().path("file_id").asText()));
      default -> ok("true");
    };
  }

  private @Nullable Answer scripted(String key) {
    Deque<Answer> scripted = script.get(key);
    if (scripted == null) {
      return null;
    }
    synchronized (scripted) {
      return scripted.poll();
    }
  }

  private static Answer ok(String result) {
    return new Answer(200, "{\"ok\":true,\"result\":" + result + "}");
  }

  private String poll(JsonNode body) {
    int offset = body.path("offset").asInt();
    Duration asked = Duration.ofSeconds(body.path("timeout").asLong());
    Duration wait = asked.compareTo(patience) < 0 ? asked : patience;
    long end = System.nanoTime() + wait.toNanos();
    synchronized (updates) {
      offsets.add(offset);
      if (!updates.isEmpty() && offset <= updates.lastKey() + 1) {
        // What lies before the offset is confirmed. An offset far beyond the tail confirms nothing.
        updates.headMap(offset).clear();
      }
      while (updates.isEmpty() && System.nanoTime() < end) {
        try {
          updates.wait(100);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return "[]";
        }
      }
      return "[" + String.join(",", updates.values().stream().limit(100).toList()) + "]";
    }
  }
}

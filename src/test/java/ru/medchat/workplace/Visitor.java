package ru.medchat.workplace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody who uses the product over HTTP, with cookies of their own; follows no redirects. */
final class Visitor {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern CSRF_FIELD =
      Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

  private final String address;
  private final CookieManager cookies = new CookieManager();
  private String secret = "";
  private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();

  Visitor(String address) {
    this.address = address;
  }

  Visitor logsIn(String user, String password) {
    secret = basic(user, password);
    String next = triesToLogIn(user, password);
    if (next.contains("error") || next.contains("wait")) {
      throw new IllegalStateException("Login refused: " + next);
    }
    return this;
  }

  /** Fills in the login page; where that leads. */
  String triesToLogIn(String user, String password) {
    var page = CSRF_FIELD.matcher(get("/login").body());
    if (!page.find()) {
      throw new IllegalStateException("The login page has no token");
    }
    var answer =
        postForm("/login", Map.of("username", user, "password", password, "_csrf", page.group(1)));
    if (answer.statusCode() != 302) {
      throw new IllegalStateException("Login refused: " + answer);
    }
    return location(answer);
  }

  HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  HttpResponse<byte[]> getBytes(String path) {
    return getBytes(path, Map.of());
  }

  HttpResponse<byte[]> getBytes(String path, Map<String, String> headers) {
    var request = request(path).GET();
    headers.forEach(request::header);
    try {
      return http.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<String> get(String path, Map<String, String> headers) {
    var request = request(path).GET();
    headers.forEach(request::header);
    return send(request);
  }

  HttpResponse<String> getAs(String user, String password, String path) {
    return get(path, Map.of("Authorization", basic(user, password)));
  }

  /** The same person's name and password, as programs bring them along. */
  String secret() {
    return secret;
  }

  static String basic(String user, String password) {
    var secret = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(secret);
  }

  HttpResponse<String> put(String path, Map<String, ?> body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .header("X-MEDCHAT-CSRF", cookie("MEDCHAT-CSRF"))
            .PUT(BodyPublishers.ofString(json(body))));
  }

  HttpResponse<String> delete(String path) {
    return send(request(path).header("X-MEDCHAT-CSRF", cookie("MEDCHAT-CSRF")).DELETE());
  }

  HttpResponse<String> post(String path, Map<String, ?> body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .header("X-MEDCHAT-CSRF", cookie("MEDCHAT-CSRF"))
            .POST(BodyPublishers.ofString(json(body))));
  }

  /** What a program sends, which brings its password along and knows no cookies. */
  HttpResponse<String> postAs(String user, String password, String path, Map<String, ?> body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .header("Authorization", basic(user, password))
            .POST(BodyPublishers.ofString(json(body))));
  }

  /** Deploys a file as Modeler does. */
  HttpResponse<String> deploysAs(String user, String password, String file, String content) {
    String part =
        """
        --medchat
        Content-Disposition: form-data; name="data"; filename="%s"
        Content-Type: application/octet-stream

        %s
        --medchat--
        """
            .formatted(file, content)
            .replace("\n", "\r\n");
    return send(
        request("/engine-rest/deployment/create")
            .header("Content-Type", "multipart/form-data; boundary=medchat")
            .header("Authorization", basic(user, password))
            .POST(BodyPublishers.ofString(part)));
  }

  /** Sends a form of a page, with the token that the page has in it. */
  HttpResponse<String> submit(String page, String path, Map<String, String> fields) {
    var token = CSRF_FIELD.matcher(get(page).body());
    if (!token.find()) {
      throw new IllegalStateException("No token on " + page);
    }
    var all = new HashMap<>(fields);
    all.put("_csrf", token.group(1));
    return postForm(path, all);
  }

  HttpResponse<String> putWithoutToken(String path, Map<String, ?> body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(json(body))));
  }

  /** What Tasklist sends: JSON with Camunda's own token. */
  HttpResponse<String> toWebapp(String method, String path, Map<String, ?> body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .header("X-XSRF-TOKEN", cookie("XSRF-TOKEN"))
            .method(method, BodyPublishers.ofString(json(body))));
  }

  /** The same with a body as it is, or without one where it is empty. */
  HttpResponse<String> toWebapp(String method, String path, String body) {
    return sends(method, path, body, Map.of("X-XSRF-TOKEN", cookie("XSRF-TOKEN")));
  }

  /** Any request, with JSON where there is a body. */
  HttpResponse<String> sends(String method, String path, String body, Map<String, String> headers) {
    var request = request(path);
    headers.forEach(request::header);
    if (!body.isEmpty() || !method.equals("GET")) {
      request.header("Content-Type", "application/json");
    }
    return send(
        request.method(
            method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
  }

  /** As Tasklist asks for a list: with its count and all that belongs to each task. */
  HttpResponse<String> toWebappForHal(String path, Map<String, ?> body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .header("Accept", "application/hal+json")
            .header("X-XSRF-TOKEN", cookie("XSRF-TOKEN"))
            .POST(BodyPublishers.ofString(json(body))));
  }

  HttpResponse<String> postForm(String path, Map<String, String> fields) {
    return send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(encoded(fields))));
  }

  /** Fields as an address or the body of a form has them. */
  static String encoded(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(
            field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  static JsonNode json(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String location(HttpResponse<?> answer) {
    return answer.headers().firstValue("Location").orElse("");
  }

  private static String json(Map<String, ?> body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String cookie(String name) {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals(name))
        .map(HttpCookie::getValue)
        .findFirst()
        .orElse("");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

package ru.medchat.testing;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The whole product in a JVM of its own, which can be ended the hard way. */
public final class RunningProduct implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Process process;
  private final int port;
  private final int sandboxPort;

  private RunningProduct(Process process, int port, int sandboxPort) {
    this.process = process;
    this.port = port;
    this.sandboxPort = sandboxPort;
  }

  /**
   * Starts the product with all of its sandbox, on an empty database, and waits until it is ready.
   *
   * @param name of its log
   * @param data folder of the sandbox
   */
  public static RunningProduct inSandbox(String name, Path data) throws IOException {
    return inSandbox(name, data, TestPostgres.newDatabase(), Map.of());
  }

  /**
   * Starts the product with all of its sandbox and waits until it is ready.
   *
   * @param name of its log
   * @param data folder of the sandbox
   * @param database the JDBC address of its own
   * @param more properties of the product
   */
  public static RunningProduct inSandbox(
      String name, Path data, String database, Map<String, String> more) throws IOException {
    var settings = new HashMap<>(more);
    settings.put("spring.datasource.url", database);
    settings.put("spring.datasource.username", "postgres");
    settings.put("medchat.sandbox.database", "true");
    settings.put("medchat.sandbox.data", data.toString());
    return start(settings, Path.of("target", name + ".log"));
  }

  /**
   * Starts the product and waits until it is ready.
   *
   * @param settings properties of the product
   * @param log where it writes what it has to say
   */
  public static RunningProduct start(Map<String, String> settings, Path log) throws IOException {
    int port = freePort();
    int sandboxPort = freePort();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.add("-Xmx512m");
    command.add("ru.medchat.MedchatApplication");
    command.add("--server.port=" + port);
    command.add("--medchat.sandbox.port=" + sandboxPort);
    settings.forEach((name, value) -> command.add("--" + name + "=" + value));
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .directory(new File("."))
            .start();
    var product = new RunningProduct(process, port, sandboxPort);
    try {
      await("the product, see " + log).atMost(PATIENCE).until(product::isReadyOrDead);
    } catch (RuntimeException e) {
      product.kill();
      throw e;
    }
    if (!process.isAlive()) {
      throw new IllegalStateException("The product did not start, see " + log);
    }
    return product;
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  public String sandboxUrl() {
    return "http://127.0.0.1:" + sandboxPort;
  }

  /** Ends it as a power cut would: nothing of it runs any more when this returns. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Asks it to end, and returns how long it took. */
  public Duration terminate() {
    long start = System.nanoTime();
    process.destroy();
    process.onExit().join();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Override
  public void close() {
    kill();
  }

  private boolean isReadyOrDead() {
    if (!process.isAlive()) {
      return true;
    }
    try {
      var answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(url() + "/actuator/health/readiness"))
                      .timeout(Duration.ofSeconds(2))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  public static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}

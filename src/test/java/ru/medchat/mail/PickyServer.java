package ru.medchat.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A mail server that says of each recipient what the test wants, and may leave without goodbye. */
final class PickyServer implements AutoCloseable {

  private final ServerSocket socket;
  private final String aboutRecipients;
  private final boolean hangsUp;
  private final AtomicInteger taken = new AtomicInteger();

  private PickyServer(int port, String aboutRecipients, boolean hangsUp) {
    try {
      socket = new ServerSocket(port, 5, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.aboutRecipients = aboutRecipients;
    this.hangsUp = hangsUp;
    var thread = new Thread(this::serve, "picky-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** Says so of every recipient, such as {@code 550 no such user}. */
  static PickyServer saying(int port, String aboutRecipients) {
    return new PickyServer(port, aboutRecipients, false);
  }

  /** Takes a letter, says so, and cuts the connection. */
  static PickyServer hangingUp(int port) {
    return new PickyServer(port, "250 fine", true);
  }

  int taken() {
    return taken.get();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (var connection = socket.accept()) {
        talk(connection);
      } catch (IOException e) {
        // The client or the test is gone.
      }
    }
  }

  private void talk(Socket connection) throws IOException {
    var in =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
    var out = new PrintWriter(connection.getOutputStream(), true, StandardCharsets.UTF_8);
    say(out, "220 picky");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      switch (line.substring(0, Math.min(4, line.length())).toUpperCase(java.util.Locale.ROOT)) {
        case "RCPT" -> say(out, aboutRecipients);
        case "DATA" -> {
          say(out, "354 go on");
          String each = in.readLine();
          while (each != null && !each.equals(".")) {
            each = in.readLine();
          }
          taken.incrementAndGet();
          say(out, "250 taken");
          if (hangsUp) {
            return;
          }
        }
        case "QUIT" -> {
          say(out, "221 bye");
          return;
        }
        default -> say(out, "250 fine");
      }
    }
  }

  private static void say(PrintWriter out, String line) {
    out.print(line + "\r\n");
    out.flush();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

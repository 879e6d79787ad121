package ru.medchat.telegram;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.telegram.telegrambots.client.okhttp.OkHttpTelegramClient;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/** Telegram as we reach it: its methods through telegrambots' client, its files over plain HTTP. */
@Component
class BotApi implements DisposableBean {

  /** The most Telegram gives a bot. */
  static final long LARGEST_FILE = 20L * 1024 * 1024;

  private final TelegramSettings settings;
  private final OkHttpClient http;
  private final OkHttpClient downloads;
  private final TelegramClient client;

  BotApi(TelegramSettings settings) {
    this.settings = settings;
    this.http =
        new OkHttpClient.Builder()
            .dispatcher(new Dispatcher(threads()))
            // A message posted again unasked would arrive twice, and nobody would know.
            .retryOnConnectionFailure(false)
            .connectTimeout(Duration.ofSeconds(5))
            .readTimeout(Duration.ofSeconds(15))
            .callTimeout(Duration.ofSeconds(20))
            .build();
    this.downloads = http.newBuilder().callTimeout(Duration.ofMinutes(2)).build();
    this.client = new OkHttpTelegramClient(http, settings.token(), settings.url());
  }

  TelegramClient client() {
    return client;
  }

  /** Telegram does not give this file. */
  static class NoFile extends IOException {
    private static final long serialVersionUID = 1;

    final int status;

    NoFile(int status, String message) {
      super(message);
      this.status = status;
    }
  }

  /**
   * Downloads a file.
   *
   * @param path as getFile tells it
   * @return its media type; null when the server knows none
   */
  @Nullable String download(String path, Path target) throws IOException {
    HttpUrl url =
        new HttpUrl.Builder()
            .scheme(settings.apiUrl().getScheme())
            .host(settings.apiUrl().getHost())
            .port(settings.port())
            .addPathSegment("file")
            .addPathSegment("bot" + settings.token())
            .addPathSegments(path)
            .build();
    try (Response response = downloads.newCall(new Request.Builder().url(url).build()).execute();
        ResponseBody body = response.body()) {
      if (!response.isSuccessful() || body == null) {
        throw new NoFile(response.code(), "The download is answered with " + response.code());
      }
      try (InputStream content = body.byteStream();
          var out = Files.newOutputStream(target)) {
        long length = content.transferTo(new Bounded(out, LARGEST_FILE));
        if (body.contentLength() >= 0 && length != body.contentLength()) {
          throw new IOException("The download broke off after " + length + " bytes");
        }
      }
      return response.header("Content-Type");
    }
  }

  @Override
  public void destroy() {
    http.dispatcher().cancelAll();
    http.dispatcher().executorService().shutdownNow();
    http.connectionPool().evictAll();
  }

  /** OkHttp's own threads would keep a stopping product alive for a minute. */
  private static ThreadPoolExecutor threads() {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        60,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread thread = new Thread(task, "telegram-http");
          thread.setDaemon(true);
          return thread;
        });
  }
}

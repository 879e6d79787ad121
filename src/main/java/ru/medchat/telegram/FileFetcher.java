package ru.medchat.telegram;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;
import org.telegram.telegrambots.meta.api.methods.GetFile;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;
import ru.medchat.channel.Attachment;
import ru.medchat.channel.Files;

/** Brings the files of messages from Telegram into the database. */
@Component
class FileFetcher {

  private static final Logger log = LoggerFactory.getLogger(FileFetcher.class);

  /** With the pauses after them more than four hours: "temporarily unavailable" passes. */
  static final int REFUSALS = 10;

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
  private static final Duration LONGEST_PAUSE_AFTER_A_REFUSAL = Duration.ofHours(1);

  private final Files files;
  private final BotApi api;

  FileFetcher(Files files, BotApi api) {
    this.files = files;
    this.api = api;
  }

  /** Returns false when no file waits. */
  boolean fetchNext() throws IOException {
    Optional<Files.Fetch> next = files.next(Translation.CHANNEL);
    if (next.isPresent()) {
      fetch(next.get());
    }
    return next.isPresent();
  }

  private void fetch(Files.Fetch file) throws IOException {
    if (file.size() != null && file.size() > BotApi.LARGEST_FILE) {
      tooBig(file, "bigger than the 20 MB that Telegram gives a bot");
      return;
    }
    // To disk first: a slow download must not hold a transaction open.
    Path content = java.nio.file.Files.createTempFile("medchat-", ".part");
    try {
      String type = download(file, content);
      try (InputStream in = java.nio.file.Files.newInputStream(content)) {
        files.stored(file.id(), in, type);
      }
    } catch (BotApi.NoFile e) {
      failed(file, e.toString(), e.status >= 400 && e.status < 500 && e.status != 429);
    } catch (TelegramApiRequestException e) {
      failed(file, e.toString(), e.getErrorCode() != null && e.getErrorCode() == 400);
    } catch (TelegramApiException | IOException e) {
      failed(file, NestedExceptionUtils.getMostSpecificCause(e).toString(), false);
    } finally {
      java.nio.file.Files.deleteIfExists(content);
    }
  }

  private @Nullable String download(Files.Fetch file, Path target)
      throws TelegramApiException, IOException {
    String path = api.client().execute(new GetFile(file.fileId())).getFilePath();
    if (path == null) {
      throw new BotApi.NoFile(404, "Telegram tells no path for it");
    }
    String type = api.download(path, target);
    if (isPage(type) && !isPage(file.mediaType())) {
      throw new IOException("The download is answered with a page in place of the file");
    }
    if (file.kind() == Attachment.Kind.PHOTO) {
      return "image/jpeg";
    }
    return "application/octet-stream".equals(type) ? null : type;
  }

  /** What a gateway shows of itself while the server behind it is away. */
  private static boolean isPage(@Nullable String mediaType) {
    return mediaType != null && mediaType.toLowerCase(Locale.ROOT).startsWith("text/html");
  }

  private void failed(Files.Fetch file, String reason, boolean refused) {
    if (reason.contains("file is too big")) {
      tooBig(file, reason);
      return;
    }
    if (!refused) {
      Duration pause = Duration.ofSeconds(1L << Math.min(file.attempt() - 1, 12));
      files.retryLater(file.id(), atMost(LONGEST_PAUSE, pause), reason);
    } else if (file.refusals() + 1 < REFUSALS) {
      Duration pause = Duration.ofSeconds(5L << (2 * file.refusals()));
      files.refused(file.id(), atMost(LONGEST_PAUSE_AFTER_A_REFUSAL, pause), reason);
    } else {
      files.lost(file.id(), reason);
      log.warn("File {} can't be had and waits for an administrator: {}", file.id(), reason);
    }
  }

  private static Duration atMost(Duration longest, Duration pause) {
    return pause.compareTo(longest) < 0 ? pause : longest;
  }

  private void tooBig(Files.Fetch file, String reason) {
    files.tooBig(file.id(), reason);
    log.info("File {} stays with Telegram: {}", file.id(), reason);
  }
}

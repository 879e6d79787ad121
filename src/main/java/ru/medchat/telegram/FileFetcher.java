package ru.medchat.telegram;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
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

  /** A refusal can be a passing one ("temporarily unavailable"), but not for long. */
  private static final int REFUSALS = 4;

  /** With the pauses below: about a day, an outage that one may hope to see the end of. */
  private static final int ATTEMPTS = 100;

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

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
    if (file.kind() == Attachment.Kind.PHOTO) {
      return "image/jpeg";
    }
    return "application/octet-stream".equals(type) ? null : type;
  }

  private void failed(Files.Fetch file, String reason, boolean refused) {
    if (reason.contains("file is too big")) {
      tooBig(file, reason);
      return;
    }
    if (file.attempt() >= (refused ? REFUSALS : ATTEMPTS)) {
      files.lost(file.id(), reason);
      log.warn("File {} can't be had: {}", file.id(), reason);
      return;
    }
    Duration pause = Duration.ofSeconds(1L << Math.min(file.attempt() - 1, 12));
    files.retryLater(file.id(), pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE, reason);
  }

  private void tooBig(Files.Fetch file, String reason) {
    files.tooBig(file.id(), reason);
    log.info("File {} stays with Telegram: {}", file.id(), reason);
  }
}

package ru.medchat.workplace;

import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import ru.medchat.appeal.Conversation;
import ru.medchat.appeal.Decisions;
import ru.medchat.appeal.ReleasedFiles;
import ru.medchat.appeal.UnfitTextException;
import ru.medchat.channel.Attachment;
import ru.medchat.channel.Files;

/** What the operator's form asks of the server. */
@RestController
@RequestMapping("/workplace/tasks/{taskId}")
class TaskEndpoints {

  private static final Set<MediaType> SHOWN_IN_PLACE =
      Set.of(
          MediaType.IMAGE_JPEG,
          MediaType.IMAGE_PNG,
          MediaType.IMAGE_GIF,
          MediaType.parseMediaType("image/webp"),
          MediaType.parseMediaType("audio/ogg"),
          MediaType.parseMediaType("audio/mpeg"),
          MediaType.parseMediaType("audio/mp4"),
          MediaType.parseMediaType("video/mp4"),
          MediaType.parseMediaType("video/webm"));

  private final AppealTasks tasks;
  private final TaskViews views;
  private final Decisions decisions;
  private final Conversation conversation;
  private final Files files;
  private final Oversight oversight;
  private final ReleasedFiles released;

  TaskEndpoints(
      AppealTasks tasks,
      TaskViews views,
      Decisions decisions,
      Conversation conversation,
      Files files,
      Oversight oversight,
      ReleasedFiles released) {
    this.tasks = tasks;
    this.views = views;
    this.decisions = decisions;
    this.conversation = conversation;
    this.files = files;
    this.oversight = oversight;
    this.released = released;
  }

  @GetMapping
  TaskView show(@PathVariable String taskId, Principal caller) {
    return views.of(tasks.open(taskId), caller.getName());
  }

  /**
   * What an operator has written.
   *
   * @param outcome what the operator is about to decide; null while still writing
   * @param takeOver whether to go on although somebody else works on the task
   */
  record Draft(@Nullable String text, @Nullable String outcome, boolean takeOver) {

    /** Without the one character that PostgreSQL can't keep. */
    String words() {
      return text == null ? "" : text.replace("\0", "");
    }
  }

  /**
   * That the draft is kept.
   *
   * @param takenBy who else works on the task; null when nobody else does
   */
  record Kept(@Nullable String takenBy) {}

  /**
   * Keeps what an operator writes, whatever else comes of it; with an outcome, also says whether
   * that outcome can be.
   *
   * @throws UnfitTextException when the outcome asks for words, and these can't be sent
   * @throws ru.medchat.appeal.SoundsLikeAdviceException when they need a second person
   * @throws TaskTakenException when somebody else works on the task
   * @throws TaskGoneException when somebody else has finished it
   */
  @PutMapping("/draft")
  Kept keep(@PathVariable String taskId, @RequestBody Draft draft, Principal caller) {
    OpenTask open;
    try {
      open = tasks.open(taskId);
    } catch (TaskGoneException gone) {
      decisions.saveDraft(gone.number(), caller.getName(), draft.words());
      throw new TextKeptException(gone);
    }
    decisions.saveDraft(open.number(), caller.getName(), draft.words());
    var outcome = draft.outcome();
    if (draft.takeOver()) {
      tasks.takeOver(open.task(), caller.getName());
    } else if (outcome != null || !draft.words().isBlank()) {
      tasks.take(open.task(), caller.getName());
    }
    var other = tasks.takenBy(tasks.open(taskId).task(), caller.getName());
    if (outcome != null) {
      other.ifPresent(
          who -> {
            throw new TaskTakenException(who);
          });
      check(open, outcome, draft.words());
    }
    return new Kept(other.orElse(null));
  }

  @GetMapping("/files/{fileId}")
  ResponseEntity<Resource> file(
      @PathVariable String taskId, @PathVariable long fileId, Principal caller) {
    var open = tasks.open(taskId);
    boolean readsAll = oversight.readsPersonalData(caller.getName());
    if (!readsAll && !released.of(open.number()).contains(fileId)) {
      throw new FileNotThereException("Этот файл министерство общественной палате не показывает.");
    }
    if (!conversation.hasFile(open.number(), fileId)) {
      throw new FileNotThereException("Файл не найден: " + fileId);
    }
    var file =
        files
            .find(fileId)
            .orElseThrow(() -> new FileNotThereException("Файл не найден: " + fileId));
    if (file.state() != Files.State.STORED) {
      throw new FileNotThereException("Файл ещё загружается или недоступен: " + fileId);
    }
    var type = typeOf(file);
    var disposition =
        (SHOWN_IN_PLACE.contains(type)
                ? ContentDisposition.inline()
                : ContentDisposition.attachment())
            .filename(nameOf(file, type), StandardCharsets.UTF_8)
            .build();
    ResponseEntity<Resource> answer =
        ResponseEntity.ok()
            .contentType(type)
            .header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
            .header("Content-Security-Policy", "default-src 'none'; sandbox")
            .body(new FileResource(files, file));
    return readsAll ? answer : FileReleases.withoutName(answer);
  }

  private void check(OpenTask open, String value, String words) {
    var outcome = views.outcomeOf(open.task(), value);
    if (outcome.words() != Decisions.Words.NONE) {
      decisions.check(words, outcome.words());
    }
  }

  private static MediaType typeOf(Files.StoredFile file) {
    if (file.mediaType() == null) {
      // Messengers don't say, as their photos are always JPEG.
      return file.kind() == Attachment.Kind.PHOTO
          ? MediaType.IMAGE_JPEG
          : MediaType.APPLICATION_OCTET_STREAM;
    }
    try {
      return MediaType.parseMediaType(file.mediaType());
    } catch (InvalidMediaTypeException e) {
      return MediaType.APPLICATION_OCTET_STREAM;
    }
  }

  private static String nameOf(Files.StoredFile file, MediaType type) {
    String name = file.name();
    return name == null || name.isBlank() ? file.id() + "." + type.getSubtype() : name;
  }
}

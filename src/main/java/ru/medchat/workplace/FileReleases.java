package ru.medchat.workplace;

import java.security.Principal;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import ru.medchat.appeal.Appeal;
import ru.medchat.appeal.Appeals;
import ru.medchat.appeal.Conversation;
import ru.medchat.appeal.ReleasedFiles;
import ru.medchat.appeal.Utterance;
import ru.medchat.directory.Directory;
import ru.medchat.wording.Moments;

/**
 * Lets the ministry of a region decide which files of an appeal the public chamber sees. Their own
 * names stay hidden from it, for residents put theirs into them.
 */
@RestController
class FileReleases {

  private static final Logger log = LoggerFactory.getLogger(FileReleases.class);

  private final AppealTasks tasks;
  private final Appeals appeals;
  private final Conversation conversation;
  private final ReleasedFiles released;
  private final Directory directory;
  private final EngineUsers users;

  FileReleases(
      AppealTasks tasks,
      Appeals appeals,
      Conversation conversation,
      ReleasedFiles released,
      Directory directory,
      EngineUsers users) {
    this.tasks = tasks;
    this.appeals = appeals;
    this.conversation = conversation;
    this.released = released;
    this.directory = directory;
    this.users = users;
  }

  /** Whether the chamber is to see a file. */
  record Release(boolean released) {}

  /**
   * Shows a file to the chamber, or hides it again.
   *
   * @throws NotForYouException when the caller is not of the region's ministry
   * @throws FileNotThereException when the appeal has no such file
   */
  @PutMapping("/workplace/tasks/{taskId}/files/{fileId}/released")
  Release release(
      @PathVariable String taskId,
      @PathVariable long fileId,
      @RequestBody Release wanted,
      Principal caller) {
    var appeal = appeals.get(tasks.open(taskId).number());
    if (!decides(appeal, caller.getName())) {
      throw new NotForYouException(
          "Показать файл общественной палате может только министерство региона.");
    }
    String file = describe(appeal, fileId);
    String who = tasks.nameOf(caller.getName());
    if (wanted.released()) {
      released.release(appeal.number(), fileId, file, caller.getName(), who);
    } else {
      released.withhold(appeal.number(), fileId, file, who);
    }
    log.info(
        "{} {} file {} of {}",
        caller.getName(),
        wanted.released() ? "released" : "withheld",
        fileId,
        appeal.number());
    return wanted;
  }

  /** What was said, for who decides with each file's release. */
  List<TaskView.Said> marked(List<TaskView.Said> conversation, Appeal appeal, String caller) {
    if (!decides(appeal, caller)) {
      return conversation;
    }
    var ids = released.of(appeal.number());
    return conversation.stream()
        .map(
            said ->
                said.withFiles(
                    files ->
                        files.stream()
                            .map(file -> file.released(ids.contains(file.id())))
                            .toList()))
        .toList();
  }

  /** The files of an appeal that the chamber may see. */
  Set<Long> of(Appeal appeal) {
    return released.of(appeal.number());
  }

  /** A file as the chamber gets it: without its own name. */
  static ResponseEntity<Resource> withoutName(ResponseEntity<Resource> file) {
    var headers = new HttpHeaders();
    headers.putAll(file.getHeaders());
    headers.setContentDisposition(
        ContentDisposition.builder(file.getHeaders().getContentDisposition().getType()).build());
    return new ResponseEntity<>(file.getBody(), headers, file.getStatusCode());
  }

  private boolean decides(Appeal appeal, String caller) {
    String region = directory.municipality(appeal.municipalityId()).regionCode();
    return users.groupsOf(caller).contains(directory.ministryOf(region).id());
  }

  /** Such as «Фото, 5 нояб., 09:30». */
  private String describe(Appeal appeal, long fileId) {
    ZoneId zone = directory.municipality(appeal.municipalityId()).zone();
    return conversation.of(appeal.number()).stream()
        .flatMap(
            said ->
                Stream.concat(
                        said.files().stream(),
                        said.earlier().stream()
                            .map(Utterance.Version::files)
                            .flatMap(Collection::stream))
                    .filter(file -> file.id() == fileId)
                    .map(
                        file ->
                            "%s, %s"
                                .formatted(
                                    TalkViews.usualName(file.kind()),
                                    Moments.inShort(said.at(), zone))))
        .findFirst()
        .orElseThrow(() -> new FileNotThereException("Файл не найден: " + fileId));
  }
}

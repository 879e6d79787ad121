package ru.medchat.appeal;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ru.medchat.channel.Attachment;
import ru.medchat.channel.ChatRef;
import ru.medchat.channel.Files;

/**
 * Something said.
 *
 * @param messageId the messenger's number of it, or of the first part of an album; null when it is
 *     ours and on its way
 * @param text as it reads now
 * @param delivery how far it has come on its way to the resident, as the outbox says it, or {@code
 *     WAITING} and {@code GIVEN_UP} until the resident opens the private chat
 * @param editedAt when it was last changed; null when it never was
 * @param earlier what it said before it was changed, the oldest first
 */
public record Utterance(
    long id,
    Conversation.Author author,
    String authorName,
    ChatRef chat,
    @Nullable String messageId,
    String text,
    Instant at,
    String delivery,
    List<FileOf> files,
    @Nullable Instant editedAt,
    List<Version> earlier) {

  /** The whole that this part of an album makes with the next one. */
  Utterance with(Utterance part) {
    return new Utterance(
        id,
        author,
        authorName,
        chat,
        messageId,
        Stream.of(text, part.text).filter(each -> !each.isEmpty()).collect(joining("\n")),
        at,
        delivery,
        Stream.of(files, part.files).flatMap(List::stream).toList(),
        Stream.of(Optional.ofNullable(editedAt), Optional.ofNullable(part.editedAt))
            .flatMap(Optional::stream)
            .max(Comparator.naturalOrder())
            .orElse(null),
        Stream.of(earlier, part.earlier)
            .flatMap(List::stream)
            .sorted(Comparator.comparing(Version::at))
            .toList());
  }

  /**
   * What a message said before it was changed.
   *
   * @param at when it was written
   * @param files those it had, if it has others now; empty when only its words were changed
   */
  public record Version(String text, Instant at, List<FileOf> files) {}

  /**
   * A file of a message.
   *
   * @param size in bytes; null when unknown
   */
  public record FileOf(
      long id, Attachment.Kind kind, String name, Files.State state, @Nullable Long size) {}
}

package ru.medchat.workplace;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.AppealNumber;
import ru.medchat.appeal.Conversation;
import ru.medchat.appeal.Utterance;
import ru.medchat.channel.Attachment;
import ru.medchat.channel.MessageLinks;

/** The conversation of an appeal as the operator's form shows it. */
@Component
class TalkViews {

  private static final double KILOBYTE = 1024;

  private final Conversation conversation;
  private final List<MessageLinks> links;

  TalkViews(Conversation conversation, List<MessageLinks> links) {
    this.conversation = conversation;
    this.links = links;
  }

  /**
   * Everything said in an appeal.
   *
   * @param files the address under which its files are asked for
   */
  List<TaskView.Said> of(AppealNumber number, String files, ZoneId zone) {
    return conversation.of(number).stream().map(each -> said(each, files, zone)).toList();
  }

  private TaskView.Said said(Utterance each, String files, ZoneId zone) {
    return new TaskView.Said(
        each.id(),
        each.author(),
        each.authorName(),
        each.text(),
        TaskView.Moment.of(each.at(), zone),
        each.delivery(),
        trouble(each.delivery()),
        files(each.files(), files),
        link(each),
        TaskView.Moment.ofNullable(each.editedAt(), zone),
        each.earlier().stream()
            .map(
                version ->
                    new TaskView.Version(
                        version.text(),
                        TaskView.Moment.of(version.at(), zone),
                        files(version.files(), files)))
            .toList());
  }

  private @Nullable String link(Utterance each) {
    String message = each.messageId();
    return message == null
        ? null
        : links.stream()
            .map(link -> link.to(each.chat(), message))
            .flatMap(Optional::stream)
            .findFirst()
            .orElse(null);
  }

  private static List<TaskView.FileOf> files(List<Utterance.FileOf> all, String files) {
    return all.stream()
        .map(
            file ->
                new TaskView.FileOf(
                    file.id(),
                    file.kind().name(),
                    file.name().isBlank() ? usualName(file.kind()) : file.name(),
                    size(file.size()),
                    file.state().name(),
                    files + "/" + file.id()))
        .toList();
  }

  /** What a file is called that has no name. */
  static String usualName(Attachment.Kind kind) {
    return switch (kind) {
      case PHOTO -> "Фото";
      case DOCUMENT -> "Файл";
      case VOICE -> "Голосовое сообщение";
      case AUDIO -> "Аудиозапись";
      case VIDEO -> "Видео";
    };
  }

  /** As people say it: 812 Б, 34 КБ, 1,5 МБ. */
  static String size(@Nullable Long bytes) {
    if (bytes == null) {
      return "";
    }
    if (bytes < KILOBYTE) {
      return bytes + " Б";
    }
    double kilobytes = bytes / KILOBYTE;
    if (kilobytes < 1000) {
      return Math.round(kilobytes) + " КБ";
    }
    String megabytes = String.format(Locale.forLanguageTag("ru"), "%.1f", kilobytes / KILOBYTE);
    return megabytes.replace(",0", "") + " МБ";
  }

  private static @Nullable String trouble(String delivery) {
    return switch (delivery) {
      case "NEW", "SENDING" -> "отправляется";
      case "WAITING" -> "ждёт, пока житель откроет личный чат";
      case "GIVEN_UP" -> "не доставлено: житель не открыл личный чат";
      case "UNREACHABLE" -> "не доставлено: житель недоступен";
      case "DEAD" -> "не доставлено";
      default -> null;
    };
  }
}

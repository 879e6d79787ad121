package ru.medchat.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.telegram.telegrambots.meta.api.objects.CallbackQuery;
import org.telegram.telegrambots.meta.api.objects.Document;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.chat.Chat;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMember;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMemberUpdated;
import org.telegram.telegrambots.meta.api.objects.chatmember.MemberStatus;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.api.objects.photo.PhotoSize;
import ru.medchat.channel.Attachment;
import ru.medchat.channel.ChatRef;
import ru.medchat.channel.Incoming;
import ru.medchat.channel.Place;
import ru.medchat.channel.Sender;

/** From Telegram's words into those of the port. */
@Component
class Translation {

  static final String CHANNEL = "telegram";

  private static final long ANONYMOUS_ADMIN = 1087968824;
  private static final long CHANNEL_IDENTITY = 136817688;
  private static final long LINKED_CHANNEL = 777000;

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL);

  private final Clock clock;
  private final long botId;
  private final OurName ourName;

  Translation(Clock clock, TelegramSettings settings, OurName ourName) {
    this.clock = clock;
    this.botId = settings.botId();
    this.ourName = ourName;
  }

  /** Understands an update as it came. */
  Meaning of(String raw) throws JsonProcessingException {
    Update update = JSON.readValue(raw, Update.class);
    if (update.getMessage() != null) {
      return said(update.getMessage());
    }
    if (update.getCallbackQuery() != null) {
      return pressed(update.getCallbackQuery());
    }
    if (update.getMyChatMember() != null) {
      return placed(update.getMyChatMember());
    }
    if (update.getEditedMessage() != null) {
      return new Meaning.Nothing("an edited message", null);
    }
    return new Meaning.Nothing("neither a message nor a press of a button", null);
  }

  private static Meaning placed(ChatMemberUpdated change) {
    Chat chat = change.getChat();
    if (chat.isChannelChat()) {
      return new Meaning.Nothing("our place in a channel", null);
    }
    User by = change.getFrom();
    return new Meaning.Placed(
        new Incoming.Presence(
            new ChatRef(CHANNEL, chat.getId().toString()),
            chat.isUserChat(),
            new Sender(by.getId().toString(), name(by), kind(by)),
            Instant.ofEpochSecond(change.getDate()),
            standing(change.getOldChatMember()),
            standing(change.getNewChatMember())));
  }

  private static Incoming.Standing standing(ChatMember member) {
    return switch (member.getStatus()) {
      case MemberStatus.CREATOR, MemberStatus.ADMINISTRATOR -> Incoming.Standing.ADMINISTRATOR;
      case MemberStatus.LEFT, MemberStatus.KICKED -> Incoming.Standing.ABSENT;
      default -> Incoming.Standing.MEMBER;
    };
  }

  private Meaning said(Message message) {
    if (message.getMigrateToChatId() != null) {
      return new Meaning.Moved(
          message.getChatId().toString(), message.getMigrateToChatId().toString());
    }
    if (message.getMigrateFromChatId() != null) {
      return new Meaning.Moved(
          message.getMigrateFromChatId().toString(), message.getChatId().toString());
    }
    Mentions mentions = Mentions.in(message);
    if (mentions.commandsAnother(ourName)) {
      return new Meaning.Nothing("a command for another bot", null);
    }
    List<Attachment> attachments = attachments(message);
    String text = text(message);
    if (text.isEmpty() && attachments.isEmpty()) {
      return new Meaning.Nothing("a service message", null);
    }
    Message replyTo = repliedTo(message);
    return new Meaning.Said(
        new Incoming.Message(
            chat(message),
            message.getChat().isUserChat(),
            sender(message),
            Instant.ofEpochSecond(message.getDate()),
            message.getMessageId().toString(),
            text,
            attachments,
            replyTo == null ? null : new Incoming.Reply(id(replyTo), sender(replyTo)),
            message.getChat().isUserChat()
                || (replyTo != null && isOurs(replyTo))
                || mentions.name(ourName, botId),
            place(message)));
  }

  private static String id(Message message) {
    return message.getMessageId().toString();
  }

  private static @Nullable Place place(Message message) {
    var place = message.getLocation();
    return place == null ? null : new Place(place.getLatitude(), place.getLongitude());
  }

  private boolean isOurs(Message message) {
    return message.getFrom() != null && message.getFrom().getId() == botId;
  }

  /** Whatever stands in a topic seems to reply to the message that opened the topic. */
  private static @Nullable Message repliedTo(Message message) {
    Message replyTo = message.getReplyToMessage();
    return replyTo == null || replyTo.getForumTopicCreated() != null ? null : replyTo;
  }

  private Meaning pressed(CallbackQuery query) {
    var under = query.getMessage();
    if (under == null || query.getData() == null) {
      return new Meaning.Nothing("a button that is not ours", query.getId());
    }
    // The message may be too old for Telegram to show it: then there is no topic either.
    ChatRef chat =
        under instanceof Message message
            ? chat(message)
            : new ChatRef(CHANNEL, under.getChatId().toString());
    return new Meaning.Pressed(
        new Incoming.Press(
            chat,
            under.getChat().isUserChat(),
            new Sender(
                query.getFrom().getId().toString(), name(query.getFrom()), kind(query.getFrom())),
            // Telegram does not tell when; by the product's clock, against which it will be read.
            clock.instant(),
            under.getMessageId().toString(),
            query.getData()),
        query.getId());
  }

  private static ChatRef chat(Message message) {
    // In an ordinary group a thread is just a chain of replies, and can't be written to.
    String thread =
        message.isTopicMessage() && message.getMessageThreadId() != null
            ? message.getMessageThreadId().toString()
            : null;
    return new ChatRef(CHANNEL, message.getChatId().toString(), thread);
  }

  private static Sender sender(Message message) {
    Chat as = message.getSenderChat();
    if (as != null) {
      boolean itself = as.getId().equals(message.getChatId());
      var kind = itself ? Sender.Kind.CHAT : Sender.Kind.CHANNEL;
      return new Sender(as.getId().toString(), orEmpty(as.getTitle()), kind);
    }
    User from = message.getFrom();
    if (from == null || Boolean.TRUE.equals(message.getIsAutomaticForward())) {
      return new Sender(message.getChatId().toString(), "", Sender.Kind.CHANNEL);
    }
    return new Sender(from.getId().toString(), name(from), kind(from));
  }

  private static Sender.Kind kind(User user) {
    if (user.getId() == ANONYMOUS_ADMIN) {
      return Sender.Kind.CHAT;
    }
    if (user.getId() == CHANNEL_IDENTITY || user.getId() == LINKED_CHANNEL) {
      return Sender.Kind.CHANNEL;
    }
    return Boolean.TRUE.equals(user.getIsBot()) ? Sender.Kind.BOT : Sender.Kind.PERSON;
  }

  private static String name(User user) {
    return words(" ", user.getFirstName(), user.getLastName());
  }

  private static List<Attachment> attachments(Message message) {
    List<Attachment> attachments = new ArrayList<>();
    if (message.hasPhoto()) {
      PhotoSize largest =
          message.getPhoto().stream()
              .max(Comparator.comparingLong(size -> (long) size.getWidth() * size.getHeight()))
              .orElseThrow();
      Long size = largest.getFileSize() == null ? null : largest.getFileSize().longValue();
      attachments.add(new Attachment(Attachment.Kind.PHOTO, largest.getFileId(), null, null, size));
    }
    Document document = message.getDocument();
    // An animation comes with a document of itself, for old clients.
    if (document != null && !message.hasAnimation()) {
      attachments.add(
          new Attachment(
              Attachment.Kind.DOCUMENT,
              document.getFileId(),
              document.getFileName(),
              document.getMimeType(),
              document.getFileSize()));
    }
    return attachments;
  }

  /** What was written, and in brackets what else came, so that nothing is passed over silently. */
  private static String text(Message message) {
    return words("\n", message.getText(), message.getCaption(), other(message));
  }

  private static @Nullable String other(Message message) {
    if (message.hasVoice()) {
      return "[голосовое сообщение]";
    }
    if (message.hasVideo()) {
      return "[видео]";
    }
    if (message.hasVideoNote()) {
      return "[видеосообщение]";
    }
    if (message.hasAudio()) {
      return "[аудиозапись]";
    }
    if (message.hasAnimation()) {
      return "[анимация]";
    }
    if (message.hasSticker()) {
      return "[стикер" + words("", " ", message.getSticker().getEmoji()).stripTrailing() + "]";
    }
    if (message.hasContact()) {
      var contact = message.getContact();
      return "["
          + words(
              " ",
              "контакт:",
              contact.getFirstName(),
              contact.getLastName(),
              contact.getPhoneNumber())
          + "]";
    }
    if (message.hasLocation()) {
      var place = message.getLocation();
      return String.format(
          Locale.ROOT, "[геопозиция: %.6f, %.6f]", place.getLatitude(), place.getLongitude());
    }
    if (message.hasPoll()) {
      return "[опрос: " + message.getPoll().getQuestion() + "]";
    }
    if (message.hasStory()) {
      return "[история]";
    }
    if (message.hasDice()) {
      return "[" + orEmpty(message.getDice().getEmoji()) + "]";
    }
    return null;
  }

  private static String words(String between, @Nullable String... words) {
    return Stream.of(words)
        .filter(word -> word != null && !word.isEmpty())
        .collect(Collectors.joining(between));
  }

  private static String orEmpty(@Nullable String word) {
    return word == null ? "" : word;
  }
}

package ru.medchat.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.telegram.telegrambots.meta.api.objects.CallbackQuery;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.chat.Chat;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMember;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMemberUpdated;
import org.telegram.telegrambots.meta.api.objects.chatmember.MemberStatus;
import org.telegram.telegrambots.meta.api.objects.message.Message;
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

  /**
   * What {@link MessageContent} reads for itself, and what nobody does: a message whose voice lacks
   * something that the library thinks it must have is a message all the same.
   */
  private static final List<String> NOT_READ =
      List.of(
          "photo",
          "document",
          "voice",
          "audio",
          "video",
          "video_note",
          "animation",
          "live_photo",
          "sticker",
          "contact",
          "venue",
          "poll",
          "checklist",
          "dice",
          "game",
          "invoice",
          "story",
          "paid_media",
          "giveaway",
          "giveaway_winners",
          "rich_message",
          "forward_origin",
          "external_reply",
          "quote",
          "reply_markup",
          "chat_background_set",
          "gift",
          "unique_gift");

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
    JsonNode json = JSON.readTree(raw);
    // The library can't read all that may stand there, and what we don't need must not fail us.
    Update update = JSON.treeToValue(withoutTraps(json.deepCopy()), Update.class);
    if (update.getMessage() != null) {
      return said(update.getMessage(), MessageContent.of(json.path("message")));
    }
    if (update.getCallbackQuery() != null) {
      return pressed(update.getCallbackQuery());
    }
    if (update.getMessageReaction() != null) {
      return Reactions.meaning(update.getMessageReaction());
    }
    if (update.getMyChatMember() != null) {
      return placed(update.getMyChatMember());
    }
    if (update.getEditedMessage() != null) {
      return edited(update.getEditedMessage(), MessageContent.of(json.path("edited_message")));
    }
    return new Meaning.Nothing("neither a message nor a reaction nor a press of a button", null);
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

  private Meaning said(Message message, Optional<MessageContent> content) {
    if (message.getMigrateToChatId() != null) {
      return new Meaning.Moved(
          message.getChatId().toString(), message.getMigrateToChatId().toString());
    }
    if (message.getMigrateFromChatId() != null) {
      return new Meaning.Moved(
          message.getMigrateFromChatId().toString(), message.getChatId().toString());
    }
    if (content.isEmpty()) {
      return new Meaning.Nothing("a service message", null);
    }
    return Mentions.in(message).commandsAnother(ourName)
        ? new Meaning.Nothing("a command for another bot", null)
        : new Meaning.Said(message(message, content.get()));
  }

  private static JsonNode withoutTraps(JsonNode update) {
    for (var message : List.of(update.path("message"), update.path("edited_message"))) {
      for (var each : List.of(message, message.path("reply_to_message"))) {
        if (each instanceof ObjectNode object) {
          object.remove(NOT_READ);
        }
      }
    }
    return update;
  }

  private Meaning edited(Message message, Optional<MessageContent> content) {
    if (content.isEmpty()) {
      return new Meaning.Nothing("a service message", null);
    }
    if (message.hasLocation()) {
      return new Meaning.Nothing("a live location that has moved", null);
    }
    Integer at = message.getEditDate();
    return new Meaning.Edited(
        new Incoming.Edit(
            message(message, content.get()),
            Instant.ofEpochSecond(at == null ? message.getDate() : at)));
  }

  private Incoming.Message message(Message message, MessageContent content) {
    Message replyTo = repliedTo(message);
    var one =
        new Incoming.Message(
            chat(message),
            message.getChat().isUserChat(),
            sender(message),
            Instant.ofEpochSecond(message.getDate()),
            id(message),
            content.text(),
            content.attachments(),
            replyTo == null ? null : new Incoming.Reply(id(replyTo), sender(replyTo)),
            message.getChat().isUserChat()
                || (replyTo != null && isOurs(replyTo))
                || Mentions.in(message).name(ourName, botId),
            place(message));
    String album = message.getMediaGroupId();
    return album == null ? one : one.inAlbum(album);
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
    boolean opened =
        replyTo != null
            && (replyTo.getForumTopicCreated() != null
                || (message.isTopicMessage()
                    && replyTo.getMessageId().equals(message.getMessageThreadId())));
    return opened ? null : replyTo;
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
            sender(query.getFrom()),
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
      return sender(as, message.getChatId());
    }
    User from = message.getFrom();
    if (from == null || Boolean.TRUE.equals(message.getIsAutomaticForward())) {
      return new Sender(message.getChatId().toString(), "", Sender.Kind.CHANNEL);
    }
    return sender(from);
  }

  /** In a group somebody may speak in the name of that group, or of a channel. */
  static Sender sender(Chat as, Long chatId) {
    var kind = as.getId().equals(chatId) ? Sender.Kind.CHAT : Sender.Kind.CHANNEL;
    return new Sender(as.getId().toString(), orEmpty(as.getTitle()), kind);
  }

  static Sender sender(User user) {
    return new Sender(user.getId().toString(), name(user), kind(user));
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

  private static String words(String between, @Nullable String... words) {
    return Stream.of(words)
        .filter(word -> word != null && !word.isEmpty())
        .collect(Collectors.joining(between));
  }

  private static String orEmpty(@Nullable String word) {
    return word == null ? "" : word;
  }
}

package ru.medchat.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The methods of the Bot API.
 *
 * <p>{@link #answer} is the one door every call goes through: what a call answers instead of,
 * before or after being applied can be decided around it.
 */
class BotApi {

  private static final int LONGEST_POLL_SECONDS = 50;

  private final People people;
  private final Chats chats;
  private final BotPlaces places;
  private final FileStore files;
  private final UpdateQueue updates;
  private final TelegramJson telegram;
  private final Map<String, Function<BotRequest, JsonNode>> methods = new HashMap<>();

  BotApi(
      People people,
      Chats chats,
      BotPlaces places,
      FileStore files,
      UpdateQueue updates,
      TelegramJson telegram,
      BotMessages messages,
      BotMedia media,
      BotCopies copies,
      BotMenus menus,
      Webhook webhook) {
    this.people = people;
    this.chats = chats;
    this.places = places;
    this.files = files;
    this.updates = updates;
    this.telegram = telegram;
    method("getMe", call -> me());
    method("getUpdates", this::getUpdates);
    method("setWebhook", webhook::set);
    method("deleteWebhook", webhook::delete);
    method("getWebhookInfo", call -> webhook.info());
    method("sendMessage", messages::sendMessage);
    method("sendPhoto", messages::sendPhoto);
    method("sendDocument", messages::sendDocument);
    method("sendVoice", media.sendFile("voice"));
    method("sendAudio", media.sendFile("audio"));
    method("sendVideo", media.sendFile("video"));
    method("sendAnimation", media.sendFile("animation"));
    method("sendVideoNote", media.sendFile("video_note"));
    method("sendSticker", media.sendFile("sticker"));
    method("sendLocation", media::sendLocation);
    method("sendContact", media::sendContact);
    method("sendPoll", media::sendPoll);
    method("sendVenue", media::sendVenue);
    method("sendDice", media::sendDice);
    method("sendMediaGroup", media::sendMediaGroup);
    method("copyMessage", copies::copyMessage);
    method("forwardMessage", copies::forwardMessage);
    method("editMessageText", messages::editMessageText);
    method("editMessageCaption", messages::editMessageCaption);
    method("editMessageMedia", media::editMessageMedia);
    method("editMessageReplyMarkup", messages::editMessageReplyMarkup);
    method("deleteMessage", messages::deleteMessage);
    method("setMessageReaction", messages::setMessageReaction);
    method("answerCallbackQuery", messages::answerCallbackQuery);
    method("sendChatAction", messages::sendChatAction);
    method("getChat", this::getChat);
    method("getChatMember", this::getChatMember);
    method("getChatAdministrators", this::getChatAdministrators);
    method("getFile", this::getFile);
    method("setMyCommands", menus::set);
    method("getMyCommands", menus::get);
    method("deleteMyCommands", menus::delete);
  }

  /** Applies a call; this is what the product's client hears, with every refusal in its words. */
  BotAnswer answer(BotRequest call) {
    try {
      requireToken(call.token());
      var method = methods.get(call.method().toLowerCase(Locale.ROOT));
      if (method == null) {
        throw BotRefusal.notFound("method not found");
      }
      return BotAnswer.ok(method.apply(call));
    } catch (BotRefusal refusal) {
      return BotAnswer.refused(refusal);
    }
  }

  /** The file offered under a path of the download address. */
  StoredFile download(String token, String path) {
    requireToken(token);
    return files.byPath(path).orElseThrow(() -> BotRefusal.notFound("file not found"));
  }

  private static void requireToken(String token) {
    if (!token.equals(Bot.TOKEN)) {
      throw BotRefusal.unauthorized();
    }
  }

  private void method(String name, Function<BotRequest, JsonNode> body) {
    methods.put(name.toLowerCase(Locale.ROOT), body);
  }

  private JsonNode me() {
    return telegram
        .bot()
        .put("can_join_groups", true)
        .put("can_read_all_group_messages", !places.privacy())
        .put("supports_inline_queries", false);
  }

  private JsonNode getUpdates(BotRequest call) {
    return updates.poll(
        call.number("offset", 0),
        Math.max(1, Math.min(100, call.number("limit", 100))),
        Duration.ofSeconds(Math.max(0, Math.min(LONGEST_POLL_SECONDS, call.number("timeout", 0)))),
        allowedUpdates(call.structure("allowed_updates")));
  }

  /** The kinds a call asks for; null when it does not say. */
  static @Nullable List<String> allowedUpdates(JsonNode value) {
    if (!value.isArray()) {
      return null;
    }
    var kinds = new ArrayList<String>();
    value.forEach(kind -> kinds.add(kind.asText()));
    return kinds;
  }

  private JsonNode getChat(BotRequest call) {
    return telegram.chat(chat(call));
  }

  private JsonNode getChatMember(BotRequest call) {
    var chat = chat(call);
    var userId = call.longNumber("user_id");
    if (userId == null || (userId != Bot.ID && people.byId(userId).isEmpty())) {
      throw BotRefusal.badRequest("user not found");
    }
    return member(chat, userId);
  }

  private JsonNode getChatAdministrators(BotRequest call) {
    var chat = chat(call);
    if (chat.isPrivate()) {
      throw BotRefusal.badRequest("there are no administrators in the private chat");
    }
    var administrators = Json.array().add(member(chat, Chats.CREATOR));
    return chat.botAdministers() ? administrators.add(member(chat, Bot.ID)) : administrators;
  }

  private ObjectNode member(Chat chat, long userId) {
    var member = Json.object();
    member.set("user", telegram.user(userId));
    if (chat.isPrivate()) {
      return member.put("status", "member");
    }
    if (userId == Bot.ID) {
      return telegram.botMember(chat.botStatus());
    }
    return userId == Chats.CREATOR
        ? member.put("status", "creator").put("is_anonymous", false)
        : member.put("status", "member");
  }

  private Chat chat(BotRequest call) {
    var id = call.longNumber("chat_id");
    if (id == null) {
      throw BotRefusal.badRequest("chat not found");
    }
    var chat =
        BotMessages.notMigrated(
            chats.byId(id).orElseThrow(() -> BotRefusal.badRequest("chat not found")));
    BotMessages.requirePlace(chat);
    return chat;
  }

  private JsonNode getFile(BotRequest call) {
    var file =
        files
            .byId(call.text("file_id"))
            .orElseThrow(
                () ->
                    BotRefusal.badRequest("wrong file_id or the file is temporarily unavailable"));
    if (file.size() > FileStore.DOWNLOAD_LIMIT) {
      throw BotRefusal.badRequest("file is too big");
    }
    return telegram.file(file).put("file_path", file.path());
  }
}

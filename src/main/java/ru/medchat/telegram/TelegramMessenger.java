package ru.medchat.telegram;

import java.io.Serializable;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.api.methods.botapimethods.BotApiMethod;
import org.telegram.telegrambots.meta.api.methods.groupadministration.GetChat;
import org.telegram.telegrambots.meta.api.methods.groupadministration.GetChatMember;
import org.telegram.telegrambots.meta.api.objects.chatmember.MemberStatus;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;
import ru.medchat.channel.ChatRef;
import ru.medchat.channel.Messenger;
import ru.medchat.channel.MessengerUnavailableException;
import ru.medchat.channel.Sender;

/** What Telegram tells about its groups. */
@Component
class TelegramMessenger implements Messenger {

  private static final Set<String> ADMINISTRATORS =
      Set.of(MemberStatus.CREATOR, MemberStatus.ADMINISTRATOR);

  private final BotApi api;
  private final OurName ourName;
  private final long botId;

  TelegramMessenger(BotApi api, OurName ourName, TelegramSettings settings) {
    this.api = api;
    this.ourName = ourName;
    this.botId = settings.botId();
  }

  @Override
  public String channel() {
    return Translation.CHANNEL;
  }

  @Override
  public boolean administers(Sender sender, ChatRef group) {
    return switch (sender.kind()) {
      // Only administrators may speak in the name of the group.
      case CHAT -> true;
      case PERSON -> isAdministrator(group, Long.parseLong(sender.id()));
      case CHANNEL, BOT -> false;
    };
  }

  @Override
  public String titleOf(ChatRef group) {
    return ask(new GetChat(group.id())).getTitle();
  }

  @Override
  public boolean hearsAll(ChatRef group) {
    return Boolean.TRUE.equals(ask(new GetMe()).getCanReadAllGroupMessages())
        || isAdministrator(group, botId);
  }

  @Override
  public ChatRef privateChat(String personId) {
    return new ChatRef(Translation.CHANNEL, personId);
  }

  @Override
  public Optional<String> invitation(String payload) {
    return ourName.known().map(name -> "https://t.me/" + name + "?start=" + payload);
  }

  private boolean isAdministrator(ChatRef group, long userId) {
    try {
      return ADMINISTRATORS.contains(ask(new GetChatMember(group.id(), userId)).getStatus());
    } catch (MessengerUnavailableException e) {
      if (e.getCause() instanceof TelegramApiRequestException refusal
          && Integer.valueOf(400).equals(refusal.getErrorCode())) {
        // Such as "user not found": Telegram knows of no such member.
        return false;
      }
      throw e;
    }
  }

  private <T extends Serializable> T ask(BotApiMethod<T> question) {
    try {
      return api.client().execute(question);
    } catch (TelegramApiException e) {
      throw new MessengerUnavailableException(
          "Telegram does not answer " + question.getMethod(), e);
    }
  }
}

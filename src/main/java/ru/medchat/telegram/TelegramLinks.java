package ru.medchat.telegram;

import java.util.Optional;
import org.springframework.stereotype.Component;
import ru.medchat.channel.ChatRef;
import ru.medchat.channel.MessageLinks;

/** Links to messages as Telegram's own clients copy them: there are some in supergroups only. */
@Component
class TelegramLinks implements MessageLinks {

  private static final String SUPERGROUP = "-100";

  @Override
  public Optional<String> to(ChatRef chat, String messageId) {
    return chat.channel().equals(Translation.CHANNEL) && chat.id().matches("-100[0-9]+")
        ? Optional.of(
            "https://t.me/c/" + chat.id().substring(SUPERGROUP.length()) + "/" + messageId)
        : Optional.empty();
  }
}

package ru.medchat.telegram;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.chat.Chat;
import org.telegram.telegrambots.meta.api.objects.reactions.MessageReactionUpdated;
import org.telegram.telegrambots.meta.api.objects.reactions.ReactionType;
import org.telegram.telegrambots.meta.api.objects.reactions.ReactionTypeEmoji;
import ru.medchat.channel.ChatRef;
import ru.medchat.channel.Incoming;

/** What Telegram tells about the reactions on a message: all that stood there, and all that do. */
final class Reactions {

  private Reactions() {}

  static Meaning meaning(MessageReactionUpdated reaction) {
    Set<String> before = new HashSet<>(emoji(reaction.getOldReaction()));
    List<String> added =
        emoji(reaction.getNewReaction()).stream().filter(each -> !before.contains(each)).toList();
    if (added.isEmpty()) {
      return new Meaning.Nothing("a reaction taken away, or one of Telegram's own", null);
    }
    Chat chat = reaction.getChat();
    User user = reaction.getUser();
    Chat as = reaction.getActorChat();
    if (user == null && as == null) {
      return new Meaning.Nothing("a reaction of nobody", null);
    }
    return new Meaning.Reacted(
        new Incoming.Reaction(
            new ChatRef(Translation.CHANNEL, chat.getId().toString()),
            chat.isUserChat(),
            as == null ? Translation.sender(user) : Translation.sender(as, chat.getId()),
            Instant.ofEpochSecond(reaction.getDate()),
            reaction.getMessageId().toString(),
            added));
  }

  private static List<String> emoji(List<ReactionType> reactions) {
    return reactions.stream()
        .filter(ReactionTypeEmoji.class::isInstance)
        .map(each -> ((ReactionTypeEmoji) each).getEmoji())
        .toList();
  }
}

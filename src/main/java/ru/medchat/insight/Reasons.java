package ru.medchat.insight;

import static java.util.Map.entry;

import java.util.Map;

/** Why an update was passed over, as an administrator reads it. It is stored in English. */
final class Reasons {

  private static final Map<String, String> IN_WORDS =
      Map.ofEntries(
          entry("", "причина не записана"),
          entry("a button that is not ours", "кнопка не нашего бота"),
          entry("a command for another bot", "команда другому боту"),
          entry("a command that is not ours, in a group", "незнакомая команда в группе"),
          entry("a group became a supergroup", "группа стала супергруппой"),
          entry(
              "a group that belongs to no municipality",
              "группа не подключена к городу или району"),
          entry("a live location that has moved", "новая точка в трансляции места"),
          entry(
              "a mark on what is no message without an appeal",
              "отметка на том, из чего обращение не сделать"),
          entry("a post of a channel", "запись канала"),
          entry("a reaction in private", "реакция в личном чате"),
          entry("a reaction of nobody", "реакция без автора"),
          entry("a reaction of somebody who may not mark", "реакция того, кто не может отмечать"),
          entry(
              "a reaction taken away, or one of Telegram's own",
              "реакция снята или поставлена самим Телеграмом"),
          entry("a reaction that marks nothing", "реакция, которая ничего не отмечает"),
          entry("a service message", "служебное сообщение Телеграма"),
          entry(
              "an edit of a message that is in no appeal",
              "правка сообщения, которое не в обращении"),
          entry(
              "an edit that changes neither words nor files",
              "правка, которая не меняет ни слов, ни файлов"),
          entry(
              "kept without an appeal: AMONG_RESIDENTS",
              "без обращения: разговор жителей между собой"),
          entry("kept without an appeal: NOT_ADDRESSED", "без обращения: написано не боту"),
          entry("kept without an appeal: NOT_MARKED", "без обращения: никто не отметил"),
          entry(
              "kept without an appeal: SMALL_TALK", "без обращения: благодарность или приветствие"),
          entry(
              "neither a message nor a reaction nor a press of a button",
              "не сообщение, не реакция и не нажатие кнопки"),
          entry("our own place in a chat", "место бота в чате изменилось"),
          entry("our place in a channel", "место бота в канале изменилось"),
          entry(
              "staff, not in reply to an appeal",
              "сообщение представителя не в ответ на обращение"),
          entry("written by a bot", "написал другой бот"));

  private Reasons() {}

  /** In Russian; as it is stored when it is one of an earlier version. */
  static String inWords(String stored) {
    return IN_WORDS.getOrDefault(stored, stored);
  }
}

package ru.medchat.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

/**
 * A message as it is, without markup. One that Telegram took counts as sent, even when the library
 * can't read all that Telegram tells about it: it would be sent again for ever.
 */
class PlainMessage extends SendMessage {

  private static final ObjectMapper JSON = new ObjectMapper();

  PlainMessage(String chatId, String text) {
    super(chatId, text);
  }

  @Override
  public Message deserializeResponse(String answer) throws TelegramApiRequestException {
    JsonNode id = messageId(answer);
    if (!id.isInt()) {
      return super.deserializeResponse(answer);
    }
    Message sent = new Message();
    sent.setMessageId(id.asInt());
    return sent;
  }

  private static JsonNode messageId(String answer) throws TelegramApiRequestException {
    try {
      return JSON.readTree(answer).path("result").path("message_id");
    } catch (IOException e) {
      throw new TelegramApiRequestException("An answer to a message can't be read", e);
    }
  }
}

package ru.medchat.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.springframework.stereotype.Component;

/** Messages written down as JSON, to be taken up again later. */
@Component
public class MessageJson {

  private final ObjectMapper json;

  MessageJson(ObjectMapper json) {
    this.json = json;
  }

  public String write(Incoming.Message message) {
    try {
      return json.writeValueAsString(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A message could not be written down", e);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalStateException when it is anything else
   */
  public Incoming.Message read(String written) {
    try {
      return json.readValue(written, Incoming.Message.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A message that was written down could not be read", e);
    }
  }
}

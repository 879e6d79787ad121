package ru.medchat.channel;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something a person did in a chat, told so that no messenger shows through. */
public sealed interface Incoming {

  ChatRef chat();

  /** True in a one-to-one chat with us, false in a group. */
  boolean inPrivate();

  Sender sender();

  /** When the person did it, by the messenger's time. */
  Instant at();

  /**
   * A message.
   *
   * @param messageId unique within its chat
   * @param text what was written, or a caption; empty when there are no words
   * @param replyTo the message of this chat it replies to; null when it replies to none
   * @param addressed true when it names us or replies to us; always true in private
   * @param place the place it shows; null when it shows none
   */
  record Message(
      ChatRef chat,
      boolean inPrivate,
      Sender sender,
      Instant at,
      String messageId,
      String text,
      List<Attachment> attachments,
      @Nullable Reply replyTo,
      boolean addressed,
      @Nullable Place place)
      implements Incoming {

    public Message {
      attachments = List.copyOf(attachments);
    }

    /** The same words, said at another time. */
    public Message saidAt(Instant other) {
      return new Message(
          chat, inPrivate, sender, other, messageId, text, attachments, replyTo, addressed, place);
    }
  }

  /** A message somebody replies to, and who had written it. */
  record Reply(String messageId, Sender author) {}

  /**
   * A press of a button under one of our messages, fresh or weeks old.
   *
   * @param messageId our message the button belongs to
   * @param data what we gave the button in {@link Button#data()}
   */
  record Press(
      ChatRef chat, boolean inPrivate, Sender sender, Instant at, String messageId, String data)
      implements Incoming {}

  /**
   * Our own place in a chat has changed: we were added to a group, promoted, removed; a person
   * blocked us, or lets us write again.
   *
   * @param sender who changed it
   */
  record Presence(
      ChatRef chat, boolean inPrivate, Sender sender, Instant at, Standing before, Standing now)
      implements Incoming {

    public boolean entered() {
      return before == Standing.ABSENT && now != Standing.ABSENT;
    }

    public boolean left() {
      return before != Standing.ABSENT && now == Standing.ABSENT;
    }
  }

  /** What we are in a chat. */
  enum Standing {
    /** Not in it, or blocked. */
    ABSENT,
    MEMBER,
    ADMINISTRATOR
  }
}

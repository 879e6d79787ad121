package ru.medchat.channel;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
   * @param album of which several messages it is made, or which one it goes on with; null for a
   *     message on its own
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
      @Nullable Place place,
      @Nullable Album album)
      implements Incoming {

    public Message {
      attachments = List.copyOf(attachments);
    }

    /** A message on its own. */
    public Message(
        ChatRef chat,
        boolean inPrivate,
        Sender sender,
        Instant at,
        String messageId,
        String text,
        List<Attachment> attachments,
        @Nullable Reply replyTo,
        boolean addressed,
        @Nullable Place place) {
      this(
          chat,
          inPrivate,
          sender,
          at,
          messageId,
          text,
          attachments,
          replyTo,
          addressed,
          place,
          null);
    }

    /** The same message of the same person, under another name. */
    public Message underName(String name) {
      return with(new Sender(sender.id(), name, sender.kind()), at, text, attachments, album);
    }

    /** The same words without the files. */
    public Message wordsOnly() {
      return madeOf(parts().stream().map(Part::wordsOnly).toList());
    }

    /** The same message in other words. */
    public Message inWords(String other) {
      List<Part> changed = new ArrayList<>();
      for (Part part : parts()) {
        changed.add(part.inWords(changed.isEmpty() ? other : ""));
      }
      return madeOf(changed);
    }

    /** The same words, said at another time. */
    public Message saidAt(Instant other) {
      return with(sender, other, text, attachments, album);
    }

    /** Several messages of one album as the one message that people see. */
    public static Message merged(List<Message> messages) {
      var first = messages.get(0);
      var album = first.album();
      if (album == null) {
        throw new IllegalArgumentException("No album: message " + first.messageId());
      }
      return new Message(
              first.chat(),
              first.inPrivate(),
              first.sender(),
              first.at(),
              first.messageId(),
              "",
              List.of(),
              messages.stream()
                  .map(Message::replyTo)
                  .filter(Objects::nonNull)
                  .findFirst()
                  .orElse(null),
              messages.stream().anyMatch(Message::addressed),
              null,
              album)
          .madeOf(messages.stream().flatMap(each -> each.parts().stream()).toList());
    }

    /** The same message with a part of its album that came late; as it is when that is in it. */
    public Message with(Message late) {
      boolean known = parts().stream().anyMatch(part -> part.messageId().equals(late.messageId));
      return known ? this : merged(List.of(this, late));
    }

    /** The same message as a part of an album. */
    public Message inAlbum(String id) {
      return with(sender, at, text, attachments, new Album(id, List.of(asPart())));
    }

    /** The same message, made of other parts. */
    public Message madeOf(List<Part> parts) {
      return with(
          sender,
          at,
          parts.stream().map(Part::text).filter(each -> !each.isEmpty()).collect(joining("\n")),
          parts.stream().flatMap(part -> part.attachments().stream()).toList(),
          album == null ? null : new Album(album.id(), parts));
    }

    private Message with(
        Sender sender,
        Instant at,
        String text,
        List<Attachment> attachments,
        @Nullable Album album) {
      return new Message(
          chat,
          inPrivate,
          sender,
          at,
          messageId,
          text,
          attachments,
          replyTo,
          addressed,
          place,
          album);
    }

    /** The same message with what an edit has made of it, or of one of its parts. */
    public Message as(Message edited) {
      return madeOf(
          parts().stream()
              .map(part -> part.messageId().equals(edited.messageId) ? edited.asPart() : part)
              .toList());
    }

    /** The messages it is made of, as the messenger counts them; mostly only itself. */
    public List<Part> parts() {
      return album == null ? List.of(asPart()) : album.parts();
    }

    /** What it says, without who and when. */
    public Part asPart() {
      return new Part(messageId, text, attachments);
    }
  }

  /**
   * What a person sees and sends as one message, and the messenger counts as several.
   *
   * @param id the same for all of them, also for one that comes late
   * @param parts not empty
   */
  record Album(String id, List<Part> parts) {

    public Album {
      parts = List.copyOf(parts);
    }
  }

  /**
   * One of the messages of an album.
   *
   * @param messageId unique within its chat
   * @param text its caption; empty when it has none
   */
  record Part(String messageId, String text, List<Attachment> attachments) {

    public Part {
      attachments = List.copyOf(attachments);
    }

    private Part wordsOnly() {
      return new Part(messageId, text, List.of());
    }

    private Part inWords(String other) {
      return new Part(messageId, other, attachments);
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
   * A message that was changed after it was sent.
   *
   * @param message all of it as it is now; its time is still that of the message
   * @param at when it was changed
   */
  record Edit(Message message, Instant at) implements Incoming {

    @Override
    public ChatRef chat() {
      return message.chat();
    }

    @Override
    public boolean inPrivate() {
      return message.inPrivate();
    }

    @Override
    public Sender sender() {
      return message.sender();
    }
  }

  /**
   * Emoji that somebody has put on a message.
   *
   * @param messageId the message they are put on
   * @param emoji those that are new; plain ones only, none that a messenger has of its own
   */
  record Reaction(
      ChatRef chat,
      boolean inPrivate,
      Sender sender,
      Instant at,
      String messageId,
      List<String> emoji)
      implements Incoming {

    public Reaction {
      emoji = List.copyOf(emoji);
    }
  }

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

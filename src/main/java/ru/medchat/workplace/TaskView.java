package ru.medchat.workplace;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import ru.medchat.appeal.Conversation;
import ru.medchat.appeal.PersonalData;
import ru.medchat.guard.Finding;
import ru.medchat.process.Outcome;
import ru.medchat.wording.Moments;

/**
 * A task as the operator's form shows it.
 *
 * @param me who looks
 * @param version another one as soon as there is something else to show
 * @param now the product's time, from which the time left is counted
 * @param instruction what the model says about the task; null when it says nothing
 * @param ordered the instruction with which the appeal was returned; null when it waits under none
 * @param category what the appeal is about; null when nobody has said
 * @param categoryCode its code, which stands in {@code categories}; null with the category
 * @param norm how soon such a wish has to be met, in words; null where no rule says so
 * @param categories what the operator may say it is about
 * @param emergency true when the resident's words sound like an emergency
 * @param waitingSince null when nobody waits
 * @param asked since when the resident's reply is waited for; null when something is to be done
 * @param limit null when the task has none
 * @param earlier the resident's other appeals that the caller may read, the newest first
 * @param organisations to whom the appeal can be passed; empty when no outcome asks for it
 * @param takenBy who else works on it; null when nobody else does
 * @param longestReply in UTF-16 units, as both JavaScript and Telegram count
 * @param held null when no message has been held
 * @param discretion null when there is nothing to choose: the appeal was written in private, or no
 *     outcome says anything to the resident
 * @param masked whether the caller may not see the resident's personal data
 */
record TaskView(
    String id,
    String me,
    String version,
    Instant now,
    String name,
    @Nullable String instruction,
    @Nullable String ordered,
    String number,
    String municipality,
    @Nullable String category,
    @Nullable String categoryCode,
    @Nullable String norm,
    List<Choice> categories,
    boolean emergency,
    Moment opened,
    @Nullable Moment waitingSince,
    @Nullable Moment asked,
    @Nullable Limit limit,
    List<Said> conversation,
    List<Earlier> earlier,
    List<Happened> history,
    List<Outcome> outcomes,
    List<Choice> organisations,
    String draft,
    @Nullable String takenBy,
    int longestReply,
    @Nullable Held held,
    @Nullable Discretion discretion,
    boolean masked) {

  /**
   * A message that sounds like advice, and waits for a second person or was returned.
   *
   * @param outcome the button its author pressed
   * @param mine whether the caller wrote it
   * @param returnedBy the second person; null while it waits
   * @param note what has to be changed; null while it waits
   * @param inPrivate whether it goes to the private chat of a resident who wrote in a group
   */
  record Held(
      long id,
      String outcome,
      String text,
      List<Finding> findings,
      String by,
      Moment at,
      boolean mine,
      @Nullable String returnedBy,
      @Nullable String note,
      boolean inPrivate) {}

  /**
   * Whether an answer goes to the group or to the resident's private chat.
   *
   * @param inPrivate as the caller has chosen, else as it is safe
   * @param found personal data in the resident's words
   */
  record Discretion(boolean inPrivate, List<PersonalData.Found> found) {}

  /** A point in time, for scripts and for people. */
  record Moment(Instant at, String words) {

    static Moment of(Instant at, ZoneId zone) {
      return new Moment(at, Moments.inShort(at, zone));
    }

    static @Nullable Moment ofNullable(@Nullable Instant at, ZoneId zone) {
      return at == null ? null : of(at, zone);
    }
  }

  /**
   * Until when the resident has to have an answer, or has to reply.
   *
   * @param trace on which days and hours its working time passes, a line each; empty when that
   *     can't be said
   */
  record Limit(Instant at, String words, boolean passed, List<String> trace) {}

  /**
   * Something said.
   *
   * @param trouble what went wrong on its way to the resident; null when nothing did
   * @param link where the messenger shows it; null when it shows it to its own people only
   * @param edited when it was last changed; null when it never was
   * @param earlier what it said before, the oldest first
   */
  record Said(
      long id,
      Conversation.Author author,
      String name,
      String text,
      Moment at,
      String delivery,
      @Nullable String trouble,
      List<FileOf> files,
      @Nullable String link,
      @Nullable Moment edited,
      List<Version> earlier) {

    /** The same with other files. */
    Said withFiles(UnaryOperator<List<FileOf>> change) {
      return new Said(
          id,
          author,
          name,
          text,
          at,
          delivery,
          trouble,
          change.apply(files),
          link,
          edited,
          earlier.stream()
              .map(each -> new Version(each.text(), each.at(), change.apply(each.files())))
              .toList());
    }
  }

  /** What a message said before it was changed; its files only where it has others now. */
  record Version(String text, Moment at, List<FileOf> files) {}

  /**
   * A file of a message.
   *
   * @param name never empty
   * @param size in words; empty when unknown
   * @param state as {@link ru.medchat.channel.Files.State} names it
   * @param released whether the public chamber sees it; null for who does not decide that
   */
  record FileOf(
      long id,
      String kind,
      String name,
      String size,
      String state,
      String url,
      @Nullable Boolean released) {

    FileOf(long id, String kind, String name, String size, String state, String url) {
      this(id, kind, name, size, state, url, null);
    }

    FileOf released(boolean released) {
      return new FileOf(id, kind, name, size, state, url, released);
    }

    FileOf named(String name) {
      return new FileOf(id, kind, name, size, state, url, released);
    }
  }

  /**
   * An earlier appeal of the same resident.
   *
   * @param category null when nobody has said
   * @param outcome how it stands, in words
   * @param rating what the resident said of the answer, in words; null when nothing
   */
  record Earlier(
      String number,
      Moment opened,
      @Nullable String category,
      String outcome,
      @Nullable String rating) {}

  /** Something that happened. */
  record Happened(Moment at, String line) {}

  /** An organisation or a category to choose. */
  record Choice(String id, String name) {}
}

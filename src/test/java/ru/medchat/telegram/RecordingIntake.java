package ru.medchat.telegram;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import ru.medchat.channel.Attachment;
import ru.medchat.channel.Files;
import ru.medchat.channel.Incoming;
import ru.medchat.intake.Fate;
import ru.medchat.intake.Intake;

/** Stands for the intake: writes what it takes into a table, in the transaction it is called in. */
class RecordingIntake {

  private static final Duration TEN_MILLIS = Duration.ofMillis(10);

  private final JdbcClient jdbc;
  private final Intake intake = mock(Intake.class);
  final Set<String> failing = ConcurrentHashMap.newKeySet();
  final List<Incoming.Message> messages = new CopyOnWriteArrayList<>();
  volatile Optional<String> notice = Optional.empty();
  volatile Fate fate = Fate.REGISTERED;

  /** Whether what was passed over is kept, so that late parts of albums are, too. */
  volatile boolean keepsPassed;

  /** Whether messages are held in the middle of being taken. */
  volatile boolean pausing;

  RecordingIntake(JdbcClient jdbc, Files files) {
    this.jdbc = jdbc;
    jdbc.sql("create table if not exists taken (n serial, chat text, what text)").update();
    when(intake.receive(any(Incoming.Press.class)))
        .thenAnswer(
            call -> {
              Incoming.Press press = call.getArgument(0);
              take(press.chat().id(), press.data());
              return notice;
            });
    when(intake.receive(any(Incoming.Edit.class)))
        .thenAnswer(
            call -> {
              Incoming.Edit edit = call.getArgument(0);
              take(edit.chat().id(), "edit: " + edit.message().text());
              return Fate.ADDED;
            });
    when(intake.continueAlbum(any()))
        .thenAnswer(
            call -> {
              Incoming.Message message = call.getArgument(0);
              if (keepsPassed) {
                take(message.chat().id(), "late: " + message.text());
              }
              return keepsPassed;
            });
    doAnswer(
            call -> {
              Incoming.Message message = call.getArgument(0);
              messages.add(message);
              for (Attachment attachment : message.attachments()) {
                files.expect("telegram", attachment);
              }
              await().atMost(8, SECONDS).pollInterval(TEN_MILLIS).until(() -> !pausing);
              take(message.chat().id(), message.text());
              return fate;
            })
        .when(intake)
        .receive(any(Incoming.Message.class));
  }

  Intake intake() {
    return intake;
  }

  void reset() {
    failing.clear();
    messages.clear();
    notice = Optional.empty();
    fate = Fate.REGISTERED;
    pausing = false;
    keepsPassed = false;
    jdbc.sql("truncate taken").update();
  }

  /** What was taken from a chat and committed, in order. */
  List<String> taken(String chat) {
    return jdbc.sql("select what from taken where chat = ? order by n")
        .param(chat)
        .query(String.class)
        .list();
  }

  private void take(String chat, String what) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("No transaction");
    }
    jdbc.sql("insert into taken (chat, what) values (?, ?)").param(chat).param(what).update();
    if (failing.contains(what)) {
      throw new IllegalStateException("The intake can't take " + what);
    }
  }
}

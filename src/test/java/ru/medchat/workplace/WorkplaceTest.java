package ru.medchat.workplace;

import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import ru.medchat.appeal.Appeal;
import ru.medchat.appeal.Appeals;
import ru.medchat.appeal.RegisteringAppeals;
import ru.medchat.channel.Attachment;
import ru.medchat.channel.ChatRef;
import ru.medchat.channel.Files;
import ru.medchat.channel.Incoming;
import ru.medchat.channel.Sender;
import ru.medchat.directory.Directory;
import ru.medchat.testing.TestPostgres;

/** The whole product behind a real port, with the accounts of the sandbox and no messenger. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "medchat.sandbox.enabled=false",
      "medchat.sandbox.url=http://localhost:0",
      "medchat.sandbox.database=true",
      "medchat.telegram.token=1:tests",
      "medchat.telegram.updates=off",
      "medchat.telegram.api-url=http://127.0.0.1:9",
      "spring.mail.host=localhost"
    })
@Import(WorkplaceTest.Clocks.class)
abstract class WorkplaceTest {

  private static final AtomicLong ids = new AtomicLong(7000);
  static final String DATABASE = TestPostgres.newDatabase();

  @LocalServerPort int port;
  @Autowired TaskService tasks;
  @Autowired RuntimeService runtime;
  @Autowired ManagementService management;
  @Autowired Directory directory;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;
  @Autowired RegisteringAppeals registration;
  @Autowired Files files;
  @Autowired Appeals appeals;
  @Autowired MovableLoginClock loginClock;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    properties.add("spring.datasource.url", () -> DATABASE);
    properties.add("spring.datasource.username", () -> "postgres");
  }

  @TestConfiguration
  static class Clocks {
    @Bean
    @Primary
    MovableLoginClock movableLoginClock() {
      return new MovableLoginClock();
    }
  }

  /** Somebody with a browser of their own, who has not logged in. */
  Visitor anybody() {
    return new Visitor(address());
  }

  /** Where the product is. */
  String address() {
    return "http://localhost:" + port;
  }

  /** An operator, logged in. */
  Visitor operator(String user) {
    return anybody().logsIn(user, Account.DEMO_PASSWORD);
  }

  /** A new appeal whose organisation has its task. */
  Appeal appeal(String municipality, String text, Attachment... files) {
    long id = ids.incrementAndGet();
    return says(municipality, id, text, files);
  }

  /** One more message of the resident of an appeal. */
  Appeal more(Appeal appeal, String text) {
    return says(appeal.municipalityId(), Long.parseLong(appeal.residentId()), text);
  }

  /** An appeal once its organisation has said that it is none. */
  Appeal closed(Appeal appeal) {
    tasks.complete(taskOf(appeal).getId(), Map.of("outcome", "notAnAppeal"));
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> appeals.get(appeal.number()), each -> each.state() == Appeal.State.CLOSED);
  }

  /** What the resident of an appeal writes in the chat of another municipality. */
  Appeal elsewhere(String municipality, Appeal appeal, String text) {
    return says(municipality, Long.parseLong(appeal.residentId()), text);
  }

  private Appeal says(String municipality, long resident, String text, Attachment... files) {
    var message =
        new Incoming.Message(
            new ChatRef("telegram", "-100" + resident),
            false,
            new Sender(Long.toString(resident), "Вера Петровна", Sender.Kind.PERSON),
            Instant.now(),
            Long.toString(ids.incrementAndGet()),
            text,
            List.of(files),
            null,
            false,
            null);
    var appeal =
        transaction.execute(tx -> registration.take(message, directory.municipality(municipality)));
    return Objects.requireNonNull(appeal).appeal();
  }

  /** The task of an organisation about an appeal, once it is there. */
  Task taskOf(Appeal appeal) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () ->
                tasks
                    .createTaskQuery()
                    .processInstanceBusinessKey(appeal.number().value())
                    .taskDefinitionKey("AnswerResident")
                    .singleResult(),
            Objects::nonNull);
  }

  /** Lets a limit of an appeal pass. */
  void fires(String timer, Appeal appeal) {
    taskOf(appeal);
    String process =
        runtime
            .createProcessInstanceQuery()
            .processInstanceBusinessKey(appeal.number().value())
            .singleResult()
            .getId();
    var job =
        management.createJobQuery().activityId(timer).processInstanceId(process).singleResult();
    management.executeJob(job.getId());
    await("what follows from " + timer)
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> management.createJobQuery().processInstanceId(process).messages().count() == 0);
  }

  /** The task that an appeal has at a step now. */
  Task task(Appeal appeal, String key) {
    return Objects.requireNonNull(
        tasks
            .createTaskQuery()
            .processInstanceBusinessKey(appeal.number().value())
            .taskDefinitionKey(key)
            .singleResult());
  }

  /** A stored file of an appeal's first message; its id. */
  long storedFile(Appeal appeal, byte[] content, String mediaType, String name) {
    return storedFile(appeal, Attachment.Kind.PHOTO, content, mediaType, name);
  }

  /** A stored file of some kind; its id. */
  long storedFile(
      Appeal appeal, Attachment.Kind kind, byte[] content, String mediaType, String name) {
    String unique = "file" + ids.incrementAndGet();
    var attachment = new Attachment(kind, unique, unique, name, mediaType, (long) content.length);
    long id =
        Objects.requireNonNull(transaction.execute(tx -> files.expect("telegram", attachment)));
    jdbc.sql(
            """
            insert into message_file (message_id, file_id)
            select min(id), ? from message where appeal_number = ?
            """)
        .params(id, appeal.number().value())
        .update();
    try {
      files.stored(id, new ByteArrayInputStream(content), mediaType);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return id;
  }
}

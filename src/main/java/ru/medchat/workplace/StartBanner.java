package ru.medchat.workplace;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import ru.medchat.directory.Directory;
import ru.medchat.directory.Municipality;

/** Names the pages and the demo accounts in the log once the sandbox is ready. */
@Component
class StartBanner {

  private static final Logger log = LoggerFactory.getLogger(StartBanner.class);

  private final Sandbox sandbox;
  private final Directory directory;
  private final String url;

  StartBanner(Sandbox sandbox, Directory directory, @Value("${medchat.url}") String url) {
    this.sandbox = sandbox;
    this.directory = directory;
    this.url = url;
  }

  @EventListener(ApplicationReadyEvent.class)
  void show() {
    if (!sandbox.hasDemoAccounts()) {
      log.info("Медчат готов: {}", url);
      return;
    }
    List<String> operators =
        directory.municipalities().stream().map(Municipality::id).limit(3).toList();
    log.info(
        """
        Медчат готов

          Начало             {}
          Страница жителя    {}
          Рабочее место      {}/camunda/app/tasklist
          Процессы           {}/camunda/app/cockpit
          Письма             {}

          Демо-вход, пароль у всех «demo»:
            {} …  оператор муниципалитета (имя - его код в справочнике)
            ministry, chamber  министерство, общественная палата
            {}2, ministry2 …  второй человек там же: подтверждает то, что похоже на врачебный совет
            manager  методист: процессы и тексты
            admin  администратор
        """,
        url,
        sandbox.residentPage(),
        url,
        url,
        sandbox.mailPage(),
        String.join(", ", operators),
        operators.get(0));
  }
}

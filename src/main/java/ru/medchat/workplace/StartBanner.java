package ru.medchat.workplace;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Names the pages and the demo accounts in the log once the sandbox is ready. */
@Component
class StartBanner {

  private static final Logger log = LoggerFactory.getLogger(StartBanner.class);

  private final Sandbox sandbox;
  private final String url;

  StartBanner(Sandbox sandbox, @Value("${medchat.url}") String url) {
    this.sandbox = sandbox;
    this.url = url;
  }

  @EventListener(ApplicationReadyEvent.class)
  void show() {
    if (!sandbox.hasDemoAccounts()) {
      log.info("Медчат готов: {}", url);
      return;
    }
    log.info(
        """
        Медчат готов

          Начало             {}
          Страница жителя    {}
          Рабочее место      {}/camunda/app/tasklist
          Процессы           {}/camunda/app/cockpit
          Письма             {}

          Демо-вход, пароль у всех «demo»:
            taganrog, azov, shakhty … оператор муниципалитета (имя - его адрес латиницей)
            ministry                  министерство
            chamber                   общественная палата
            taganrog2, ministry2 …    второй человек там же: подтверждает то, что похоже на врачебный совет
            manager                   методист: процессы и тексты
            admin                     администратор
        """,
        url,
        sandbox.residentPage(),
        url,
        url,
        sandbox.mailPage());
  }
}

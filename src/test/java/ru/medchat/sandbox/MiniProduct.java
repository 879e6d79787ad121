package ru.medchat.sandbox;

import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** As much of a product as the sandbox can tell: a Spring Boot application with its tables. */
class MiniProduct {

  private static final List<String> TOWNS =
      List.of(
          "azov:Азов",
          "bataysk:Батайск",
          "volgodonsk:Волгодонск",
          "gukovo:Гуково",
          "donetsk-ro:Донецк",
          "zverevo:Зверево",
          "kamensk:Каменск-Шахтинский",
          "novocherkassk:Новочеркасск",
          "novoshakhtinsk:Новошахтинск",
          "rostov:Ростов-на-Дону",
          "taganrog:Таганрог",
          "shakhty:Шахты");

  public static void main(String[] args) throws InterruptedException {
    var context = run(args);
    System.out.println("READY " + context.getEnvironment().getProperty("spring.datasource.url"));
    Thread.currentThread().join();
  }

  /** Starts on free ports, unless the arguments say otherwise. */
  static ConfigurableApplicationContext run(String... args) {
    var application = new SpringApplication(MiniProduct.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setDefaultProperties(
        java.util.Map.of(
            "medchat.sandbox.port",
            0,
            "medchat.sandbox.binaries",
            TestDatabase.BINARIES.toString(),
            "spring.main.banner-mode",
            "off"));
    return application.run(args);
  }

  @Bean
  JdbcClient tables(Environment environment) {
    var jdbc =
        JdbcClient.create(
            new DriverManagerDataSource(
                environment.getProperty("spring.datasource.url", ""),
                environment.getProperty("spring.datasource.username", ""),
                environment.getProperty("spring.datasource.password", "")));
    jdbc.sql("create table if not exists municipality (id text primary key, name text)").update();
    jdbc.sql("create table if not exists organisation (id text primary key)").update();
    jdbc.sql(
            """
            create table if not exists chat (channel text, chat_id text, municipality_id text,
              title text, primary key (channel, chat_id))
            """)
        .update();
    jdbc.sql(
            """
            create table if not exists staff (channel text, user_id text, organisation_id text,
              name text, primary key (channel, user_id))
            """)
        .update();
    jdbc.sql("insert into organisation values ('org-taganrog') on conflict do nothing").update();
    for (var town : TOWNS) {
      int colon = town.indexOf(':');
      jdbc.sql("insert into municipality values (?, ?) on conflict do nothing")
          .params(town.substring(0, colon), town.substring(colon + 1))
          .update();
    }
    return jdbc;
  }
}

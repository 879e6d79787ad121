package ru.medchat.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Clock;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;
import ru.medchat.testing.TestPostgres;

/** A database from before the directory followed its files. */
class OlderDirectoryTest {

  @Test
  void follows_its_file_from_the_first_start_on(@TempDir Path folder) {
    var database = new DriverManagerDataSource(TestPostgres.newDatabase(), "postgres", "");
    Flyway.configure().dataSource(database).target("17").load().migrate();
    var jdbc = JdbcClient.create(database);
    jdbc.sql(
            """
            insert into region values ('61', 'Область');
            insert into municipality (id, region_code, name, kind, zone, latitude, longitude)
            values ('azov', '61', 'Азов', 'CITY', 'Europe/Moscow', 47.1, 39);
            insert into organisation (id, region_code, municipality_id, kind, name, mail) values
              ('ministry-61', '61', null, 'MINISTRY', 'Министерство', null),
              ('chamber-61', '61', null, 'CHAMBER', 'Палата', null),
              ('org-azov', '61', 'azov', 'RESPONDER', 'Больница', 'old@medchat.invalid'),
              ('org-gone', '61', 'azov', 'RESPONDER', 'Прежняя больница', null);
            """)
        .update();
    Flyway.configure().dataSource(database).load().migrate();
    var entries =
        new Entries(jdbc, new ObjectMapper(), Clock.systemUTC(), new DirectoryCache(jdbc));
    var transaction = new TransactionTemplate(new DataSourceTransactionManager(database));

    new RegionFolder(folder, jdbc, entries, transaction)
        .with(
            "61.yaml",
            """
            code: "61"
            name: Область
            zone: Europe/Moscow
            ministry: {name: Министерство}
            chamber: {name: Палата}
            municipalities:
              - {id: azov, name: Азов, kind: CITY, latitude: 47.10, longitude: 39.00,
                 responder: {name: Больница, mail: new@medchat.invalid, phone: +7 86342 00-00-00}}
            """)
        .starts();

    var hospital = entries.find(EntryKind.ORGANISATION, "org-azov").orElseThrow();
    assertThat(hospital.value(Field.MAIL)).isEqualTo("new@medchat.invalid");
    assertThat(hospital.value(Field.PHONE)).isEqualTo("+7 86342 00-00-00");
    assertThat(entries.find(EntryKind.ORGANISATION, "org-gone").orElseThrow().value(Field.ACTIVE))
        .isEqualTo("false");
    for (EntryKind kind : EntryKind.values()) {
      assertThat(entries.of(kind, "61")).allMatch(each -> each.otherwiseInFile().isEmpty());
    }
    assertThat(jdbc.sql("select field from directory_change").query(String.class).list())
        .containsExactlyInAnyOrder("MAIL", "PHONE", "ACTIVE");
  }
}

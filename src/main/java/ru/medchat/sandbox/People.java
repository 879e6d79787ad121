package ru.medchat.sandbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who is in the chats of the double, beside the bot. */
class People {

  private final JdbcClient jdbc;

  People(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void savePersona(Person person) {
    jdbc.sql(
            """
            insert into sandbox.person (id, first_name, note, persona) values (?, ?, ?, true)
            on conflict (id) do update set note = excluded.note, persona = true
            """)
        .params(person.id(), person.firstName(), person.note())
        .update();
  }

  /** The person with that id, who is made up on the spot when nobody has seen them yet. */
  Person meet(long id, @Nullable String firstName) {
    jdbc.sql(
            """
            insert into sandbox.person (id, first_name)
            values (:id, coalesce(:name, 'Житель ' || :id))
            on conflict (id) do update set first_name = coalesce(:name, person.first_name)
            """)
        .param("id", id)
        .param("name", firstName, java.sql.Types.VARCHAR)
        .update();
    return byId(id).orElseThrow();
  }

  Optional<Person> byId(long id) {
    return jdbc.sql("select * from sandbox.person where id = ?")
        .param(id)
        .query(People::person)
        .optional();
  }

  List<Person> personas() {
    return jdbc.sql("select * from sandbox.person where persona order by id")
        .query(People::person)
        .list();
  }

  void block(long personId, boolean blocked) {
    jdbc.sql("update sandbox.person set blocked = ? where id = ?")
        .params(blocked, personId)
        .update();
  }

  private static Person person(ResultSet row, int number) throws SQLException {
    return new Person(
        row.getLong("id"),
        row.getString("first_name"),
        row.getString("note"),
        row.getBoolean("persona"),
        row.getBoolean("blocked"));
  }
}

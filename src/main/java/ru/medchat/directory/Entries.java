package ru.medchat.directory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps the entries of the directory field by field, and who changed which. */
@Component
class Entries {

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final Clock clock;
  private final DirectoryCache cache;

  Entries(JdbcClient jdbc, ObjectMapper json, Clock clock, DirectoryCache cache) {
    this.jdbc = jdbc;
    this.cache = cache;
    this.json = json;
    this.clock = clock;
  }

  Optional<Entry> find(EntryKind kind, String id) {
    return jdbc.sql(select(kind) + " where e." + kind.key() + " = ?")
        .param(id)
        .query((row, n) -> entry(kind, row))
        .optional();
  }

  /** An entry that nobody else changes until this transaction ends. */
  Optional<Entry> lock(EntryKind kind, String id) {
    cache.changing();
    return jdbc.sql(select(kind) + " where e." + kind.key() + " = ? for update")
        .param(id)
        .query((row, n) -> entry(kind, row))
        .optional();
  }

  /** Those of a region, by name. */
  List<Entry> of(EntryKind kind, String regionCode) {
    return jdbc.sql(select(kind) + " where e.%s = ? order by e.name".formatted(kind.regionColumn()))
        .param(regionCode)
        .query((row, n) -> entry(kind, row))
        .list();
  }

  /**
   * Adds an entry.
   *
   * @param role what an organisation is there for; null for what is none
   */
  void add(Entry entry, Organisation.@Nullable Kind role) {
    cache.changing();
    var kind = entry.kind();
    var columns = new StringBuilder(kind.key()).append(", loaded");
    var values = new StringBuilder(":id, cast(:loaded as jsonb)");
    if (!kind.regionColumn().equals(kind.key())) {
      columns.append(", ").append(kind.regionColumn());
      values.append(", :region");
    }
    if (role != null) {
      columns.append(", kind");
      values.append(", :role");
    }
    for (Field field : entry.values().keySet()) {
      columns.append(", ").append(field.column());
      values.append(", cast(:%s as %s)".formatted(field.column(), field.type()));
    }
    var insert =
        jdbc.sql("insert into %s (%s) values (%s)".formatted(kind.table(), columns, values))
            .param("id", entry.id())
            .param("loaded", written(entry.loaded()))
            .param("region", entry.regionCode())
            .param("role", role == null ? null : role.name());
    for (var each : entry.values().entrySet()) {
      insert = insert.param(each.getKey().column(), each.getValue());
    }
    insert.update();
  }

  /** Writes one value and that it was written. */
  void change(Entry entry, Field field, @Nullable String value, String by) {
    cache.changing();
    jdbc.sql(
            "update %s set %s = cast(:value as %s) where %s = :id"
                .formatted(entry.kind().table(), field.column(), field.type(), entry.kind().key()))
        .param("value", value)
        .param("id", entry.id())
        .update();
    note(entry, field.name(), entry.values().get(field), value, by);
  }

  /** Notes that something was changed. */
  void note(Entry entry, String field, @Nullable String before, @Nullable String after, String by) {
    jdbc.sql(
            """
            insert into directory_change
                   (kind, entry_id, field, old_value, new_value, changed_by, changed_at)
            values (?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            entry.kind().name(),
            entry.id(),
            field,
            before,
            after,
            by,
            Timestamp.from(clock.instant()))
        .update();
  }

  /** Keeps what the file says now. */
  void loaded(Entry entry, Map<Field, String> values) {
    cache.changing();
    jdbc.sql(
            "update %s set loaded = cast(? as jsonb) where %s = ?"
                .formatted(entry.kind().table(), entry.kind().key()))
        .params(written(values), entry.id())
        .update();
  }

  /** Table and columns come from our own enumerations, never from outside. */
  private static String select(EntryKind kind) {
    return "select e.%s as entry_id, e.%s as entry_region, e.loaded::text as loaded, %s from %s e"
        .formatted(
            kind.key(),
            kind.regionColumn(),
            kind.fields().stream()
                .map(field -> "e.%1$s::text as %1$s".formatted(field.column()))
                .collect(Collectors.joining(", ")),
            kind.table());
  }

  private Entry entry(EntryKind kind, ResultSet row) throws SQLException {
    var values = new EnumMap<Field, String>(Field.class);
    for (Field field : kind.fields()) {
      String value = row.getString(field.column());
      if (value != null) {
        values.put(field, value);
      }
    }
    return new Entry(
        kind,
        row.getString("entry_id"),
        row.getString("entry_region"),
        values,
        read(row.getString("loaded")));
  }

  private @Nullable String written(@Nullable Map<Field, String> values) {
    if (values == null) {
      return null;
    }
    try {
      return json.writeValueAsString(
          values.entrySet().stream()
              .collect(Collectors.toMap(each -> each.getKey().column(), Map.Entry::getValue)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private @Nullable Map<Field, String> read(@Nullable String written) {
    if (written == null) {
      return null;
    }
    try {
      var byColumn = json.readValue(written, new TypeReference<Map<String, String>>() {});
      var values = new EnumMap<Field, String>(Field.class);
      for (Field field : Field.values()) {
        String value = byColumn.get(field.column());
        if (value != null) {
          values.put(field, value);
        }
      }
      return values;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}

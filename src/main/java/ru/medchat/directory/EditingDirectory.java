package ru.medchat.directory;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What people see and change of the directory, and who changed what. */
@Component
@Transactional
public class EditingDirectory {

  private static final String ADDED = "ADDED";

  private final Entries entries;
  private final Directory directory;
  private final JdbcClient jdbc;

  EditingDirectory(Entries entries, Directory directory, JdbcClient jdbc) {
    this.entries = entries;
    this.directory = directory;
    this.jdbc = jdbc;
  }

  /**
   * A change that was made.
   *
   * @param field as people call it
   * @param before null when nothing was said
   * @param after null when nothing is said any more
   * @param by a user's name, or a file
   */
  public record Change(
      String field, @Nullable String before, @Nullable String after, String by, Instant at) {}

  @Transactional(readOnly = true)
  public Optional<Entry> find(EntryKind kind, String id) {
    return entries.find(kind, id);
  }

  /** All of a region, by name. */
  @Transactional(readOnly = true)
  public List<Entry> of(EntryKind kind, String regionCode) {
    return entries.of(kind, regionCode);
  }

  /** What was changed, the last first. */
  @Transactional(readOnly = true)
  public List<Change> changesOf(Entry entry) {
    return jdbc.sql(
            """
            select field, old_value, new_value, changed_by, changed_at from directory_change
             where kind = ? and entry_id = ? order by id desc limit 200
            """)
        .params(entry.kind().name(), entry.id())
        .query(
            (row, n) ->
                new Change(
                    row.getString("field").equals(ADDED)
                        ? "Добавлено"
                        : Field.valueOf(row.getString("field")).label(),
                    row.getString("old_value"),
                    row.getString("new_value"),
                    row.getString("changed_by"),
                    row.getTimestamp("changed_at").toInstant()))
        .list();
  }

  /** Grows with every change: what somebody has seen is out of date when it has grown since. */
  @Transactional(readOnly = true)
  public long versionOf(Entry entry) {
    return jdbc.sql(
            "select coalesce(max(id), 0) from directory_change where kind = ? and entry_id = ?")
        .params(entry.kind().name(), entry.id())
        .query(Long.class)
        .single();
  }

  /**
   * Changes what somebody has typed; what is blank is said no more.
   *
   * @param seen the version that was before their eyes
   * @throws InvalidEntryException when something can't be, or is out of date; then nothing changes
   * @throws UnknownInDirectoryException when there is no such entry
   */
  public void change(EntryKind kind, String id, long seen, Map<Field, String> typed, String by) {
    var entry = locked(kind, id);
    if (versionOf(entry) != seen) {
      throw InvalidEntryException.outOfDate();
    }
    var wanted = new EnumMap<Field, String>(Field.class);
    wanted.putAll(entry.values());
    typed.forEach(
        (field, value) -> {
          wanted.remove(field);
          if (!value.isBlank()) {
            wanted.put(field, tidy(value));
          }
        });
    check(entry, wanted);
    for (Field field : kind.fields()) {
      String value = wanted.get(field);
      if (!Objects.equals(value, entry.values().get(field))) {
        entries.change(entry, field, value, by);
      }
    }
  }

  /**
   * Adds an organisation that answers in a region.
   *
   * @param id also the id of the group of its operators
   * @throws InvalidEntryException when something can't be; then nothing is added
   */
  public void add(String regionCode, String id, Map<Field, String> typed, String by) {
    var values = new EnumMap<Field, String>(Field.class);
    typed.forEach(
        (field, value) -> {
          if (!value.isBlank()) {
            values.put(field, tidy(value));
          }
        });
    values.put(Field.ACTIVE, "true");
    var entry = new Entry(EntryKind.ORGANISATION, id, regionCode, values, null);
    Ids.problemOf(id)
        .ifPresent(
            problem -> {
              throw new InvalidEntryException(problem);
            });
    if (entries.find(EntryKind.ORGANISATION, id).isPresent()) {
      throw new InvalidEntryException("код «%s» уже занят; дайте другой".formatted(id));
    }
    check(entry, values);
    entries.add(entry, Organisation.Kind.RESPONDER);
    entries.note(entry, ADDED, null, values.get(Field.NAME), by);
  }

  /** Says again what the file says. */
  public void takeFromFile(EntryKind kind, String id, Field field, String by) {
    var entry = locked(kind, id);
    if (entry.otherwiseInFile().contains(field)) {
      var wanted = new HashMap<>(entry.values());
      wanted.remove(field);
      if (!entry.inFile(field).isEmpty()) {
        wanted.put(field, entry.inFile(field));
      }
      check(entry, wanted);
      entries.change(entry, field, wanted.get(field), by);
    }
  }

  private Entry locked(EntryKind kind, String id) {
    return entries
        .lock(kind, id)
        .orElseThrow(() -> new UnknownInDirectoryException(kind.name(), id));
  }

  private void check(Entry entry, Map<Field, String> wanted) {
    var problems = new EnumMap<Field, String>(Field.class);
    for (Field field : entry.kind().fields()) {
      String value = wanted.get(field);
      if (value != null) {
        field.problemOf(value).ifPresent(problem -> problems.put(field, problem));
      } else if (field.isRequired()) {
        problems.put(field, "нужно заполнить");
      }
    }
    if (wanted.containsKey(Field.LATITUDE) != wanted.containsKey(Field.LONGITUDE)) {
      problems.put(Field.LATITUDE, "нужны и широта, и долгота, или ни одной из них");
    }
    String place = wanted.get(Field.MUNICIPALITY);
    if (place != null
        && directory
            .findMunicipality(place)
            .filter(found -> found.regionCode().equals(entry.regionCode()))
            .isEmpty()) {
      problems.put(Field.MUNICIPALITY, "такого в этом регионе нет; выберите из списка");
    }
    if ("false".equals(wanted.get(Field.ACTIVE)) && isLastResort(entry)) {
      problems.put(
          Field.ACTIVE, "министерство и палата есть в каждом регионе, их отключить нельзя");
    }
    if (!problems.isEmpty()) {
      throw new InvalidEntryException(problems);
    }
  }

  private boolean isLastResort(Entry entry) {
    return entry.kind() == EntryKind.ORGANISATION
        && directory
            .findOrganisation(entry.id())
            .filter(found -> found.kind() != Organisation.Kind.RESPONDER)
            .isPresent();
  }

  /** Without the one character that PostgreSQL can't keep, and with one kind of line ends. */
  private static String tidy(String value) {
    return value.replace("\0", "").replaceAll("[ \\t]*\\R\\s*", "\n").strip();
  }
}

package ru.medchat.directory;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A region, a municipality or an organisation as the directory has it.
 *
 * @param values what it says; what is not said is not in it
 * @param loaded what its file said last; null when no file knows it
 */
public record Entry(
    EntryKind kind,
    String id,
    String regionCode,
    Map<Field, String> values,
    @Nullable Map<Field, String> loaded) {

  public Entry {
    values = Map.copyOf(values);
    loaded = loaded == null ? null : Map.copyOf(loaded);
  }

  /** Empty when the directory does not say. */
  public String value(Field field) {
    return values.getOrDefault(field, "");
  }

  /** The same by the name of the field, for pages. */
  public String said(String field) {
    return value(Field.valueOf(field));
  }

  /** What its file says otherwise than people do, who have the last word. */
  public List<Field> otherwiseInFile() {
    var said = loaded;
    return said == null
        ? List.of()
        : kind.fields().stream()
            .filter(field -> !Objects.equals(said.get(field), values.get(field)))
            .toList();
  }

  /** What its file says last; empty when it says nothing. */
  public String inFile(Field field) {
    return loaded == null ? "" : loaded.getOrDefault(field, "");
  }
}

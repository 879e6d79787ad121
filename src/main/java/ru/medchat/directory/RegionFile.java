package ru.medchat.directory;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * One region as it is written in its file, {@code <code>.yaml}, checked as a whole.
 *
 * @param file its name
 * @param entries the region itself, then municipalities, then organisations
 * @param bindings the groups of municipalities and the representatives of organisations
 */
record RegionFile(String file, String code, List<Wanted> entries, List<Tied> bindings) {

  private static final Set<String> BODY =
      Set.of("name", "address", "phone", "mail", "site", "aliases", "staff");
  private static final Set<String> ORGANISATION =
      Set.of("id", "municipality", "name", "address", "phone", "mail", "site", "aliases", "staff");
  private static final Set<String> PLACE =
      Set.of("id", "name", "kind", "zone", "latitude", "longitude", "responder", "chats");
  private static final Set<String> REGION =
      Set.of("code", "name", "zone", "ministry", "chamber", "municipalities", "organisations");

  /** The messengers whose ids may stand in a file. */
  private static final String TELEGRAM = "telegram";

  private static final Set<String> CHAT = Set.of(TELEGRAM, "title", "listening");
  private static final Set<String> PERSON = Set.of(TELEGRAM, "name", "account");

  /**
   * What the directory is to have.
   *
   * @param role what an organisation is there for; null for what is none
   * @param section where it stands
   */
  record Wanted(
      EntryKind kind,
      String id,
      Map<Field, String> values,
      Organisation.@Nullable Kind role,
      Section section) {}

  /** A binding and where it stands. */
  record Tied(Binding binding, Section section) {}

  /**
   * @throws BrokenDirectoryException when something in it can't be used
   */
  static RegionFile read(Resource resource) {
    String file = String.valueOf(resource.getFilename());
    try (var in = new InputStreamReader(resource.getInputStream(), StandardCharsets.UTF_8)) {
      Node root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(in);
      if (root == null) {
        throw new BrokenDirectoryException(file, 1, "регион", "файл пуст");
      }
      return new Reading(file).region(new Section(file, "регион", root, REGION));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw new BrokenDirectoryException(
          file,
          line,
          "разметка YAML",
          "не читается; проверьте в этой строке и выше отступы (только пробелы), двоеточия и кавычки"
              + " (%s)".formatted(e.getProblem()));
    } catch (IOException e) {
      throw new UncheckedIOException("The region could not be read: " + file, e);
    }
  }

  private static final class Reading {

    private final String file;
    private final List<Wanted> entries = new ArrayList<>();
    private final List<Tied> bindings = new ArrayList<>();
    private final Map<EntryKind, Set<String>> ids = new HashMap<>();

    Reading(String file) {
      this.file = file;
    }

    RegionFile region(Section region) {
      String code = region.text("code");
      if (!code.matches("[0-9]{2,3}")) {
        throw region.wrong("code", "код региона — две или три цифры, например code: \"61\"");
      }
      var values = new EnumMap<Field, String>(Field.class);
      put(values, Field.NAME, region, "name");
      add(new Wanted(EntryKind.REGION, code, values, null, region));
      var bodies = new ArrayList<Wanted>();
      bodies.add(
          body(
              "ministry-" + code,
              Organisation.Kind.MINISTRY,
              null,
              region.section("ministry", "министерство", BODY)));
      bodies.add(
          body(
              "chamber-" + code,
              Organisation.Kind.CHAMBER,
              null,
              region.section("chamber", "общественная палата", BODY)));
      for (Section place : region.sections("municipalities", "муниципалитет", PLACE)) {
        bodies.add(municipality(place, region));
      }
      for (Section each : region.sections("organisations", "организация", ORGANISATION)) {
        String id = id(each);
        bodies.add(
            body(
                id, Organisation.Kind.RESPONDER, each.optional("municipality").orElse(null), each));
      }
      bodies.forEach(this::add);
      return new RegionFile(file, code, List.copyOf(entries), List.copyOf(bindings));
    }

    /** Adds it, and returns the organisation that answers there. */
    private Wanted municipality(Section place, Section region) {
      String id = id(place);
      var values = new EnumMap<Field, String>(Field.class);
      put(values, Field.NAME, place, "name");
      put(values, Field.KIND, place, "kind");
      put(values, Field.ZONE, place.has("zone") ? place : region, "zone");
      put(values, Field.LATITUDE, place, "latitude");
      put(values, Field.LONGITUDE, place, "longitude");
      if (values.containsKey(Field.LATITUDE) != values.containsKey(Field.LONGITUDE)) {
        throw place.wrong(null, "нужны и latitude, и longitude, или ни одного из них");
      }
      values.put(Field.ACTIVE, "true");
      add(new Wanted(EntryKind.MUNICIPALITY, id, values, null, place));
      for (Section chat : place.sections("chats", "чат муниципалитета " + id, CHAT)) {
        String listening = chat.optional("listening").orElse(GroupChat.Listening.EVERY.name());
        tie(Binding.Kind.CHAT, id, chat, "title", "listening", listening);
      }
      var responder = place.section("responder", "организация муниципалитета " + id, BODY);
      return body(Organisation.idOfResponder(id), Organisation.Kind.RESPONDER, id, responder);
    }

    private Wanted body(
        String id, Organisation.Kind role, @Nullable String municipality, Section section) {
      var values = new EnumMap<Field, String>(Field.class);
      put(values, Field.NAME, section, "name");
      put(values, Field.ADDRESS, section, "address");
      put(values, Field.PHONE, section, "phone");
      put(values, Field.MAIL, section, "mail");
      put(values, Field.SITE, section, "site");
      String aliases = String.join("\n", section.texts("aliases"));
      if (!aliases.isEmpty()) {
        values.put(Field.ALIASES, checked(Field.ALIASES, aliases, section, "aliases"));
      }
      if (municipality != null) {
        if (!ids(EntryKind.MUNICIPALITY).contains(municipality)) {
          throw section.wrong(
              "municipality",
              "муниципалитета «%s» в этом файле нет; поправьте municipality или уберите строку"
                  .formatted(municipality));
        }
        values.put(Field.MUNICIPALITY, municipality);
      }
      values.put(Field.ACTIVE, "true");
      for (Section person : section.sections("staff", "представитель " + id, PERSON)) {
        String account = person.optional("account").orElse(null);
        tie(Binding.Kind.STAFF, id, person, "name", "account", account);
      }
      return new Wanted(EntryKind.ORGANISATION, id, values, role, section);
    }

    private void tie(
        Binding.Kind kind,
        String place,
        Section section,
        String nameKey,
        String moreKey,
        @Nullable String more) {
      String id = section.text(TELEGRAM);
      String name = checked(Field.NAME, section.text(nameKey), section, nameKey);
      kind.problemOfId(id)
          .ifPresent(
              problem -> {
                throw section.wrong(TELEGRAM, TELEGRAM + ": " + problem);
              });
      Optional.ofNullable(more)
          .flatMap(kind::problemOfMore)
          .ifPresent(
              problem -> {
                throw section.wrong(moreKey, moreKey + ": " + problem);
              });
      bindings.add(new Tied(new Binding(kind, TELEGRAM, id, place, name, more), section));
    }

    private static String id(Section section) {
      String id = section.text("id");
      section.isCalled(id);
      Ids.problemOf(id)
          .ifPresent(
              problem -> {
                throw section.wrong("id", problem);
              });
      return id;
    }

    private void add(Wanted wanted) {
      if (!ids(wanted.kind()).add(wanted.id())) {
        throw wanted
            .section()
            .wrong("id", "id «%s» уже занят выше; дайте другой".formatted(wanted.id()));
      }
      entries.add(wanted);
    }

    private Set<String> ids(EntryKind kind) {
      return ids.computeIfAbsent(kind, k -> new HashSet<>());
    }

    private static void put(Map<Field, String> values, Field field, Section section, String key) {
      if (field.isRequired()) {
        values.put(field, checked(field, section.text(key), section, key));
      } else {
        section
            .optional(key)
            .ifPresent(value -> values.put(field, checked(field, value, section, key)));
      }
    }

    private static String checked(Field field, String value, Section section, String key) {
      field
          .problemOf(value)
          .ifPresent(
              problem -> {
                throw section.wrong(key, key + ": " + problem);
              });
      // As the database writes numbers, so that the two can be compared.
      return field == Field.LATITUDE || field == Field.LONGITUDE
          ? new BigDecimal(value).stripTrailingZeros().toPlainString()
          : value;
    }
  }
}

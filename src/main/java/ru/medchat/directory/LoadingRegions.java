package ru.medchat.directory;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings the directory in step with the region files at every start. What a file says otherwise
 * than at the last start is taken over; what a person has changed since stays, whatever the file
 * says. What is no longer in a file is no longer active, and never deleted.
 */
@Component
class LoadingRegions implements InitializingBean {

  private static final Logger log = LoggerFactory.getLogger(LoadingRegions.class);

  /** Any number that nothing else in this database takes as a lock. */
  private static final long LOCK = 6_100_000_000_002L;

  private final JdbcClient jdbc;
  private final Entries directory;
  private final LoadingBindings bindings;
  private final TransactionTemplate transaction;
  private final ResourcePatternResolver resources;
  private final String folder;

  LoadingRegions(
      JdbcClient jdbc,
      Entries directory,
      LoadingBindings bindings,
      TransactionTemplate transaction,
      ResourcePatternResolver resources,
      @Value("${medchat.directory}") String folder) {
    this.jdbc = jdbc;
    this.directory = directory;
    this.bindings = bindings;
    this.transaction = transaction;
    this.resources = resources;
    this.folder = folder;
  }

  @Override
  public void afterPropertiesSet() throws IOException {
    var regions = read();
    transaction.executeWithoutResult(
        tx -> {
          // Nodes that start together would otherwise add everything twice.
          jdbc.sql("select 1 from pg_advisory_xact_lock(?)").param(LOCK).query(Long.class).single();
          regions.forEach(this::load);
          regions.forEach(bindings::load);
        });
  }

  private List<RegionFile> read() throws IOException {
    var regions = new ArrayList<RegionFile>();
    for (Resource file : files()) {
      regions.add(RegionFile.read(file));
    }
    if (regions.isEmpty()) {
      throw new BrokenDirectoryException(
          ("в %s нет ни одного файла региона (*.yaml); поправьте medchat.directory, папка пишется"
                  + " с file:, например file:/etc/medchat/directory")
              .formatted(folder));
    }
    mustDiffer(regions);
    return regions;
  }

  private Resource[] files() throws IOException {
    try {
      return resources.getResources(folder + "/*.yaml");
    } catch (FileNotFoundException e) {
      return new Resource[0];
    }
  }

  private static void mustDiffer(List<RegionFile> regions) {
    var fileById = new HashMap<Map.Entry<EntryKind, String>, String>();
    for (var region : regions) {
      for (var wanted : region.entries()) {
        String other = fileById.put(Map.entry(wanted.kind(), wanted.id()), region.file());
        if (other != null) {
          throw wanted
              .section()
              .wrong("id", "«%s» есть и в файле %s; дайте другой".formatted(wanted.id(), other));
        }
      }
    }
    var fileByBinding = new HashMap<Object, String>();
    for (var region : regions) {
      for (var wanted : region.bindings()) {
        String other = fileByBinding.put(LoadingBindings.key(wanted.binding()), region.file());
        if (other != null) {
          throw wanted
              .section()
              .wrong(
                  wanted.binding().channel(),
                  "«%s» уже есть в файле %s; оставьте в одном месте"
                      .formatted(wanted.binding().id(), other));
        }
      }
    }
  }

  private void load(RegionFile region) {
    // The code is two or three digits, so it is safe in a name.
    jdbc.sql("create sequence if not exists appeal_number_" + region.code()).update();
    var named = new HashMap<EntryKind, Set<String>>();
    for (var wanted : region.entries()) {
      named.computeIfAbsent(wanted.kind(), kind -> new HashSet<>()).add(wanted.id());
      load(wanted, region);
    }
    for (EntryKind kind : List.of(EntryKind.MUNICIPALITY, EntryKind.ORGANISATION)) {
      for (Entry entry : directory.of(kind, region.code())) {
        var loaded = entry.loaded();
        if (loaded != null && !named.getOrDefault(kind, Set.of()).contains(entry.id())) {
          var gone = new HashMap<>(loaded);
          gone.put(Field.ACTIVE, "false");
          merge(entry, loaded, gone, region.file());
        }
      }
    }
  }

  private void load(RegionFile.Wanted wanted, RegionFile region) {
    var known = directory.lock(wanted.kind(), wanted.id());
    if (known.isEmpty()) {
      directory.add(
          new Entry(wanted.kind(), wanted.id(), region.code(), wanted.values(), wanted.values()),
          wanted.role());
      return;
    }
    var entry = known.get();
    if (!entry.regionCode().equals(region.code())) {
      throw wanted
          .section()
          .wrong(
              "id",
              "«%s» уже есть в регионе %s; дайте другой id"
                  .formatted(wanted.id(), entry.regionCode()));
    }
    var loaded = entry.loaded();
    // What a person made on the page is as that person wants it.
    merge(entry, loaded == null ? wanted.values() : loaded, wanted.values(), region.file());
  }

  private void merge(Entry entry, Map<Field, String> before, Map<Field, String> now, String file) {
    for (Field field : entry.kind().fields()) {
      String said = now.get(field);
      String value = entry.values().get(field);
      if (Objects.equals(said, before.get(field)) || Objects.equals(said, value)) {
        continue;
      }
      if (Objects.equals(value, before.get(field))) {
        directory.change(entry, field, said, "файл " + file);
        log.info("{} changes {} of {} {}", file, field, entry.kind(), entry.id());
      } else {
        log.warn(
            "{} says of {} {} otherwise than a person, who has the last word: {}",
            file,
            entry.kind(),
            entry.id(),
            field);
      }
    }
    if (!now.equals(entry.loaded())) {
      directory.loaded(entry, now);
    }
  }
}

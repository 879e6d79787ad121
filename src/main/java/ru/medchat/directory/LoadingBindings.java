package ru.medchat.directory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Brings groups and representatives in step with the region files, as {@link LoadingRegions} does
 * with the rest: what a file says otherwise than at the last start is taken over, what a person has
 * tied, untied or changed stays.
 */
@Component
class LoadingBindings {

  private static final Logger log = LoggerFactory.getLogger(LoadingBindings.class);

  private final JdbcClient jdbc;
  private final Clock clock;

  LoadingBindings(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * A binding with when it came about.
   *
   * @param since of what a file said: null when a person had tied it before the file did
   */
  private record Known(Binding binding, @Nullable Timestamp since) {}

  /** Takes over what the file of a region says, once its municipalities and organisations are. */
  void load(RegionFile region) {
    for (var wanted : region.bindings()) {
      load(wanted.binding(), region);
    }
    var named =
        region.bindings().stream().map(wanted -> key(wanted.binding())).collect(Collectors.toSet());
    for (Known said : saidBy(region.code())) {
      if (!named.contains(key(said.binding()))) {
        untie(said, region.file());
      }
    }
  }

  /** One thing can't be tied twice. */
  static Object key(Binding binding) {
    return List.of(binding.kind(), binding.channel(), binding.id());
  }

  private void load(Binding wanted, RegionFile region) {
    var said = saidOf(wanted);
    var now = now(wanted);
    if (said.isPresent()) {
      if (now.isPresent()) {
        merge(said.get().binding(), now.get().binding(), wanted, region.file());
      }
      remember(wanted, said.get().since(), region.code());
    } else if (now.isPresent()) {
      remember(wanted, null, region.code());
    } else {
      var since = Timestamp.from(clock.instant());
      tie(wanted, since, region.file());
      remember(wanted, since, region.code());
    }
  }

  private void tie(Binding wanted, Timestamp since, String file) {
    jdbc.sql(
            wanted
                .kind()
                .in(
                    """
                    insert into {table} (channel, {key}, {place}, {name}, {more}, {since})
                    values (:channel, :id, :place, :name, :more, :since)
                    """))
        .param("channel", wanted.channel())
        .param("id", wanted.id())
        .param("place", wanted.place())
        .param("name", wanted.name())
        .param("more", wanted.more())
        .param("since", since)
        .update();
    log.info("{} ties {} {} to {}", file, wanted.kind(), wanted.id(), wanted.place());
  }

  private void merge(Binding said, Binding now, Binding wanted, String file) {
    merge("{place}", said.place(), now.place(), wanted.place(), wanted, file);
    merge("{name}", said.name(), now.name(), wanted.name(), wanted, file);
    merge("{more}", said.more(), now.more(), wanted.more(), wanted, file);
  }

  private void merge(
      String column,
      @Nullable String said,
      @Nullable String now,
      @Nullable String wanted,
      Binding of,
      String file) {
    if (Objects.equals(wanted, said) || Objects.equals(wanted, now)) {
      return;
    }
    if (!Objects.equals(now, said)) {
      log.warn(
          "{} says of {} {} otherwise than a person, who has the last word",
          file,
          of.kind(),
          of.id());
      return;
    }
    jdbc.sql(
            of.kind()
                .in(
                    "update {table} set %s = :value where channel = :channel and {key} = :id"
                        .formatted(column)))
        .param("value", wanted)
        .param("channel", of.channel())
        .param("id", of.id())
        .update();
    log.info("{} changes {} {}", file, of.kind(), of.id());
  }

  /** Unties what the file has tied and nobody has tied anew since. */
  private void untie(Known said, String file) {
    var binding = said.binding();
    int untied =
        jdbc.sql(
                binding
                    .kind()
                    .in(
                        """
                        delete from {table}
                         where channel = :channel and {key} = :id and {place} = :place
                           and {since} = :since
                        """))
            .param("channel", binding.channel())
            .param("id", binding.id())
            .param("place", binding.place())
            .param("since", said.since())
            .update();
    if (untied > 0) {
      log.info("{} unties {} {}", file, binding.kind(), binding.id());
    }
    jdbc.sql("delete from binding_loaded where kind = ? and channel = ? and id = ?")
        .params(binding.kind().name(), binding.channel(), binding.id())
        .update();
  }

  private Optional<Known> now(Binding of) {
    return jdbc.sql(
            of.kind()
                .in(
                    """
                    select '%s' as kind, channel, {key} as id, {place} as place, {name} as name,
                           {more} as more, {since} as since
                      from {table} where channel = ? and {key} = ? for update
                    """
                        .formatted(of.kind().name())))
        .params(of.channel(), of.id())
        .query(LoadingBindings::known)
        .optional();
  }

  private Optional<Known> saidOf(Binding of) {
    return jdbc.sql("select * from binding_loaded where kind = ? and channel = ? and id = ?")
        .params(of.kind().name(), of.channel(), of.id())
        .query(LoadingBindings::known)
        .optional();
  }

  private List<Known> saidBy(String regionCode) {
    return jdbc.sql("select * from binding_loaded where region_code = ?")
        .param(regionCode)
        .query(LoadingBindings::known)
        .list();
  }

  private void remember(Binding binding, @Nullable Timestamp since, String regionCode) {
    jdbc.sql(
            """
            insert into binding_loaded (kind, channel, id, region_code, place, name, more, since)
            values (:kind, :channel, :id, :region, :place, :name, :more, :since)
            on conflict (kind, channel, id) do update
               set region_code = excluded.region_code, place = excluded.place,
                   name = excluded.name, more = excluded.more
            """)
        .params(
            Map.of(
                "kind", binding.kind().name(),
                "channel", binding.channel(),
                "id", binding.id(),
                "region", regionCode,
                "place", binding.place(),
                "name", binding.name()))
        .param("more", binding.more())
        .param("since", since)
        .update();
  }

  private static Known known(ResultSet row, int n) throws SQLException {
    return new Known(
        new Binding(
            Binding.Kind.valueOf(row.getString("kind")),
            row.getString("channel"),
            row.getString("id"),
            row.getString("place"),
            row.getString("name"),
            row.getString("more")),
        row.getTimestamp("since"));
  }
}

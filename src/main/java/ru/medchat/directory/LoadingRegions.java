package ru.medchat.directory;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Brings what the region files name into the directory; what is there already stays as it is. */
@Component
class LoadingRegions implements InitializingBean {

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final ResourcePatternResolver resources;
  private final ObjectMapper json;

  LoadingRegions(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      ResourcePatternResolver resources,
      ObjectMapper json) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.resources = resources;
    this.json = json;
  }

  @Override
  public void afterPropertiesSet() throws IOException {
    for (Resource file : resources.getResources("classpath:/directory/*.yaml")) {
      var region = RegionFile.read(file, json);
      transaction.executeWithoutResult(tx -> load(region));
    }
  }

  private void load(RegionFile region) {
    jdbc.sql("insert into region (code, name) values (?, ?) on conflict do nothing")
        .params(region.code(), region.name())
        .update();
    // The code is two or three digits by the table's own check, so it is safe in a name.
    jdbc.sql("create sequence if not exists appeal_number_" + region.code()).update();
    organisation("ministry-" + region.code(), region, null, "MINISTRY", region.ministry());
    organisation("chamber-" + region.code(), region, null, "CHAMBER", region.chamber());
    for (var place : region.municipalities()) {
      jdbc.sql(
              """
              insert into municipality (id, region_code, name, kind, zone, latitude, longitude)
              values (:id, :region, :name, :kind, :zone, :latitude, :longitude)
              on conflict (id) do update
                 set latitude = excluded.latitude, longitude = excluded.longitude
               where municipality.latitude is null
              """)
          .param("id", place.id())
          .param("region", region.code())
          .param("name", place.name())
          .param("kind", place.kind().name())
          .param("zone", region.zoneOf(place).getId())
          .param("latitude", place.latitude())
          .param("longitude", place.longitude())
          .update();
      organisation("org-" + place.id(), region, place.id(), "RESPONDER", place.responder());
    }
  }

  private void organisation(
      String id,
      RegionFile region,
      @Nullable String municipality,
      String kind,
      RegionFile.Body body) {
    jdbc.sql(
            """
            insert into organisation (id, region_code, municipality_id, kind, name, mail)
            values (:id, :region, :municipality, :kind, :name, :mail) on conflict do nothing
            """)
        .param("id", id)
        .param("region", region.code())
        .param("municipality", municipality)
        .param("kind", kind)
        .param("name", body.name())
        .param("mail", body.mail())
        .update();
  }
}
